-- Tellings, the blocks in which they are found, the links between them, and the
-- dossiers that they make up. IDs are those of 16 hexadecimal digits as numbers,
-- their first bit turned so that they sort alike.

CREATE TABLE tellings (
  row     INTEGER PRIMARY KEY,
  id      INTEGER NOT NULL UNIQUE,
  article INTEGER NOT NULL,
  dossier INTEGER NOT NULL DEFAULT 0, -- ID of the dossier that it is in, 0 for none yet
  score   REAL NOT NULL DEFAULT 1,    -- of the strongest link within the dossier
  reasons TEXT NOT NULL DEFAULT 'null', -- JSON
  blocks  TEXT NOT NULL,              -- JSON: the blocks in which it is found
  json    TEXT NOT NULL
) STRICT;
CREATE INDEX tellings_article ON tellings (article);
CREATE INDEX tellings_dossier ON tellings (dossier);

CREATE TABLE link_blocks (
  block   INTEGER NOT NULL,
  telling INTEGER NOT NULL,
  PRIMARY KEY (block, telling)
) STRICT, WITHOUT ROWID;

CREATE TABLE links (
  a     INTEGER NOT NULL,
  b     INTEGER NOT NULL,
  type  INTEGER NOT NULL, -- 0 same, 1 part, 2 together, 3 apart: see internal/link
  score REAL NOT NULL,
  PRIMARY KEY (a, b, type)
) STRICT, WITHOUT ROWID;
CREATE INDEX links_b ON links (b);

CREATE TABLE dossiers (
  id        INTEGER PRIMARY KEY,
  kind      TEXT NOT NULL,
  country   TEXT NOT NULL,
  first_day INTEGER, -- days since 1970
  last_day  INTEGER,
  lat       REAL,
  lon       REAL,
  reports   INTEGER NOT NULL,
  json      TEXT NOT NULL
) STRICT;
CREATE INDEX dossiers_day ON dossiers (first_day DESC, id);
CREATE INDEX dossiers_kind ON dossiers (kind, first_day DESC, id);
CREATE INDEX dossiers_country ON dossiers (country, first_day DESC, id);
CREATE TABLE dossier_actors (
  actor   TEXT NOT NULL,
  dossier INTEGER NOT NULL,
  PRIMARY KEY (actor, dossier)
) STRICT, WITHOUT ROWID;
CREATE INDEX dossier_actors_dossier ON dossier_actors (dossier);

-- Where the IDs of tellings lead that a later coding no longer makes.
CREATE TABLE redirects (
  old INTEGER PRIMARY KEY,
  now INTEGER -- NULL where nothing took its place
) STRICT;

INSERT INTO work SELECT 'link', article, 'waiting', '', '', 0, 0 FROM records WHERE 1
  ON CONFLICT DO NOTHING;

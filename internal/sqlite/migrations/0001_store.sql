-- Reports, their records, and what is searched for in them.
-- Days are ISO 8601 text: it sorts and compares as the days do.

CREATE TABLE articles (
  row       INTEGER PRIMARY KEY,
  hash      TEXT NOT NULL UNIQUE,
  id        TEXT NOT NULL UNIQUE, -- the first 16 characters of the hash: the permalink
  name      TEXT NOT NULL,        -- the report's ID in the batch that brought it
  published TEXT,
  outlet    TEXT NOT NULL,
  url       TEXT NOT NULL,
  title     TEXT NOT NULL,
  text      TEXT NOT NULL,
  lang      TEXT NOT NULL
) STRICT;
CREATE INDEX articles_published ON articles (published DESC, row DESC);

CREATE TABLE records (
  article   INTEGER PRIMARY KEY REFERENCES articles (row) ON DELETE CASCADE,
  producers TEXT NOT NULL, -- JSON; the cursor: another version codes the report again
  json      TEXT NOT NULL
) STRICT;

CREATE TABLE incidents (
  row       INTEGER PRIMARY KEY,
  article   INTEGER NOT NULL REFERENCES articles (row) ON DELETE CASCADE,
  ord       INTEGER NOT NULL,
  kind      TEXT NOT NULL,
  first_day TEXT,
  last_day  TEXT,
  country   TEXT NOT NULL,
  lat       REAL, -- NULL where the place is not resolved: never a country's centre
  lon       REAL,
  words     TEXT NOT NULL, -- quotes and values, for the full-text index
  json      TEXT NOT NULL,
  UNIQUE (article, ord)
) STRICT;
CREATE INDEX incidents_day ON incidents (first_day DESC, row DESC);
CREATE INDEX incidents_kind ON incidents (kind);
CREATE INDEX incidents_country ON incidents (country);

CREATE VIRTUAL TABLE article_words USING fts5 (
  title, text, content = 'articles', content_rowid = 'row',
  tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE TRIGGER articles_insert AFTER INSERT ON articles BEGIN
  INSERT INTO article_words (rowid, title, text) VALUES (new.row, new.title, new.text);
END;
CREATE TRIGGER articles_delete AFTER DELETE ON articles BEGIN
  INSERT INTO article_words (article_words, rowid, title, text)
  VALUES ('delete', old.row, old.title, old.text);
END;

CREATE VIRTUAL TABLE incident_words USING fts5 (
  words, content = 'incidents', content_rowid = 'row',
  tokenize = 'porter unicode61 remove_diacritics 2'
);
CREATE VIRTUAL TABLE incident_points USING rtree (row, west, east, south, north);
CREATE TRIGGER incidents_insert AFTER INSERT ON incidents BEGIN
  INSERT INTO incident_words (rowid, words) VALUES (new.row, new.words);
  INSERT INTO incident_points
  SELECT new.row, new.lon, new.lon, new.lat, new.lat WHERE new.lat IS NOT NULL;
END;
CREATE TRIGGER incidents_delete AFTER DELETE ON incidents BEGIN
  INSERT INTO incident_words (incident_words, rowid, words) VALUES ('delete', old.row, old.words);
  DELETE FROM incident_points WHERE row = old.row;
END;

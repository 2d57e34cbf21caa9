-- Sources, how collecting from them stands, and the documents that they name.
-- Times are milliseconds since 1970 in UTC; 0 is never, or at once.

CREATE TABLE sources (
  id          TEXT NOT NULL PRIMARY KEY,
  name        TEXT NOT NULL,
  kind        TEXT NOT NULL,
  at          TEXT NOT NULL,
  country     TEXT NOT NULL,
  lang        TEXT NOT NULL,
  ownership   TEXT NOT NULL,
  reliability TEXT NOT NULL,
  marking     TEXT NOT NULL,
  every       INTEGER NOT NULL, -- milliseconds
  delay       INTEGER NOT NULL, -- milliseconds
  added       INTEGER NOT NULL,
  paused      INTEGER NOT NULL,
  -- How collecting stands.
  etag          TEXT NOT NULL DEFAULT '',
  last_modified TEXT NOT NULL DEFAULT '',
  checked       INTEGER NOT NULL DEFAULT 0,
  succeeded     INTEGER NOT NULL DEFAULT 0,
  due           INTEGER NOT NULL DEFAULT 0,
  failures      INTEGER NOT NULL DEFAULT 0,
  error         TEXT NOT NULL DEFAULT '',
  note          TEXT NOT NULL DEFAULT '',
  UNIQUE (kind, at)
) STRICT;
CREATE INDEX sources_due ON sources (due) WHERE NOT paused;

-- A lead stays when it was taken: it tells what a source has brought already.
CREATE TABLE leads (
  row       INTEGER PRIMARY KEY,
  source    TEXT NOT NULL REFERENCES sources (id) ON DELETE CASCADE,
  url       TEXT NOT NULL,
  stamp     TEXT NOT NULL,
  title     TEXT NOT NULL,
  published INTEGER NOT NULL,
  state     TEXT NOT NULL,
  due       INTEGER NOT NULL,
  failures  INTEGER NOT NULL DEFAULT 0,
  error     TEXT NOT NULL DEFAULT '',
  UNIQUE (source, url)
) STRICT;
CREATE INDEX leads_due ON leads (source, due) WHERE state = 'waiting';
CREATE INDEX leads_state ON leads (source, state);

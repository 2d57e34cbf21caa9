-- Evidence, versions of articles, and what waits for which stage.
-- Times are milliseconds since 1970 in UTC.

-- The bytes as they came, once for each content.
CREATE TABLE bodies (
  row    INTEGER PRIMARY KEY,
  hash   TEXT NOT NULL UNIQUE, -- SHA-256 of the bytes, hexadecimal
  size   INTEGER NOT NULL,     -- in bytes before compression
  coding TEXT NOT NULL,        -- zstd, or '' for none
  data   BLOB NOT NULL
) STRICT;

-- How the bytes came.
CREATE TABLE documents (
  row     INTEGER PRIMARY KEY,
  key     TEXT NOT NULL UNIQUE, -- hash of the body's, the address, the type and what was given
  body    TEXT NOT NULL REFERENCES bodies (hash),
  name    TEXT NOT NULL,
  id      TEXT NOT NULL,
  url     TEXT NOT NULL,
  asked   TEXT NOT NULL,
  source  TEXT NOT NULL,
  type    TEXT NOT NULL,
  header  TEXT NOT NULL, -- JSON
  given   TEXT NOT NULL, -- JSON
  told    TEXT NOT NULL, -- JSON
  fetched INTEGER NOT NULL,
  seen    INTEGER NOT NULL, -- when the same was last fetched
  article INTEGER REFERENCES articles (row) -- what it was read as
) STRICT;
CREATE INDEX documents_article ON documents (article);
CREATE INDEX documents_body ON documents (body);
CREATE INDEX documents_source ON documents (source);

-- An article is one version of a story: what stands at one address, or, without
-- an address, one text of one outlet. The story's row is that of its first
-- version; its latest is the current one, which alone is listed and searched.
ALTER TABLE articles ADD COLUMN story   INTEGER NOT NULL DEFAULT 0;
ALTER TABLE articles ADD COLUMN current INTEGER NOT NULL DEFAULT 1;
ALTER TABLE articles ADD COLUMN address TEXT NOT NULL DEFAULT '';
ALTER TABLE articles ADD COLUMN basis   TEXT NOT NULL DEFAULT '';
ALTER TABLE articles ADD COLUMN notes   TEXT NOT NULL DEFAULT 'null'; -- JSON
ALTER TABLE articles ADD COLUMN texthash TEXT NOT NULL DEFAULT ''; -- of the text alone
ALTER TABLE articles ADD COLUMN kept    INTEGER NOT NULL DEFAULT 0;
UPDATE articles SET story = row, address = url;
CREATE INDEX articles_story ON articles (story);
CREATE INDEX articles_address ON articles (address) WHERE address <> '';
CREATE INDEX articles_texthash ON articles (texthash, outlet) WHERE texthash <> '';

-- The pipeline's cursors: one row for each item that a stage has to do or did.
-- Items of the stage read are documents, those of later stages articles.
CREATE TABLE work (
  stage   TEXT NOT NULL,
  item    INTEGER NOT NULL,
  state   TEXT NOT NULL, -- waiting, done, failed
  version TEXT NOT NULL, -- of the stage that did it
  error   TEXT NOT NULL,
  tries   INTEGER NOT NULL,
  at      INTEGER NOT NULL,
  PRIMARY KEY (stage, item)
) STRICT, WITHOUT ROWID;
CREATE INDEX work_open ON work (stage, state, item) WHERE state <> 'done';

-- The version by which each stage last began: another makes all its items wait.
CREATE TABLE cursors (
  stage   TEXT NOT NULL PRIMARY KEY,
  version TEXT NOT NULL
) STRICT, WITHOUT ROWID;

ALTER TABLE records DROP COLUMN producers; -- the cursor is in work, the producers in the JSON

INSERT INTO work SELECT 'code', row, 'waiting', '', '', 0, 0 FROM articles;

-- Which articles are copies of one wording, and from which agency.
ALTER TABLE articles ADD COLUMN copies      INTEGER NOT NULL DEFAULT 0; -- row of the group's first article
ALTER TABLE articles ADD COLUMN similarity  REAL NOT NULL DEFAULT 1;    -- to the article by which it came into the group
ALTER TABLE articles ADD COLUMN origin      TEXT NOT NULL DEFAULT '';   -- the agency that it names
ALTER TABLE articles ADD COLUMN fingerprint BLOB NOT NULL DEFAULT x'';
UPDATE articles SET copies = row;
CREATE INDEX articles_copies ON articles (copies);

-- Keys of which articles that are alike share one, most likely.
CREATE TABLE bands (
  key     INTEGER NOT NULL,
  article INTEGER NOT NULL REFERENCES articles (row) ON DELETE CASCADE,
  PRIMARY KEY (key, article)
) STRICT, WITHOUT ROWID;
CREATE INDEX bands_article ON bands (article);

-- What was purged: the hash stays, so that it is not taken again.
CREATE TABLE tombstones (
  hash   TEXT NOT NULL PRIMARY KEY, -- of a body; that of an article stays in its row
  at     INTEGER NOT NULL,
  reason TEXT NOT NULL
) STRICT, WITHOUT ROWID;
ALTER TABLE articles ADD COLUMN purged INTEGER NOT NULL DEFAULT 0; -- when, 0 for not

-- What is deleted is overwritten in the indexes, too.
INSERT INTO article_words (article_words, rank) VALUES ('secure-delete', 1);
INSERT INTO incident_words (incident_words, rank) VALUES ('secure-delete', 1);

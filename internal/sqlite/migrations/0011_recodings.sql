-- What was so before stages that had changed did their work anew.

CREATE TABLE recodings (
  number INTEGER PRIMARY KEY,
  at     INTEGER NOT NULL,
  stages TEXT NOT NULL -- JSON
) STRICT;

-- The record that an article had when the recoding began, where it has changed.
CREATE TABLE recoded (
  article  INTEGER NOT NULL,
  recoding INTEGER NOT NULL,
  coding   TEXT NOT NULL,    -- zstd, or '' for none
  size     INTEGER NOT NULL, -- in bytes before compression; 0 where there was no record
  data     BLOB NOT NULL,
  PRIMARY KEY (article, recoding)
) STRICT, WITHOUT ROWID;
CREATE INDEX recoded_recoding ON recoded (recoding);

-- The dossier in which a telling was when the recoding began, where it has moved.
CREATE TABLE retold (
  telling  INTEGER NOT NULL,
  recoding INTEGER NOT NULL,
  article  INTEGER NOT NULL,
  dossier  INTEGER NOT NULL,
  PRIMARY KEY (telling, recoding)
) STRICT, WITHOUT ROWID;
CREATE INDEX retold_recoding ON retold (recoding);
CREATE INDEX retold_article ON retold (article);

CREATE TRIGGER tellings_move AFTER UPDATE OF dossier ON tellings
WHEN old.dossier <> 0 AND old.dossier <> new.dossier BEGIN
  INSERT OR IGNORE INTO retold SELECT old.id, number, old.article, old.dossier
    FROM recodings ORDER BY number DESC LIMIT 1;
END;
CREATE TRIGGER tellings_go AFTER DELETE ON tellings WHEN old.dossier <> 0 BEGIN
  INSERT OR IGNORE INTO retold SELECT old.id, number, old.article, old.dossier
    FROM recodings ORDER BY number DESC LIMIT 1;
END;

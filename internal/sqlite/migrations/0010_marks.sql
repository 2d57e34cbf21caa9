-- How far a web archive that was begun was kept: it is read on from there. The row
-- goes when the archive has been read.
CREATE TABLE marks (
  source  TEXT NOT NULL, -- '' for what a person gave
  path    TEXT NOT NULL,
  stamp   TEXT NOT NULL, -- changes with the file
  place   INTEGER NOT NULL, -- in bytes of the file
  skip    INTEGER NOT NULL, -- in bytes from there, decompressed
  records INTEGER NOT NULL, -- before the place
  taken   INTEGER NOT NULL, -- documents of them
  failed  INTEGER NOT NULL,
  error   TEXT NOT NULL, -- the first
  PRIMARY KEY (source, path)
) STRICT, WITHOUT ROWID;

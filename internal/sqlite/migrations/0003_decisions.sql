-- What analysts decided, and what was cited. Rows are only ever added.
-- Times are milliseconds since 1970 in UTC.

CREATE TABLE decisions (
  number   INTEGER PRIMARY KEY,
  incident TEXT NOT NULL, -- a telling's ID: that of the dossier when it was decided
  author   TEXT NOT NULL,
  at       INTEGER NOT NULL,
  json     TEXT NOT NULL
) STRICT;
CREATE INDEX decisions_incident ON decisions (incident);
CREATE TRIGGER decisions_stand BEFORE UPDATE ON decisions BEGIN
  SELECT RAISE (ABORT, 'a decision is never changed');
END;
CREATE TRIGGER decisions_stay BEFORE DELETE ON decisions BEGIN
  SELECT RAISE (ABORT, 'a decision is never deleted');
END;

CREATE TABLE snapshots (
  name      TEXT NOT NULL PRIMARY KEY,
  author    TEXT NOT NULL,
  at        INTEGER NOT NULL,
  query     TEXT NOT NULL,
  hash      TEXT NOT NULL, -- SHA-256 of the body, hexadecimal
  incidents INTEGER NOT NULL,
  body      BLOB NOT NULL -- canonical JSON
) STRICT;
CREATE TRIGGER snapshots_stand BEFORE UPDATE ON snapshots BEGIN
  SELECT RAISE (ABORT, 'a snapshot is never changed');
END;

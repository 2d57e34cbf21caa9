-- What was known of sources that were removed: what they brought is still theirs.
CREATE TABLE former_sources (
  id          TEXT NOT NULL PRIMARY KEY,
  name        TEXT NOT NULL,
  country     TEXT NOT NULL,
  ownership   TEXT NOT NULL,
  owner       TEXT NOT NULL,
  reliability TEXT NOT NULL,
  marking     TEXT NOT NULL,
  removed     INTEGER NOT NULL -- milliseconds since 1970
) STRICT;
CREATE INDEX former_sources_name ON former_sources (name);

-- All sources that a document may be of. Where an ID is in use again, the source
-- that is goes before the one that was.
CREATE VIEW known_sources AS
  SELECT id, marking FROM sources
  UNION ALL
  SELECT id, marking FROM former_sources f WHERE NOT EXISTS (SELECT 1 FROM sources s WHERE s.id = f.id);

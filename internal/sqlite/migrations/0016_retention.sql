-- How long what is collected is kept: by source, by marking, or for all the rest.
CREATE TABLE retention (
  scope TEXT NOT NULL, -- source, marking or all
  name  TEXT NOT NULL, -- of the source or marking, '' for all
  class TEXT NOT NULL, -- evidence or articles
  age   INTEGER NOT NULL, -- milliseconds; 0 for good
  PRIMARY KEY (scope, name, class)
) STRICT, WITHOUT ROWID;

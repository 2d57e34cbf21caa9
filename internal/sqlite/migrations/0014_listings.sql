-- What lists of incidents select and order by, derived from dossiers, reports and
-- decisions: disposable. Of each dossier that changes, in whatever lists show, the
-- row waits to be made anew, as an item of the stage list.
-- Days are ISO 8601 text or days since 1970, times milliseconds since 1970 in UTC.

CREATE TABLE listings (
  row     INTEGER PRIMARY KEY,
  id      INTEGER NOT NULL UNIQUE, -- the dossier's
  shown   INTEGER NOT NULL,        -- the ID under which it is shown
  kind    TEXT NOT NULL,
  country TEXT NOT NULL,
  status  TEXT NOT NULL,
  grade   TEXT NOT NULL,
  state   TEXT NOT NULL,
  actor   TEXT NOT NULL,    -- folded
  date    TEXT NOT NULL,    -- a day, or two with a stroke between, or ''
  first_day TEXT NOT NULL,
  last_day  TEXT NOT NULL,
  lat     REAL,
  lon     REAL,
  several INTEGER NOT NULL,
  value   REAL NOT NULL,
  -- When it became known, and when what is known of it last changed.
  first_reported INTEGER NOT NULL,
  last_reported  INTEGER NOT NULL,
  first_learned  INTEGER NOT NULL,
  last_learned   INTEGER NOT NULL,
  decided INTEGER NOT NULL, -- after the last decision, 0 for none
  words   INTEGER NOT NULL  -- hash of what is searched
) STRICT;
CREATE INDEX listings_date ON listings (date DESC, shown, last_reported, last_learned, decided);
CREATE INDEX listings_value ON listings (value DESC, date DESC, shown, last_reported, last_learned, decided);
CREATE INDEX listings_kind ON listings (kind, date DESC, shown);
CREATE INDEX listings_country ON listings (country, date DESC, shown);
CREATE INDEX listings_status ON listings (status, date DESC, shown);
CREATE INDEX listings_grade ON listings (grade, date DESC, shown);
CREATE INDEX listings_state ON listings (state, date DESC, shown);
CREATE INDEX listings_several ON listings (several, date DESC, shown);
CREATE INDEX listings_actor ON listings (actor, date DESC, shown);
CREATE INDEX listings_place ON listings (lat, lon);
CREATE INDEX listings_known ON listings (last_reported, first_reported, last_learned, first_learned, decided);

CREATE TABLE listing_bodies (
  listing INTEGER PRIMARY KEY REFERENCES listings (row) ON DELETE CASCADE,
  json    TEXT NOT NULL -- what lists show
) STRICT;

CREATE TABLE listing_outlets (
  outlet  TEXT NOT NULL, -- folded
  listing INTEGER NOT NULL REFERENCES listings (row) ON DELETE CASCADE,
  PRIMARY KEY (outlet, listing)
) STRICT, WITHOUT ROWID;
CREATE INDEX listing_outlets_listing ON listing_outlets (listing);

-- Any part of a word is found. The text is not kept.
CREATE VIRTUAL TABLE listing_words USING fts5 (
  words, tokenize = 'trigram case_sensitive 1', content = '', contentless_delete = 1
);
CREATE TRIGGER listings_delete AFTER DELETE ON listings BEGIN
  DELETE FROM listing_words WHERE rowid = old.row;
END;

-- What lists show rests on the reports of a dossier, on what they tell, and on
-- what is known of their sources. Decisions wait by themselves.
CREATE TRIGGER listings_telling_move AFTER UPDATE OF dossier ON tellings WHEN old.dossier <> new.dossier BEGIN
  INSERT INTO work (stage, item, state, version, error, tries, at)
  SELECT 'list', value, 'waiting', '', '', 0, 0 FROM json_each(json_array(old.dossier, new.dossier)) WHERE value <> 0
  ON CONFLICT DO UPDATE SET state = 'waiting', tries = 0;
END;
CREATE TRIGGER listings_telling_go AFTER DELETE ON tellings WHEN old.dossier <> 0 BEGIN
  INSERT INTO work (stage, item, state, version, error, tries, at)
  VALUES ('list', old.dossier, 'waiting', '', '', 0, 0)
  ON CONFLICT DO UPDATE SET state = 'waiting', tries = 0;
END;
CREATE TRIGGER incidents_tell AFTER INSERT ON incidents BEGIN
  INSERT INTO work (stage, item, state, version, error, tries, at)
  SELECT 'list', dossier, 'waiting', '', '', 0, 0 FROM tellings WHERE article IN (SELECT v.row FROM articles a JOIN articles v ON v.story = a.story WHERE a.row = new.article) AND dossier <> 0
  ON CONFLICT DO UPDATE SET state = 'waiting', tries = 0;
END;
CREATE TRIGGER incidents_untell AFTER DELETE ON incidents BEGIN
  INSERT INTO work (stage, item, state, version, error, tries, at)
  SELECT 'list', dossier, 'waiting', '', '', 0, 0 FROM tellings WHERE article IN (SELECT v.row FROM articles a JOIN articles v ON v.story = a.story WHERE a.row = old.article) AND dossier <> 0
  ON CONFLICT DO UPDATE SET state = 'waiting', tries = 0;
END;
CREATE TRIGGER articles_differ AFTER UPDATE OF published, outlet, title, copies, kept, story, current ON articles
WHEN (old.published, old.outlet, old.title, old.copies, old.kept, old.story, old.current) IS NOT (new.published, new.outlet, new.title, new.copies, new.kept, new.story, new.current) BEGIN
  INSERT INTO work (stage, item, state, version, error, tries, at)
  SELECT 'list', dossier, 'waiting', '', '', 0, 0 FROM tellings WHERE article IN (SELECT v.row FROM articles a JOIN articles v ON v.story = a.story WHERE a.row = new.row) AND dossier <> 0
  ON CONFLICT DO UPDATE SET state = 'waiting', tries = 0;
END;
CREATE TRIGGER records_come AFTER INSERT ON records BEGIN
  INSERT INTO work (stage, item, state, version, error, tries, at)
  SELECT 'list', dossier, 'waiting', '', '', 0, 0 FROM tellings WHERE article IN (SELECT v.row FROM articles a JOIN articles v ON v.story = a.story WHERE a.row = new.article) AND dossier <> 0
  ON CONFLICT DO UPDATE SET state = 'waiting', tries = 0;
END;
CREATE TRIGGER records_differ AFTER UPDATE ON records BEGIN
  INSERT INTO work (stage, item, state, version, error, tries, at)
  SELECT 'list', dossier, 'waiting', '', '', 0, 0 FROM tellings WHERE article IN (SELECT v.row FROM articles a JOIN articles v ON v.story = a.story WHERE a.row = new.article) AND dossier <> 0
  ON CONFLICT DO UPDATE SET state = 'waiting', tries = 0;
END;
CREATE TRIGGER documents_tell AFTER UPDATE OF article, source, fetched ON documents
WHEN (old.article, old.source, old.fetched) IS NOT (new.article, new.source, new.fetched) BEGIN
  INSERT INTO work (stage, item, state, version, error, tries, at)
  SELECT 'list', dossier, 'waiting', '', '', 0, 0 FROM tellings
  WHERE article IN (SELECT v.row FROM articles a JOIN articles v ON v.story = a.story WHERE a.row IN (old.article, new.article)) AND dossier <> 0
  ON CONFLICT DO UPDATE SET state = 'waiting', tries = 0;
END;
CREATE TRIGGER documents_go AFTER DELETE ON documents BEGIN
  INSERT INTO work (stage, item, state, version, error, tries, at)
  SELECT 'list', dossier, 'waiting', '', '', 0, 0 FROM tellings WHERE article IN (SELECT v.row FROM articles a JOIN articles v ON v.story = a.story WHERE a.row = old.article) AND dossier <> 0
  ON CONFLICT DO UPDATE SET state = 'waiting', tries = 0;
END;
CREATE TRIGGER redirects_lead AFTER INSERT ON redirects BEGIN
  INSERT INTO work (stage, item, state, version, error, tries, at)
  SELECT 'list', dossier, 'waiting', '', '', 0, 0 FROM tellings WHERE id = new.now AND dossier <> 0
  ON CONFLICT DO UPDATE SET state = 'waiting', tries = 0;
END;
CREATE TRIGGER redirects_turn AFTER UPDATE ON redirects BEGIN
  INSERT INTO work (stage, item, state, version, error, tries, at)
  SELECT 'list', dossier, 'waiting', '', '', 0, 0 FROM tellings WHERE id IN (old.now, new.now) AND dossier <> 0
  ON CONFLICT DO UPDATE SET state = 'waiting', tries = 0;
END;
CREATE TRIGGER dossiers_go AFTER DELETE ON dossiers BEGIN
  DELETE FROM listings WHERE id = old.id;
  DELETE FROM work WHERE stage = 'list' AND item = old.id;
END;

-- A source is known to its documents by its ID, and to others by its name.
CREATE INDEX articles_outlet ON articles (outlet);
CREATE INDEX sources_name ON sources (name);
CREATE TRIGGER sources_come AFTER INSERT ON sources BEGIN
  INSERT INTO work (stage, item, state, version, error, tries, at)
  SELECT DISTINCT 'list', dossier, 'waiting', '', '', 0, 0 FROM tellings
  WHERE article IN (SELECT row FROM articles WHERE outlet = new.name
    UNION SELECT article FROM documents WHERE source = new.id) AND dossier <> 0
  ON CONFLICT DO UPDATE SET state = 'waiting', tries = 0;
END;
CREATE TRIGGER sources_differ AFTER UPDATE OF name, reliability, ownership, owner, country ON sources
WHEN (old.name, old.reliability, old.ownership, old.owner, old.country) IS NOT (new.name, new.reliability, new.ownership, new.owner, new.country) BEGIN
  INSERT INTO work (stage, item, state, version, error, tries, at)
  SELECT DISTINCT 'list', dossier, 'waiting', '', '', 0, 0 FROM tellings
  WHERE article IN (SELECT row FROM articles WHERE outlet IN (old.name, new.name)
    UNION SELECT article FROM documents WHERE source = new.id) AND dossier <> 0
  ON CONFLICT DO UPDATE SET state = 'waiting', tries = 0;
END;
CREATE TRIGGER sources_go AFTER DELETE ON sources BEGIN
  INSERT INTO work (stage, item, state, version, error, tries, at)
  SELECT DISTINCT 'list', dossier, 'waiting', '', '', 0, 0 FROM tellings
  WHERE article IN (SELECT row FROM articles WHERE outlet = old.name
    UNION SELECT article FROM documents WHERE source = old.id) AND dossier <> 0
  ON CONFLICT DO UPDATE SET state = 'waiting', tries = 0;
END;

INSERT INTO work (stage, item, state, version, error, tries, at)
  SELECT 'list', id, 'waiting', '', '', 0, 0 FROM dossiers WHERE 1 ON CONFLICT DO NOTHING;

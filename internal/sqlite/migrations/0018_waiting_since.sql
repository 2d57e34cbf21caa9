-- Since when an item waits, in milliseconds since 1970, by the clock of the machine.
ALTER TABLE work ADD COLUMN since INTEGER NOT NULL DEFAULT 0;
UPDATE work SET since = CAST(unixepoch('subsec') * 1000 AS INTEGER) WHERE state = 'waiting';
CREATE TRIGGER work_comes AFTER INSERT ON work WHEN new.state = 'waiting' BEGIN
  UPDATE work SET since = CAST(unixepoch('subsec') * 1000 AS INTEGER) WHERE stage = new.stage AND item = new.item;
END;
CREATE TRIGGER work_comes_again AFTER UPDATE OF state ON work WHEN new.state = 'waiting' AND old.state <> 'waiting' BEGIN
  UPDATE work SET since = CAST(unixepoch('subsec') * 1000 AS INTEGER) WHERE stage = new.stage AND item = new.item;
END;

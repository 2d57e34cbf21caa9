-- When what failed is tried again by itself; 0 where it was given up.
ALTER TABLE work ADD COLUMN due INTEGER NOT NULL DEFAULT 0;
CREATE INDEX work_due ON work (stage, due) WHERE state = 'failed' AND due > 0;

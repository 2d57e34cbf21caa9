-- Who owns the outlet, by name; '' where that is not known.
ALTER TABLE sources ADD COLUMN owner TEXT NOT NULL DEFAULT '';

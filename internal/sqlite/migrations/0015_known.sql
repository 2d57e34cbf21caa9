-- What changed after a time is found in the index alone.
DROP INDEX listings_known;
CREATE INDEX listings_known ON listings (last_reported, first_reported, last_learned, first_learned, decided, id);

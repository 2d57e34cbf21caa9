-- Decisions on a telling that is no more are those on what took its place.
CREATE INDEX redirects_now ON redirects (now);

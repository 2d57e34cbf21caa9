-- Incidents by their place on the map.
CREATE INDEX dossiers_place ON dossiers (lat, lon);

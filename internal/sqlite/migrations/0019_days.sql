-- What happened within some days is found by the days alone. Incidents of one day
-- are most; those of several days may have begun long before.
CREATE INDEX listings_first ON listings (first_day, date, shown);
CREATE INDEX listings_ranged ON listings (last_day, first_day) WHERE last_day > first_day;

// Package gazetteer names the places of the world: populated places,
// first- and second-level divisions, countries, regions, waters and landmarks,
// with other spellings, coordinates and population.
//
// The data is one embedded file that is read in place: opening it costs a few
// microseconds, and only the pages that lookups touch enter memory. The file is
// made by the command in the build folder ("make gazetteer"); NOTICE names its
// sources.
package gazetteer

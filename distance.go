package tocsin

import "math"

// EarthRadius is the Earth's mean radius in kilometres, (2a+b)/3 of the GRS 80
// ellipsoid (Moritz, Geodetic Reference System 1980).
const EarthRadius = 6371.0088

// GreatCircle returns the distance in kilometres between two positions in
// degrees on a sphere of the Earth's mean radius (haversine formula).
func GreatCircle(lat1, lon1, lat2, lon2 float64) float64 {
	const rad = math.Pi / 180
	dy, dx := math.Sin((lat2-lat1)*rad/2), math.Sin((lon2-lon1)*rad/2)
	h := dy*dy + math.Cos(lat1*rad)*math.Cos(lat2*rad)*dx*dx
	return 2 * EarthRadius * math.Asin(min(1, math.Sqrt(h)))
}

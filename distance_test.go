package tocsin_test

import (
	"math"
	"testing"

	"tocsin"
)

func TestGreatCircle(t *testing.T) {
	for _, c := range []struct{ lat1, lon1, lat2, lon2, km float64 }{
		{0, 0, 0, 0, 0},
		{0, 0, 0, 180, 20015},
		{51.5074, -0.1278, 48.8566, 2.3522, 343.6}, // London to Paris
		{0, 179.5, 0, -179.5, 111.2},
	} {
		if d := tocsin.GreatCircle(c.lat1, c.lon1, c.lat2, c.lon2); math.Abs(d-c.km) > 1 {
			t.Errorf("from %v,%v to %v,%v: %.1f km, want %.1f", c.lat1, c.lon1, c.lat2, c.lon2, d, c.km)
		}
	}
}

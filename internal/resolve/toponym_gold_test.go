package resolve_test

import (
	"os"
	"path/filepath"
	"testing"

	"tocsin/internal/eval"
	"tocsin/internal/resolve"
	"tocsin/internal/resolve/gazetteer"
)

// TestToponymFloors holds recognition and resolution to floors on the held-out
// halves (odd articles) of three hand-marked sets.
func TestToponymFloors(t *testing.T) {
	dir := os.Getenv("TOCSIN_SHARED")
	if dir == "" {
		dir = "../../../shared"
	}
	dir = filepath.Join(dir, "bench", "geoparsing")
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("no shared data folder (set TOCSIN_SHARED): %v", err)
	}
	gaz, err := gazetteer.Open()
	if err != nil {
		t.Fatal(err)
	}
	finder := resolve.NewToponyms(gaz)
	for _, c := range []struct {
		file                string
		f1, accuracy, whole float64
	}{
		{"lgl.xml", 0.82, 0.82, 0.72},
		{"TR-News.xml", 0.86, 0.88, 0.80},
		{"GeoVirus.xml", 0.90, 0.79, 0.75},
	} {
		set, err := eval.ReadGeoSet(filepath.Join(dir, c.file))
		if err != nil {
			t.Fatal(err)
		}
		s := eval.ScoreGeo(finder, set, func(i int) bool { return i%2 == 1 })
		if s.F1() < c.f1 || s.Accuracy() < c.accuracy || s.EndToEnd() < c.whole {
			t.Errorf("%s: F1 %.3f, accuracy %.3f, end to end %.3f; the floors are %.2f, %.2f, %.2f",
				c.file, s.F1(), s.Accuracy(), s.EndToEnd(), c.f1, c.accuracy, c.whole)
		}
	}
}

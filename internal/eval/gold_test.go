package eval

import (
	"bytes"
	"encoding/json"
	"maps"
	"math/rand/v2"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"tocsin"
)

// sharedFolder returns the shared data folder, or skips the test.
func sharedFolder(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("TOCSIN_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared")
	}
	if _, err := os.Stat(filepath.Join(dir, "gold", "score.py")); err != nil {
		t.Skipf("no shared data folder at %s: set TOCSIN_SHARED to run this test", dir)
	}
	return dir
}

// Figures of the port and of score.py are equal on damaged copies of the
// development set's own gold, at three degrees of damage.
func TestGoldEqualsScorePy(t *testing.T) {
	dir := filepath.Join(sharedFolder(t), "gold", "dev")
	python, err := exec.LookPath("python3")
	if err != nil {
		t.Skip("no python3: the port cannot be compared with score.py")
	}
	folder, err := ReadFolder(dir)
	if err != nil {
		t.Fatal(err)
	}
	for _, rate := range []float64{0.1, 0.3, 0.6} {
		coded := damage(folder, rate)
		out := t.TempDir()
		writeCodings(t, out, coded)
		cmd := exec.Command(python, filepath.Join(dir, "..", "score.py"),
			filepath.Join(dir, "articles"), filepath.Join(dir, "coded"), out, "--per-article")
		want, err := cmd.Output()
		if err != nil {
			t.Fatalf("running score.py: %v", err)
		}
		var got bytes.Buffer
		ScoreGold(folder, coded).Print(&got, true)
		if got.String() != string(want) {
			t.Errorf("damage %.1f: figures differ from score.py\n%s", rate, firstDifference(got.String(), string(want)))
		}
	}
}

func firstDifference(got, want string) string {
	g, w := strings.Split(got, "\n"), strings.Split(want, "\n")
	for i := range min(len(g), len(w)) {
		if g[i] != w[i] {
			return "got  " + g[i] + "\nwant " + w[i]
		}
	}
	return "one is longer than the other"
}

func writeCodings(t *testing.T, dir string, coded map[string]Coding) {
	t.Helper()
	for name, c := range coded {
		b, err := json.Marshal(c)
		if err != nil {
			t.Fatal(err)
		}
		if err := os.WriteFile(filepath.Join(dir, name), b, 0o600); err != nil {
			t.Fatal(err)
		}
	}
}

// damage returns a copy of the gold in which incidents are dropped, doubled and
// reordered and values changed, each with the given rate.
func damage(f *Folder, rate float64) map[string]Coding {
	rng := rand.New(rand.NewPCG(1, uint64(rate*100)))
	hit := func() bool { return rng.Float64() < rate }
	names := slices.Sorted(maps.Keys(f.Aliases))
	out := map[string]Coding{}
	for _, name := range f.Names {
		var c Coding
		for _, inc := range f.Gold[name].Incidents {
			if hit() {
				continue
			}
			c.Incidents = append(c.Incidents, damageIncident(inc, hit, rng, names))
			if hit() {
				c.Incidents = append(c.Incidents, damageIncident(inc, hit, rng, names))
			}
		}
		rng.Shuffle(len(c.Incidents), func(i, j int) {
			c.Incidents[i], c.Incidents[j] = c.Incidents[j], c.Incidents[i]
		})
		out[name] = c
	}
	return out
}

func damageIncident(inc Incident, hit func() bool, rng *rand.Rand, names []string) Incident {
	if hit() {
		inc.Kind = tocsin.Kinds()[rng.IntN(18)]
	}
	if hit() {
		inc.Stage = tocsin.Foiled
	}
	if hit() {
		inc.Anchor = inc.Anchor[:len(inc.Anchor)/2] + " zzz"
	}
	if inc.Date != nil && hit() {
		d := *inc.Date
		d.Start -= tocsin.Day(rng.IntN(3))
		inc.Date = &d
	}
	if inc.Place != nil && hit() {
		p := *inc.Place
		p.Name, _, _ = strings.Cut(p.Name, " ")
		inc.Place = &p
	}
	inc.Perpetrators = slices.Clone(inc.Perpetrators)
	for i := range inc.Perpetrators {
		if hit() {
			inc.Perpetrators[i].Actor = names[rng.IntN(len(names))]
		}
		if hit() {
			inc.Perpetrators[i].Stance = tocsin.Blamed
		}
	}
	inc.Tolls = slices.Clone(inc.Tolls)
	for i := range inc.Tolls {
		if hit() {
			inc.Tolls[i].Quantity = tocsin.AtLeast(inc.Tolls[i].Low + rng.IntN(4))
		}
	}
	if hit() {
		inc.Targets, inc.Weapons = inc.Weapons, inc.Targets
	}
	return inc
}

// Command fitgeo fits the weights by which a name is taken for a place, on the
// even articles of hand-marked sets, and writes them as the rules' data file.
// The odd articles are held out for measuring. The committed weights were made by
//
//	fitgeo -decay 0.05 -least 8 -gold GOLD/train,GOLD/written lgl.xml TR-News.xml GeoVirus.xml
package main

import (
	"cmp"
	"flag"
	"fmt"
	"math"
	"os"
	"slices"
	"strings"

	"tocsin"
	"tocsin/internal/eval"
	"tocsin/internal/resolve"
	"tocsin/internal/resolve/gazetteer"
	"tocsin/internal/text"
)

func main() {
	out := flag.String("out", "internal/rules/data/toponym-weights.tsv", "file to write")
	decay := flag.Float64("decay", 0.02, "pull of each weight towards 0")
	rounds := flag.Int("rounds", 30, "passes over the examples")
	least := flag.Int("least", 5, "examples that a cue must stand in")
	gold := flag.String("gold", "", "folders of coded articles, parted by commas, whose places are further examples")
	flag.Parse()
	if err := run(flag.Args(), *gold, *out, *decay, *rounds, *least); err != nil {
		fmt.Fprintln(os.Stderr, "fitgeo:", err)
		os.Exit(1)
	}
}

func run(files []string, gold, out string, decay float64, rounds, least int) error {
	gaz, err := gazetteer.Open()
	if err != nil {
		return err
	}
	finder := resolve.NewToponyms(gaz)
	var all []example
	for _, file := range files {
		set, err := eval.ReadGeoSet(file)
		if err != nil {
			return err
		}
		all = append(all, examples(finder, set)...)
	}
	for _, dir := range strings.FieldsFunc(gold, func(r rune) bool { return r == ',' }) {
		folder, err := eval.ReadFolder(dir)
		if err != nil {
			return err
		}
		all = append(all, codedPlaces(finder, folder)...)
	}
	w := fit(all, common(all, least), decay, rounds)
	return write(out, w)
}

// example is one name with its cues and whether the annotators marked it.
type example struct {
	cues  []string
	place bool
}

func examples(finder *resolve.Toponyms, set eval.GeoSet) []example {
	var out []example
	for i, a := range set.Articles {
		if i%2 == 1 {
			continue
		}
		marked := map[tocsin.Span]bool{}
		for _, n := range a.Names {
			marked[n.Span] = true
		}
		for _, e := range finder.Evidence(text.New(a.Report)) {
			if set.Demonyms || !e.Demonym {
				out = append(out, example{e.Cues, marked[e.Span]})
			}
		}
	}
	return out
}

// codedPlaces returns the names of coded articles that are surely places: those
// that the coding has as the place of an incident. Of the others nothing is
// known, so that they are no examples.
func codedPlaces(finder *resolve.Toponyms, folder *eval.Folder) []example {
	var out []example
	for _, id := range folder.Names {
		a := folder.Articles[id]
		places := map[string]bool{}
		for _, inc := range folder.Gold[id].Incidents {
			if inc.Place != nil {
				places[inc.Place.Name] = true
			}
		}
		doc := text.New(a.Report())
		for _, e := range finder.Evidence(doc) {
			if places[doc.Of(e.Span)] {
				out = append(out, example{e.Cues, true})
			}
		}
	}
	return out
}

// common returns the cues that stand in at least n examples.
func common(all []example, n int) map[string]float64 {
	count := map[string]int{}
	for _, e := range all {
		for _, c := range e.cues {
			count[c]++
		}
	}
	w := map[string]float64{}
	for c, k := range count {
		if k >= n {
			w[c] = 0
		}
	}
	return w
}

// fit is logistic regression by gradient descent with steps per weight that
// shrink as its gradients add up (AdaGrad), in a fixed order.
func fit(all []example, w map[string]float64, decay float64, rounds int) map[string]float64 {
	const step = 0.2
	squares := map[string]float64{}
	for range rounds {
		for _, e := range all {
			sum := 0.0
			for _, c := range e.cues {
				sum += w[c]
			}
			slope := 1 / (1 + math.Exp(-sum))
			if e.place {
				slope--
			}
			for _, c := range e.cues {
				v, ok := w[c]
				if !ok {
					continue
				}
				g := slope + decay*v
				squares[c] += g * g
				w[c] = v - step*g/math.Sqrt(squares[c]+1e-9)
			}
		}
	}
	return w
}

// write writes the weights that matter, the heaviest first.
func write(path string, w map[string]float64) error {
	var b strings.Builder
	b.WriteString("# Weights of the cues by which a name is taken for a place (logistic regression): cue, weight.\n")
	b.WriteString("# Fitted by internal/eval/fitgeo on the even articles of LGL, TR-News and GeoVirus, and on the places of coded\n")
	b.WriteString("# articles (gold/train, gold/written).\n")
	var cues []string
	for c, v := range w {
		if math.Abs(v) >= 0.02 {
			cues = append(cues, c)
		}
	}
	slices.SortFunc(cues, func(x, y string) int {
		return cmp.Or(cmp.Compare(math.Abs(w[y]), math.Abs(w[x])), cmp.Compare(x, y))
	})
	for _, c := range cues {
		fmt.Fprintf(&b, "%s\t%.3f\n", c, w[c])
	}
	return os.WriteFile(path, []byte(b.String()), 0o644)
}

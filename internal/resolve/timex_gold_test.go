package resolve

import (
	"encoding/json"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"tocsin"
	"tocsin/internal/text"
)

// sharedDir returns the shared data folder, or skips the test.
func sharedDir(t *testing.T) string {
	t.Helper()
	dir := os.Getenv("TOCSIN_SHARED")
	if dir == "" {
		dir = filepath.Join("..", "..", "..", "shared")
	}
	if _, err := os.Stat(dir); err != nil {
		t.Skipf("no shared data folder (set TOCSIN_SHARED): %v", err)
	}
	return dir
}

// goldArticle is one coded article: its report, and the dates and tolls coded.
type goldArticle struct {
	tocsin.Report
	Incidents []struct {
		Date *struct {
			tocsin.Interval
			Quote string `json:"quote"`
		} `json:"date"`
		Count *goldFigure  `json:"count"`
		Tolls []goldFigure `json:"tolls"`
	} `json:"incidents"`
}

type goldFigure struct {
	tocsin.Quantity
	Quote string `json:"quote"`
}

// goldArticles reads the articles of the folders of gold that may be learnt from.
func goldArticles(t *testing.T) []goldArticle {
	t.Helper()
	var all []goldArticle
	for _, part := range []string{"train", "written"} {
		files, err := filepath.Glob(filepath.Join(sharedDir(t), "gold", part, "articles", "*.json"))
		if err != nil || len(files) == 0 {
			t.Skipf("no articles in gold/%s of the shared data folder", part)
		}
		for _, name := range files {
			var a goldArticle
			readJSON(t, name, &a.Report)
			readJSON(t, strings.Replace(name, "articles", "coded", 1), &a)
			all = append(all, a)
		}
	}
	return all
}

func readJSON(t *testing.T, name string, v any) {
	t.Helper()
	b, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(b, v); err != nil {
		t.Fatalf("%s: %v", name, err)
	}
}

// spansOf returns where quote stands in whole.
func spansOf(whole, quote string) []tocsin.Span {
	var spans []tocsin.Span
	for at := 0; quote != ""; {
		i := strings.Index(whole[at:], quote)
		if i < 0 {
			break
		}
		spans = append(spans, tocsin.Span{Start: at + i, End: at + i + len(quote)})
		at += i + len(quote)
	}
	return spans
}

func within(a, b tocsin.Day, n tocsin.Day) bool { return a-b <= n && b-a <= n }

// TestGoldDates holds the conventions of the grammar to the dates that people
// coded: of the words quoted for a date, how many have an expression whose
// interval is the coded one, both ends within a day, as the gold scorer asks.
func TestGoldDates(t *testing.T) {
	x := NewTimexes()
	total, found, near := 0, 0, 0
	for _, a := range goldArticles(t) {
		doc := text.New(a.Report)
		times := x.Find(doc, x.Dateline(doc, a.Published))
		seen := map[string]bool{}
		for _, inc := range a.Incidents {
			if inc.Date == nil || seen[inc.Date.Quote+inc.Date.Start.String()+inc.Date.End.String()] {
				continue
			}
			seen[inc.Date.Quote+inc.Date.Start.String()+inc.Date.End.String()] = true
			total++
			hit, agree, got := false, false, []string{}
			for _, s := range spansOf(doc.Text, inc.Date.Quote) {
				for _, tx := range times {
					if !tx.Overlaps(s) || tx.Interval == nil {
						continue
					}
					hit = true
					got = append(got, doc.Of(tx.Span)+"="+tx.Interval.Start.String()+".."+tx.Interval.End.String())
					if within(tx.Interval.Start, inc.Date.Start, 1) && within(tx.Interval.End, inc.Date.End, 1) {
						agree = true
					}
				}
			}
			if hit {
				found++
			}
			if agree {
				near++
			} else if testing.Verbose() {
				t.Logf("%s published %v: %q coded %v..%v, read %v", a.ID, a.Published, inc.Date.Quote, inc.Date.Start, inc.Date.End, got)
			}
		}
	}
	t.Logf("gold dates: %d, read %d (%.3f), agree %d (%.3f)", total, found, ratio(found, total), near, ratio(near, total))
	// A floor: raise it with the grammar, lower it only with a reason.
	if ratio(near, total) < 0.85 {
		t.Errorf("the grammar agrees with %.3f of the gold dates, want 0.85", ratio(near, total))
	}
}

func ratio(n, of int) float64 { return float64(n) / float64(max(of, 1)) }

package plain_test

import (
	"flag"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"github.com/rivo/uniseg"

	"tocsin"
	"tocsin/internal/publish/plain"
)

var update = flag.Bool("update", false, "write the golden files anew")

// record holds every field that there is.
func record() tocsin.Record {
	cite := func(q string) tocsin.Citation { return tocsin.Citation{Quote: q} }
	day := tocsin.NewDay(2024, 1, 5)
	return tocsin.Record{
		ID: "a", Title: "Blasts kill nearly 100 at a memorial in Kerman", Outlet: "The Daily Wire",
		URL: "https://example.org/news/2024/01/05/blasts", Published: &day,
		Incidents: []tocsin.Incident{{
			ID: "i1", Kind: tocsin.Bombing, Stage: tocsin.Accomplished, Salience: tocsin.Main, Suicide: true,
			Anchor: cite("Two blasts tore through a crowd"),
			Date:   &tocsin.Date{Interval: tocsin.OneDay(day - 2), Citation: cite("on Wednesday")},
			Place: &tocsin.Place{
				Name: "Kerman", Admin1: "Kerman", Country: "IR", GeoID: 128234, Lat: 30.2832, Lon: 57.0788,
				Precision: tocsin.PrecisionPlace, Citation: cite("the southern city of Kerman"),
			},
			Perpetrators: []tocsin.Attribution{
				{Actor: "Islamic State – Khorasan Province", Stance: tocsin.Claimed, By: tocsin.BySelf, Citation: cite("The group said that two of its men blew themselves up")},
				{Actor: "Israel", Stance: tocsin.Blamed, By: "Iranian authorities", Citation: cite("Iranian authorities blamed Israel")},
			},
			Targets: []tocsin.Target{{Kind: "private_citizens", Citation: cite("mourners")}},
			Weapons: []tocsin.Weapon{{Kind: "suicide_explosives", Citation: cite("explosive belts")}},
			Tolls: []tocsin.Toll{
				{What: tocsin.Killed, Quantity: tocsin.Between(90, 100), Whom: tocsin.All, By: tocsin.ByArticle, Citation: cite("nearly 100 people")},
				{What: tocsin.Injured, Quantity: tocsin.AtLeast(211), Whom: tocsin.Civilians, By: "the emergency service", Citation: cite("at least 211")},
			},
		}, {
			ID: "i2", Kind: tocsin.OtherAttack, Stage: tocsin.Accomplished, Salience: tocsin.Background, Aggregate: true,
			Anchor: cite("30 operations in 24 hours"),
			Count:  &tocsin.Count{Quantity: tocsin.AtLeast(31), Citation: cite("more than 30 operations")},
			Date:   &tocsin.Date{Interval: tocsin.Interval{Start: day - 1, End: day}, Citation: cite("in 24 hours")},
			Place:  &tocsin.Place{Name: "Nowhere", Precision: tocsin.PrecisionUnknown, Citation: cite("Nowhere")},
		}},
		Assertions: []tocsin.Assertion{{
			Kind: tocsin.Campaign, Actor: "Islamic State", Object: "And Kill Them Wherever You Find Them",
			By: tocsin.BySelf, Citation: cite("a campaign that it called And Kill Them Wherever You Find Them"),
		}},
		Notes: []string{"not UTF-8, read as windows-1252"},
	}
}

func write(t *testing.T, opt plain.Options, recs ...tocsin.Record) string {
	t.Helper()
	var out strings.Builder
	w := plain.New(&out, opt)
	for _, rec := range recs {
		if err := w.Write(rec); err != nil {
			t.Fatal(err)
		}
	}
	return out.String()
}

// The golden files are what a reader sees; look at them.
func TestWriteLooks(t *testing.T) {
	for name, opt := range map[string]plain.Options{"wide.txt": {Width: 100}, "narrow.txt": {Width: 48}} {
		got := write(t, opt, record(), tocsin.Record{ID: "dull", Title: "Rain expected"})
		file := filepath.Join("testdata", name)
		if *update {
			if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
				t.Fatal(err)
			}
		}
		want, err := os.ReadFile(file)
		if err != nil || got != string(want) {
			t.Errorf("%s: error %v; got\n%s", name, err, got)
		}
		for line := range strings.Lines(got) {
			if w := uniseg.StringWidth(strings.TrimRight(line, "\n")); w > opt.Width {
				t.Errorf("%s: a line of %d columns: %s", name, w, line)
			}
		}
	}
}

// Colour adds nothing: without the escapes the text is the same.
func TestColorOnlyRepeats(t *testing.T) {
	color := write(t, plain.Options{Color: true}, record())
	if !strings.Contains(color, "\x1b[1m") {
		t.Error("no colour where it was asked for")
	}
	bare := regexp.MustCompile(`\x1b\[[0-9]*m`).ReplaceAllString(color, "")
	if want := write(t, plain.Options{}, record()); bare != want {
		t.Errorf("got\n%s\nwant\n%s", bare, want)
	}
}

// An article must not steer the terminal that shows its record.
func TestControlCharactersAreDropped(t *testing.T) {
	rec := record()
	rec.Title = "Blast\x1b[2J\x07 \u202eevil\u202c"
	rec.Outlet = "\x1b]0;title\x07"
	rec.Incidents[0].Place.Name = "Ker\x1bman"
	rec.Incidents[0].Perpetrators[0].Actor = "IS\x9b31m"
	rec.Incidents[0].Tolls[0].Quote = "ten\r\nand \x00more"
	rec.Assertions[0].Object = "\x1bc"
	rec.Notes[0] = "\x1b[31mred"
	if got := write(t, plain.Options{}, rec); strings.ContainsAny(got, "\x1b\x07\x00\r\u009b\u202e") {
		t.Errorf("got %q", got)
	}
}

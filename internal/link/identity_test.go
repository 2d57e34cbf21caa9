package link_test

import (
	"math/rand/v2"
	"reflect"
	"testing"

	"tocsin"
	"tocsin/internal/link"
)

func day(s string) *tocsin.Day {
	d, err := tocsin.ParseDay(s)
	if err != nil {
		panic(err)
	}
	return &d
}

func anchored(start int, place string) tocsin.Incident {
	inc := tocsin.Incident{Anchor: tocsin.Citation{Span: tocsin.Span{Start: start, End: start + 5}}}
	if place != "" {
		inc.Place = &tocsin.Place{Name: place}
	}
	return inc
}

// An incident keeps its ID when a new coding finds another before it or reads
// its kind anew; no two of a report share one.
func TestIdentityOutlivesANewCoding(t *testing.T) {
	before := link.Identify("a1", []tocsin.Incident{anchored(10, "Kerman"), anchored(10, "Rafsanjan"), anchored(40, ""), anchored(40, "")})
	seen := map[string]bool{}
	for _, id := range before {
		if seen[id] || len(id) != 16 {
			t.Errorf("ID %q stands twice or is not of 16 characters", id)
		}
		seen[id] = true
	}
	read := anchored(40, "")
	read.Kind = tocsin.Shelling
	after := link.Identify("a1", []tocsin.Incident{anchored(2, ""), read})
	if after[1] != before[2] {
		t.Errorf("the incident at 40 was %s and is %s", before[2], after[1])
	}
	if other := link.Identify("a2", []tocsin.Incident{anchored(10, "Kerman")}); other[0] == before[0] {
		t.Error("two articles share an ID")
	}
}

func told(telling, article, published string, tolls ...tocsin.Quantity) tocsin.Told {
	t := tocsin.Told{Member: tocsin.Member{Telling: telling, Article: article, Outlet: article}}
	if published != "" {
		t.Published = day(published)
	}
	t.Incident.Kind, t.Incident.Stage = tocsin.Bombing, tocsin.Accomplished
	for _, q := range tolls {
		t.Incident.Tolls = append(t.Incident.Tolls, tocsin.Toll{What: tocsin.Killed, Quantity: q, Whom: tocsin.All})
	}
	return t
}

func TestSummarizeChoosesForTheList(t *testing.T) {
	a := told("t3", "a", "2024-01-04", tocsin.Exactly(103), tocsin.AtLeast(73))
	b := told("t1", "b", "2024-01-05", tocsin.Exactly(95))
	c := told("t2", "c", "2024-01-04", tocsin.Exactly(84))
	d := told("t0", "d", "", tocsin.Exactly(94))
	jan3 := tocsin.OneDay(*day("2024-01-03"))
	a.Incident.Date = &tocsin.Date{Interval: tocsin.Interval{Start: jan3.Start, End: jan3.End + 1}}
	b.Incident.Date = &tocsin.Date{Interval: jan3}
	b.Incident.Place = &tocsin.Place{Name: "Kerman Province", Lat: 30.5, Lon: 57.5, Precision: tocsin.PrecisionAdmin1}
	c.Incident.Place = &tocsin.Place{Name: "Kerman", Lat: 30.28, Lon: 57.08, Precision: tocsin.PrecisionPlace}
	c.Incident.Kind = tocsin.OtherAttack
	b.Incident.Perpetrators = []tocsin.Attribution{{Actor: "Islamic State", Stance: tocsin.Claimed}, {Actor: "unknown", Stance: tocsin.Reported}}
	c.Incident.Perpetrators = []tocsin.Attribution{{Actor: "Islamic State", Stance: tocsin.Blamed}, {Actor: "Israel", Stance: tocsin.Denied}, {Actor: "Al-Qaeda", Stance: tocsin.Suspected}}
	high := 103
	want := tocsin.Gist{
		Kind: tocsin.Bombing, Stage: tocsin.Accomplished, When: &jan3, Where: c.Incident.Place,
		Actors: []string{"Islamic State", "Al-Qaeda"}, Killed: &tocsin.Quantity{Low: 73, High: &high},
		Reports: 4, Outlets: 4,
	}
	all := []tocsin.Told{a, b, c, d}
	for range 20 {
		rand.Shuffle(len(all), func(i, j int) { all[i], all[j] = all[j], all[i] })
		got := link.Summarize(all)
		if got.ID != "t2" || got.Members[3].Telling != "t0" || *got.FirstReported != *day("2024-01-04") || *got.LastReported != *day("2024-01-05") {
			t.Fatalf("ID %s, members %v", got.ID, got.Members)
		}
		if !reflect.DeepEqual(got.Gist, want) {
			t.Fatalf("got  %+v\nwant %+v", got.Gist, want)
		}
	}
}

// The range is open upwards only where the highest figure is.
func TestTollRangeIsOpenWhereItsTopIs(t *testing.T) {
	got := link.Summarize([]tocsin.Told{told("a", "a", "", tocsin.Exactly(5)), told("b", "b", "", tocsin.AtLeast(12))})
	if q := got.Killed; q == nil || q.Low != 5 || q.High != nil {
		t.Errorf("killed %+v, want 5 or more", q)
	}
	if none := link.Summarize([]tocsin.Told{told("a", "a", "")}); none.Killed != nil {
		t.Errorf("killed %+v without a figure", none.Killed)
	}
}

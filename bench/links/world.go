package main

import (
	"crypto/sha256"
	"fmt"
	"math"
	"math/rand/v2"

	"tocsin"
)

// The world: incidents of ten years in 20,000 towns of 60 countries, by 300 groups.
const (
	years     = 10
	countries = 60
	towns     = 20_000
	groups    = 300
	outlets   = 400
	perTen    = 3 // incidents for ten reports
)

const firstDay = tocsin.Day(16_000)

// world makes up reports in order of publication.
type world struct {
	rnd    *rand.Rand
	towns  []tocsin.Place
	today  tocsin.Day
	perDay float64
	due    map[tocsin.Day][]tocsin.Coded
	count  int
}

func newWorld(seed uint64, reports int) *world {
	w := &world{
		rnd: rand.New(rand.NewPCG(seed, 0)), today: firstDay, due: map[tocsin.Day][]tocsin.Coded{},
		perDay: float64(reports) * perTen / 10 / (years * 365),
	}
	for i := range towns {
		country := i % countries
		// A country is a square of five degrees with nine provinces.
		lat, lon := w.rnd.Float64()*5, w.rnd.Float64()*5
		w.towns = append(w.towns, tocsin.Place{
			Name: fmt.Sprint("Town", i), Country: fmt.Sprint("C", country), GeoID: i + 1,
			Admin1: fmt.Sprintf("Province %d-%d", int(lat*3/5), int(lon*3/5)),
			Lat:    float64(country/10)*7 + lat, Lon: float64(country%10)*7 + lon, Precision: tocsin.PrecisionPlace,
		})
	}
	return w
}

// next returns n reports.
func (w *world) next(n int) []tocsin.Coded {
	var out []tocsin.Coded
	for len(out) < n {
		if len(w.due[w.today]) == 0 {
			delete(w.due, w.today)
			w.today++
			for range w.some(w.perDay) {
				w.happen()
			}
			continue
		}
		list := w.due[w.today]
		out = append(out, list[len(list)-1])
		w.due[w.today] = list[:len(list)-1]
	}
	return out
}

// some returns a whole number whose mean is x.
func (w *world) some(x float64) int {
	n := int(x)
	if w.rnd.Float64() < x-float64(n) {
		n++
	}
	return n
}

// happen makes up an incident of today, and all reports of it: more than half are
// told once, one in 500 by a hundred reports or more.
func (w *world) happen() {
	town := w.towns[int(float64(towns)*w.rnd.Float64()*w.rnd.Float64())]
	truth := tocsin.Incident{
		ID: "i1", Kind: tocsin.Kinds()[w.rnd.IntN(13)], Stage: tocsin.Accomplished, Salience: tocsin.Main, Score: 1,
		Date: &tocsin.Date{Interval: tocsin.OneDay(w.today)}, Place: &town,
		Targets: []tocsin.Target{{Kind: tocsin.TargetKinds()[w.rnd.IntN(18)]}},
		Weapons: []tocsin.Weapon{{Kind: tocsin.WeaponKinds()[w.rnd.IntN(13)]}},
	}
	group := w.rnd.IntN(groups)
	killed := int(1 / (0.02 + w.rnd.Float64()))
	// A discrete Pareto law whose mean is about 10 in 3.
	tellings := min(500, int(math.Pow(1-w.rnd.Float64(), -1/1.35)))
	for range tellings {
		w.tell(truth, group, killed)
	}
}

// tell makes up one report of an incident: later, with another toll, and with
// some things left out.
func (w *world) tell(inc tocsin.Incident, group, killed int) {
	w.count++
	day := w.today + 1
	for w.rnd.Float64() < 0.4 {
		day++
	}
	switch w.rnd.IntN(20) {
	case 0:
		inc.Place = nil
	case 1, 2:
		p := *inc.Place
		p.Name, p.GeoID, p.Precision = p.Admin1, 0, tocsin.PrecisionAdmin1
		inc.Place = &p
	case 3:
		inc.Date = nil
	case 4, 5:
		inc.Kind = tocsin.OtherAttack
	}
	if w.rnd.IntN(3) > 0 {
		inc.Perpetrators = []tocsin.Attribution{{Actor: fmt.Sprint("Group ", group), Stance: tocsin.Blamed, By: "police"}}
	}
	toll := max(0, killed+w.rnd.IntN(5)-2)
	inc.Tolls = []tocsin.Toll{{What: tocsin.Killed, Quantity: tocsin.Exactly(toll), Whom: tocsin.All, By: tocsin.ByArticle}}
	rep := tocsin.Report{
		ID: fmt.Sprint("r", w.count), Published: &day, Outlet: fmt.Sprint("outlet ", w.rnd.IntN(outlets)),
		Title: fmt.Sprint("Report ", w.count), Text: "Made up.",
	}
	rec := tocsin.Record{ID: rep.ID, Published: rep.Published, Outlet: rep.Outlet, Title: rep.Title, Incidents: []tocsin.Incident{inc}}
	hash := fmt.Sprintf("%x", sha256.Sum256([]byte(rep.ID)))
	w.due[day] = append(w.due[day], tocsin.Coded{Hash: hash, Report: rep, Record: rec})
}

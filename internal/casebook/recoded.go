package casebook

import (
	"slices"

	"tocsin"
	"tocsin/internal/link"
)

// Recoded is what a recoding found and left behind.
type Recoded struct {
	Former tocsin.Former
	// Now is what tellings tell that are there now, by their IDs.
	Now map[string]tocsin.Testimony
	// Witnesses is what is known of the reports, by the IDs of articles.
	Witnesses map[string]tocsin.Testimony
	// Decisions are all that were made, in the order of their numbers.
	Decisions []tocsin.Decision
}

// side is how incidents stood at one time: folders by the dossier's ID, and the
// dossier of each telling.
type side struct {
	folders map[string]*Folder
	of      map[string]string
}

func newSide() side { return side{map[string]*Folder{}, map[string]string{}} }

// add puts a telling into its dossier.
func (s side) add(dossier string, t tocsin.Testimony) {
	f := s.folders[dossier]
	if f == nil {
		f = &Folder{Dossier: tocsin.Dossier{ID: dossier}}
		s.folders[dossier] = f
	}
	f.Dossier.Members, f.Told = append(f.Dossier.Members, t.Member), append(f.Told, t)
	s.of[t.Telling] = dossier
}

// sides returns how the incidents stood before and after.
func (r Recoded) sides() (before, after side) {
	before, after = newSide(), newSide()
	formerly := r.formerIncidents()
	for _, t := range r.Former.Tellings {
		now, is := r.Now[t.Telling]
		if is && t.Is != "" {
			after.add(t.Is, now)
		}
		rec, changed := r.Former.Records[t.Article]
		inc, told := formerly[t.Telling]
		dossier := t.Was
		if !t.Moved {
			dossier = t.Is
		}
		switch {
		case changed && (rec == nil || !told) || dossier == "":
		case changed:
			before.add(dossier, r.testimony(t, inc))
		case is:
			before.add(dossier, now)
		}
	}
	r.decide(before)
	r.decide(after)
	return before, after
}

// formerIncidents returns what the changed records told, by the IDs of tellings.
func (r Recoded) formerIncidents() map[string]tocsin.Incident {
	out := map[string]tocsin.Incident{}
	for article, rec := range r.Former.Records {
		if rec == nil {
			continue
		}
		for i, id := range link.Identify(article, rec.Incidents) {
			out[id] = rec.Incidents[i]
		}
	}
	return out
}

// testimony returns what a report told before.
func (r Recoded) testimony(t tocsin.FormerTelling, inc tocsin.Incident) tocsin.Testimony {
	w := r.Witnesses[t.Article]
	w.Member = tocsin.Member{Telling: t.Telling, Article: t.Article, Incident: inc.ID, Published: w.Published, Outlet: w.Outlet, Score: 1}
	w.Told.Incident = inc
	return w
}

// decide hands every decision to the folder of the incident that it was on.
func (r Recoded) decide(s side) {
	for _, d := range r.Decisions {
		if id := r.follow(d.Incident, s); id != "" {
			f := s.folders[s.of[id]]
			f.Decisions = append(f.Decisions, d)
		}
	}
}

// follow returns the telling of a side to which an ID leads, "" for none.
func (r Recoded) follow(id string, s side) string {
	const enough = 100 // a redirect may lead to one that was itself replaced later
	for range enough {
		if _, ok := s.of[id]; ok {
			return id
		}
		next := r.Former.Redirects[id]
		if next == "" {
			return ""
		}
		id = next
	}
	return ""
}

// kinship says which incidents before and after are one, by their tellings.
type kinship struct {
	// to and from count the tellings shared, by dossiers before and after.
	to, from map[string]map[string]int
}

// kin matches the two sides. A telling that is no more is followed to what took
// its place in its own report.
func (r Recoded) kin(before, after side) kinship {
	k := kinship{map[string]map[string]int{}, map[string]map[string]int{}}
	articles := map[string]string{}
	for _, t := range r.Former.Tellings {
		articles[t.Telling] = t.Article
	}
	for telling, was := range before.of {
		id := r.follow(telling, after)
		if id == "" || articles[id] != articles[telling] {
			continue
		}
		is := after.of[id]
		count(k.to, was, is)
		count(k.from, is, was)
	}
	return k
}

func count(in map[string]map[string]int, a, b string) {
	if in[a] == nil {
		in[a] = map[string]int{}
	}
	in[a][b]++
}

// closest orders the dossiers that share tellings, those that share most first,
// then by ID.
func closest(shared map[string]int) []string {
	var ids []string
	for id := range shared {
		ids = append(ids, id)
	}
	slices.SortFunc(ids, func(a, b string) int {
		if n := shared[b] - shared[a]; n != 0 {
			return n
		}
		if a < b {
			return -1
		}
		return 1
	})
	return ids
}

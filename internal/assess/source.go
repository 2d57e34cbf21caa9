package assess

import (
	_ "embed" // the words of offices
	"fmt"
	"slices"
	"strings"

	"tocsin"
)

//go:embed officials.txt
var officialList string

func officialWords() map[string]bool {
	words := map[string]bool{}
	for line := range strings.Lines(officialList) {
		if word := strings.TrimSpace(line); word != "" && word[0] != '#' {
			words[word] = true
		}
	}
	return words
}

// official reports whether the speaker is an authority by the words of its name.
func (a Assessor) official(by string) bool {
	return slices.ContainsFunc(strings.FieldsFunc(strings.ToLower(by), notLetter), func(w string) bool { return a.officials[w] })
}

func notLetter(r rune) bool { return !(r >= 'a' && r <= 'z' || r > 0x7f) }

// kin reports whether two actors are one or branches of each other.
func (a Assessor) kin(x, y string) bool {
	return plain(x) == plain(y) || a.Kin != nil && a.Kin(x, y)
}

// plain is a name as it is compared: capitals, articles and spaces do not count.
func plain(name string) string {
	return strings.TrimPrefix(strings.Join(strings.Fields(strings.ToLower(name)), " "), "the ")
}

// nobody reports whether by names no party: then the report itself speaks.
func nobody(by string) bool { return by == "" || by == tocsin.ByArticle || by == tocsin.BySelf }

// graded reports whether the grade is of a source that is fairly reliable or better.
func graded(r tocsin.Reliability) bool { return r == "A" || r == "B" || r == "C" }

// weight orders the grades: a source that nobody has judged stands between C and D.
func weight(r tocsin.Reliability) int {
	switch r {
	case "A":
		return 6
	case "B":
		return 5
	case "C":
		return 4
	case "D":
		return 2
	case "E":
		return 1
	}
	return 3
}

// origins parts reports into independent sources: reports of one outlet, of one
// owner's outlets, versions of one story, or of one group of near-duplicates are one
// source.
type origins struct {
	parent map[string]string // from any key to a smaller one of the same source
}

func newOrigins(members []tocsin.Testimony) *origins {
	o := &origins{parent: map[string]string{}}
	for _, m := range members {
		self := "report " + m.Article
		keys := []string{named("outlet", m.Outlet), named("story", m.Story), named("wording", m.Copies)}
		for _, owner := range m.Owners {
			keys = append(keys, named("owner", owner))
		}
		for _, key := range keys {
			if key != "" {
				o.join(self, key)
			}
		}
		o.root(self)
	}
	return o
}

func named(what, name string) string {
	if plain(name) == "" {
		return ""
	}
	return what + " " + plain(name)
}

func (o *origins) root(key string) string {
	for {
		up, ok := o.parent[key]
		if !ok {
			o.parent[key] = key
			return key
		}
		if up == key {
			return key
		}
		key = up
	}
}

// join makes one source of two; the smaller name stands for both, so that the
// order of joining does not show. A wording, which later copies may rename, sorts
// after every outlet, owner and report, and so names no source.
func (o *origins) join(a, b string) {
	x, y := o.root(a), o.root(b)
	o.parent[max(x, y)] = min(x, y)
}

// of returns the source of a report.
func (o *origins) of(m tocsin.Testimony) string { return o.root("report " + m.Article) }

func (o *origins) count() int {
	n := 0
	for key, up := range o.parent {
		if key == up {
			n++
		}
	}
	return n
}

// statement is one thing said: where, by whom, and how reliable the outlet is.
type statement struct {
	member tocsin.Testimony
	day    tocsin.Day
	// origin is the independent source that carries it, voice who speaks.
	origin, voice string
	by            string
	official      bool
	cite          tocsin.Citation
}

// newStatement says that party by speaks through m; actor is who speaks of itself.
func (a Assessor) newStatement(m tocsin.Testimony, o *origins, by, actor string, c tocsin.Citation) statement {
	st := statement{member: m, day: m.Day(), origin: o.of(m), by: by, cite: c}
	switch {
	case by == tocsin.BySelf && actor != "":
		st.voice, st.by = "party "+plain(actor), actor
	case nobody(by):
		st.voice = st.origin
	default:
		st.voice, st.official = "party "+plain(by), a.official(by)
	}
	return st
}

func (s statement) support() Support {
	return Support{s.member.Article, s.member.Member.Incident, s.cite}
}

// teller names who says it and where, for a sentence.
func (s statement) teller() string {
	where := s.member.Outlet
	if where == "" {
		where = "report " + s.member.Article
	}
	if nobody(s.by) {
		return where
	}
	return fmt.Sprintf("%s (%s)", s.by, where)
}

// independent parts statements into those that share neither speaker nor source,
// and returns the best reliability of each part.
func independent(all []statement) []tocsin.Reliability {
	o := &origins{parent: map[string]string{}}
	for _, s := range all {
		o.join("o "+s.origin, "v "+s.voice)
	}
	best := map[string]tocsin.Reliability{}
	for _, s := range all {
		root := o.root("o " + s.origin)
		if have, ok := best[root]; !ok || weight(s.member.Reliability) > weight(have) {
			best[root] = s.member.Reliability
		}
	}
	out := make([]tocsin.Reliability, 0, len(best))
	for _, r := range best {
		out = append(out, r)
	}
	slices.SortFunc(out, func(x, y tocsin.Reliability) int { return weight(y) - weight(x) })
	return out
}

func supports(all []statement) []Support {
	out := make([]Support, len(all))
	for i, s := range all {
		out[i] = s.support()
	}
	return out
}

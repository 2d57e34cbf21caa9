package extract

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"tocsin"
)

// unname takes private people's names out of who says something: an office, an
// outlet or a party may stand there, its holder's name may not. What is left of
// nobody is the article.
func (lx *lexicon) unname(a *Analysis, by string) string {
	if by == tocsin.ByArticle || by == tocsin.BySelf || a.isActorName(by) {
		return by
	}
	words := strings.Fields(by)
	from, to := lx.personRun(a, words)
	switch {
	case len(words) == 0 || !lx.canSpeak(words) || lx.is("nobody", strings.ToLower(words[0])) && len(words) < 3:
		return tocsin.ByArticle
	case from < 0:
		return by
	case from > 0:
		by = strings.Join(words[:from], " ")
	default:
		by = strings.Join(words[to:], " ")
	}
	by = trimOffice(by)
	if by == "" || lx.is("nobody", strings.ToLower(by)) {
		return tocsin.ByArticle
	}
	return by
}

// isActorName reports whether a name is that of an actor found in the report.
func (a *Analysis) isActorName(name string) bool {
	for _, m := range a.Actors {
		if m.Actor.Name == name {
			return true
		}
	}
	return false
}

// personRun returns the first run of capitalised words that names neither an
// institution, an office nor a place: [from, to), from -1 if there is none.
func (lx *lexicon) personRun(a *Analysis, words []string) (from, to int) {
	for i := 0; i < len(words); {
		if !capitalised(words[i]) || i == 0 && len(words) > 1 && !capitalised(words[1]) {
			i++
			continue
		}
		j, known := i, false
		for j < len(words) && capitalised(words[j]) {
			known = known || lx.institutional(words[j])
			j++
		}
		run := strings.Join(words[i:j], " ")
		if !known && !a.placed(run) {
			return i, j
		}
		if k := lx.afterTitle(words[i:j]); k > 0 {
			return i + k, j
		}
		i = j
	}
	return -1, -1
}

// afterTitle returns where in a run of capitalised words a form of address or a
// spokesman's word is followed by a name, 0 if it is not.
func (lx *lexicon) afterTitle(run []string) int {
	for i, w := range run {
		switch strings.Trim(strings.ToLower(w), ".") {
		case "dr", "mr", "mrs", "ms", "gen", "col", "capt", "lt", "maj", "sheikh":
			return i
		}
	}
	return 0
}

// capitalised reports whether a word begins with a capital and is no acronym.
func capitalised(w string) bool {
	w = strings.TrimPrefix(strings.TrimPrefix(w, "al-"), "el-")
	first, _ := utf8.DecodeRuneInString(w)
	capitals := 0
	for _, r := range w {
		if unicode.IsUpper(r) {
			capitals++
		}
	}
	return unicode.IsUpper(first) && (capitals < 2 || strings.ContainsAny(w, "-'’"))
}

// canSpeak reports whether one of the words can speak for others: an office, an
// outlet, a source; things and places cannot.
func (lx *lexicon) canSpeak(words []string) bool {
	for _, w := range words {
		if lx.institutional(w) || lx.institutional(strings.TrimSuffix(w, "s")) || strings.IndexFunc(w, unicode.IsUpper) >= 0 {
			return true
		}
	}
	return false
}

// institutional reports whether a word belongs to the name of an office, an
// institution or an outlet.
func (lx *lexicon) institutional(w string) bool {
	w = strings.Trim(strings.ToLower(w), ".,;:'’")
	if _, people := lx.people[w]; people {
		return true
	}
	return lx.is("institution", w) || lx.is("office", w) || lx.is("leader", w)
}

// placed reports whether words name a place, a nation or an actor of the report.
func (a *Analysis) placed(words string) bool {
	for _, t := range a.Toponyms {
		if strings.Contains(words, t.Name) {
			return true
		}
	}
	for _, m := range a.Actors {
		if strings.Contains(words, a.Of(m.Span)) || strings.Contains(m.Actor.Name, words) {
			return true
		}
	}
	return false
}

// trimOffice drops what a name leaves at either end of an office.
func trimOffice(s string) string {
	for _, cut := range []string{"of the ", "of ", "the ", "its ", "his ", ", "} {
		s = strings.TrimPrefix(s, cut)
	}
	for _, cut := range []string{" of", " of the", " the", ",", " Dr.", " Dr"} {
		s = strings.TrimSuffix(s, cut)
	}
	return strings.TrimSpace(s)
}

// unnameAll cleans every value that says who speaks, each name once.
func (lx *lexicon) unnameAll(a *Analysis, incs []tocsin.Incident) {
	seen := map[string]string{}
	clean := func(by *string) {
		name, ok := seen[*by]
		if !ok {
			name = lx.unname(a, *by)
			seen[*by] = name
		}
		*by = name
	}
	for i := range incs {
		for j := range incs[i].Perpetrators {
			clean(&incs[i].Perpetrators[j].By)
		}
		for j := range incs[i].Tolls {
			clean(&incs[i].Tolls[j].By)
		}
	}
}

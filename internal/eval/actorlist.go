package eval

import (
	"bufio"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"strings"
)

// ActorGroup is one entry of a list of actors: an organisation under all the
// names that the list gives it.
type ActorGroup struct {
	Names []string
}

// ReadActorList reads a list of organisations: a MISP galaxy cluster (.json) or
// a TABARI actor dictionary (.txt). Of a dictionary only the entries whose code
// is one of an armed group, force or international body are taken.
func ReadActorList(file string) ([]ActorGroup, error) {
	f, err := os.Open(file)
	if err != nil {
		return nil, fmt.Errorf("reading actors: %w", err)
	}
	defer f.Close()
	if strings.HasSuffix(file, ".json") {
		return readGalaxy(f, file)
	}
	return readTabari(f, file, tabariCode(filepath.Base(file)))
}

// tabariCode returns what a code must hold for its entry to be taken: in the
// dictionaries of states only rebels (REB), as the rest are mostly persons.
func tabariCode(base string) *regexp.Regexp {
	if strings.Contains(base, "Countries") {
		return regexp.MustCompile(`^[A-Z]{3}REB`)
	}
	return regexp.MustCompile(`.`)
}

// readGalaxy takes each value as a group; a bracket in it is another name.
func readGalaxy(r io.Reader, file string) ([]ActorGroup, error) {
	var galaxy struct {
		Values []struct{ Value string }
	}
	if err := json.NewDecoder(r).Decode(&galaxy); err != nil {
		return nil, fmt.Errorf("reading actors of %s: %w", file, err)
	}
	var out []ActorGroup
	for _, v := range galaxy.Values {
		out = append(out, ActorGroup{Names: splitBrackets(v.Value)})
	}
	return out, nil
}

var bracketed = regexp.MustCompile(`\(([^)]*)\)`)

// splitBrackets returns the name without its brackets, and what they hold.
func splitBrackets(s string) []string {
	names := []string{strings.Join(strings.Fields(bracketed.ReplaceAllString(s, " ")), " ")}
	for _, m := range bracketed.FindAllStringSubmatch(s, -1) {
		names = append(names, strings.TrimSpace(m[1]))
	}
	return names
}

// readTabari reads entries of the form NAME_, +SYNONYM_ …, [CODE].
func readTabari(r io.Reader, file string, code *regexp.Regexp) ([]ActorGroup, error) {
	var out []ActorGroup
	var names []string
	keep, coded := false, false
	end := func() {
		if keep && len(names) > 0 {
			out = append(out, ActorGroup{Names: names})
		}
		names, keep, coded = nil, false, false
	}
	sc := bufio.NewScanner(r)
	for sc.Scan() {
		line, _, _ := strings.Cut(sc.Text(), "#")
		name, rest, hasCode := strings.Cut(line, "[")
		name, _, _ = strings.Cut(name, ";")
		plain := strings.TrimSpace(name)
		if plain != "" && plain[0] != '+' && (coded || len(names) > 0 && strings.TrimSpace(line) != "") {
			end()
		}
		if n := tabariName(plain); n != "" {
			names = append(names, n)
		}
		if hasCode {
			coded = true
			keep = keep || code.MatchString(rest)
		}
	}
	end()
	if err := sc.Err(); err != nil {
		return nil, fmt.Errorf("reading actors of %s: %w", file, err)
	}
	return out, nil
}

// tabariName turns ISLAMIC_ARMY_OF_ADEN_(IAA)_ into words.
func tabariName(s string) string {
	s = bracketed.ReplaceAllString(strings.TrimPrefix(s, "+"), " ")
	return strings.Join(strings.Fields(strings.ReplaceAll(s, "_", " ")), " ")
}

// ListScore tells how much of a list a lexicon knows.
type ListScore struct {
	Groups, Names int
	// Known counts groups of which the lexicon holds a name, KnownNames its
	// names; Told counts further groups whose name tells what they are.
	Known, KnownNames, Told int
	// Missing are the first names of groups that are neither.
	Missing []string
}

// ScoreActorList measures finder on a list.
func ScoreActorList(groups []ActorGroup, finder ActorFinder) ListScore {
	var sc ListScore
	for _, g := range groups {
		sc.Groups++
		known, told := 0, false
		for _, n := range g.Names {
			inLexicon, ok := nameKnown(finder, n)
			if inLexicon {
				known++
			}
			told = told || ok
		}
		sc.Names += len(g.Names)
		sc.KnownNames += known
		switch {
		case known > 0:
			sc.Known++
		case told:
			sc.Told++
		default:
			sc.Missing = append(sc.Missing, g.Names[0])
		}
	}
	return sc
}

// nameKnown reports whether the lexicon holds the name, as it stands or with
// capitals at the words' beginnings, and whether it is taken for an actor at all.
func nameKnown(finder ActorFinder, name string) (inLexicon, ok bool) {
	for _, n := range []string{name, titleCase(name)} {
		if a, found := finder.Canonical(n); found {
			ok = true
			inLexicon = inLexicon || a.ID != ""
		}
	}
	return inLexicon, ok
}

// titleCase gives each word a capital, small words apart.
func titleCase(s string) string {
	words := strings.FieldsFunc(strings.ToLower(s), func(r rune) bool { return r == ' ' })
	for i, w := range words {
		switch w {
		case "of", "the", "for", "and", "in", "de":
			if i > 0 {
				continue
			}
		}
		words[i] = strings.ToUpper(w[:1]) + w[1:]
	}
	return strings.Join(words, " ")
}

// Print writes the shares, and what is missing if asked.
func (sc ListScore) Print(w io.Writer, name string, missing bool) {
	fmt.Fprintf(w, "%-28s groups %.3f (%d of %d), told by their words %.3f more   names %.3f (%d of %d)\n", name,
		share(sc.Known, sc.Groups), sc.Known, sc.Groups, share(sc.Told, sc.Groups),
		share(sc.KnownNames, sc.Names), sc.KnownNames, sc.Names)
	if missing {
		for _, m := range sc.Missing {
			fmt.Fprintf(w, "  %s\n", m)
		}
	}
}

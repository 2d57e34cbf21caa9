package eval

import (
	"encoding/json"
	"fmt"
	"io"
	"maps"
	"math"
	"slices"
	"strings"
	"unicode"
)

// Aliases gives the normal form of an actor's common name for the normal form
// of each of its other names.
type Aliases map[string]string

// ReadAliases reads a JSON object of common name → list of other names. Where
// two actors share a name, the later one in the file holds it.
func ReadAliases(r io.Reader) (Aliases, error) {
	dec := json.NewDecoder(r)
	if _, err := dec.Token(); err != nil {
		return nil, fmt.Errorf("reading aliases: %w", err)
	}
	owner, order := map[string]string{}, []string{}
	for dec.More() {
		key, err := dec.Token()
		if err != nil {
			return nil, fmt.Errorf("reading aliases: %w", err)
		}
		name, _ := key.(string)
		var others []string
		if err := dec.Decode(&others); err != nil {
			return nil, fmt.Errorf("reading the aliases of %q: %w", name, err)
		}
		for _, a := range append([]string{name}, others...) {
			if _, ok := owner[a]; !ok {
				order = append(order, a)
			}
			owner[a] = name
		}
	}
	out := make(Aliases, len(order))
	for _, a := range order {
		out[norm(a)] = norm(owner[a])
	}
	return out, nil
}

// actor returns the normal form under which an actor is compared.
func (al Aliases) actor(s string) string {
	n := norm(s)
	if name, ok := al[n]; ok {
		return name
	}
	return n
}

// same reports whether a and b name one actor: equal after aliases, or word
// sets with a Jaccard index of 0.6 or more.
func (al Aliases) same(a, b string) bool {
	a, b = al.actor(a), al.actor(b)
	return a == b || jaccard(wordSet(a), wordSet(b)) >= 0.6
}

// dropped are the words without weight in a name.
var dropped = map[string]bool{
	"the": true, "a": true, "an": true, "of": true, "al": true, "el": true,
	"and": true, "in": true, "s": true,
}

// norm lower-cases s, turns all but letters, digits and _ into spaces, and
// drops words without weight.
func norm(s string) string {
	// Unicode's full lower case of İ is i and a combining dot.
	s = strings.ToLower(strings.ReplaceAll(s, "İ", "i\u0307"))
	s = strings.Map(func(r rune) rune {
		if r == '_' || unicode.IsLetter(r) || unicode.IsNumber(r) {
			return r
		}
		return ' '
	}, s)
	return strings.Join(slices.DeleteFunc(strings.Fields(s), func(w string) bool { return dropped[w] }), " ")
}

// wordSet returns the words of s.
func wordSet(s string) map[string]bool {
	out := map[string]bool{}
	for w := range strings.FieldsSeq(s) {
		out[w] = true
	}
	return out
}

// jaccard returns |a∩b| / |a∪b|, 0 if either is empty.
func jaccard(a, b map[string]bool) float64 {
	if len(a) == 0 || len(b) == 0 {
		return 0
	}
	n := shared(a, b)
	return float64(n) / float64(len(a)+len(b)-n)
}

// shared returns the size of the intersection.
func shared(a, b map[string]bool) int {
	n := 0
	for w := range maps.Keys(a) {
		if b[w] {
			n++
		}
	}
	return n
}

// samePlace reports whether the names are equal, one holds all words of the
// other, or their words have a Jaccard index of 0.5 or more.
func samePlace(a, b *Place) bool {
	if a == nil || b == nil {
		return false
	}
	x, y := norm(a.Name), norm(b.Name)
	if x == "" || y == "" {
		return false
	}
	tx, ty := wordSet(x), wordSet(y)
	n := shared(tx, ty)
	return n == len(tx) || n == len(ty) || jaccard(tx, ty) >= 0.5
}

// sameDate reports whether both starts and both ends lie within a day.
func sameDate(a, b *Date) bool {
	return a != nil && b != nil && within(int(a.Start), int(b.Start), 1) && within(int(a.End), int(b.End), 1)
}

// nearDate reports whether the intervals overlap or lie a day apart.
func nearDate(a, b *Date) bool {
	return a != nil && b != nil && a.Start-b.End <= 1 && b.Start-a.End <= 1
}

// overlap reports whether t and u count the same effect and share a number.
func overlap(t, u Toll) bool {
	return t.What == u.What && t.Low <= highOf(u) && u.Low <= highOf(t)
}

// highOf returns the upper bound, a number beyond all tolls where it is open.
func highOf(t Toll) int {
	if t.High == nil {
		return 1_000_000_000
	}
	return *t.High
}

// closeToll reports whether t and u are the same figure: the same effect, and
// bounds within 10 % or one of each other; an open upper bound fits any.
func closeToll(t, u Toll) bool {
	if t.What != u.What || !closeNumber(t.Low, u.Low) {
		return false
	}
	return t.High == nil || u.High == nil || closeNumber(*t.High, *u.High)
}

func closeNumber(a, b int) bool {
	return math.Abs(float64(a-b)) <= max(1, 0.1*float64(max(a, b)))
}

func within(a, b, d int) bool { return a-b <= d && b-a <= d }

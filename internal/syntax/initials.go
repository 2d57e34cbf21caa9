package syntax

import (
	"strings"

	"tocsin/internal/text"
)

// isInitials reports whether the token stands for a name that is also a function
// word in small letters: "IS" for a group, "US" for a state. A capital within a
// sentence tells them; at its head, a verb behind it does.
func (t *tagger) isInitials(i int, tok text.Token) bool {
	switch {
	case !tok.Upper:
		return false
	case tok.Lower == "us":
		return true
	case tok.Lower != "is" || t.shout:
		return false
	case i > 0:
		return true
	}
	next := t.nextLower(i)
	return auxOf(next) != 0 || strings.HasSuffix(next, "ed") || len(t.lx.irregular[next]) > 0
}

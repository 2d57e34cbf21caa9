package diff_test

import (
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"tocsin/internal/diff"
)

func TestWordsTellsWhatWasChanged(t *testing.T) {
	for name, c := range map[string]struct {
		before, after string
		want          []diff.Piece
	}{
		"a new toll": {"At least 12 people died, police said.", "At least 14 people died, police said.", []diff.Piece{
			{diff.Same, "At least "}, {diff.Removed, "12 "}, {diff.Added, "14 "}, {diff.Same, "people died, police said."}}},
		"a paragraph added": {"A bomb exploded.", "A bomb exploded.\nNobody claimed it.", []diff.Piece{
			{diff.Same, "A bomb "}, {diff.Removed, "exploded."}, {diff.Added, "exploded.\nNobody claimed it."}}},
		"nothing": {"A bomb exploded.", "A bomb exploded.", []diff.Piece{{diff.Same, "A bomb exploded."}}},
		"all":     {"", "A bomb", []diff.Piece{{diff.Added, "A bomb"}}},
	} {
		if got := diff.Words(c.before, c.after); !slices.Equal(got, c.want) {
			t.Errorf("%s: %+v, want %+v", name, got, c.want)
		}
	}
}

func TestPiecesMakeUpBothTexts(t *testing.T) {
	text := rapid.StringMatching(`([abc]{1,2}[ \n]?){0,30}`)
	rapid.Check(t, func(t *rapid.T) {
		before, after := text.Draw(t, "before"), text.Draw(t, "after")
		var a, b strings.Builder
		for _, p := range diff.Words(before, after) {
			if p.Op != diff.Added {
				a.WriteString(p.Text)
			}
			if p.Op != diff.Removed {
				b.WriteString(p.Text)
			}
		}
		if a.String() != before || b.String() != after {
			t.Fatalf("the pieces make up %q and %q", a.String(), b.String())
		}
	})
}

func TestTextsWithNothingInCommonAreToldAsWholes(t *testing.T) {
	before, after := strings.Repeat("a ", 5000), strings.Repeat("b ", 5000)
	if got := diff.Words(before, after); len(got) != 2 || got[0].Text != before || got[1].Text != after {
		t.Errorf("%d pieces", len(got))
	}
}

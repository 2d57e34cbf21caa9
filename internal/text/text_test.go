package text

import (
	"strings"
	"testing"
	"unicode/utf16"
	"unicode/utf8"

	"pgregory.net/rapid"

	"tocsin"
)

func words(d *Doc, first, last int) string {
	var out []string
	for _, t := range d.Tokens[first:last] {
		out = append(out, d.Of(t.Span))
	}
	return strings.Join(out, " | ")
}

func TestTokens(t *testing.T) {
	for _, tt := range []struct{ text, want string }{
		{"Saturday's blast", "Saturday | 's | blast"},
		{"Saturday’s blast", "Saturday | ’s | blast"},
		{"didn't say", "did | n't | say"},
		{"U.S.-led forces", "U.S.-led | forces"},
		{"in the U.S. on May 3", "in | the | U.S. | on | May | 3"},
		{"1,200 people, 3.5 km", "1,200 | people | , | 3.5 | km"},
		{"al-Nusra’s rebel-held town", "al-Nusra | ’s | rebel-held | town"},
		{"the 24th, 10:30", "the | 24th | , | 10:30"},
		{"a 30-year-old", "a | 30 | - | year-old"},
		{"(IED) \"blast\"", "( | IED | ) | \" | blast | \""},
		{"F-16 over Ma'arrat", "F-16 | over | Ma'arrat"},
		{"قُتل 12 شخصاً", "قُتل | 12 | شخصاً"},
	} {
		d := New(tocsin.Report{Text: tt.text})
		if got := words(d, 0, len(d.Tokens)); got != tt.want {
			t.Errorf("%q: got %s, want %s", tt.text, got, tt.want)
		}
	}
}

func TestSentences(t *testing.T) {
	for _, tt := range []struct {
		text string
		want []string
	}{
		{"Gen. Smith spoke. He left.", []string{"Gen. Smith spoke.", "He left."}},
		{"It hit the U.S. The toll rose.", []string{"It hit the U.S.", "The toll rose."}},
		{"It hit the U.S. Embassy in May.", []string{"It hit the U.S. Embassy in May."}},
		{"\"We did it.\" They fled.", []string{"\"We did it.\"", "They fled."}},
		{"Some 3.5 tons. 12 died.", []string{"Some 3.5 tons.", "12 died."}},
		{"One line\nAnother line", []string{"One line", "Another line"}},
		{"They came.They shot.", []string{"They came.", "They shot."}},
	} {
		d := New(tocsin.Report{Text: tt.text})
		var got []string
		for _, s := range d.Sentences {
			got = append(got, d.Of(s.Span))
		}
		if strings.Join(got, "¶") != strings.Join(tt.want, "¶") {
			t.Errorf("%q: got %q, want %q", tt.text, got, tt.want)
		}
	}
}

func TestTitleIsOneSentence(t *testing.T) {
	d := New(tocsin.Report{Title: "Blast in Kabul. Many dead", Text: "A bomb went off."})
	if len(d.Sentences) != 2 || !d.Sentences[0].Title || d.Sentences[1].Title {
		t.Fatalf("sentences %+v: want the title and one more", d.Sentences)
	}
}

func TestLongSentenceIsCut(t *testing.T) {
	d := New(tocsin.Report{Text: strings.Repeat("word ", 3*maxSentence)})
	if len(d.Sentences) != 3 {
		t.Fatalf("%d sentences, want 3", len(d.Sentences))
	}
}

// TestCover: tokens and sentences lie in order inside the text, and every
// token belongs to exactly one sentence.
func TestCover(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rep := tocsin.Report{Title: rapid.String().Draw(t, "title"), Text: rapid.String().Draw(t, "text")}
		checkDoc(t, New(rep))
	})
}

func checkDoc(t interface{ Fatalf(string, ...any) }, d *Doc) {
	end := 0
	for i, tok := range d.Tokens {
		if tok.Start < end || tok.End <= tok.Start || tok.End > len(d.Text) {
			t.Fatalf("token %d at [%d,%d) after %d", i, tok.Start, tok.End, end)
		}
		end = tok.End
	}
	next := 0
	for i, s := range d.Sentences {
		if s.First != next || s.Last <= s.First {
			t.Fatalf("sentence %d has tokens [%d,%d), want from %d", i, s.First, s.Last, next)
		}
		next = s.Last
	}
	if next != len(d.Tokens) {
		t.Fatalf("sentences hold %d of %d tokens", next, len(d.Tokens))
	}
}

func TestOffsets(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := rapid.String().Draw(t, "s")
		o := NewOffsets(s)
		for i := range s {
			if got, want := o.Runes(i), utf8.RuneCountInString(s[:i]); got != want {
				t.Fatalf("Runes(%d) of %q = %d, want %d", i, s, got, want)
			}
			if got, want := o.UTF16(i), len(utf16.Encode([]rune(s[:i]))); got != want {
				t.Fatalf("UTF16(%d) of %q = %d, want %d", i, s, got, want)
			}
		}
	})
}

func FuzzNew(f *testing.F) {
	f.Add("Title", "Text. More text.")
	f.Add("", "\xff\xfe. A\u202e ' ’s’ 12,.")
	f.Fuzz(func(t *testing.T, title, text string) {
		checkDoc(t, New(tocsin.Report{Title: title, Text: text}))
	})
}

func BenchmarkNew(b *testing.B) {
	rep := tocsin.Report{Text: strings.Repeat("At least 19 people were killed in Kabul on Sunday, police said. ", 50)}
	b.SetBytes(int64(len(rep.Text)))
	for b.Loop() {
		New(rep)
	}
}

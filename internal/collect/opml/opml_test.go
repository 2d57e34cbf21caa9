package opml_test

import (
	"bytes"
	"fmt"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tocsin"
	"tocsin/internal/collect/opml"
)

func TestParseTakesWhatReadersExport(t *testing.T) {
	for _, tc := range []struct{ what, file, want string }{
		{"folders within folders", `<opml version="1.0"><body><outline text="News"><outline text="Wire" type="rss" xmlUrl="https://example.org/feed"/><outline text="More"><outline title="Post" text="p" xmlUrl="https://example.com/rss" language="FR-ch"/></outline></outline></body></opml>`,
			"wire Wire https://example.org/feed \npost Post https://example.com/rss fr"},
		{"one address twice, one name twice", `<opml><body><outline text="W" xmlUrl="https://example.org/1"/><outline text="W" xmlUrl="https://example.org/1"/><outline text="W" xmlUrl="https://example.org/2"/></body></opml>`,
			"w W https://example.org/1 \nw-2 W https://example.org/2 "},
		{"no name, and names in capitals", `<OPML><BODY><OUTLINE XMLURL="https://www.example.org/1"/></BODY></OPML>`, "example-org example.org https://www.example.org/1 "},
		{"a name without Latin letters", `<opml><body><outline text="Новости" xmlUrl="https://example.org/1"/></body></opml>`, "source Новости https://example.org/1 "},
		{"loose ampersands and breaks", `<opml><body><outline text="A & B" xmlUrl="https://example.org/?a=1&b=2"/><outline text="C`, "a-b A & B https://example.org/?a=1&b=2 \n! broken off"},
		{"an address that is none", `<opml><body><outline text="X" xmlUrl="feed://x"/></body></opml>`, "! X: address"},
		{"a page", `<html><body>x</body></html>`, "error: read the list: no <opml>"},
		{"nothing", "", "error: read the list: no <opml>"},
		{"binary data", "\x00\x01", "error: read the list"},
	} {
		var got []string
		sources, notes, err := opml.Parse(strings.NewReader(tc.file))
		for _, s := range sources {
			got = append(got, fmt.Sprintf("%s %s %s %s", s.ID, s.Name, s.At, s.Lang))
		}
		for _, n := range notes {
			got = append(got, "! "+n)
		}
		if err != nil {
			got = append(got, "error: "+err.Error())
		}
		if !strings.HasPrefix(strings.Join(got, "\n"), tc.want) {
			t.Errorf("%s: got\n%s\nwant\n%s", tc.what, strings.Join(got, "\n"), tc.want)
		}
	}
}

// A million folders in one another are read without descending.
func TestParseDoesNotDescend(t *testing.T) {
	file := "<opml>" + strings.Repeat("<outline>", 1_000_000) + `<outline text="W" xmlUrl="https://example.org/1"/>`
	if sources, _, err := opml.Parse(strings.NewReader(file)); err != nil || len(sources) != 1 {
		t.Errorf("%d sources, %v", len(sources), err)
	}
}

// What is written is read as it was.
func TestWriteAndParseAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		src := tocsin.Source{
			ID:   rapid.StringMatching(`[a-z0-9]{1,8}(-[a-z0-9]{1,8})?`).Draw(t, "id"),
			Name: rapid.StringMatching(`[A-Za-zäИ&<>"'] ?[A-Za-zäИ&<>"']{1,20}`).Draw(t, "name"),
			Kind: rapid.SampledFrom(tocsin.SourceKinds()).Draw(t, "kind"), Country: rapid.SampledFrom([]string{"", "FR"}).Draw(t, "country"),
			Lang: rapid.SampledFrom([]string{"", "fr"}).Draw(t, "lang"), Ownership: rapid.SampledFrom(tocsin.Ownerships()).Draw(t, "ownership"),
			Owner:       rapid.SampledFrom([]string{"", "Group & Sons", "Издательство"}).Draw(t, "owner"),
			Reliability: rapid.SampledFrom(tocsin.Reliabilities()).Draw(t, "grade"), Marking: rapid.SampledFrom(tocsin.Markings()).Draw(t, "marking"),
			Every:  time.Duration(rapid.IntRange(60, 10_000).Draw(t, "every")) * time.Second,
			Delay:  time.Duration(rapid.IntRange(1, 10_000).Draw(t, "delay")) * time.Millisecond,
			Paused: rapid.Bool().Draw(t, "paused"),
		}
		src.At = "https://example.org/?a=1&b=2"
		if src.Kind == tocsin.SourceFolder || src.Kind == tocsin.SourceWARC {
			src.At = "/news/archive & more"
		}
		var file bytes.Buffer
		if err := opml.Write(&file, []tocsin.Source{src}); err != nil {
			t.Fatal(err)
		}
		got, notes, err := opml.Parse(&file)
		if err != nil || len(notes) > 0 || len(got) != 1 || !reflect.DeepEqual(got[0], src) {
			t.Errorf("got %+v, %q, %v\nwant %+v", got, notes, err, src)
		}
	})
}

// FuzzParse: whatever the bytes, every source is valid and no ID comes twice.
func FuzzParse(f *testing.F) {
	f.Add([]byte(`<opml><body><outline text="W" xmlUrl="https://example.org/1"/></body></opml>`))
	f.Add([]byte(`<opml xmlns:tocsin="urn:tocsin:source"><outline tocsin:at="/a" tocsin:kind="folder"/>`))
	f.Fuzz(func(t *testing.T, b []byte) {
		sources, _, _ := opml.Parse(bytes.NewReader(b))
		ids := map[string]bool{}
		for _, s := range sources {
			if err := s.Validate(); err != nil || ids[s.ID] {
				t.Errorf("%+v: %v", s, err)
			}
			ids[s.ID] = true
		}
	})
}

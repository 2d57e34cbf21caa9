package tocsin_test

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tocsin"
)

func TestSourceFillsInWhatIsLeftOpen(t *testing.T) {
	for _, tc := range []struct{ at, name, id string }{
		{"https://www.example.org/rss.xml", "example.org", "example-org"},
		{"http://news.example.com:8080/feed?x=1", "news.example.com", "news-example-com"},
		{"archive/2024/", "2024", "2024"},
	} {
		src := tocsin.Source{At: tc.at}
		if strings.HasSuffix(tc.at, "/") {
			src.Kind = tocsin.SourceFolder
		}
		src = src.WithDefaults()
		if src.Name != tc.name || src.ID != tc.id {
			t.Errorf("%s: name %q, ID %q, want %q, %q", tc.at, src.Name, src.ID, tc.name, tc.id)
		}
		if err := src.Validate(); err != nil {
			t.Errorf("%s: %v", tc.at, err)
		}
	}
}

func TestSourceIsValidated(t *testing.T) {
	for _, tc := range []struct {
		what string
		edit func(*tocsin.Source)
		want string
	}{
		{"an ID with a space", func(s *tocsin.Source) { s.ID = "a b" }, "source ID"},
		{"no ID", func(s *tocsin.Source) { s.ID = "" }, "source ID"},
		{"a name of two lines", func(s *tocsin.Source) { s.Name = "A\nB" }, "one line"},
		{"a kind of its own", func(s *tocsin.Source) { s.Kind = "tape" }, "want one of feed, page"},
		{"no address", func(s *tocsin.Source) { s.At = "" }, "address"},
		{"another scheme", func(s *tocsin.Source) { s.At = "ftp://example.org/" }, "http://"},
		{"a feed in a file", func(s *tocsin.Source) { s.At = "/tmp/feed.xml" }, "http://"},
		{"a folder on the web", func(s *tocsin.Source) { s.Kind = tocsin.SourceFolder }, "lies on this machine"},
		{"a password", func(s *tocsin.Source) { s.At = "https://u:secret@example.org/" }, "user name"},
		{"a country's name", func(s *tocsin.Source) { s.Country = "France" }, "ISO 3166"},
		{"a language in capitals", func(s *tocsin.Source) { s.Lang = "FR" }, "ISO 639"},
		{"an owner of its own", func(s *tocsin.Source) { s.Ownership = "mine" }, "security_force"},
		{"a seventh grade", func(s *tocsin.Source) { s.Reliability = "G" }, "A, B, C, D, E, F"},
		{"an old label", func(s *tocsin.Source) { s.Marking = "white" }, "clear, green"},
		{"no pause", func(s *tocsin.Source) { s.Every = time.Second }, "every"},
		{"a negative delay", func(s *tocsin.Source) { s.Delay = -1 }, "delay"},
	} {
		src := tocsin.Source{At: "https://example.org/feed", Country: "FR", Lang: "fr"}.WithDefaults()
		if err := src.Validate(); err != nil {
			t.Fatal(err)
		}
		tc.edit(&src)
		err := src.Validate()
		if err == nil || !strings.Contains(err.Error(), tc.want) || strings.Contains(err.Error(), "secret") {
			t.Errorf("%s: error %v, want %q in it", tc.what, err, tc.want)
		}
	}
}

// Whatever a source is called, the ID made of the name is valid or empty.
func TestSourceIDsAreValid(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		id := tocsin.SourceID(rapid.String().Draw(t, "name"))
		src := tocsin.Source{ID: id, Name: "x", At: "https://example.org/"}.WithDefaults()
		if err := src.Validate(); err != nil {
			t.Error(err)
		}
		if again := tocsin.SourceID(id); again != id {
			t.Errorf("the ID of %q is %q", id, again)
		}
	})
}

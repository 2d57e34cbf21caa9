// Package opml reads and writes lists of sources as OPML 2.0, the form in which
// feed readers exchange theirs. What OPML has no place for stands in attributes
// of the namespace [Namespace], which other readers pass over.
package opml

import (
	"encoding/xml"
	"errors"
	"fmt"
	"io"
	"strings"
	"time"

	"golang.org/x/net/html/charset"

	"tocsin"
)

// Namespace is that of the attributes of our own. It names, and leads nowhere.
const Namespace = "urn:tocsin:source"

// The bounds of a file.
const (
	// MaxBytes is how much of a file is read.
	MaxBytes = 16 << 20
	// MaxSources is how many sources one file may hold.
	MaxSources = 20_000
)

// Parse reads a list of sources. Outlines are taken wherever they stand, those
// without an address are folders of a reader and passed over. What a file leaves
// open is filled in. Notes tell which outlines make no valid source, and why; one
// address is taken once.
func Parse(r io.Reader) (sources []tocsin.Source, notes []string, err error) {
	dec := xml.NewDecoder(io.LimitReader(r, MaxBytes))
	dec.Strict, dec.CharsetReader = false, charset.NewReaderLabel
	seen, ids := map[string]bool{}, map[string]bool{}
	found := false
	for {
		token, err := dec.Token()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			if len(sources) == 0 {
				return nil, nil, fmt.Errorf("read the list: %w; want OPML", err)
			}
			notes = append(notes, fmt.Sprintf("broken off: %v", err))
			break
		}
		start, ok := token.(xml.StartElement)
		if !ok {
			continue
		}
		found = found || strings.EqualFold(start.Name.Local, "opml")
		src, ok := source(start)
		key := string(src.Kind) + " " + src.At
		if !ok || seen[key] {
			continue
		}
		seen[key] = true
		src.ID = free(src.ID, ids)
		if err := src.Validate(); err != nil {
			notes = append(notes, fmt.Sprintf("%s: %s", src.Name, strings.ReplaceAll(err.Error(), "\n", "; ")))
			continue
		}
		if len(sources) == MaxSources {
			notes = append(notes, fmt.Sprintf("more than %d sources: the rest is left out", MaxSources))
			break
		}
		ids[src.ID] = true
		sources = append(sources, src)
	}
	if !found {
		return nil, nil, errors.New("read the list: no <opml> in it; want the file that a feed reader exports")
	}
	return sources, notes, nil
}

// free returns id, with a number after it where it is taken.
func free(id string, taken map[string]bool) string {
	if id == "" {
		id = "source"
	}
	for n, try := 2, id; ; n++ {
		if !taken[try] {
			return try
		}
		try = fmt.Sprintf("%s-%d", id, n)
	}
}

// source returns the source of an outline, and false for one without an address.
func source(el xml.StartElement) (tocsin.Source, bool) {
	if !strings.EqualFold(el.Name.Local, "outline") {
		return tocsin.Source{}, false
	}
	plain, own := map[string]string{}, map[string]string{}
	for _, a := range el.Attr {
		if a.Name.Space == Namespace || a.Name.Space == "tocsin" {
			own[a.Name.Local] = a.Value
		} else {
			plain[strings.ToLower(a.Name.Local)] = a.Value
		}
	}
	src := tocsin.Source{
		ID: own["id"], Kind: tocsin.SourceKind(own["kind"]), At: first(plain["xmlurl"], own["at"]),
		Name:    strings.Join(strings.Fields(first(plain["title"], plain["text"])), " "),
		Country: own["country"], Lang: own["lang"], Ownership: tocsin.Ownership(own["ownership"]), Owner: strings.Join(strings.Fields(own["owner"]), " "),
		Reliability: tocsin.Reliability(own["reliability"]), Marking: tocsin.Marking(own["marking"]),
		Every: duration(own["every"]), Delay: duration(own["delay"]), Paused: own["paused"] == "true",
	}
	if lang := strings.ToLower(plain["language"]); src.Lang == "" && len(lang) >= 2 {
		src.Lang = lang[:2]
	}
	return src.WithDefaults(), src.At != ""
}

func first(values ...string) string {
	for _, v := range values {
		if strings.TrimSpace(v) != "" {
			return v
		}
	}
	return ""
}

// duration returns 0, which the default takes the place of, for what is none.
func duration(s string) time.Duration {
	d, err := time.ParseDuration(s)
	if err != nil {
		return 0
	}
	return d
}

// document is a file as it is written.
type document struct {
	XMLName  xml.Name  `xml:"opml"`
	Version  string    `xml:"version,attr"`
	Own      string    `xml:"xmlns:tocsin,attr"`
	Title    string    `xml:"head>title"`
	Outlines []outline `xml:"body>outline"`
}

type outline struct {
	Type        string `xml:"type,attr"`
	Text        string `xml:"text,attr"`
	Title       string `xml:"title,attr"`
	XMLURL      string `xml:"xmlUrl,attr,omitempty"`
	Language    string `xml:"language,attr,omitempty"`
	ID          string `xml:"tocsin:id,attr"`
	Kind        string `xml:"tocsin:kind,attr"`
	At          string `xml:"tocsin:at,attr,omitempty"`
	Country     string `xml:"tocsin:country,attr,omitempty"`
	Ownership   string `xml:"tocsin:ownership,attr"`
	Owner       string `xml:"tocsin:owner,attr,omitempty"`
	Reliability string `xml:"tocsin:reliability,attr"`
	Marking     string `xml:"tocsin:marking,attr"`
	Every       string `xml:"tocsin:every,attr"`
	Delay       string `xml:"tocsin:delay,attr"`
	Paused      string `xml:"tocsin:paused,attr,omitempty"`
}

// Write writes sources so that [Parse] yields them again; other readers see the
// feeds.
func Write(w io.Writer, sources []tocsin.Source) error {
	doc := document{Version: "2.0", Own: Namespace, Title: "Sources of Tocsin"}
	for _, s := range sources {
		o := outline{
			Type: "rss", Text: s.Name, Title: s.Name, XMLURL: s.At, Language: s.Lang, ID: s.ID, Kind: string(s.Kind),
			Country: s.Country, Ownership: string(s.Ownership), Owner: s.Owner, Reliability: string(s.Reliability),
			Marking: string(s.Marking), Every: s.Every.String(), Delay: s.Delay.String(),
		}
		if s.Kind != tocsin.SourceFeed {
			o.Type, o.XMLURL, o.At = "tocsin", "", s.At
		}
		if s.Paused {
			o.Paused = "true"
		}
		doc.Outlines = append(doc.Outlines, o)
	}
	if _, err := io.WriteString(w, xml.Header); err != nil {
		return fmt.Errorf("write the list: %w", err)
	}
	enc := xml.NewEncoder(w)
	enc.Indent("", "  ")
	if err := enc.Encode(doc); err != nil {
		return fmt.Errorf("write the list: %w", err)
	}
	_, err := io.WriteString(w, "\n")
	return err
}

package read

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"strings"
	"unicode/utf8"

	"tocsin/internal/text/encoding"
)

// article is the JSON form of an article; unknown fields are ignored, null
// means not known.
type article struct {
	ID        json.RawMessage `json:"id"`
	Published json.RawMessage `json:"published"`
	Outlet    *string         `json:"outlet"`
	URL       *string         `json:"url"`
	Title     *string         `json:"title"`
	Text      *string         `json:"text"`
}

// readJSON reads a JSON article. Title and text are kept as they are, byte for
// byte: quotes are to be found in them by anyone who holds the same file.
func readJSON(body []byte, a *Article) error {
	text := string(body)
	if !utf8.Valid(body) || strings.HasPrefix(text, "\ufeff") {
		var note string
		if text, note = encoding.Decode(body, ""); note != "" {
			a.note(note)
		}
	} else if enc, wide := encoding.Wide(body); wide {
		text = encoding.DecodeAs(enc, body)
	}
	var art article
	dec := json.NewDecoder(strings.NewReader(text))
	if err := dec.Decode(&art); err != nil {
		return jsonError(err, dec.InputOffset())
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return errors.New("more than one JSON value; give one article a file, or name the file .jsonl with one a line")
	}
	return fill(a, art)
}

func fill(a *Article, art article) error {
	rep := &a.Report
	if art.Text == nil && art.Title == nil {
		return errors.New(`no "text" in this JSON; want an object with id, published, outlet, title and text`)
	}
	rep.Title, rep.Text = str(art.Title), str(art.Text)
	rep.Outlet = str(art.Outlet)
	if url := str(art.URL); url != "" {
		rep.URL = url
	}
	if id := scalar(art.ID); id != "" {
		rep.ID = id
	}
	if published := scalar(art.Published); published != "" {
		day, err := parsePublished(published)
		if err != nil {
			a.note(err.Error())
		} else {
			rep.Published = &day
		}
	}
	return nil
}

func str(s *string) string {
	if s == nil {
		return ""
	}
	return *s
}

// scalar returns a JSON string's or number's value, "" for null and the rest.
func scalar(raw json.RawMessage) string {
	var s string
	if json.Unmarshal(raw, &s) == nil {
		return s
	}
	var n json.Number
	if json.Unmarshal(raw, &n) == nil {
		return n.String()
	}
	return ""
}

func jsonError(err error, at int64) error {
	var wrong *json.UnmarshalTypeError
	if errors.As(err, &wrong) {
		if wrong.Field == "" {
			return fmt.Errorf("a JSON %s, not an article; want an object with id, published, outlet, title and text", wrong.Value)
		}
		return fmt.Errorf("JSON field %q is a %s; want a string or null", wrong.Field, wrong.Value)
	}
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return errors.New("JSON breaks off before its end; get the whole file")
	}
	return fmt.Errorf("not valid JSON near byte %d (%w); mend the file, or name it .txt if it is plain text", at, err)
}

package app_test

import (
	"encoding/json"
	"net/http"
	"path/filepath"
	"strings"
	"testing"
)

// TestWhatIsPasted goes through the whole server: what a person pastes, and what
// the page is told.
func TestWhatIsPasted(t *testing.T) {
	url, stop := start(t, filepath.Join(t.TempDir(), "t.db"))
	defer func() {
		if err := stop(); err != nil {
			t.Error(err)
		}
	}()
	const story = "A bomb exploded outside a police station in Kabul on Thursday, killing 12 people, officials said."
	for name, c := range map[string]struct {
		body   map[string]any
		status int
		title  string
		want   string
	}{
		"text with its headline": {
			map[string]any{"text": "Blast in Kabul\n\n" + story}, 200, "Blast in Kabul", `"whole":"Blast in Kabul\nA bomb`},
		"a headline of its own": {
			map[string]any{"text": story, "title": "Blast in Kabul"}, 200, "Blast in Kabul", `"whole":"Blast in Kabul\nA bomb`},
		"another headline, and the first line stays": {
			map[string]any{"text": "Kabul, Afghanistan\n\n" + story, "title": "Blast"}, 200, "Blast", `"whole":"Blast\nKabul, Afghanistan\nA bomb`},
		"JSON": {
			map[string]any{"text": `{"title":"Blast","text":"` + story + `","outlet":"Test Wire","published":"2024-01-05"}`},
			200, "Blast", `"outlet":"Test Wire"`},
		"a day that wins": {
			map[string]any{"text": `{"title":"Blast","text":"` + story + `","published":"2024-01-05"}`, "published": "2023-01-06"},
			200, "Blast", `"published":"2023-01-06"`},
		"HTML": {
			map[string]any{"text": "<!doctype html><html><head><title>Blast</title></head><body><article><h1>Blast</h1><p>" +
				strings.Repeat(story+" ", 5) + "</p></article></body></html>"}, 200, "Blast", "A bomb exploded"},
		"nothing but space":            {map[string]any{"text": " \n "}, 422, "", "the text: "},
		"bytes that are no text":       {map[string]any{"text": "\x00\x01\x02\x03 PK\x03\x04"}, 422, "", "the text: "},
		"an address inside this host":  {map[string]any{"url": "http://127.0.0.1:9/x"}, 422, "", "127.0.0.1"},
		"an address that is no page":   {map[string]any{"url": "file:///etc/passwd"}, 422, "", "file:///etc/passwd"},
		"an address of the local link": {map[string]any{"url": "http://169.254.169.254/latest"}, 422, "", "169.254.169.254"},
	} {
		t.Run(name, func(t *testing.T) {
			body, err := json.Marshal(c.body)
			if err != nil {
				t.Fatal(err)
			}
			res, err := http.Post(url+"/api/code", "application/json", strings.NewReader(string(body)))
			got := get(t, res, err)
			if res.StatusCode != c.status || !strings.Contains(got, c.want) {
				t.Errorf("%d %s\nwant %d with %q", res.StatusCode, got, c.status, c.want)
			}
			if c.status == 200 && !strings.Contains(got, `"title":"`+c.title+`"`) {
				t.Errorf("title is not %q in %s", c.title, got)
			}
			if c.status != 200 && strings.Contains(got, "\\n") {
				t.Errorf("the error runs over more than one line: %s", got)
			}
		})
	}
}

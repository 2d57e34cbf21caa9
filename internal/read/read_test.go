package read_test

import (
	"strings"
	"testing"

	"tocsin"
	"tocsin/internal/read"
)

// page is a page as news sites write them.
const page = `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Market blast kills 12 - The Daily Wire</title>
<meta property="og:title" content="Market blast kills 12"><meta property="og:site_name" content="The Daily Wire">
<meta property="article:published_time" content="2024-01-05T08:00:00Z"><script>var x="<p>script</p>";</script></head>
<body><nav><ul><li><a href=/>Home</a><li><a href=/w>World</a></ul></nav>
<article><h1>Market blast kills 12</h1><p class="byline">By Jane Example and John Sample</p>
<p>KABUL — A bomb exploded in a crowded market in Kabul on Thursday, killing at least 12 people and wounding 30 others, police said.</p>
<p>No group claimed responsibility for the <a href="/x">attack</a>, which the <b>Interior Ministry</b> blamed on Islamic State.</p>
<p>By Friday the toll had risen to 14, a hospital said.</p>
<p>Reporting by Jane Example; editing by Max Sample</p></article>
<aside><h3>More stories</h3><a href=1>Other bombs in other towns</a></aside><footer>© 2023 The Daily Wire</footer></body></html>`

func TestReadForms(t *testing.T) {
	for _, tc := range []struct {
		name, kind, body       string
		title, text, published string
	}{
		{"plain text with a title", "text/plain", "Blast in Kabul\n\nA bomb exploded.\nTwo died.\n",
			"Blast in Kabul", "A bomb exploded.\nTwo died.", ""},
		{"a first sentence is no title", "", "A bomb exploded.\n\nTwo died.\n", "", "A bomb exploded.\nTwo died.", ""},
		{"hard-wrapped lines are joined", "text/plain",
			"A bomb exploded in a crowded market in the capital on\nThursday, killing at least twelve people and wounding\nthirty.\n\nNobody claimed it.",
			"", "A bomb exploded in a crowded market in the capital on Thursday, killing at least twelve people and wounding thirty.\nNobody claimed it.", ""},
		{"a line that is a date alone", "text/plain", "Blast in Kabul\n\nPublished: Friday, 5th January 2024 10:30 GMT\nA bomb exploded.\n",
			"Blast in Kabul", "Published: Friday, 5th January 2024 10:30 GMT\nA bomb exploded.", "2024-01-05"},
		{"a date in a sentence is not the day of publication", "text/plain", "On 5 January 2020 a bomb exploded.", "", "On 5 January 2020 a bomb exploded.", ""},
		{"JSON keeps title and text byte for byte", "application/json",
			`{"id":7,"published":"2015-08-03","outlet":null,"title":" Two  spaces ","text":"A\r\n\n b\u00a0","unknown":[1]}`,
			" Two  spaces ", "A\r\n\n b\u00a0", "2015-08-03"},
		{"JSON without a type", "", ` {"text":"A bomb."}`, "", "A bomb.", ""},
		{"JSON in UTF-16", "application/json", utf16(`{"title":"Müller","text":"A bomb."}`), "Müller", "A bomb.", ""},
		{"HTML", "text/html", page, "Market blast kills 12",
			"KABUL — A bomb exploded in a crowded market in Kabul on Thursday, killing at least 12 people and wounding 30 others, police said.\n" +
				"No group claimed responsibility for the attack, which the Interior Ministry blamed on Islamic State.\n" +
				"By Friday the toll had risen to 14, a hospital said.", "2024-01-05"},
		{"HTML without a type", "", page, "Market blast kills 12", "", "2024-01-05"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			art, err := read.Read(tocsin.Document{Type: tc.kind, Body: []byte(tc.body)})
			if err != nil {
				t.Fatal(err)
			}
			published := ""
			if art.Report.Published != nil {
				published = art.Report.Published.String()
			}
			if art.Report.Title != tc.title || tc.text != "" && art.Report.Text != tc.text || published != tc.published {
				t.Errorf("got title %q, published %q, text\n%q", art.Report.Title, published, art.Report.Text)
			}
		})
	}
}

func TestReadEncodings(t *testing.T) {
	const want = "Café à Mogadiscio: deux “morts”."
	for _, tc := range []struct{ name, kind, body, note string }{
		{"UTF-8", "text/plain", want, ""},
		{"UTF-8 with a byte order mark", "text/plain", "\ufeff" + want, ""},
		{"UTF-16, little end first, marked", "text/plain", utf16(want), ""},
		{"windows-1252, not declared", "text/plain", "Caf\xe9 \xe0 Mogadiscio: deux \x93morts\x94.", "windows-1252"},
		{"windows-1252, declared by the server", "text/plain; charset=windows-1252", "Caf\xe9 \xe0 Mogadiscio: deux \x93morts\x94.", ""},
		{"HTML with a meta element", "text/html", "<meta charset=iso-8859-1><body><p>Caf\xe9 \xe0 Mogadiscio: deux \x93morts\x94.", ""},
		{"UTF-8 that calls itself something else", "text/html", "<meta charset=iso-8859-1><body><p>" + want, ""},
	} {
		t.Run(tc.name, func(t *testing.T) {
			art, err := read.Read(tocsin.Document{Type: tc.kind, Body: []byte(tc.body)})
			if err != nil {
				t.Fatal(err)
			}
			if art.Report.Text != want {
				t.Errorf("got %q", art.Report.Text)
			}
			if notes := strings.Join(art.Notes, "\n"); !strings.Contains(notes, tc.note) || tc.note == "" && notes != "" {
				t.Errorf("notes %q", notes)
			}
		})
	}
}

func TestReadMendsBrokenUTF8(t *testing.T) {
	art, err := read.Read(tocsin.Document{Body: []byte("Zürich – Gäste \xff über")})
	if err != nil || art.Report.Text != "Zürich – Gäste \uFFFD über" || len(art.Notes) != 1 {
		t.Errorf("got %+v, %v", art, err)
	}
}

func TestReadRefuses(t *testing.T) {
	for _, tc := range []struct{ name, kind, body, want string }{
		{"nothing", "", "", "no text in it"},
		{"spaces", "text/plain", " \n\t\r\n", "no text in it"},
		{"a page without text", "text/html", "<html><body><script>x()</script></body></html>", "no text in it"},
		{"a PDF", "", "%PDF-1.7\n...", "a PDF"},
		{"an archive", "", "PK\x03\x04....", "compressed archive"},
		{"gzip", "", "\x1f\x8b\x08....", "compressed archive"},
		{"a picture", "", "\x89PNG\r\n\x1a\n....", "image/png"},
		{"bytes", "text/plain", "abc\x00\x01\x02\x00\x07", "binary data"},
		{"JSON that breaks off", "application/json", `{"text":"A bo`, "breaks off"},
		{"JSON with a fault", "application/json", `{"text":"A" "b"}`, "not valid JSON near byte"},
		{"a JSON list", "application/json", `[1,2]`, "a JSON array, not an article"},
		{"JSON of other things", "application/json", `{"name":"x"}`, `no "text"`},
		{"a field of another type", "application/json", `{"text":5}`, `field "text" is a number`},
		{"two values", "application/json", `{"text":"a"}` + "\n" + `{"text":"b"}`, ".jsonl"},
		{"deep JSON", "application/json", strings.Repeat("[", 100_000), "not valid JSON"},
	} {
		t.Run(tc.name, func(t *testing.T) {
			_, err := read.Read(tocsin.Document{Type: tc.kind, Body: []byte(tc.body)})
			if err == nil || !strings.Contains(err.Error(), tc.want) || strings.Contains(err.Error(), "\n") {
				t.Errorf("got %v, want one line with %q", err, tc.want)
			}
		})
	}
}

func TestReadDatesThatMakeNoSense(t *testing.T) {
	for _, date := range []string{"yesterday", "2024-13-45", "01/02/2024", "0001-01-01", "99999999"} {
		art, err := read.Read(tocsin.Document{Body: []byte(`{"published":"` + date + `","text":"A bomb."}`)})
		if err != nil || art.Report.Published != nil || len(art.Notes) != 1 || !strings.Contains(art.Notes[0], date) {
			t.Errorf("%s: got %v, notes %q, error %v", date, art.Report.Published, art.Notes, err)
		}
	}
}

func TestReadHardMarkup(t *testing.T) {
	for _, tc := range []struct{ name, body, want string }{
		{"deep nesting", strings.Repeat("<div>", 50_000) + "A bomb killed five.", "A bomb killed five."},
		{"nothing closed", "<title>T<body><p>A bomb killed <b>five<p>in the <i>town", ""},
		{"tags broken off", "<html><body><p>A bomb killed five.</p><p>It <a href=\"", "A bomb killed five."},
		{"formatting that piles up", strings.Repeat("<font color=1><b><p>A bomb ", 2000), "A bomb"},
		{"right to left", "<html dir=rtl><body><p>قتل خمسة أشخاص في انفجار قنبلة في المدينة</p></body></html>", "قتل خمسة"},
		{"a navigation never closed", "<html><body><nav><p>A bomb killed five.", "A bomb killed five."},
	} {
		t.Run(tc.name, func(t *testing.T) {
			art, err := read.Read(tocsin.Document{Type: "text/html", Body: []byte(tc.body)})
			if err != nil || !strings.Contains(art.Report.Text, tc.want) {
				t.Errorf("got %q, %v", art.Report.Text, err)
			}
		})
	}
}

func utf16(s string) string {
	out := "\xff\xfe"
	for _, r := range s {
		out += string([]byte{byte(r), byte(r >> 8)})
	}
	return out
}

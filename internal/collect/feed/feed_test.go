package feed_test

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"strings"
	"testing"
	"time"

	"golang.org/x/text/encoding"
	"golang.org/x/text/encoding/charmap"
	"golang.org/x/text/encoding/japanese"
	"golang.org/x/text/encoding/unicode"

	"tocsin/internal/collect/feed"
)

const base = "https://example.org/feeds/rss.xml"

// item is one good item; a good feed is rss(item).
const item = `<item><title>Blast in Zürich</title><link>https://example.org/1</link>` +
	`<guid>1</guid><pubDate>Fri, 05 Jan 2024 12:00:00 +0100</pubDate></item>`

func rss(items string) string {
	return `<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>Wire</title>` +
		`<link>https://example.org/</link><language>fr-CH</language>` + items + `</channel></rss>`
}

func atom(entries string) string {
	return `<feed xmlns="http://www.w3.org/2005/Atom"><title>Wire</title>` + entries + `</feed>`
}

func in(enc encoding.Encoding, s string) string {
	out, err := enc.NewEncoder().String(s)
	if err != nil {
		panic(err)
	}
	return out
}

// one is what most of the malformed feeds must yield.
const one = "https://example.org/1 | Blast in Zürich | 2024-01-05T11:00:00Z"

// malformed is the table of what was tried; want is one line for each item, or
// the error. Those that fail say so.
var malformed = []struct{ what, header, body, want string }{
	{"a good RSS feed", "", rss(item), one},
	{"a good Atom feed", "", atom(`<entry><title>Blast in Zürich</title><link href="https://example.org/1"/><id>1</id><updated>2024-01-05T11:00:00Z</updated></entry>`), one},
	{"a good JSON feed", "", `{"version":"https://jsonfeed.org/version/1.1","title":"W","items":[{"id":"1","url":"https://example.org/1","title":"Blast in Zürich","date_published":"2024-01-05T12:00:00+01:00"}]}`, one},
	{"RSS 1.0 (RDF)", "", `<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" xmlns:dc="http://purl.org/dc/elements/1.1/"><channel><title>W</title></channel><item><title>Blast in Zürich</title><link>https://example.org/1</link><dc:date>2024-01-05T11:00:00Z</dc:date></item></rdf:RDF>`, one},
	{"RSS 0.91 with its document type", "", `<!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" "http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel><title>W</title>` + item + `</channel></rss>`, one},
	{"Atom 0.3", "", `<feed version="0.3" xmlns="http://purl.org/atom/ns#"><entry><title>Blast in Zürich</title><link rel="alternate" href="https://example.org/1"/><issued>2024-01-05T11:00:00Z</issued></entry></feed>`, one},

	{"windows-1252 under its own name", "", in(charmap.Windows1252, strings.Replace(rss(item), "UTF-8", "windows-1252", 1)), one},
	{"ISO-8859-1 that calls itself UTF-8", "", in(charmap.ISO8859_1, rss(item)), one},
	{"ISO-8859-1 named in the header alone", "text/xml; charset=iso-8859-1", strings.Replace(in(charmap.ISO8859_1, rss(item)), ` encoding="UTF-8"`, "", 1), one},
	{"UTF-8 that the header calls ISO-8859-1", "text/xml; charset=iso-8859-1", rss(item), one},
	{"UTF-16 with a mark, called UTF-8", "", in(unicode.UTF16(unicode.LittleEndian, unicode.UseBOM), rss(item)), one},
	{"UTF-16 big-endian without a mark", "", in(unicode.UTF16(unicode.BigEndian, unicode.IgnoreBOM), strings.Replace(rss(item), "UTF-8", "UTF-16", 1)), one},
	{"KOI8-R", "", in(charmap.KOI8R, `<?xml version="1.0" encoding="koi8-r"?><rss><channel><item><title>Взрыв</title><link>https://example.org/1</link></item></channel></rss>`), "https://example.org/1 | Взрыв | "},
	{"windows-1256", "", in(charmap.Windows1256, `<?xml version="1.0" encoding="windows-1256"?><rss><channel><item><title>انفجار</title><link>https://example.org/1</link></item></channel></rss>`), "https://example.org/1 | انفجار | "},
	{"Shift_JIS", "", in(japanese.ShiftJIS, `<?xml version="1.0" encoding="Shift_JIS"?><rss><channel><item><title>爆発</title><link>https://example.org/1</link></item></channel></rss>`), "https://example.org/1 | 爆発 | "},
	{"an encoding that does not exist", "", strings.Replace(rss(item), "UTF-8", "utf8mb4", 1), one},
	{"a few bytes that are not UTF-8", "", strings.Replace(rss(item), "Wire", "Wü\xffre", 1), one},
	{"a mark of UTF-8 twice", "", "\ufeff\ufeff" + rss(item), one},

	{"blank lines before the declaration", "", "\n\n  " + rss(item), one},
	{"a warning of PHP before it", "", "<br />\n<b>Warning</b>: Undefined index in <b>/var/www/feed.php</b> on line <b>3</b><br />\n" + rss(item), one},
	{"words after the end", "", rss(item) + "\n<!-- cached --> 0.003s", one},
	{"a comment before the root", "", "<!-- made by <hand> -->" + strings.TrimPrefix(rss(item), `<?xml version="1.0" encoding="UTF-8"?>`), one},
	{"two declarations", "", `<?xml version="1.0"?>` + rss(item), one},
	{"a style sheet", "", `<?xml version="1.0"?><?xml-stylesheet type="text/xsl" href="x.xsl"?>` + strings.TrimPrefix(rss(item), `<?xml version="1.0" encoding="UTF-8"?>`), one},
	{"broken off between items", "", strings.TrimSuffix(rss(item+`<item><title>Sec`), "</channel></rss>"), one},
	{"broken off within a tag", "", strings.TrimSuffix(rss(item), `lDate></item></channel></rss>`), one},
	{"an end tag that is missing", "", rss(strings.Replace(item, "</title>", "", 1)), one},
	{"an end tag too many", "", rss(item + "</item>"), one},
	{"tags that cross", "", rss(strings.Replace(item, "Blast in Zürich", "<b><i>Blast</b></i> in Zürich", 1)), one},
	{"a loose ampersand", "", rss(strings.Replace(item, "Blast", "A &amp; B & Blast", 1)), "https://example.org/1 | A & B & Blast in Zürich | 2024-01-05T11:00:00Z"},
	{"an ampersand in the address", "", rss(strings.Replace(item, "example.org/1", "example.org/?a=1&b=2", 1)), "https://example.org/?a=1&b=2 | Blast in Zürich | 2024-01-05T11:00:00Z"},
	{"an entity of HTML", "", rss(strings.Replace(item, "Blast in", "Blast&nbsp;in", 1)), one},
	{"an entity of its own", "", `<!DOCTYPE rss [<!ENTITY z "Zürich">]>` + rss(strings.Replace(item, "Zürich", "&z;", 1)), "FAILS https://example.org/1 | Blast in &z; | 2024-01-05T11:00:00Z"},
	{"a title escaped twice", "", rss(strings.Replace(item, "Blast in", "&amp;lt;b&amp;gt;Blast&amp;lt;/b&amp;gt; in", 1)), one},
	{"a title as CDATA with tags", "", rss(strings.Replace(item, "Blast in Zürich", "<![CDATA[<b>Blast</b> in\n Zürich]]>", 1)), one},
	{"a control character", "", rss(strings.Replace(item, "Blast", "\x0bBla\x00st", 1)), one},
	{"a reference to a forbidden character", "", rss(strings.Replace(item, "Blast", "&#x1;Blast", 1)), one},
	{"an attribute without quotes", "", strings.Replace(rss(item), `version="2.0"`, `version=2.0`, 1), one},
	{"a prefix that is not declared", "", rss(item + `<media:content url="x"/><dc:creator>A</dc:creator>`), one},
	{"a namespace that is wrong", "", strings.Replace(rss(item), `version="2.0"`, `version="2.0" xmlns="http://backend.userland.com/rss2"`, 1), one},
	{"names in capitals", "", strings.NewReplacer("<item>", "<ITEM>", "</item>", "</ITEM>", "<link>", "<LINK>", "</link>", "</LINK>").Replace(rss(item)), one},
	{"items outside the channel", "", `<rss version="2.0"><channel><title>W</title></channel>` + item + `</rss>`, one},
	{"items without a channel", "", `<rss version="2.0">` + item + `</rss>`, one},
	{"no root", "", item, one},
	{"HTML in a description, unmarked and unclosed", "", rss(strings.Replace(item, "<guid>", "<description><p>One<br>Two<img src=x></description><guid>", 1)), one},
	{"a script in a description", "", rss(strings.Replace(item, "<guid>", "<description><script>if (a < b && c) {}</script></description><guid>", 1)), one},
	{"CDATA within CDATA", "", rss(strings.Replace(item, "<guid>", "<description><![CDATA[a <![CDATA[b]]> c]]></description><guid>", 1)), one},
	{"CDATA that does not end", "", rss(item + "<item><title><![CDATA[Second"), one},

	{"a relative address", "", rss(strings.Replace(item, "https://example.org/1", "/1", 1)), one},
	{"an address relative to the site", "", rss(strings.Replace(item, "https://example.org/1", "1", 1)), one},
	{"an address without a scheme", "", rss(strings.Replace(item, "https://example.org/1", "//example.org/1", 1)), one},
	{"a base of XML's", "", `<feed xmlns="http://www.w3.org/2005/Atom" xml:base="https://example.org/"><entry><title>Blast in Zürich</title><link href="1"/><updated>2024-01-05T11:00:00Z</updated></entry></feed>`, one},
	{"blanks and line ends in the address", "", rss(strings.Replace(item, "https://example.org/1", "\n  https://exam\nple.org/1 \t", 1)), one},
	{"the address as CDATA", "", rss(strings.Replace(item, "https://example.org/1", "<![CDATA[https://example.org/1]]>", 1)), one},
	{"the address as guid alone", "", rss(strings.NewReplacer("<link>https://example.org/1</link>", "", "<guid>1", "<guid>https://example.org/1").Replace(item)), one},
	{"the address of a part of the page", "", rss(strings.Replace(item, "org/1<", "org/1#story<", 1)), one},
	{"an Atom link in an RSS item", "", rss(strings.Replace(item, "<link>https://example.org/1</link>", `<atom:link href="https://example.org/1"/>`, 1)), one},
	{"Atom links in the wrong order", "", atom(`<entry><title>Blast in Zürich</title><link rel="edit" href="https://example.org/e"/><link rel="enclosure" href="https://example.org/a.mp3"/><link rel="alternate" href="https://example.org/1"/><updated>2024-01-05T11:00:00Z</updated></entry>`), one},
	{"addresses of another kind", "", rss(item + strings.Replace(item, "https://example.org/1", "javascript:alert(1)", 1) + strings.Replace(item, "https://", "file://", 1)), one},
	{"one address twice", "", rss(item + item), one},
	{"an item without anything", "", rss("<item></item>" + item), one},

	{"no date", "", rss(strings.Replace(item, "<pubDate>Fri, 05 Jan 2024 12:00:00 +0100</pubDate>", "", 1)), "https://example.org/1 | Blast in Zürich | "},
	{"an empty date", "", rss(strings.Replace(item, "Fri, 05 Jan 2024 12:00:00 +0100", " ", 1)), "https://example.org/1 | Blast in Zürich | "},
	{"a date in words", "", rss(strings.Replace(item, "Fri, 05 Jan 2024 12:00:00 +0100", "yesterday", 1)), "https://example.org/1 | Blast in Zürich | "},
	{"the year 1", "", rss(strings.Replace(item, "Fri, 05 Jan 2024 12:00:00 +0100", "Mon, 01 Jan 0001 00:00:00 +0000", 1)), "https://example.org/1 | Blast in Zürich | "},
	{"the wrong day of the week", "", rss(strings.Replace(item, "Fri,", "Mon,", 1)), one},
	{"no day of the week", "", rss(strings.Replace(item, "Fri, ", "", 1)), one},
	{"a zone by name", "", rss(strings.Replace(item, "12:00:00 +0100", "06:00:00 EST", 1)), one},
	{"a date of ISO 8601", "", rss(strings.Replace(item, "Fri, 05 Jan 2024 12:00:00 +0100", "2024-01-05T12:00:00+01:00", 1)), one},
	{"a date as databases write it", "", rss(strings.Replace(item, "Fri, 05 Jan 2024 12:00:00 +0100", "2024-01-05 11:00:00", 1)), one},
	{"a year of two digits", "", rss(strings.Replace(item, "2024", "24", 1)), one},
	{"a date in French", "", rss(strings.Replace(item, "Fri, 05 Jan 2024", "ven., 05 janv. 2024", 1)), "FAILS https://example.org/1 | Blast in Zürich | "},
	{"a date in Russian", "", rss(strings.Replace(item, "Fri, 05 Jan 2024", "Пт, 05 янв 2024", 1)), "FAILS https://example.org/1 | Blast in Zürich | "},
	{"a date as dc:date", "", rss(strings.Replace(strings.Replace(item, "<pubDate>Fri, 05 Jan 2024 12:00:00 +0100", `<dc:date xmlns:dc="http://purl.org/dc/elements/1.1/">2024-01-05T11:00:00Z`, 1), "</pubDate>", "</dc:date>", 1)), one},
	{"seconds since 1970", "", rss(strings.Replace(item, "Fri, 05 Jan 2024 12:00:00 +0100", "1704452400", 1)), "FAILS https://example.org/1 | Blast in Zürich | "},

	{"a JSON feed with a mark before it", "", "\ufeff" + `{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","url":"https://example.org/1","title":"Blast in Zürich","date_published":"2024-01-05T11:00:00Z"}]}`, one},
	{"a JSON feed with relative addresses", "", `{"version":"https://jsonfeed.org/version/1","home_page_url":"https://example.org/","items":[{"id":"1","url":"/1","title":"Blast in Zürich","date_published":"2024-01-05T11:00:00Z"}]}`, one},
	{"a JSON feed with a number as ID", "", `{"version":"https://jsonfeed.org/version/1","items":[{"id":1,"url":"https://example.org/1","title":"Blast in Zürich","date_published":"2024-01-05T11:00:00Z"}]}`, one},
	{"a JSON feed that breaks off", "", `{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","url":"https://example.org/1","title":"Blast in Zürich","date_published":"2024-01-05T11:00:00Z"},{"id":"2","url":"https://exam`, one},
	{"a feed without items", "", rss(""), ""},
	{"JSON that is no feed", "", `{"error":"not found"}`, feed.ErrNoFeed.Error()},
	{"nothing", "", " \n", feed.ErrNoFeed.Error()},
	{"words", "", "Service unavailable", feed.ErrNoFeed.Error()},
	{"a site map", "", `<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"><url><loc>https://example.org/1</loc></url></urlset>`, feed.ErrNoFeed.Error()},
	{"a page", "", "<!DOCTYPE html><html><head><title>W</title></head><body>W</body></html>", feed.ErrNoFeed.Error()},
	{"a page that names its feed", "", `<html><head><link rel="alternate" type="application/rss+xml" href="/f.xml"></head></html>`, "its feed is at https://example.org/f.xml"},
}

func TestParseTakesWhatFeedsAre(t *testing.T) {
	good, failing := 0, 0
	for _, tc := range malformed {
		t.Run(tc.what, func(t *testing.T) {
			want, fails := strings.CutPrefix(tc.want, "FAILS ")
			if fails {
				failing++
			} else {
				good++
			}
			f, err := feed.Parse(t.Context(), []byte(tc.body), tc.header, base)
			if err != nil {
				if !errors.Is(err, feed.ErrNoFeed) || want == "" || !strings.Contains(err.Error(), want) {
					t.Fatalf("error %v, want %q", err, want)
				}
				return
			}
			if got := lines(f); got != want {
				t.Errorf("got  %s\nwant %s\nnotes %q", got, want, f.Notes)
			}
		})
	}
	t.Logf("%d forms tried: %d are taken as they should be, %d are not", len(malformed), good, failing)
}

func lines(f feed.Feed) string {
	var out []string
	for _, i := range f.Items {
		out = append(out, i.URL+" | "+i.Title+" | "+i.Stamp())
	}
	return strings.Join(out, "\n")
}

func TestParseReadsTheFeedItself(t *testing.T) {
	f, err := feed.Parse(t.Context(), []byte(rss(`<ttl>90</ttl><skipHours><hour>0</hour><hour>24</hour><hour>13</hour><hour>x</hour></skipHours><skipDays><day>sunday</day></skipDays>`+item)), "", base)
	if err != nil {
		t.Fatal(err)
	}
	if f.Title != "Wire" || f.Lang != "fr" || f.Patience.TTL != 90*time.Minute {
		t.Errorf("got %+v", f)
	}
	for from, want := range map[string]string{
		"2024-01-05T12:10:00Z": "2024-01-05T12:10:00Z",
		"2024-01-05T13:10:00Z": "2024-01-05T14:00:00Z",
		"2024-01-06T23:10:00Z": "2024-01-06T23:10:00Z",
		"2024-01-07T05:10:00Z": "2024-01-08T01:00:00Z", // Sunday, and then an hour to be left alone
	} {
		at, _ := time.Parse(time.RFC3339, from)
		if got := f.Patience.Next(at).Format(time.RFC3339); got != want {
			t.Errorf("from %s: %s, want %s", from, got, want)
		}
	}
}

func TestParseReadsTheSyndicationModule(t *testing.T) {
	for _, tc := range []struct {
		text string
		want time.Duration
	}{
		{`<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>`, 30 * time.Minute},
		{`<sy:updatePeriod>daily</sy:updatePeriod>`, 24 * time.Hour},
		{`<sy:updatePeriod>never</sy:updatePeriod>`, 0},
	} {
		body := strings.Replace(rss(tc.text+item), "<rss", `<rss xmlns:sy="http://purl.org/rss/1.0/modules/syndication/"`, 1)
		f, err := feed.Parse(t.Context(), []byte(body), "", base)
		if err != nil || f.Patience.TTL != tc.want {
			t.Errorf("%s: %v, %v", tc.text, f.Patience.TTL, err)
		}
	}
}

// A feed that asks never to be asked is asked all the same.
func TestPatienceHasAnEnd(t *testing.T) {
	var p feed.Patience
	for h := range p.Hours {
		p.Hours[h] = true
	}
	at := time.Date(2024, 1, 5, 12, 0, 0, 0, time.UTC)
	if got := p.Next(at); got != at {
		t.Errorf("got %v", got)
	}
}

func TestParseTakesTenThousandItems(t *testing.T) {
	f, err := feed.Parse(t.Context(), many(feed.MaxItems+5), "", base)
	if err != nil || len(f.Items) != feed.MaxItems || !strings.Contains(strings.Join(f.Notes, "\n"), "5 items beyond the first 10000") {
		t.Errorf("%d items, %v, %q", len(f.Items), err, f.Notes)
	}
}

// many is a feed of n items.
func many(n int) []byte {
	var b bytes.Buffer
	for i := range n {
		fmt.Fprintf(&b, "<item><title>Blast %d</title><link>https://example.org/%d</link>"+
			"<description>%s</description><pubDate>Fri, 05 Jan 2024 12:00:00 +0100</pubDate></item>\n", i, i, strings.Repeat("A bomb exploded. ", 20))
	}
	return []byte(rss(b.String()))
}

// A feed that a parser would chew on for hours is given up when the time is out,
// and its items are read all the same.
func TestParseEndsInTime(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	slow := rss(item + "<x:y>" + strings.Repeat("<![CDATA[a]]>", 300_000) + "</x:y>")
	f, err := feed.Parse(ctx, []byte(slow), "", base)
	if err != nil || lines(f) != one {
		t.Errorf("got %s, %v", lines(f), err)
	}
}

func TestParseReadsTheFirstPartOfALongFeed(t *testing.T) {
	body := []byte(strings.TrimSuffix(rss(strings.Repeat(item, 100)), "</channel></rss>"))
	body = append(body, bytes.Repeat([]byte("<item><title>again</title></item>"), 2*feed.MaxBytes/33)...)
	f, err := feed.Parse(t.Context(), body, "", base)
	if err != nil || lines(f) != one || !strings.Contains(f.Notes[0], "longer than 6 MiB") {
		t.Errorf("%d items, %v, %q", len(f.Items), err, f.Notes)
	}
}

// FuzzParse: whatever the bytes, no item is without an address of the web, no
// address comes twice, and titles are one line.
func FuzzParse(f *testing.F) {
	for _, tc := range malformed {
		f.Add([]byte(tc.body), tc.header)
	}
	f.Fuzz(func(t *testing.T, body []byte, header string) {
		got, err := feed.Parse(t.Context(), body, header, base)
		if err != nil && !errors.Is(err, feed.ErrNoFeed) {
			t.Errorf("error %v", err)
		}
		seen := map[string]bool{}
		for _, i := range got.Items {
			if !strings.HasPrefix(i.URL, "http") || seen[i.URL] || strings.ContainsAny(i.Title, "\r\n") {
				t.Errorf("item %+v", i)
			}
			seen[i.URL] = true
		}
	})
}

func BenchmarkParse(b *testing.B) {
	body := many(5000)
	b.SetBytes(int64(len(body)))
	b.ReportAllocs()
	for b.Loop() {
		if _, err := feed.Parse(b.Context(), body, "", base); err != nil {
			b.Fatal(err)
		}
	}
}

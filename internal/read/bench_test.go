package read_test

import (
	"fmt"
	"runtime"
	"strings"
	"testing"

	"tocsin"
	"tocsin/internal/read"
	"tocsin/internal/text"
)

// forms are articles whose length grows with n, in each form, good and bad.
var forms = []struct {
	name, kind string
	body       func(n int) string
}{
	{"plain", "text/plain", func(n int) string {
		return "Blast\n\n" + strings.Repeat("A bomb killed 12 people in Kabul, police said.\n", n)
	}},
	{"one line", "text/plain", func(n int) string { return strings.Repeat("A bomb killed 12 people in Kabul, police said. ", n) }},
	{"json", "application/json", func(n int) string {
		return `{"text":"` + strings.Repeat(`A bomb killed 12 people in Kabul, police said.\n`, n) + `"}`
	}},
	{"html", "text/html", func(n int) string {
		return "<html><body><article>" + strings.Repeat("<p>A bomb killed 12 people in <b>Kabul</b>, police in the city said on Monday.</p>\n", n)
	}},
	{"deep html", "text/html", func(n int) string { return strings.Repeat("<div>", n) + "A bomb killed 12 people." }},
	{"open tags", "text/html", func(n int) string { return strings.Repeat("<b><p>A bomb ", n) }},
	{"links", "text/html", func(n int) string { return strings.Repeat("<div><a href=/x>more news</a></div>", n) }},
	{"not utf-8", "text/plain", func(n int) string { return strings.Repeat("Caf\xe9 bomb. ", n) }},
}

// BenchmarkRead shows the cost of a byte, which is to stay nearly the same as
// articles grow to sixteen times the length.
func BenchmarkRead(b *testing.B) {
	for _, form := range forms {
		for _, n := range []int{250, 4000} {
			b.Run(fmt.Sprintf("%s/%d", strings.ReplaceAll(form.name, " ", "-"), n), func(b *testing.B) {
				doc := tocsin.Document{Type: form.kind, Body: []byte(form.body(n))}
				b.SetBytes(int64(len(doc.Body)))
				for b.Loop() {
					art, err := read.Read(doc)
					if err != nil {
						b.Fatal(err)
					}
					text.New(art.Report)
				}
				b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*len(doc.Body)), "ns/byte")
			})
		}
	}
}

// Sixteen times the length costs at most twenty times the memory: what is allocated stands for the work, and does not depend on how
// busy the machine is.
func TestReadTakesLinearMemory(t *testing.T) {
	for _, form := range forms {
		small, large := allocated(t, form.kind, form.body(250)), allocated(t, form.kind, form.body(4000))
		if large > 20*small {
			t.Errorf("%s: %d bytes allocated for n, %d for 16n: %.1f times", form.name, small, large, float64(large)/float64(small))
		}
	}
}

// allocated returns the bytes allocated in reading an article and parting it into
// tokens.
func allocated(t *testing.T, kind, body string) uint64 {
	var before, after runtime.MemStats
	runtime.ReadMemStats(&before)
	art, err := read.Read(tocsin.Document{Type: kind, Body: []byte(body)})
	if err != nil {
		t.Fatal(err)
	}
	text.New(art.Report)
	runtime.ReadMemStats(&after)
	return after.TotalAlloc - before.TotalAlloc
}

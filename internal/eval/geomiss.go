package eval

import (
	"fmt"
	"io"

	"tocsin"
	"tocsin/internal/text"
)

// PrintGeoMisses lists, for the even articles alone, the names missed (-),
// spurious (+) and resolved elsewhere (~): the odd ones are held out and not
// looked at.
func PrintGeoMisses(w io.Writer, find ToponymFinder, set GeoSet) {
	for i, a := range set.Articles {
		if i%2 == 0 {
			printArticleMisses(w, find, a, set.Demonyms)
		}
	}
}

func printArticleMisses(w io.Writer, find ToponymFinder, a GeoArticle, demonyms bool) {
	doc := text.New(a.Report)
	got := map[tocsin.Span]bool{}
	for _, t := range find.Find(doc) {
		if demonyms || !t.Demonym {
			got[t.Span] = true
		}
	}
	spans := make([]tocsin.Span, len(a.Names))
	for i, n := range a.Names {
		spans[i] = n.Span
		if !got[n.Span] {
			fmt.Fprintf(w, "- %s | %s\n", doc.Of(n.Span), around(doc, n.Span))
		}
		delete(got, n.Span)
	}
	for s := range got {
		fmt.Fprintf(w, "+ %s | %s\n", doc.Of(s), around(doc, s))
	}
	for i, p := range find.ResolveAt(doc, spans) {
		n := a.Names[i]
		if d := tocsin.GreatCircle(p.Lat, p.Lon, n.Lat, n.Lon); n.Located && (!p.Located() || d > milesKm) {
			fmt.Fprintf(w, "~ %s %s %.2f,%.2f not %.2f,%.2f (%s %s) | %s\n", a.Report.ID, doc.Of(n.Span), p.Lat, p.Lon, n.Lat, n.Lon,
				p.Country, p.Precision, around(doc, n.Span))
		}
	}
}

// around returns the words about s on one line.
func around(doc *text.Doc, s tocsin.Span) string {
	first, last := doc.TokenRange(s)
	return doc.Words(max(0, first-6), min(len(doc.Tokens), last+6))
}

package app_test

import (
	"fmt"
	"os"
	"strings"
	"testing"

	"tocsin"
	"tocsin/internal/app"
	"tocsin/internal/corpus"
)

// BenchmarkCode codes the articles of the corpus one after another, on one core.
func BenchmarkCode(b *testing.B) {
	articles, err := corpus.Load(os.DirFS("../../corpus"))
	if err != nil {
		b.Fatal(err)
	}
	coder, err := app.NewCoder(app.RulesOnly)
	if err != nil {
		b.Fatal(err)
	}
	size := 0
	for _, a := range articles {
		size += len(a.Whole())
	}
	b.SetBytes(int64(size))
	for b.Loop() {
		for _, a := range articles {
			coder.Code(a.Report)
		}
	}
	b.ReportMetric(float64(len(articles)*b.N)/b.Elapsed().Seconds(), "articles/s")
}

// BenchmarkNewCoder is what every start of the program costs before its first
// article.
func BenchmarkNewCoder(b *testing.B) {
	for b.Loop() {
		if _, err := app.NewCoder(app.RulesOnly); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkCodeLong codes one article of growing length: the cost of a byte is to
// stay the same.
func BenchmarkCodeLong(b *testing.B) {
	articles, err := corpus.Load(os.DirFS("../../corpus"))
	if err != nil {
		b.Fatal(err)
	}
	coder, err := app.NewCoder(app.RulesOnly)
	if err != nil {
		b.Fatal(err)
	}
	var text strings.Builder
	for text.Len() < 1<<20 {
		for _, a := range articles {
			text.WriteString(a.Text + "\n")
		}
	}
	for _, size := range []int{16 << 10, 64 << 10, 256 << 10, 1 << 20} {
		b.Run(fmt.Sprintf("%dKiB", size>>10), func(b *testing.B) {
			rep := tocsin.Report{ID: "long", Text: strings.ToValidUTF8(text.String()[:size], "")}
			b.SetBytes(int64(size))
			for b.Loop() {
				coder.Code(rep)
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N*size), "ns/byte")
		})
	}
}

package app_test

import (
	"fmt"
	"io"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"tocsin"
	"tocsin/internal/app"
	"tocsin/internal/collect/warc"
	"tocsin/internal/corpus"
)

// BenchmarkRun takes articles, none from the network, through every stage into a
// new store: a folder of plain text, and a web archive of pages. The articles are
// those of the corpus, each as often as needed with a line of its own.
func BenchmarkRun(b *testing.B) {
	articles, err := corpus.Load(os.DirFS("../../corpus"))
	if err != nil {
		b.Fatal(err)
	}
	const copies = 12
	for name, write := range map[string]func(b *testing.B, dir string, docs []tocsin.Report) string{
		"folder": writeFolder, "warc": writeArchive,
	} {
		b.Run(name, func(b *testing.B) {
			var reports []tocsin.Report
			for n := range copies {
				for _, a := range articles {
					rep := a.Report
					rep.Text += fmt.Sprintf("\nThis line stands in copy %d of %s alone.", n, rep.ID)
					reports = append(reports, rep)
				}
			}
			input := write(b, b.TempDir(), reports)
			done := 0
			for b.Loop() {
				db := filepath.Join(b.TempDir(), fmt.Sprint(done, ".db"))
				job := app.RunJob{Reading: app.Reading{Inputs: []string{input}, Jobs: 2}, DB: db, Out: io.Discard}
				if err := job.Run(b.Context()); err != nil {
					b.Fatal(err)
				}
				done += len(reports)
			}
			b.ReportMetric(float64(done)/b.Elapsed().Seconds(), "articles/s")
		})
	}
}

func writeFolder(b *testing.B, dir string, reports []tocsin.Report) string {
	b.Helper()
	for i, rep := range reports {
		text := rep.Title + "\n\n" + strings.ReplaceAll(rep.Text, "\n", "\n\n")
		if err := os.WriteFile(filepath.Join(dir, fmt.Sprintf("%05d.txt", i)), []byte(text), 0o600); err != nil {
			b.Fatal(err)
		}
	}
	return dir
}

func writeArchive(b *testing.B, dir string, reports []tocsin.Report) string {
	b.Helper()
	file := filepath.Join(dir, "pages.warc.gz")
	f, err := os.Create(file)
	if err != nil {
		b.Fatal(err)
	}
	defer f.Close()
	w := warc.NewWriter(f)
	for i, rep := range reports {
		page := "<html><head><title>" + rep.Title + `</title></head><body><nav><a href="/">Home</a></nav><article><h1>` + rep.Title +
			"</h1><p>" + strings.ReplaceAll(rep.Text, "\n", "</p>\n<p>") + "</p></article><footer>All rights reserved</footer></body></html>"
		doc := tocsin.Document{
			URL: fmt.Sprintf("https://news.example/%d", i), Fetched: time.Date(2024, 1, 5, 0, 0, i, 0, time.UTC),
			Header: map[string][]string{"Content-Type": {"text/html; charset=utf-8"}}, Body: []byte(page),
		}
		if err := w.Document(doc); err != nil {
			b.Fatal(err)
		}
	}
	return file
}

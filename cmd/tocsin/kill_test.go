package main

import (
	"context"
	"database/sql"
	"fmt"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"time"

	"tocsin"
	"tocsin/internal/collect/warc"

	_ "modernc.org/sqlite" // looks into the store behind the program's back
)

// TestNothingIsLostWhenKilled takes documents from a server on this machine into a
// store and kills the program, as a power cut or kill -9 does, at random points,
// again and again. After each kill the file is whole and all that had been in it
// is still there; when at last the program is let be, the store holds what it
// holds without a kill: nothing lost, nothing twice.
//
// TOCSIN_KILLS (4) and TOCSIN_KILL_DOCUMENTS (150) make it longer; `make soak` does.
func TestNothingIsLostWhenKilled(t *testing.T) {
	site := httptest.NewServer(http.HandlerFunc(serveNumbered))
	defer site.Close()
	args := []string{"--allow-address", site.Listener.Addr().String()}
	for n := range setting(t, "TOCSIN_KILL_DOCUMENTS", 150) {
		args = append(args, fmt.Sprintf("%s/%d", site.URL, n))
	}
	killed(t, args)
}

// TestNothingOfAnArchiveIsLostWhenKilled does the same with a web archive of the
// documents. After each kill the store says that it took so many of the archive as
// it holds, and the next run goes on after these.
func TestNothingOfAnArchiveIsLostWhenKilled(t *testing.T) {
	file := filepath.Join(t.TempDir(), "news.warc.gz")
	f, err := os.Create(file)
	if err != nil {
		t.Fatal(err)
	}
	w := warc.NewWriter(f)
	for n := range setting(t, "TOCSIN_KILL_DOCUMENTS", 150) {
		page := httptest.NewRecorder()
		serveNumbered(page, httptest.NewRequest(http.MethodGet, fmt.Sprint("/", n), nil))
		err := w.Document(tocsin.Document{
			URL: fmt.Sprintf("https://news.example/%d", n), Header: page.Result().Header, Body: page.Body.Bytes(),
			Fetched: time.Date(2024, 1, 5, 0, 0, 0, 0, time.UTC),
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	if err := f.Close(); err != nil {
		t.Fatal(err)
	}
	killed(t, []string{file})
}

// killed kills ingests of the documents that args name.
func killed(t *testing.T, args []string) {
	kills, documents := setting(t, "TOCSIN_KILLS", 4), setting(t, "TOCSIN_KILL_DOCUMENTS", 150)
	seed := uint64(setting(t, "TOCSIN_KILL_SEED", 1))
	k := &killer{t: t, program: program(t), args: args, documents: documents, rand: rand.New(rand.NewPCG(seed, 0))}

	began := time.Now()
	reference := filepath.Join(t.TempDir(), "reference.db")
	k.finish(reference)
	k.whole = time.Since(began)
	want := k.holds(reference)
	if n := strings.Count(want, "\n"); n != documents {
		t.Fatalf("without a kill the store holds %d records, want %d", n, documents)
	}
	ingests, struck := 0, 0
	for struck < kills {
		db := filepath.Join(t.TempDir(), "killed.db")
		// As many kills as leave the ingest some way to go, then it may end.
		for range min(6, kills-struck) {
			k.strike(db)
			struck++
		}
		k.finish(db)
		if got := k.holds(db); got != want {
			t.Errorf("ingest %d: the store does not hold what it holds without a kill:\n%s", ingests, difference(got, want))
		}
		ingests++
		os.Remove(db)
	}
	t.Logf("%d kills over %d ingests of %d documents; an ingest takes %.1f s; after a kill the program is there again after %.2f s at most",
		struck, ingests, documents, k.whole.Seconds(), k.slowest.Seconds())
	t.Logf("%d kills left an archive to be read on", k.marked)
	t.Logf("documents kept/coded at the time of the kills: %s", strings.Join(k.found, " "))
}

func setting(t *testing.T, name string, otherwise int) int {
	t.Helper()
	s := os.Getenv(name)
	if s == "" {
		return otherwise
	}
	n, err := strconv.Atoi(s)
	if err != nil || n < 1 {
		t.Fatalf("%s=%q: want a number above 0", name, s)
	}
	return n
}

// program returns a path by which the test's own binary runs as tocsin.
func program(t *testing.T) string {
	t.Helper()
	self, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	link := filepath.Join(t.TempDir(), "tocsin")
	if err := os.Symlink(self, link); err != nil {
		t.Skipf("no symbolic links here: %v", err)
	}
	return link
}

// serveNumbered answers /N with an article that no other number has.
func serveNumbered(w http.ResponseWriter, r *http.Request) {
	n, err := strconv.Atoi(strings.TrimPrefix(r.URL.Path, "/"))
	if err != nil {
		http.NotFound(w, r)
		return
	}
	towns := []string{"Kabul", "Herat", "Mosul", "Aleppo", "Maiduguri", "Mogadishu", "Quetta", "Peshawar", "Goma", "Gao"}
	town, day := towns[n%len(towns)], 1+n%28
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	fmt.Fprintf(w, `<html><head><title>Blast number %[1]d in %[2]s</title><meta property="article:published_time" content="2024-01-%02[3]d"></head>
<body><nav>Home News Sport</nav><article><h1>Blast number %[1]d in %[2]s</h1>
<p>A bomb exploded at market number %[1]d in %[2]s on Thursday, killing %[4]d people and wounding %[5]d others, police said.</p>
<p>No group said that it had carried out the attack. A police spokesman said that the device had been hidden in a cart, and that
the market's %[1]d traders had fled. Hospitals in %[2]s asked for blood.</p></article></body></html>`, n, town, day, 2+n%40, 3+n%90)
}

// killer starts and kills the program.
type killer struct {
	t              *testing.T
	program        string
	args           []string
	documents      int
	rand           *rand.Rand
	whole, slowest time.Duration
	found          []string
	marked         int // kills that left an archive under way
	keys           []string
}

// command returns the program's ingest of all documents into db.
func (k *killer) command(ctx context.Context, db string) *exec.Cmd {
	return exec.CommandContext(ctx, k.program, append([]string{"run", "--db", db}, k.args...)...)
}

// finish lets an ingest run to its end.
func (k *killer) finish(db string) {
	k.t.Helper()
	if out, err := k.command(k.t.Context(), db).CombinedOutput(); err != nil {
		k.t.Fatalf("the ingest failed: %v\n%s", err, out)
	}
	k.keys = nil
}

// strike begins an ingest, kills it at a random moment and looks at what is left.
func (k *killer) strike(db string) {
	k.t.Helper()
	ctx, cancel := context.WithTimeout(k.t.Context(), 1+time.Duration(k.rand.Int64N(int64(k.whole)/3)))
	defer cancel()
	// A third of the whole time: the next run goes on where this one was stopped.
	// The context kills with SIGKILL: the program has no say.
	_ = k.command(ctx, db).Run()
	if _, err := os.Stat(db); err != nil {
		k.found = append(k.found, "0/0")
		return // it had not come to make a store
	}
	began := time.Now()
	if out, err := exec.CommandContext(k.t.Context(), k.program, "status", "--db", db).CombinedOutput(); err != nil {
		k.t.Fatalf("after a kill: %v\n%s", err, out)
	}
	k.slowest = max(k.slowest, time.Since(began))
	k.check(db)
	k.found = append(k.found, fmt.Sprintf("%d/%s", len(k.keys), column(k.t, db, "SELECT count(*) FROM records")[0]))
	k.marked += len(column(k.t, db, "SELECT records FROM marks"))
}

// check wants the file whole, and all in it that was in it before.
func (k *killer) check(db string) {
	k.t.Helper()
	if verdict := column(k.t, db, "PRAGMA integrity_check"); !slices.Equal(verdict, []string{"ok"}) {
		k.t.Fatalf("integrity check: %q", verdict)
	}
	for _, index := range []string{"article_words", "incident_words"} {
		column(k.t, db, "INSERT INTO "+index+"("+index+", rank) VALUES ('integrity-check', 1)")
	}
	for name, query := range map[string]string{
		"foreign keys that lead nowhere":  `SELECT "table" FROM pragma_foreign_key_check`,
		"documents that wait for nothing": `SELECT key FROM documents WHERE row NOT IN (SELECT item FROM work WHERE stage = 'read')`,
		"articles that wait for nothing":  `SELECT hash FROM articles WHERE row NOT IN (SELECT item FROM work WHERE stage = 'code')`,
		"records without a cursor":        `SELECT article FROM records WHERE article NOT IN (SELECT item FROM work WHERE stage = 'code' AND state = 'done')`,
		"cursors without a record":        `SELECT item FROM work WHERE stage = 'code' AND state = 'done' AND item NOT IN (SELECT article FROM records)`,
		"a mark that is not where the archive was kept to": fmt.Sprintf(
			// An archive that was kept whole may have been begun anew.
			`SELECT taken || ' of ' || n FROM marks, (SELECT count(*) AS n FROM documents) WHERE taken <> n AND n < %d`, k.documents),
		"documents read without an article": `SELECT d.key FROM documents d JOIN work w ON w.stage = 'read' AND w.item = d.row WHERE w.state = 'done' AND d.article IS NULL`,
	} {
		if bad := column(k.t, db, query); len(bad) > 0 {
			k.t.Fatalf("%s: %q", name, bad)
		}
	}
	keys := column(k.t, db, "SELECT key FROM documents ORDER BY key")
	for _, key := range k.keys {
		if _, found := slices.BinarySearch(keys, key); !found {
			k.t.Fatalf("document %s was in the store and is no longer", key)
		}
	}
	k.keys = keys
}

// holds returns what the store holds of each document, a line each, in an order
// that does not depend on which came first.
func (k *killer) holds(db string) string {
	k.t.Helper()
	k.check(db)
	k.keys = nil
	lines := column(k.t, db, `SELECT d.url || ' ' || d.body || ' ' || w.state || ' ' || a.hash || ' ' || a.current || ' ' ||
		c.state || ' ' || (SELECT count(*) FROM incidents i WHERE i.article = a.row) || ' ' || r.json || char(10)
		FROM documents d JOIN work w ON w.stage = 'read' AND w.item = d.row JOIN articles a ON a.row = d.article
		JOIN work c ON c.stage = 'code' AND c.item = a.row JOIN records r ON r.article = a.row ORDER BY d.url, d.key`)
	return strings.Join(lines, "")
}

// column runs a statement behind the program's back, and returns its one column.
func column(t *testing.T, db, query string) []string {
	t.Helper()
	store, err := sql.Open("sqlite", "file:"+db)
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	rows, err := store.Query(query)
	if err != nil {
		t.Fatalf("%s: %v", query, err)
	}
	defer rows.Close()
	var all []string
	for rows.Next() {
		var s string
		if err := rows.Scan(&s); err != nil {
			t.Fatal(err)
		}
		all = append(all, s)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return all
}

// difference returns the lines that stand in one text alone.
func difference(got, want string) string {
	var out strings.Builder
	for line := range strings.Lines(got) {
		if !strings.Contains(want, line) {
			fmt.Fprintf(&out, "+%.200s\n", line)
		}
	}
	for line := range strings.Lines(want) {
		if !strings.Contains(got, line) {
			fmt.Fprintf(&out, "-%.200s\n", line)
		}
	}
	return out.String()
}

package app

import (
	"context"
	"encoding/json"
	"errors"
	"maps"
	"path/filepath"
	"slices"
	"sync"

	"tocsin"
	"tocsin/internal/collect"
	"tocsin/internal/pipeline"
	"tocsin/internal/sqlite"
)

// Documents are kept so many, or so many bytes, at a time.
const (
	keepCount = 64
	keepBytes = 8 << 20
)

// backlog is the number of documents that may wait to be read before no more are
// brought in: what the stages cannot keep up with stays where it is.
const backlog = 256

// errPurged is why a document is not taken again.
var errPurged = errors.New("was purged from this store, and is not taken again")

// intake keeps the inputs of a run, and counts what becomes of them.
type intake struct {
	job    RunJob
	store  *sqlite.Store
	runner *pipeline.Runner

	batch []tocsin.Document
	// far is how far archives were read with the batch, archives are all of the run.
	far      map[string]tocsin.Mark
	archives []string
	sources  []collect.Input
	bytes    int

	mu                 sync.Mutex
	now                Progress
	fails              Failures
	rows               map[int64]bool // the documents that the run brought in
	read               int            // inputs that became reports
	changed, incidents int
}

func newIntake(job RunJob, store *sqlite.Store) *intake {
	in := &intake{job: job, store: store, rows: map[int64]bool{}, far: map[string]tocsin.Mark{}}
	if job.Progress != nil {
		in.now.Total, _ = collect.TotalSize(job.Inputs)
	}
	return in
}

// feed keeps every input.
func (in *intake) feed(ctx context.Context) error {
	for res := range pipeline.Open(ctx, in.job.inputs(ctx, in.mark), in.job.Jobs) {
		if ctx.Err() != nil {
			break
		}
		if m := res.Input.Mark; m != nil {
			in.far[m.Path] = *m
		}
		if res.Err != nil {
			in.fail(res.Input, res.Err)
			continue
		}
		in.batch = append(in.batch, res.Doc)
		in.sources = append(in.sources, res.Input)
		in.bytes += len(res.Doc.Body)
		if len(in.batch) < keepCount && in.bytes < keepBytes {
			continue
		}
		if err := in.flush(ctx); err != nil {
			return err
		}
	}
	// What was fetched is kept even if the run is interrupted.
	return in.flush(context.WithoutCancel(ctx))
}

// end forgets how far archives were kept, once the run has come to its end.
func (in *intake) end(ctx context.Context) error {
	if len(in.archives) == 0 {
		return nil
	}
	return in.store.Unmark(ctx, "", in.archives)
}

// mark returns how far a run that was interrupted kept an archive, if it said the
// same of its articles.
func (in *intake) mark(ctx context.Context, path, stamp string) (tocsin.Mark, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return tocsin.Mark{}, err
	}
	in.archives = append(in.archives, path)
	said, err := json.Marshal(tocsin.Hint{Outlet: in.job.Outlet, Published: in.job.Published})
	if err != nil {
		return tocsin.Mark{}, err
	}
	return in.store.Mark(ctx, "", path, stamp+" "+string(said))
}

// flush keeps the batch, once not too much waits.
func (in *intake) flush(ctx context.Context) error {
	if len(in.batch) == 0 {
		return nil
	}
	kept, err := in.store.Keep(ctx, in.batch, slices.Collect(maps.Values(in.far))...)
	if err != nil {
		return err
	}
	clear(in.far)
	in.runner.Wake()
	in.mu.Lock()
	for i, k := range kept {
		in.fails.Of++
		in.now.Bytes += in.sources[i].Size
		if k.Refused {
			in.fails.add(in.sources[i].Name, errPurged)
			continue
		}
		in.rows[k.Row] = true
		in.read++
	}
	in.mu.Unlock()
	in.batch, in.sources, in.bytes = in.batch[:0], in.sources[:0], 0
	return caughtUp(ctx, in.store)
}

func (in *intake) fail(input collect.Input, err error) {
	in.mu.Lock()
	defer in.mu.Unlock()
	in.fails.Of++
	in.fails.add(input.Name, err)
	in.now.Bytes += input.Size
	in.now.Failed++
}

// observe counts a batch of a stage.
func (in *intake) observe(stage string, t pipeline.Tally) {
	in.mu.Lock()
	defer in.mu.Unlock()
	for _, f := range t.Failures {
		in.fails.add(f.Name, errors.New(f.Err))
		in.now.Failed++
		if stage == "read" && in.rows[f.Item] {
			in.read--
		}
	}
	if stage == "code" {
		in.changed += t.Changed
		in.incidents += t.Incidents
		in.now.Coded += t.Done
	}
	if in.job.Progress != nil {
		in.job.Progress(in.now)
	}
}

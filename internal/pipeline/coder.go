package pipeline

import (
	"context"
	"errors"
	"slices"

	"tocsin"
)

// Extractor codes what one report tells. It must be safe for concurrent use.
type Extractor interface {
	// Extract returns the incidents and assertions of rep in order of first mention.
	Extract(rep tocsin.Report) ([]tocsin.Incident, []tocsin.Assertion)
	// Producers names the stages and their versions.
	Producers() []tocsin.Producer
}

// Gate tells which reports may hold something to code. It must be safe for
// concurrent use.
type Gate interface {
	// Admits reports whether rep may hold something to code.
	Admits(rep tocsin.Report) bool
	// Producer names the gate and its version.
	Producer() tocsin.Producer
}

// Coder turns reports into records. It holds no state of its own and is safe
// for concurrent use.
type Coder struct {
	gate      Gate
	extractor Extractor
}

// NewCoder returns a coder that lets e code the reports that g admits; a nil g
// admits all.
func NewCoder(g Gate, e Extractor) *Coder { return &Coder{g, e} }

// notePassedOver stands in the record of a report that was not admitted.
const notePassedOver = "passed over: its words do not tell of political violence"

// Code returns the record of rep. That of a report that the gate does not admit
// holds nothing but a note that says so, and so does, from its reading on, that of
// one that is not in English.
func (c *Coder) Code(rep tocsin.Report) tocsin.Record {
	rec := tocsin.Record{
		ID: rep.ID, Published: rep.Published, Outlet: rep.Outlet, URL: rep.URL, Title: rep.Title,
		Producers: c.Producers(), Incidents: []tocsin.Incident{}, Assertions: []tocsin.Assertion{},
	}
	if !rep.InEnglish() {
		return rec
	}
	if c.gate != nil && !c.gate.Admits(rep) {
		rec.Notes = []string{notePassedOver}
		return rec
	}
	rec.Incidents, rec.Assertions = c.extractor.Extract(rep)
	return rec
}

// Producers names the stages that make a record, and their versions.
func (c *Coder) Producers() []tocsin.Producer {
	if c.gate == nil {
		return c.extractor.Producers()
	}
	return append([]tocsin.Producer{c.gate.Producer()}, c.extractor.Producers()...)
}

// version joins the versions of all that makes a record.
func (c *Coder) version() string {
	version := ""
	for _, p := range c.Producers() {
		version += p.Stage + " " + p.Version + "\n"
	}
	return version
}

// Desk holds reports, and takes what they were coded as. It must be safe for
// concurrent use.
type Desk interface {
	// Report returns a stored report, and the notes of its reading.
	Report(ctx context.Context, article int64) (tocsin.Report, []string, error)
	// PutRecords stores what articles were coded as, with their cursors, in one
	// transaction, and returns those whose record changed.
	PutRecords(ctx context.Context, by tocsin.Producer, batch []tocsin.Coding) ([]int64, error)
}

// CodeStage is the stage that makes records of reports.
type CodeStage struct {
	desk  Desk
	coder *Coder
	by    tocsin.Producer
	jobs  int
}

// NewCodeStage returns a stage that codes so many reports at the same time.
func NewCodeStage(desk Desk, coder *Coder, jobs int) *CodeStage {
	return &CodeStage{desk, coder, tocsin.Producer{Stage: "code", Version: coder.version()}, jobs}
}

// Producer names the stage and its version.
func (s *CodeStage) Producer() tocsin.Producer { return s.by }

// Work codes reports.
func (s *CodeStage) Work(ctx context.Context, items []int64) (t Tally, err error) {
	var batch []tocsin.Coding
	incidents := map[int64]int{}
	for res := range ordered(ctx, slices.Values(items), s.jobs, s.code) {
		if res.store != nil {
			err = res.store
			break
		}
		batch = append(batch, res.Coding)
		incidents[res.Article] = len(res.Record.Incidents)
		if res.Err != "" {
			t.Failures = append(t.Failures, tocsin.Failure{Stage: s.by.Stage, Item: res.Article, Name: res.Name, Err: res.Err})
		}
	}
	if len(batch) == 0 {
		return Tally{}, err
	}
	// What was coded is stored even if the run is interrupted.
	changed, perr := s.desk.PutRecords(context.WithoutCancel(ctx), s.by, batch)
	if perr != nil {
		return Tally{}, perr
	}
	t.Done, t.Changed = len(batch)-len(t.Failures), len(changed)
	for _, article := range changed {
		t.Incidents += incidents[article]
	}
	return t, err
}

// coding is a coding, or the store's error.
type coding struct {
	tocsin.Coding
	store error
}

func (s *CodeStage) code(ctx context.Context, row int64) coding {
	res := coding{Coding: tocsin.Coding{Article: row}}
	rep, notes, err := s.desk.Report(ctx, row)
	if err != nil {
		res.store = err
		return res
	}
	res.Name = "article " + rep.ID
	res.Err = guarded(func() error {
		res.Record = s.coder.Code(rep)
		res.Record.Notes = append(notes, res.Record.Notes...)
		return nil
	})
	return res
}

// damaged reports whether an error of the store is of one item alone.
func damaged(err error) bool { return errors.Is(err, tocsin.ErrDamaged) }

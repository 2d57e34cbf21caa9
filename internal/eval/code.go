package eval

import (
	"runtime"
	"sync"

	"tocsin"
)

// Coder codes one report. It must be safe for concurrent use.
type Coder interface {
	Code(rep tocsin.Report) tocsin.Record
}

// CodeAll codes the reports on all cores and returns their records in the same
// order.
func CodeAll(c Coder, reps []tocsin.Report) []tocsin.Record {
	out := make([]tocsin.Record, len(reps))
	next := make(chan int)
	var wg sync.WaitGroup
	for range runtime.GOMAXPROCS(0) {
		wg.Go(func() {
			for i := range next {
				out[i] = c.Code(reps[i])
			}
		})
	}
	for i := range reps {
		next <- i
	}
	close(next)
	wg.Wait()
	return out
}

// CodeFolder codes every article of the folder and returns the codings by file
// name.
func CodeFolder(c Coder, f *Folder) map[string]Coding {
	reps := make([]tocsin.Report, len(f.Names))
	for i, name := range f.Names {
		reps[i] = f.Articles[name].Report()
	}
	out := make(map[string]Coding, len(reps))
	for i, rec := range CodeAll(c, reps) {
		out[f.Names[i]] = FromRecord(rec)
	}
	return out
}

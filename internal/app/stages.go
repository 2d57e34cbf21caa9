package app

import (
	"tocsin/internal/pipeline"
	"tocsin/internal/sqlite"
)

// stages is the flow: every stage, in order. What one yields waits for the next.
func stages(store *sqlite.Store, coder *pipeline.Coder, jobs int) []pipeline.Stage {
	return []pipeline.Stage{
		pipeline.NewReader(store, jobs),
		pipeline.NewCodeStage(store, coder, jobs),
	}
}

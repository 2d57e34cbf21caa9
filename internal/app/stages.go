package app

import (
	"tocsin/internal/pipeline"
	"tocsin/internal/sqlite"
)

// stages is the flow: every stage, in order. What one yields waits for the next.
func stages(store *sqlite.Store, coder *pipeline.Coder, jobs int) ([]pipeline.Stage, error) {
	links, err := NewLinkStage(store)
	if err != nil {
		return nil, err
	}
	lists, err := NewListStage(store)
	if err != nil {
		return nil, err
	}
	return []pipeline.Stage{
		pipeline.NewReader(store, jobs),
		pipeline.NewCodeStage(store, coder, jobs),
		links,
		lists,
	}, nil
}

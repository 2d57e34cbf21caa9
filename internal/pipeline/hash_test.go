package pipeline_test

import (
	"testing"

	"tocsin"
	"tocsin/internal/pipeline"
)

func TestHashKnowsTheArticleNotItsName(t *testing.T) {
	day := tocsin.NewDay(2024, 1, 5)
	rep := tocsin.Report{ID: "a", Title: "Blast", Text: "A bomb exploded.", Published: &day}
	same, other := rep, rep
	same.ID, same.Lang, same.Basis = "b", "en", tocsin.DateMeta
	other.Text += " Two died."
	if pipeline.Hash(rep) != pipeline.Hash(same) {
		t.Error("one article under two names has two hashes")
	}
	if pipeline.Hash(rep) == pipeline.Hash(other) {
		t.Error("two articles have one hash")
	}
}

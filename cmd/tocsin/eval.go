package main

// evalCmd groups the measures; each stands in a file of its own, eval_NAME.go.
// docs/measuring.md explains them.
type evalCmd struct {
	Gold evalGoldCmd `cmd:"" help:"Score coded articles against the codebook's gold."`
}

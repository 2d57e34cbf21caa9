package main

// evalCmd groups the measures; each stands in a file of its own, eval_NAME.go.
// docs/measuring.md explains them.
type evalCmd struct {
	Actors      evalActorsCmd      `cmd:"" help:"Score the finding of actors, and the coverage of lists of names."`
	Geo         evalGeoCmd         `cmd:"" help:"Score the finding and resolving of place names."`
	Gold        evalGoldCmd        `cmd:"" help:"Score coded articles against the codebook's gold."`
	Link        evalLinkCmd        `cmd:"" help:"Score the linking of incidents across articles."`
	MUC4        evalMUC4Cmd        `cmd:"" name:"muc4" help:"Score role fillers and incident types on MUC-4 reports (CEAF-REE)."`
	Recognizers evalRecognizersCmd `cmd:"" help:"Score the time and number grammars on Recognizers-Text cases."`
}

// Command tocsin turns open news into a cited, shared record of political
// violence.
package main

import (
	"fmt"
	"os"

	"github.com/alecthomas/kong"
)

// cli is the command line; each command stands in a file of its own.
type cli struct {
	Eval    evalCmd    `cmd:"" help:"Measure accuracy on coded articles and public benchmarks."`
	Schema  schemaCmd  `cmd:"" help:"Print the JSON Schema of the record."`
	Serve   serveCmd   `cmd:"" help:"Open the page: read, search and map what was coded."`
	Version versionCmd `cmd:"" help:"Print the version."`
}

func main() { os.Exit(run(os.Args[1:])) }

// run parses and runs one command line and returns the exit code: 0 for
// success, 1 for a failure, 2 for wrong usage.
func run(args []string) int {
	var c cli
	parser, err := kong.New(&c, kong.Name("tocsin"),
		kong.Description("Open news in, a cited record of political violence out."),
		kong.UsageOnError())
	if err != nil {
		fmt.Fprintln(os.Stderr, "tocsin:", err)
		return 2
	}
	ctx, err := parser.Parse(args)
	if err != nil {
		fmt.Fprintln(os.Stderr, "tocsin:", err)
		return 2
	}
	if err := ctx.Run(); err != nil {
		fmt.Fprintln(os.Stderr, "tocsin:", err)
		return 1
	}
	return 0
}

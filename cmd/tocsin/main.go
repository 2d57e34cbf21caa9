// Command tocsin turns open news into a cited, shared record of political
// violence.
package main

import (
	"context"
	"fmt"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"
)

// cli is the command line; each command stands in a file of its own.
type cli struct {
	Code     codeCmd      `cmd:"" help:"Code articles: what they report, with the words that support it."`
	Collect  collectCmd   `cmd:"" help:"Fetch what the sources that are due name, and code it."`
	Eval     evalCmd      `cmd:"" help:"Measure accuracy on coded articles and public benchmarks."`
	Evidence evidenceCmd  `cmd:"" help:"Verify and export the documents as they came."`
	Incident incidentCmd  `cmd:"" help:"List, show, export and decide on incidents that many reports tell."`
	Model    modelCmd     `cmd:"" help:"Look at and pack model bundles."`
	Purge    purgeCmd     `cmd:"" help:"Delete documents and what was made of them, for good."`
	Retain   retentionCmd `cmd:"" name:"retention" help:"Say how long what was collected is kept, by source and by marking."`
	Retry    retryCmd     `cmd:"" help:"Let what failed be tried again."`
	Run      runCmd       `cmd:"" help:"Code articles into the store."`
	Schema   schemaCmd    `cmd:"" help:"Print the JSON Schema of the record."`
	Serve    serveCmd     `cmd:"" help:"Open the page: read, search and map what was coded."`
	Snapshot snapshotCmd  `cmd:"" help:"Keep lists of incidents under a name, to be cited."`
	Source   sourceCmd    `cmd:"" help:"Keep the list of sources: feeds, pages, lists, folders, web archives."`
	Article  articleCmd   `cmd:"" help:"Look at one stored article: its versions, what was changed, its copies."`
	Status   statusCmd    `cmd:"" help:"Show what waits in a store, what failed and why."`
	Version  versionCmd   `cmd:"" help:"Print the version."`
}

func main() { os.Exit(run(os.Args[1:])) }

// The exit codes.
const (
	exitOK          = 0
	exitFailure     = 1
	exitUsage       = 2
	exitInterrupted = 130 // as shells report a program ended by Ctrl-C
)

// run parses and runs one command line and returns the exit code. The first
// Ctrl-C ends the work in good order, the second ends the program.
func run(args []string) int {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop)
	var c cli
	parser, err := kong.New(&c, kong.Name("tocsin"),
		kong.Description("Open news in, a cited record of political violence out."),
		kong.UsageOnError(), kong.Vars{"jobs": twoEach()}, kong.BindTo(ctx, (*context.Context)(nil)))
	if err != nil {
		fmt.Fprintln(os.Stderr, "tocsin:", err)
		return exitUsage
	}
	command, err := parser.Parse(args)
	if err != nil {
		fmt.Fprintln(os.Stderr, "tocsin:", err)
		return exitUsage
	}
	if err := command.Run(); err != nil {
		fmt.Fprintln(os.Stderr, "tocsin:", err)
		if ctx.Err() != nil {
			return exitInterrupted
		}
		return exitFailure
	}
	return exitOK
}

package main

import (
	"context"
	"fmt"
	"net/netip"
	"os"
	"time"

	"tocsin"
	"tocsin/internal/app"
)

// sourceCmd keeps the list of sources.
type sourceCmd struct {
	Add    sourceAddCmd    `cmd:"" help:"Add a source, once it was seen that it can be collected from."`
	List   sourceListCmd   `cmd:"" help:"List the sources, and how collecting from them stands."`
	Show   sourceShowCmd   `cmd:"" help:"Show one source, and what failed on it."`
	Test   sourceTestCmd   `cmd:"" help:"Show what would be collected from a source, and keep nothing."`
	Pause  sourcePauseCmd  `cmd:"" help:"Look at a source no more, until it is resumed."`
	Resume sourceResumeCmd `cmd:"" help:"Look at a paused source again."`
	Owner  sourceOwnerCmd  `cmd:"" help:"Name who owns an outlet; outlets of one owner count as one source."`
	Retry  sourceRetryCmd  `cmd:"" help:"Let the pages of a source that failed be tried again."`
	Remove sourceRemoveCmd `cmd:"" help:"Forget a source; what was collected from it stays."`
	Import sourceImportCmd `cmd:"" help:"Add the feeds of an OPML file, as feed readers export it."`
	Export sourceExportCmd `cmd:"" help:"Write the sources as OPML."`
}

// allowFlag lets in addresses of one's own network.
type allowFlag struct {
	Allow []netip.AddrPort `name:"allow-address" placeholder:"IP:PORT" help:"Fetch from this address although it is not public, such as an archive on your own network; may be repeated."`
}

// sourceFlags say where a source is.
type sourceFlags struct {
	Kind string `help:"What stands at the address: feed, page, list, folder or warc (default: by the address; a URL is a feed)." placeholder:"KIND"`
	At   string `arg:"" name:"address" help:"URL of a feed, page or list; path of a list, folder, .warc or .warc.gz."`
	allowFlag
}

func (f sourceFlags) source() tocsin.Source {
	return tocsin.Source{Kind: tocsin.SourceKind(f.Kind), At: f.At}
}

type sourceAddCmd struct {
	storeFlag
	sourceFlags
	ID        string        `help:"Short name for good: small letters, digits, hyphens (default: from the name)." placeholder:"ID"`
	Name      string        `help:"Name of the outlet (default: the feed's own)." placeholder:"NAME"`
	Country   string        `help:"Where the outlet is at home, ISO 3166-1 alpha-2." placeholder:"CC"`
	Lang      string        `help:"Language it mostly writes, ISO 639-1 (default: the feed's own)." placeholder:"LL"`
	Ownership string        `help:"Who stands behind it: state, party, independent, ngo, security_force or unknown." default:"unknown" placeholder:"WHO"`
	Owner     string        `help:"Name of who owns it; outlets of one owner count as one source." placeholder:"NAME"`
	Grade     string        `help:"Reliability from A (completely reliable) to E (unreliable), F for not judged (Admiralty)." default:"F" placeholder:"A-F"`
	Marking   string        `help:"With whom it may be shared: clear, green, amber, amber+strict or red (TLP)." default:"clear" placeholder:"TLP"`
	Every     time.Duration `help:"Time from one look to the next (default: ${default})." default:"30m"`
	Delay     time.Duration `help:"Least time between two requests to one host (default: ${default})." default:"1s"`
	Untested  bool          `help:"Add it without looking at it."`
}

// Help is shown below the usage.
func (sourceAddCmd) Help() string {
	return `The source is looked at first, and added only if something could be collected from
it; tocsin serve, or tocsin collect, then does.

Examples:
  tocsin source add https://example.org/rss.xml --country FR --grade B
  tocsin source add --kind page https://example.org/live/attack.html --every 10m
  tocsin source add --kind list addresses.txt --marking amber
  tocsin source add archive/CC-NEWS-20240105.warc.gz --name "Common Crawl News"

Exit codes: 0 added; 1 not; 2 wrong usage.`
}

// Run adds the source.
func (c *sourceAddCmd) Run(ctx context.Context) error {
	src := c.source()
	src.ID, src.Name, src.Country, src.Lang = c.ID, c.Name, c.Country, c.Lang
	src.Ownership, src.Reliability, src.Marking = tocsin.Ownership(c.Ownership), tocsin.Reliability(c.Grade), tocsin.Marking(c.Marking)
	src.Owner, src.Every, src.Delay = c.Owner, c.Every, c.Delay
	return c.book(c.Allow).Add(ctx, src, c.Untested)
}

// book returns the list of sources in the store.
func (f storeFlag) book(allow []netip.AddrPort) app.SourceBook {
	return app.SourceBook{DB: f.DB, Allow: allow, Out: os.Stdout}
}

type sourceListCmd struct{ storeFlag }

// Run lists the sources.
func (c *sourceListCmd) Run(ctx context.Context) error { return c.book(nil).List(ctx) }

// sourceID names a source of the store.
type sourceID struct {
	storeFlag
	ID string `arg:"" help:"ID of the source, as tocsin source list shows it."`
}

type sourceShowCmd struct{ sourceID }

// Run shows the source.
func (c *sourceShowCmd) Run(ctx context.Context) error { return c.book(nil).Show(ctx, c.ID) }

type sourceTestCmd struct{ sourceFlags }

// Help is shown below the usage.
func (sourceTestCmd) Help() string {
	return `Examples:
  tocsin source test https://example.org/rss.xml
  tocsin source test https://example.org/     (names the feeds of a page)
  tocsin source test --allow-address 10.1.2.3:80 http://archive.internal/feed

Exit codes: 0 something could be collected; 1 not; 2 wrong usage.`
}

// Run looks at the source.
func (c *sourceTestCmd) Run(ctx context.Context) error {
	return app.SourceBook{Allow: c.Allow, Out: os.Stdout}.Test(ctx, c.source())
}

type sourcePauseCmd struct{ sourceID }

// Run pauses the source.
func (c *sourcePauseCmd) Run(ctx context.Context) error { return c.book(nil).Pause(ctx, c.ID, true) }

type sourceResumeCmd struct{ sourceID }

// Run resumes the source.
func (c *sourceResumeCmd) Run(ctx context.Context) error { return c.book(nil).Pause(ctx, c.ID, false) }

type sourceOwnerCmd struct {
	sourceID
	Owner string `arg:"" optional:"" help:"Name of the owner; none says that it is not known."`
}

// Help is shown below the usage.
func (sourceOwnerCmd) Help() string {
	return `Examples:
  tocsin source owner daily "Example Media Group"
  tocsin source owner daily`
}

// Run names the owner.
func (c *sourceOwnerCmd) Run(ctx context.Context) error { return c.book(nil).Own(ctx, c.ID, c.Owner) }

type sourceRetryCmd struct{ sourceID }

// Run lets the source's failed pages wait again.
func (c *sourceRetryCmd) Run(ctx context.Context) error { return c.book(nil).Retry(ctx, c.ID) }

type sourceRemoveCmd struct{ sourceID }

// Run removes the source.
func (c *sourceRemoveCmd) Run(ctx context.Context) error { return c.book(nil).Remove(ctx, c.ID) }

type sourceImportCmd struct {
	storeFlag
	File string `arg:"" type:"existingfile" help:"OPML file."`
}

// Run imports the file.
func (c *sourceImportCmd) Run(ctx context.Context) error {
	f, err := os.Open(c.File)
	if err != nil {
		return fmt.Errorf("import sources: %w", err)
	}
	defer f.Close()
	if err := c.book(nil).Import(ctx, f); err != nil {
		return fmt.Errorf("import sources from %s: %w", c.File, err)
	}
	return nil
}

type sourceExportCmd struct{ storeFlag }

// Run writes the list.
func (c *sourceExportCmd) Run(ctx context.Context) error { return c.book(nil).Export(ctx) }

package main

import (
	"context"
	"fmt"
	"os"

	"tocsin/internal/app"
)

// snapshotCmd keeps lists as they were shown, so that they can be cited.
type snapshotCmd struct {
	Create snapshotCreateCmd `cmd:"" help:"Keep what the filters select now, under a name."`
	List   snapshotListCmd   `cmd:"" help:"List the snapshots."`
	Show   snapshotShowCmd   `cmd:"" help:"Write a snapshot, byte for byte as it was kept."`
	Verify snapshotVerifyCmd `cmd:"" help:"Make a snapshot again from the store and compare."`
}

type snapshotCreateCmd struct {
	bookFlag
	queryFlags
	Name   string `arg:"" help:"Name; it never comes to stand for anything else."`
	Author string `env:"TOCSIN_AUTHOR" placeholder:"NAME" help:"Who cites it."`
}

// Help is shown below the usage.
func (snapshotCreateCmd) Help() string {
	return `Example:
  tocsin snapshot create "weekly report 12" --country IR --from 2024-01-01
  tocsin snapshot verify "weekly report 12"`
}

// Run keeps the snapshot.
func (c *snapshotCreateCmd) Run(ctx context.Context) error {
	q, err := c.query()
	if err != nil {
		return err
	}
	return c.with(ctx, func(book *app.Casebook) error {
		snap, err := book.Snapshot(ctx, c.Name, c.Author, q)
		if err != nil {
			return err
		}
		fmt.Fprintf(os.Stdout, "snapshot %s: %d incidents, sha256 %s\n", snap.Name, snap.Incidents, snap.Hash)
		return nil
	})
}

type snapshotListCmd struct{ bookFlag }

// Run lists the snapshots.
func (c *snapshotListCmd) Run(ctx context.Context) error {
	return c.with(ctx, func(book *app.Casebook) error {
		all, err := book.Snapshots(ctx)
		for _, s := range all {
			fmt.Fprintf(os.Stdout, "%s  %s  %d incidents  sha256 %s  %s  ?%s\n",
				s.At.Format("2006-01-02 15:04 MST"), s.Name, s.Incidents, s.Hash, s.Author, s.Query)
		}
		return err
	})
}

type snapshotShowCmd struct {
	bookFlag
	Name string `arg:"" help:"Name of the snapshot."`
}

// Run writes the snapshot's bytes.
func (c *snapshotShowCmd) Run(ctx context.Context) error {
	return c.with(ctx, func(book *app.Casebook) error {
		snap, err := book.Cited(ctx, c.Name)
		if err != nil {
			return err
		}
		_, err = os.Stdout.Write(snap.Body)
		return err
	})
}

type snapshotVerifyCmd struct {
	bookFlag
	Name string `arg:"" help:"Name of the snapshot."`
}

// Help is shown below the usage.
func (snapshotVerifyCmd) Help() string {
	return `Makes the snapshot again from the reports and decisions that the store held then.
Exit codes: 0 the same bytes come out; 1 they do not: articles were coded by other
rules since, or reports that came in later joined incidents. What was cited stays
stored as it was.`
}

// Run compares.
func (c *snapshotVerifyCmd) Run(ctx context.Context) error {
	return c.with(ctx, func(book *app.Casebook) error {
		snap, same, err := book.Verify(ctx, c.Name)
		if err != nil {
			return err
		}
		if !same {
			return fmt.Errorf("snapshot %s comes out differently now; tocsin snapshot show writes what was cited", c.Name)
		}
		fmt.Fprintf(os.Stdout, "snapshot %s comes out the same, sha256 %s\n", snap.Name, snap.Hash)
		return nil
	})
}

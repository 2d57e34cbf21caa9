package main

import (
	"context"
	"errors"

	"tocsin/internal/app"
)

// incidentCmd groups what is done with incidents that many reports tell; each
// stands in a file of its own.
type incidentCmd struct {
	List    incidentListCmd    `cmd:"" help:"List incidents, as known now or at a time."`
	Show    incidentShowCmd    `cmd:"" help:"Show one incident: values and their reasons, ledgers, history."`
	Changes incidentChangesCmd `cmd:"" help:"Tell what coding everything anew changed."`
	Export  incidentExportCmd  `cmd:"" help:"Write the list as CSV, JSON or GeoJSON."`
	Accept  acceptCmd          `cmd:"" help:"Decide that an incident stands as shown."`
	Reject  rejectCmd          `cmd:"" help:"Decide that an incident does not stand, and say why."`
	Edit    editCmd            `cmd:"" help:"Set a field to another value than reports give."`
	Pin     pinCmd             `cmd:"" help:"Hold a field at the value that is shown."`
	Merge   mergeCmd           `cmd:"" help:"Decide that incidents are one."`
	Split   splitCmd           `cmd:"" help:"Decide that some tellings are of another incident."`
	Note    noteCmd            `cmd:"" help:"Write a note beside an incident."`
	Undo    undoCmd            `cmd:"" help:"Take back a decision."`
}

// bookFlag names the store whose incidents are read or decided on.
type bookFlag struct {
	DB string `name:"db" help:"Store to read." default:"tocsin.db" placeholder:"PATH"`
}

// with opens the casebook for work and closes it again.
func (f bookFlag) with(ctx context.Context, work func(c *app.Casebook) error) (err error) {
	c, err := app.OpenCasebook(ctx, f.DB)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, c.Close()) }()
	return work(c)
}

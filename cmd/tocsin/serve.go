package main

import (
	"context"
	"log/slog"
	"os"
	"time"

	"tocsin/internal/app"
)

type serveCmd struct {
	Addr string   `help:"Address to listen at; port 0 takes a free one." default:"127.0.0.1:8080" placeholder:"HOST:PORT"`
	DB   string   `name:"db" help:"Store to show, made where there is none." default:"tocsin.db" placeholder:"PATH"`
	Host []string `help:"Host name to answer under, besides localhost." placeholder:"NAME"`
	allowFlag
	readerFlag
	RetainEvidence time.Duration `help:"Purge the bytes as they came once they were last fetched longer ago, such as 2160h (90 days); 0 keeps them." placeholder:"TIME"`
	RetainArticles time.Duration `help:"Purge articles and all that was made of them once they were last fetched longer ago; 0 keeps them." placeholder:"TIME"`
}

// Run serves the page until the program is asked to stop.
func (c *serveCmd) Run(ctx context.Context) error {
	return app.Serve(ctx, app.ServeConfig{
		Addr: c.Addr, DB: c.DB, Reader: c.Reader, Hosts: c.Host, Allow: c.Allow, Version: version(), Out: os.Stdout,
		Retention: app.Retention{Evidence: c.RetainEvidence, Articles: c.RetainArticles},
		Log:       slog.New(slog.NewTextHandler(os.Stderr, nil)),
	})
}

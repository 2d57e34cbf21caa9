package main

import (
	"context"
	"log/slog"
	"os"

	"tocsin/internal/app"
)

type serveCmd struct {
	Addr string   `help:"Address to listen at; port 0 takes a free one." default:"127.0.0.1:8080" placeholder:"HOST:PORT"`
	DB   string   `name:"db" help:"Store to show, made where there is none." default:"tocsin.db" placeholder:"PATH"`
	Host []string `help:"Host name to answer under, besides localhost." placeholder:"NAME"`
	allowFlag
}

// Run serves the page until the program is asked to stop.
func (c *serveCmd) Run(ctx context.Context) error {
	return app.Serve(ctx, app.ServeConfig{
		Addr: c.Addr, DB: c.DB, Hosts: c.Host, Allow: c.Allow, Version: version(), Out: os.Stdout,
		Log: slog.New(slog.NewTextHandler(os.Stderr, nil)),
	})
}

package web

import (
	"embed"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"strings"
)

// dist holds the page as `make ui` builds it from ui/; in a fresh clone it holds
// nothing but a marker.
//
//go:embed all:dist
var dist embed.FS

//go:embed unbuilt.html
var unbuilt []byte

// page serves the built page.
type page struct {
	files fs.FS
	index []byte
}

func newPage() (*page, error) {
	files, err := fs.Sub(dist, "dist")
	if err != nil {
		return nil, fmt.Errorf("the embedded page: %w", err)
	}
	index, err := fs.ReadFile(files, "index.html")
	if errors.Is(err, fs.ErrNotExist) {
		index = unbuilt
	} else if err != nil {
		return nil, fmt.Errorf("the embedded page: %w", err)
	}
	return &page{files, index}, nil
}

// register adds the page's routes. Every view has an address of its own, and all
// are the one page; what is no view is answered with 404.
func (p *page) register(mux *http.ServeMux) {
	for _, view := range []string{"/{$}", "/articles", "/articles/{id}", "/incidents", "/incidents/{id}", "/tellings", "/map", "/sources", "/changes", "/status"} {
		mux.HandleFunc("GET "+view, p.view)
	}
	mux.HandleFunc("GET /assets/{name}", p.asset)
	mux.HandleFunc("GET /favicon.svg", p.asset)
	mux.HandleFunc("GET /theme.js", p.asset)
	mux.HandleFunc("/api/", func(w http.ResponseWriter, _ *http.Request) {
		problem(w, http.StatusNotFound, "no such operation; /api/openapi.json lists them")
	})
	mux.HandleFunc("/", p.missing)
}

func (p *page) view(w http.ResponseWriter, _ *http.Request) { p.send(w, http.StatusOK) }

func (p *page) missing(w http.ResponseWriter, _ *http.Request) { p.send(w, http.StatusNotFound) }

func (p *page) send(w http.ResponseWriter, status int) {
	w.Header().Set("Content-Type", "text/html; charset=utf-8")
	w.Header().Set("Cache-Control", "no-cache")
	w.WriteHeader(status)
	_, _ = w.Write(p.index) // the reader has gone: nobody is left to tell
}

// asset serves a file. Names under assets/ hold a hash of the content, so that
// they may be kept for ever.
func (p *page) asset(w http.ResponseWriter, r *http.Request) {
	age := "no-cache"
	if strings.HasPrefix(r.URL.Path, "/assets/") {
		age = "public, max-age=31536000, immutable"
	}
	w.Header().Set("Cache-Control", age)
	http.ServeFileFS(w, r, p.files, strings.TrimPrefix(r.URL.Path, "/"))
}

// problem answers in the form of RFC 9457, as the operations do.
func problem(w http.ResponseWriter, status int, detail string) {
	w.Header().Set("Content-Type", "application/problem+json")
	w.WriteHeader(status)
	_ = json.NewEncoder(w).Encode(map[string]any{ // the reader has gone: nobody is left to tell
		"title": http.StatusText(status), "status": status, "detail": detail,
	})
}

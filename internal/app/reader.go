package app

import (
	"errors"
	"fmt"
	"io/fs"
	"os"

	"tocsin/internal/extract"
	"tocsin/internal/reader"
)

// ReaderChoice says what reads beside the rules: nothing ([RulesOnly]), the trained
// reader that the program holds ([BuiltIn]), or that of a model bundle, by its path.
type ReaderChoice string

const (
	// RulesOnly reads by the rules and the linear models.
	RulesOnly ReaderChoice = ""
	// BuiltIn reads with the built-in reader too: some twenty times slower.
	BuiltIn ReaderChoice = "built-in"
)

// open returns the reader of the choice, nil for none. Errors name the file and say
// what to do.
func (c ReaderChoice) open() (extract.Reader, error) {
	switch c {
	case RulesOnly:
		return nil, nil
	case BuiltIn:
		return opened(reader.BuiltIn())
	}
	raw, err := os.ReadFile(string(c))
	if errors.Is(err, fs.ErrNotExist) {
		return nil, fmt.Errorf("open the reader %s: no such file; check the path, give --reader built-in for the one that the program holds, or leave --reader out to read by rules alone", c)
	}
	if err != nil {
		return nil, fmt.Errorf("open the reader %s: %w", c, err)
	}
	r, err := opened(reader.Open(raw))
	if err != nil {
		return nil, fmt.Errorf("open the reader %s: %w (give --reader built-in for the one that the program holds, or leave --reader out to read by rules alone)", c, err)
	}
	return r, nil
}

// opened keeps a reader that could not be made from looking like one.
func opened(r *reader.Reader, err error) (extract.Reader, error) {
	if err != nil {
		return nil, err
	}
	return r, nil
}

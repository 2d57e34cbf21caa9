// Package dps stands in for the date parser that the HTML date finder asks last,
// for dates in other languages than English. The tables of the parser proper
// are built at every start of the program, for 0.1 seconds and 95 MB, whether
// HTML is read or not; see docs/adr/0040-html-main-text.md. This one knows no
// date. It has the part of the API that the finder uses, written for this
// project.
package dps

import (
	"errors"
	"time"
)

// Parser parses nothing.
type Parser struct{ ParserTypes []ParserType }

// ParserType names a way of parsing.
type ParserType uint8

// The ways of parsing that the finder names.
const (
	CustomFormat ParserType = iota
	AbsoluteTime
)

// Configuration is ignored.
type Configuration struct {
	PreferredDateSource PreferredDateSource
	StrictParsing       bool
}

// PreferredDateSource says in which direction a date without a year is sought.
type PreferredDateSource uint8

// Past prefers dates in the past.
const Past PreferredDateSource = 1

// Date is the result of parsing.
type Date struct{ Time time.Time }

var errNoDate = errors.New("no date")

// Parse returns an error for every string.
func (p *Parser) Parse(cfg *Configuration, s string, formats ...string) (Date, error) {
	return Date{}, errNoDate
}

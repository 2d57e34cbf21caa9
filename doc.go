// Package tocsin holds the domain of Tocsin: reports, the words that support a
// value, mentions, incidents and the record that they make up.
//
// The fields and value lists are those of the codebook (docs/codebook.md). The
// package imports the standard library only; every other package of the module
// may import it.
//
// Positions are half-open byte ranges into [Report.Whole], the title, a
// newline and the text. Values are plain data: they are safe to copy, and safe
// for concurrent reading.
package tocsin

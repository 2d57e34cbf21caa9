// Package eval measures records against gold: each scorer stands in a file of
// its own, whose comment defines the figure and names its source.
//
// Scorers are pure and safe for concurrent use; reading of files stands apart
// from them. docs/measuring.md explains the measures to people.
package eval

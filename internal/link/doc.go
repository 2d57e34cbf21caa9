// Package link joins the incidents that many reports tell: which tellings are of
// one incident, with a score and reasons in words for every link.
//
// The result is a function of the set of tellings and decisions alone: whatever
// order they come in, the same dossiers with the same IDs come out. The rules are
// those of docs/linking.md.
package link

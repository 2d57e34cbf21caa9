package link

import (
	"cmp"
	"crypto/sha256"
	"fmt"
	"slices"

	"tocsin"
)

// idLength is the number of hexadecimal characters of a telling's ID: 64 bits,
// with which ten million tellings share an ID with odds of 1 in 370,000.
const idLength = 16

// Identify returns the ID of each incident of an article's record, in their
// order. An ID is made of the article's ID and of where the incident's anchor
// stands, so that it outlives a coding which numbers the incidents anew;
// incidents of one anchor are told apart by their place's name, then by their order.
func Identify(article string, incidents []tocsin.Incident) []string {
	ids := make([]string, len(incidents))
	seen := map[string]int{}
	for i, inc := range incidents {
		key := fmt.Sprintf("%s %d %d", article, inc.Anchor.Start, inc.Anchor.End)
		if inc.Place != nil {
			key += " " + inc.Place.Name
		}
		n := seen[key]
		seen[key] = n + 1
		ids[i] = hash(fmt.Sprintf("%s %d", key, n))
	}
	return ids
}

func hash(s string) string { return fmt.Sprintf("%x", sha256.Sum256([]byte(s)))[:idLength] }

// Canonical orders members as a dossier lists them: by day of publication, those
// without one last, then by ID. The first gives the dossier its ID.
func Canonical(a, b tocsin.Member) int {
	return cmp.Or(compareDays(a.Published, b.Published), cmp.Compare(a.Telling, b.Telling))
}

// SortMembers brings members into the order in which a dossier lists them.
func SortMembers(all []tocsin.Member) { slices.SortFunc(all, Canonical) }

func compareDays(a, b *tocsin.Day) int {
	switch {
	case a == nil && b == nil:
		return 0
	case a == nil:
		return 1
	case b == nil:
		return -1
	}
	return cmp.Compare(*a, *b)
}

// Summarize returns the dossier of tellings, which must be one or more. To see a
// dossier as it was known at a time, summarize the tellings known by then. The
// order of told does not matter.
func Summarize(told []tocsin.Told) tocsin.Dossier {
	told = slices.Clone(told)
	slices.SortFunc(told, func(a, b tocsin.Told) int { return Canonical(a.Member, b.Member) })
	members, tellings := make([]tocsin.Member, len(told)), make([]*Telling, len(told))
	for i, t := range told {
		cut := retell(t)
		members[i], tellings[i] = t.Member, &cut
	}
	return dossier(members, tellings)
}

// dossier makes the dossier of members and their tellings, both in canonical order.
func dossier(members []tocsin.Member, told []*Telling) tocsin.Dossier {
	d := tocsin.Dossier{ID: members[0].Telling, FirstReported: members[0].Published, Gist: gist(told), Members: members}
	for _, m := range members {
		if m.Published != nil {
			d.LastReported = m.Published
		}
	}
	return d
}

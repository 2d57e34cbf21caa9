package read

import (
	_ "embed"
	"strings"

	"tocsin"
)

//go:embed data/agencies.tsv
var agencyData string

// agencies are the names of agencies by the ways in which they are stated.
var agencies = readAgencies()

func readAgencies() map[string]string {
	names := map[string]string{}
	for line := range strings.Lines(agencyData) {
		name, ways, found := strings.Cut(strings.TrimSpace(line), "\t")
		if !found || strings.HasPrefix(name, "#") {
			continue
		}
		for way := range strings.SplitSeq(ways, "|") {
			names[way] = name
		}
	}
	return names
}

// How far into a text a dateline reaches, and how far from its beginning a line
// that credits an agency is looked for, in bytes.
const datelineBytes, creditBytes = 100, 400

// Origin returns the agency that rep states that it is from, "" for none: as its
// outlet, in its dateline ("KABUL (AFP) -"), in a line of credit ("Source:
// Reuters"), or at its end ("- dpa").
func Origin(rep tocsin.Report) string {
	if name := agencies[rep.Outlet]; name != "" {
		return name
	}
	text := strings.TrimSpace(rep.Text)
	if name := datelineAgency(text[:min(len(text), datelineBytes)]); name != "" {
		return name
	}
	for line := range strings.Lines(text[:min(len(text), creditBytes)]) {
		if name := creditAgency(line); name != "" {
			return name
		}
	}
	last := text[strings.LastIndex(text, "\n")+1:]
	if i := strings.LastIndexAny(last, " -–—(/©"); i >= 0 && !agencyAlone(last) {
		_, after, _ := strings.Cut(last[i:], " ")
		last = last[i:]
		if after != "" {
			last = after
		}
	}
	return agencies[strings.Trim(last, " -–—()/©.[]\t")]
}

// agencyAlone reports whether a line holds nothing but an agency's name.
func agencyAlone(line string) bool { return agencies[strings.Trim(line, " -–—()/©.[]\t")] != "" }

// datelineAgency finds the agency between a place and the dash or colon after it.
func datelineAgency(head string) string {
	head, _, _ = strings.Cut(head, "\n")
	end := strings.IndexAny(head, "-–—:")
	if end < 0 {
		return ""
	}
	place := strings.TrimSpace(head[:end])
	from := strings.LastIndexAny(place, "(,/") + 1
	if from == 0 {
		return ""
	}
	return agencies[strings.Trim(place[from:], " )")]
}

// creditAgency finds the agency in a line that does nothing else than credit one.
func creditAgency(line string) string {
	line = strings.Trim(line, " \t\r\n.;()")
	for _, word := range []string{"by ", "source:", "source ", "agency:", "from "} {
		if len(line) > len(word) && strings.EqualFold(line[:len(word)], word) {
			return agencies[strings.TrimPrefix(strings.Trim(line[len(word):], " :"), "the ")]
		}
	}
	return ""
}

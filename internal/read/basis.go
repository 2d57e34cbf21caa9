package read

import (
	"regexp"

	"tocsin"
)

// Where pages write their day of publication for machines: JSON-LD (schema.org),
// and meta elements by the names that are in use.
var (
	jsonLDDay   = regexp.MustCompile(`"datePublished"\s*:\s*"([^"]{8,40})"`)
	metaElement = regexp.MustCompile(`(?i)<meta\s[^>]{0,400}>`)
	metaDayName = regexp.MustCompile(`(?i)(?:property|name|itemprop)\s*=\s*["'](?:article:published_time|og:published_time|datepublished|dc\.date(?:\.issued)?|dcterms\.(?:created|date|issued)|pubdate|publish[-_]?date|publication[-_]?date|sailthru\.date|parsely-pub-date|date)["']`)
	metaContent = regexp.MustCompile(`(?i)content\s*=\s*["']([^"']{8,40})["']`)
)

// headBytesOfPage is how far into a page its marks for machines are looked for.
const headBytesOfPage = 64 << 10

// basisOf says where in a page the day stands that it was dated by.
func basisOf(markup string, day tocsin.Day) tocsin.DateBasis {
	head := markup[:min(len(markup), headBytesOfPage)]
	for _, m := range jsonLDDay.FindAllStringSubmatch(head, 8) {
		if same(m[1], day) {
			return tocsin.DateJSONLD
		}
	}
	for _, element := range metaElement.FindAllString(head, 200) {
		m := metaContent.FindStringSubmatch(element)
		if m != nil && metaDayName.MatchString(element) && same(m[1], day) {
			return tocsin.DateMeta
		}
	}
	return tocsin.DatePage
}

func same(s string, day tocsin.Day) bool {
	got, err := parsePublished(s)
	return err == nil && got == day
}

package read

import (
	"net/url"
	"slices"
	"strings"
)

// Address returns a URL in the form by which two are the same: without its
// fragment and the parameters that only say which way a reader came, whatever
// scheme and capitals it was written with. It is "" for what is no web address.
func Address(s string) string {
	u, err := url.Parse(strings.TrimSpace(s))
	if err != nil || u.Host == "" || u.Scheme != "http" && u.Scheme != "https" {
		return ""
	}
	host := strings.ToLower(u.Host)
	host = strings.TrimSuffix(strings.TrimSuffix(host, ":80"), ":443")
	path := strings.TrimRight(u.EscapedPath(), "/")
	address := host + path
	if q := ownQuery(u.RawQuery); q != "" {
		address += "?" + q
	}
	return address
}

// ownQuery returns the parameters of a query that name what it asks for, sorted.
func ownQuery(raw string) string {
	var kept []string
	for param := range strings.SplitSeq(raw, "&") {
		name, _, _ := strings.Cut(strings.ToLower(param), "=")
		if param != "" && !wayOnly(name) {
			kept = append(kept, param)
		}
	}
	slices.Sort(kept)
	return strings.Join(kept, "&")
}

// wayOnly reports whether a parameter tells only by which link a reader came.
func wayOnly(name string) bool {
	return strings.HasPrefix(name, "utm_") || strings.HasPrefix(name, "at_") ||
		slices.Contains([]string{"fbclid", "gclid", "dclid", "msclkid", "igshid", "mc_cid", "mc_eid", "cmpid", "ocid", "smid"}, name)
}

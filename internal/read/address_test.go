package read_test

import (
	"testing"

	"tocsin/internal/read"
)

func TestAddressIsTheSameWhicheverWayAReaderCame(t *testing.T) {
	for in, want := range map[string]string{
		"https://News.Example/a/b":                      "news.example/a/b",
		"http://news.example:80/a/b/":                   "news.example/a/b",
		"https://news.example/a?utm_source=x&id=7#top":  "news.example/a?id=7",
		"https://news.example/a?b=2&a=1":                "news.example/a?a=1&b=2",
		"https://news.example/?fbclid=abc":              "news.example",
		"https://news.example/A%20b":                    "news.example/A%20b",
		"":                                              "",
		"urn:uuid:6e8bc430-9c3a-11d9-9669-0800200c9a66": "",
		"ftp://news.example/a":                          "",
		"://":                                           "",
	} {
		if got := read.Address(in); got != want {
			t.Errorf("Address(%q) = %q, want %q", in, got, want)
		}
	}
}

package stamp_test

import (
	"testing"
	"testing/fstest"

	"tocsin/internal/stamp"
)

func TestAStampKnowsEveryChangeButThoseOfTests(t *testing.T) {
	files := func(edit func(fstest.MapFS)) fstest.MapFS {
		m := fstest.MapFS{"a.go": {Data: []byte("package a")}, "data/words.tsv": {Data: []byte("bomb")}, "a_test.go": {Data: []byte("x")}}
		if edit != nil {
			edit(m)
		}
		return m
	}
	plain := stamp.Of(files(nil), "part")
	for name, c := range map[string]struct {
		stamp string
		same  bool
	}{
		"nothing":          {stamp.Of(files(nil), "part"), true},
		"a test":           {stamp.Of(files(func(m fstest.MapFS) { m["a_test.go"].Data = []byte("y") }), "part"), true},
		"a word":           {stamp.Of(files(func(m fstest.MapFS) { m["data/words.tsv"].Data = []byte("bombs") }), "part"), false},
		"the code":         {stamp.Of(files(func(m fstest.MapFS) { m["a.go"].Data = []byte("package b") }), "part"), false},
		"a name":           {stamp.Of(files(func(m fstest.MapFS) { m["b.go"] = m["a.go"]; delete(m, "a.go") }), "part"), false},
		"what it rests on": {stamp.Of(files(nil), "other"), false},
	} {
		if (c.stamp == plain) != c.same {
			t.Errorf("%s changed: stamp %s, before %s", name, c.stamp, plain)
		}
	}
}

// Package stamp makes the versions of stages: hashes of all that shapes what a
// stage yields, its code and its data. A package that shapes records embeds its
// own sources and data files and tells their stamp, so that no change to a rule,
// a lexicon, a weight or the code that reads them can be forgotten, and a stage
// that changed runs again by itself.
package stamp

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"strings"
)

// digits is the length of a stamp: 48 bits tell apart every version that there
// will be.
const digits = 12

// Of returns 12 hexadecimal digits that change whenever a file of files does, in
// name or content, or one of parts: the stamps of the packages that it builds on.
// Tests are left out. It panics where a file cannot be read, which files that are
// embedded always can.
func Of(files fs.FS, parts ...string) string {
	h := sha256.New()
	err := fs.WalkDir(files, ".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasSuffix(path, "_test.go") {
			return err
		}
		b, err := fs.ReadFile(files, path)
		fmt.Fprintf(h, "%s\x00%d\x00", path, len(b))
		h.Write(b)
		return err
	})
	if err != nil {
		panic(fmt.Sprintf("stamp: %v", err))
	}
	for _, p := range parts {
		fmt.Fprintf(h, "\x00%s", p)
	}
	return hex.EncodeToString(h.Sum(nil))[:digits]
}

// Bytes returns the stamp of one file that a package holds in another way.
func Bytes(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])[:digits]
}

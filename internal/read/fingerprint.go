package read

import (
	"hash/fnv"
	"math"
	"strings"
	"unicode"

	"tocsin"
)

// The size of a fingerprint, and the number of words in a run. Shorter runs are
// shared by chance, longer ones break at each word that an editor changes.
const (
	fingerprintSize = 60
	runWords        = 3
)

// minRuns is the number of runs below which texts are alike by chance.
const minRuns = 30

// Fingerprint returns the fingerprint of a text, nil for one that is too short.
// Capitals, punctuation and line breaks make no difference.
func Fingerprint(text string) tocsin.Fingerprint {
	words := strings.FieldsFunc(strings.ToLower(text), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) })
	if len(words) < minRuns+runWords-1 {
		return nil
	}
	var f [fingerprintSize]uint32
	// Multiplying by odd numbers orders the runs in as many ways (Dietzfelbinger
	// and others, 1997); the numbers may be any, but must stay.
	var odd [fingerprintSize]uint64
	for i := range f {
		f[i], odd[i] = math.MaxUint32, scramble(uint64(i)+1)|1
	}
	hashes := make([]uint64, len(words))
	for i, w := range words {
		h := fnv.New64a()
		h.Write([]byte(w))
		hashes[i] = h.Sum64()
	}
	for i := 0; i+runWords <= len(words); i++ {
		run := uint64(0)
		for _, h := range hashes[i : i+runWords] {
			run = scramble(run*31 + h)
		}
		for k := range f {
			f[k] = min(f[k], uint32(run*odd[k]>>32))
		}
	}
	return f[:]
}

// scramble is the finaliser of SplitMix64 (Steele, Lea and Flood, 2014): every bit
// of x tells in every bit of the result.
func scramble(x uint64) uint64 {
	x = (x ^ x>>30) * 0xBF58476D1CE4E5B9
	x = (x ^ x>>27) * 0x94D049BB133111EB
	return x ^ x>>31
}

package gazetteer

// Key identifies a folded name. Two different names of the gazetteer have
// different keys; a name that it does not hold is taken for one that it holds
// with a chance below 1 in 10⁸.
type Key uint64

// Word sequences are hashed by FNV-1a, which can be extended word by word; the
// key is the hash after a final mix (the finalizer of SplitMix64), as FNV's
// high bits are weak for short input.
const (
	fnvOffset = 14695981039346656037
	fnvPrime  = 1099511628211
)

// Hash is the state of a name read so far; the zero value is the empty name.
type Hash struct {
	state uint64
	words int
}

// Add returns the hash of the name extended by one folded word.
func (h Hash) Add(word []byte) Hash {
	s := h.state
	if h.words == 0 {
		s = fnvOffset
	} else {
		s = (s ^ ' ') * fnvPrime
	}
	for _, c := range word {
		s = (s ^ uint64(c)) * fnvPrime
	}
	return Hash{s, h.words + 1}
}

// Key returns the key of the name read so far.
func (h Hash) Key() Key {
	z := h.state + 0x9e3779b97f4a7c15
	z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9
	z = (z ^ (z >> 27)) * 0x94d049bb133111eb
	return Key(z ^ (z >> 31))
}

// KeyOf returns the key of name, which need not be folded.
func KeyOf(name string) Key {
	var h Hash
	folded := Fold(nil, name)
	for start := 0; start <= len(folded); {
		end := start
		for end < len(folded) && folded[end] != ' ' {
			end++
		}
		if end > start {
			h = h.Add(folded[start:end])
		}
		start = end + 1
	}
	return h.Key()
}

// Article reports whether w is the Arabic article in one of its assimilated
// forms; spellings that differ only in it are one name.
func Article(w string) bool {
	switch w {
	case "al", "el", "ar", "er", "as", "es", "ash", "esh", "at", "et", "ath", "eth", "az", "ez", "an", "en", "ad", "ed", "adh":
		return true
	}
	return false
}

// Skeleton appends to dst the consonant-heavy form of a folded word in which
// the common romanisations of one Arabic name agree (Maaret, Maarat; Douma,
// Duma; Qatarji, Katarji). It begins with '~', so that it never meets a name.
func Skeleton(dst []byte, word []byte) []byte {
	dst = append(dst, '~')
	last := byte(0)
	for i := 0; i < len(word); i++ {
		c := word[i]
		switch c {
		case 'a', 'e', 'i', 'o', 'u', 'y', 'w':
			if i == 0 {
				c = 'a'
				break
			}
			continue
		case 'q':
			c = 'k'
		case 'h':
			// Keep the h of kh, sh, gh, th, dh and inside a word; drop it at the end.
			if i == len(word)-1 {
				continue
			}
		}
		if c == last {
			continue
		}
		last = c
		dst = append(dst, c)
	}
	return dst
}

// Extend returns the hash of the name whose last word goes on with letters.
func (h Hash) Extend(letters []byte) Hash {
	for _, c := range letters {
		h.state = (h.state ^ uint64(c)) * fnvPrime
	}
	return h
}

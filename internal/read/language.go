package read

import (
	"unicode"
)

// noteLanguage notes a text that is not in Latin letters: the lexicons are
// English, and nothing can be expected of it.
func noteLanguage(a *Article) {
	letters, latin := 0, 0
	for _, r := range a.Report.Text[:min(len(a.Report.Text), 4096)] {
		if unicode.IsLetter(r) {
			letters++
			if unicode.Is(unicode.Latin, r) {
				latin++
			}
		}
	}
	if letters > 20 && latin*2 < letters {
		a.note("mostly not in Latin letters; only English is coded")
	}
}

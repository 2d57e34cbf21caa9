package read

import (
	"fmt"
	"strings"
	"unicode"

	"github.com/RadhiFadlillah/whatlanggo"

	"tocsin"
)

// languageBytes is how much of a text is looked at: enough for every article of
// the training gold to be told, little enough to cost no time.
const languageBytes = 1500

// The number of letters below which no language is told: a headline in Latin
// letters may be in any, other scripts tell at once.
const minLatin, minOther = 100, 20

// english are words that make up a fifth or more of any English prose, and a
// twentieth at most of that of its neighbours.
var english = set("the of and to that was for with by from which were has have been his their said this are it is at an as not who after")

// englishShare is the share of such words from which a text is taken as English
// without a closer look, which would take a hundred times as long.
const englishShare = 0.2

// foreignShare is the share of such words up to which a text is in another
// language, even if the detector cannot tell its neighbours well apart.
const foreignShare = 0.04

// language returns the ISO 639-1 code of the language of a report, "" where it
// cannot be told with confidence.
func language(rep tocsin.Report) string {
	text := rep.Text
	if len(text) < languageBytes/4 {
		text = rep.Whole()
	}
	text = strings.ToValidUTF8(text[:min(len(text), languageBytes)], "")
	if !tellable(text) {
		return ""
	}
	// Capitals alone look like no language to the detector.
	text = strings.ToLower(text)
	share := shareOfEnglish(text)
	if share >= englishShare {
		return "en"
	}
	found := whatlanggo.Detect(text)
	if !found.IsReliable() && share > foreignShare {
		return ""
	}
	return found.Lang.Iso6391()
}

// tellable reports whether a text has letters enough to tell its language by.
func tellable(text string) bool {
	latin, other := 0, 0
	for _, r := range text {
		switch {
		case unicode.Is(unicode.Latin, r):
			latin++
		case unicode.IsLetter(r):
			other++
		}
	}
	return latin >= minLatin || other >= minOther && other > latin
}

// shareOfEnglish returns which part of the words of a text, in lower case, are of
// those that make up English prose.
func shareOfEnglish(text string) float64 {
	words := strings.FieldsFunc(text, func(r rune) bool { return !unicode.IsLetter(r) })
	n := 0
	for _, w := range words {
		if english[w] {
			n++
		}
	}
	return float64(n) / float64(max(1, len(words)))
}

// noteLanguage marks the report with its language, and notes one that is not
// coded: the lexicons are English.
func noteLanguage(a *Article) {
	a.Report.Lang = language(a.Report)
	if !a.Report.InEnglish() {
		a.note(fmt.Sprintf("in another language (%s); only English is coded", a.Report.Lang))
	}
}

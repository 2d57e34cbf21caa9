package extract

import "testing"

func TestNoPersonSays(t *testing.T) {
	words, a := analysisOf(t, "The Syrian Observatory for Human Rights said so. Residents of Idlib fled.")
	for _, tt := range []struct{ by, want string }{
		{"article", "article"},
		{"Syrian Observatory for Human Rights", "Syrian Observatory for Human Rights"},
		{"Interior Ministry", "Interior Ministry"},
		{"local resident Omar Kasimov", "local resident"},
		{"Director of City Hospital Dr. Karim Nasseri", "Director of City Hospital"},
		{"Karim Nasseri head of the hospital", "head of the hospital"},
		{"its spokesman Tarik Lomov", "spokesman"},
		{"Karim Nasseri", "article"},
		{"It", "article"},
		{"nothing", "article"},
		{"Activists in the city", "Activists in the city"},
		{"The Sentinel", "The Sentinel"},
		{"Local Coordination Committees", "Local Coordination Committees"},
		{"MoD", "MoD"},
	} {
		if got := words.unname(a, tt.by); got != tt.want {
			t.Errorf("%q: got %q, want %q", tt.by, got, tt.want)
		}
	}
}

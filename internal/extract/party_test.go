package extract

import "testing"

func TestPartiesOfADealAct(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"between two", "Forty prisoners were freed on Monday under a deal between the Taliban and the Afghan government.",
			"Taliban reported article; Afghan government reported article"},
		{"with one", "The evacuation of 200 families began after an agreement with Boko Haram.", "Boko Haram reported article"},
		{"in the sentence before", "Colombia and FARC signed an accord. Twelve hostages were released hours later.",
			"Colombia reported article; FARC reported article"},
		{"no deal", "Twelve hostages were released in Kano.", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			if got := attributionsOf(t, c.text); got != c.want {
				t.Errorf("attributions of %q:\n got %s\nwant %s", c.text, got, c.want)
			}
		})
	}
}

package eval

// Counts are the sums from which precision, recall and F1 follow. Sums of
// several articles give micro averages.
type Counts struct {
	// Hit is how many coded values are right, Coded how many were coded, Gold
	// how many there are to find.
	Hit   int `json:"hit"`
	Coded int `json:"coded"`
	Gold  int `json:"gold"`
}

// Add adds the counts of o to c.
func (c *Counts) Add(o Counts) {
	c.Hit += o.Hit
	c.Coded += o.Coded
	c.Gold += o.Gold
}

// P returns precision in [0,1]; 0 where nothing was coded.
func (c Counts) P() float64 { return ratio(c.Hit, c.Coded) }

// R returns recall in [0,1]; 0 where there is no gold.
func (c Counts) R() float64 { return ratio(c.Hit, c.Gold) }

// F returns the harmonic mean of precision and recall, in [0,1].
func (c Counts) F() float64 { return harmonic(c.P(), c.R()) }

// harmonic returns the harmonic mean of p and r, 0 where both are 0.
func harmonic(p, r float64) float64 {
	if p+r == 0 {
		return 0
	}
	return 2 * p * r / (p + r)
}

// ratio returns a/b, 0 where b is 0.
func ratio(a, b int) float64 {
	if b == 0 {
		return 0
	}
	return float64(a) / float64(b)
}

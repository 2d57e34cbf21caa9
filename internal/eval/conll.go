package eval

import "slices"

// ChainScore compares a partition of mentions with the gold partition: the mean of
// MUC, B³ and the entity-based CEAF is the figure of the CoNLL shared tasks.
//
// Methods: Vilain et al. 1995 (MUC), Bagga and Baldwin 1998 (B³), Luo 2005
// (CEAF-e, similarity φ4), with mentions that stand on one side only as Pradhan et
// al. 2014 define them.
type ChainScore struct {
	MUC, B3, CEAF PRF
	// Mentions and Chains count those of gold, Several the chains of two or more.
	Mentions, Chains, Several int
	// Made counts the partition's own chains, MadeSeveral those of two or more.
	Made, MadeSeveral int
}

// PRF is precision and recall in [0,1].
type PRF struct{ P, R float64 }

// F returns the harmonic mean.
func (s PRF) F() float64 { return harmonic(s.P, s.R) }

// CoNLL returns the mean of the three F1.
func (s ChainScore) CoNLL() float64 { return (s.MUC.F() + s.B3.F() + s.CEAF.F()) / 3 }

// ScoreChains compares made with gold; chains are lists of mentions, each of which
// stands in one chain of either side at most.
func ScoreChains(gold, made [][]string) ChainScore {
	s := ChainScore{Chains: len(gold), Made: len(made), Several: several(gold), MadeSeveral: several(made)}
	for _, c := range gold {
		s.Mentions += len(c)
	}
	s.MUC = PRF{P: mucRecall(made, gold), R: mucRecall(gold, made)}
	s.B3 = PRF{P: b3Recall(made, gold), R: b3Recall(gold, made)}
	s.CEAF = ceaf(gold, made)
	return s
}

func several(chains [][]string) (n int) {
	for _, c := range chains {
		if len(c) > 1 {
			n++
		}
	}
	return n
}

// chainOf returns the index of each mention's chain.
func chainOf(chains [][]string) map[string]int {
	at := map[string]int{}
	for i, c := range chains {
		for _, m := range c {
			at[m] = i
		}
	}
	return at
}

// mucRecall is the share of the links needed for the chains of key that the chains
// of response make; 1 where none is needed.
func mucRecall(key, response [][]string) float64 {
	at := chainOf(response)
	need, have := 0, 0
	for _, c := range key {
		parts := map[int]bool{}
		alone := 0
		for _, m := range c {
			if i, ok := at[m]; ok {
				parts[i] = true
			} else {
				alone++
			}
		}
		need += len(c) - 1
		have += len(c) - len(parts) - alone
	}
	if need == 0 {
		return 1
	}
	return ratio(have, need)
}

// b3Recall is the mean, over the mentions of key, of the share of a mention's
// chain that response puts with it.
func b3Recall(key, response [][]string) float64 {
	at := chainOf(response)
	sum, n := 0.0, 0
	for _, c := range key {
		count := map[int]int{}
		for _, m := range c {
			if i, ok := at[m]; ok {
				count[i]++
			}
		}
		for _, m := range c {
			if i, ok := at[m]; ok {
				sum += ratio(count[i], len(c))
			}
		}
		n += len(c)
	}
	if n == 0 {
		return 1
	}
	return sum / float64(n)
}

// ceaf pairs chains one to one so that the sum of φ4 = 2|K∩R| / (|K|+|R|) is
// largest. Only chains that share a mention can be paired, so that each group of
// chains which hang together is solved by itself.
func ceaf(gold, made [][]string) PRF {
	total := 0.0
	for _, g := range overlapping(gold, made) {
		weights := make([][]float64, len(g.key))
		for i, k := range g.key {
			weights[i] = make([]float64, len(g.response))
			for j, r := range g.response {
				weights[i][j] = phi4(gold[k], made[r])
			}
		}
		for _, p := range assign(weights) {
			total += weights[p.i][p.j]
		}
	}
	var s PRF
	if len(made) > 0 {
		s.P = total / float64(len(made))
	}
	if len(gold) > 0 {
		s.R = total / float64(len(gold))
	}
	return s
}

func phi4(a, b []string) float64 {
	n := 0
	for _, m := range a {
		if slices.Contains(b, m) {
			n++
		}
	}
	return 2 * float64(n) / float64(len(a)+len(b))
}

// chainGroup is a group of chains that hang together by shared mentions.
type chainGroup struct{ key, response []int }

func overlapping(gold, made [][]string) []chainGroup {
	at := chainOf(made)
	group := map[int]*chainGroup{} // by chain of made
	var order []*chainGroup
	for k, c := range gold {
		own := &chainGroup{key: []int{k}}
		order = append(order, own)
		for _, m := range c {
			r, ok := at[m]
			if !ok {
				continue
			}
			other := group[r]
			switch {
			case other == nil:
				own.response = append(own.response, r)
				group[r] = own
			case other != own:
				own.key = append(own.key, other.key...)
				own.response = append(own.response, other.response...)
				for _, x := range other.response {
					group[x] = own
				}
				other.key = nil
			}
		}
	}
	var out []chainGroup
	for _, g := range order {
		if g.key != nil && len(g.response) > 0 {
			out = append(out, *g)
		}
	}
	return out
}

package eval

import "math"

// pair joins row i with column j.
type pair struct{ i, j int }

// assign returns the one-to-one assignment of rows to columns with the largest
// sum of weights, without the pairs of weight 0. Weights must lie in [0,100].
//
// Method: Kuhn 1955, in the shortest augmenting path form with potentials,
// O(n³), on the matrix padded to a square. The order of the steps decides which
// of several best assignments comes out; it is that of the reference scorer.
func assign(weights [][]float64) []pair {
	n := len(weights)
	for _, row := range weights {
		n = max(n, len(row))
	}
	at := func(i, j int) float64 {
		if i < len(weights) && j < len(weights[i]) {
			return weights[i][j]
		}
		return 0
	}
	h := hungarian{u: make([]float64, n+1), v: make([]float64, n+1), p: make([]int, n+1)}
	for i := 1; i <= n; i++ {
		h.augment(i, n, func(i, j int) float64 { return 100 - at(i, j) })
	}
	var out []pair
	for j := 1; j <= n; j++ {
		if i := h.p[j] - 1; at(i, j-1) > 0 {
			out = append(out, pair{i, j - 1})
		}
	}
	return out
}

// hungarian holds the potentials u (rows) and v (columns) and, in p, the row
// that each column is matched with, 0 for none. Rows and columns count from 1.
type hungarian struct {
	u, v []float64
	p    []int
}

// augment matches row i along the shortest augmenting path.
func (h *hungarian) augment(i, n int, cost func(i, j int) float64) {
	h.p[0] = i
	way, used, least := make([]int, n+1), make([]bool, n+1), make([]float64, n+1)
	for j := range least {
		least[j] = math.Inf(1)
	}
	j0 := 0
	for h.p[j0] != 0 {
		used[j0] = true
		row, delta, next := h.p[j0], math.Inf(1), 0
		for j := 1; j <= n; j++ {
			if used[j] {
				continue
			}
			if cur := cost(row-1, j-1) - h.u[row] - h.v[j]; cur < least[j] {
				least[j], way[j] = cur, j0
			}
			if least[j] < delta {
				delta, next = least[j], j
			}
		}
		h.shift(delta, used, least)
		j0 = next
	}
	for j0 != 0 {
		h.p[j0] = h.p[way[j0]]
		j0 = way[j0]
	}
}

// shift moves the potentials of the reached rows and columns by delta.
func (h *hungarian) shift(delta float64, used []bool, least []float64) {
	for j := range used {
		if used[j] {
			h.u[h.p[j]] += delta
			h.v[j] -= delta
		} else {
			least[j] -= delta
		}
	}
}

package eval

// GoldOf pairs the incidents of one article's coding with its gold, as
// [ScoreGold] does, and returns for each the index of its gold incident, -1 for
// none.
func GoldOf(f *Folder, name string, coded Coding) []int {
	m := newMatch(f, name, coded)
	out := make([]int, len(m.coded.Incidents))
	for i := range out {
		out[i] = -1
	}
	for _, p := range m.pairs {
		out[p.i] = p.j
	}
	return out
}

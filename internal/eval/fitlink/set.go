package main

import (
	"cmp"
	"context"
	"hash/fnv"
	"slices"

	"tocsin/internal/eval"
	"tocsin/internal/link"
)

// folds is the number of parts into which the stories are cut.
const folds = 5

// set is the tellings of several folders, each with the story that it belongs to.
type set struct {
	told []link.Telling
	key  map[string]string // by telling
	of   map[string]string // the story of each article: its parent in a forest
}

func newSet() *set { return &set{key: map[string]string{}, of: map[string]string{}} }

// add takes in a folder. Articles of one cluster, or that tell one incident, are of
// one story: they are never parted between what is learned from and what is held out.
func (s *set) add(name string, task eval.LinkTask) {
	for _, t := range task.Gold {
		t.Article = name + "/" + t.Article
		key := task.Keys[t.ID]
		s.told, s.key[t.ID] = append(s.told, t), key
		s.unite(t.Article, "key "+key)
	}
	for file, a := range task.Folder.Articles {
		if a.Cluster != "" {
			s.unite(name+"/"+file, "cluster "+a.Cluster)
		}
	}
}

func (s *set) root(x string) string {
	for s.of[x] != "" && s.of[x] != x {
		x = s.of[x]
	}
	return x
}

func (s *set) unite(a, b string) {
	if a, b = s.root(a), s.root(b); a != b {
		s.of[a] = b
	}
}

// fold returns the part to which a telling's story belongs.
func (s *set) fold(t *link.Telling) int {
	h := fnv.New32a()
	h.Write([]byte(s.root(t.Article)))
	return int(h.Sum32() % folds)
}

// pairs returns every pair that may be linked, but for those of one fold.
func (s *set) pairs(without int) []example {
	var out []example
	for i := range s.told {
		a := &s.told[i]
		if s.fold(a) == without {
			continue
		}
		for j := i + 1; j < len(s.told); j++ {
			b := &s.told[j]
			if s.fold(b) == without {
				continue
			}
			if cues := link.Values(a, b); cues != nil {
				out = append(out, example{cues, s.key[a.ID] == s.key[b.ID]})
			}
		}
	}
	return out
}

// score links each fold with the weights made for it, and compares all that comes
// out with the keys.
func (s *set) score(ctx context.Context, weights func(fold int) []link.Weight) (eval.ChainScore, error) {
	var made [][]string
	gold := map[string][]string{}
	for fold := range folds {
		var told []link.Telling
		for i := range s.told {
			if t := &s.told[i]; s.fold(t) == fold {
				told = append(told, *t)
				gold[s.key[t.ID]] = append(gold[s.key[t.ID]], t.ID)
			}
		}
		chains, err := eval.LinkAll(ctx, link.NewScorerWith(weights(fold)), told)
		if err != nil {
			return eval.ChainScore{}, err
		}
		made = append(made, chains...)
	}
	var want [][]string
	for _, c := range gold {
		want = append(want, c)
	}
	slices.SortFunc(want, func(a, b []string) int { return cmp.Compare(a[0], b[0]) })
	return eval.ScoreChains(want, made), nil
}

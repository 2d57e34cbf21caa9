package app

import (
	"context"
	"fmt"

	"tocsin"
	"tocsin/internal/link"
)

// editions tells what earlier versions of reports told of the same incidents.
type editions struct {
	reader *link.Reader
	scorer *link.Scorer
}

func newEditions() (editions, error) {
	reader, err := NewTellings()
	if err != nil {
		return editions{}, err
	}
	scorer, err := link.NewScorer()
	return editions{reader, scorer}, err
}

// withEarlier returns testimonies with those of the earlier versions of their
// reports, each as a version of one story.
func (s shelf) withEarlier(ctx context.Context, told []tocsin.Testimony) ([]tocsin.Testimony, error) {
	articles := make([]string, len(told))
	for i, t := range told {
		articles[i] = t.Article
	}
	all, err := s.store.Editions(ctx, articles)
	if err != nil || len(all) == 0 {
		return told, err
	}
	stories := map[string][]tocsin.Edition{}
	for _, e := range all {
		stories[e.Of] = append(stories[e.Of], e)
	}
	var earlier []tocsin.Testimony
	for i := range told {
		if versions := stories[told[i].Article]; len(versions) > 1 {
			earlier = append(earlier, s.editions.earlier(&told[i], versions)...)
		}
	}
	return append(told, earlier...), nil
}

// earlier returns what the versions before the last told of the incident that now,
// the last, tells of, and marks now as the version that it is.
func (e editions) earlier(now *tocsin.Testimony, versions []tocsin.Edition) []tocsin.Testimony {
	last := len(versions) - 1
	current := e.reader.Read(versions[last].Record, "")
	changed := changedDays(versions)
	now.Story, now.Version, now.Changed = now.Article, last+1, changed[last]
	var out []tocsin.Testimony
	for i, v := range versions[:last] {
		then := e.reader.Read(v.Record, "")
		succeeded := e.scorer.Succession(then, current)
		for k, t := range then {
			if succeeded[t.ID] != now.Telling {
				continue
			}
			w := v.Witness
			// It stands in the dossier by the telling of the last version.
			w.Member = now.Member
			w.Member.Article, w.Member.Incident, w.Member.Published, w.Member.Outlet = v.Witness.Article, t.Incident, v.Witness.Published, v.Witness.Outlet
			w.Told.Incident = v.Record.Incidents[k]
			w.Story, w.Version, w.Changed = now.Story, i+1, changed[i]
			out = append(out, w)
		}
	}
	return out
}

// changedDays returns, for each version, the day on which it was found, where that
// is later than its day of publication and that is no later than of those before.
func changedDays(versions []tocsin.Edition) []*tocsin.Day {
	out := make([]*tocsin.Day, len(versions))
	var latest *tocsin.Day
	for i, v := range versions {
		published, found := v.Witness.Published, tocsin.DayOf(v.Came.UTC())
		fresh := published != nil && (latest == nil || *published > *latest)
		if i > 0 && !fresh && (published == nil || found > *published) {
			out[i] = &found
		}
		if fresh {
			latest = published
		}
	}
	return out
}

// tell returns what the reports of members tell and told.
func (s shelf) tell(ctx context.Context, members []tocsin.Member) ([]tocsin.Testimony, error) {
	told, err := s.store.Testimonies(ctx, members)
	if err != nil {
		return nil, err
	}
	if told, err = s.withEarlier(ctx, told); err != nil {
		return nil, fmt.Errorf("read what earlier versions told: %w", err)
	}
	return told, nil
}

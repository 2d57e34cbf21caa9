package assess_test

import (
	"encoding/json"
	"math/rand/v2"
	"reflect"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"tocsin"
	"tocsin/internal/assess"
)

// report writes a member from a line of words:
//
//	DAY OUTLET[/GRADE] [=COPIES | @OWNER...] FIGURE...
//
// A figure is killed, injured or a part, its number and who says it: "killed
// 12+ by police", "killed 90-110", "civilians 30"; or a stance: "blamed Haltar
// by police", "claimed Ansira by self".
func report(line string) tocsin.Testimony {
	parts := strings.Split(line, ";")
	head := strings.Fields(parts[0])
	day, err := tocsin.ParseDay("2024-01-" + strings.Repeat("0", 2-len(head[0])) + head[0])
	if err != nil {
		panic(err)
	}
	outlet, grade, _ := strings.Cut(head[1], "/")
	m := tocsin.Testimony{Reliability: tocsin.Reliability(grade), Learned: day.Time().Add(30 * time.Hour)}
	m.Article, m.Telling, m.Published, m.Outlet = "art-"+strings.ReplaceAll(line, " ", "_"), "t-"+line, &day, outlet
	for _, word := range head[2:] {
		if owner, ok := strings.CutPrefix(word, "@"); ok {
			m.Owners = append(m.Owners, owner)
		} else {
			m.Copies = strings.TrimPrefix(word, "=")
		}
	}
	inc := tocsin.Incident{ID: "i1", Kind: tocsin.Bombing, Stage: tocsin.Accomplished, Anchor: quote("blast", 0)}
	for i, part := range parts[1:] {
		said, by, named := strings.Cut(strings.TrimSpace(part), " by ")
		if !named {
			by = tocsin.ByArticle
		}
		word, value, _ := strings.Cut(said, " ")
		c := quote(said, 20*(i+1))
		switch word {
		case "killed", "injured":
			inc.Tolls = append(inc.Tolls, tocsin.Toll{What: tocsin.Effect(word), Quantity: amount(value), Whom: tocsin.All, By: by, Citation: c})
		case "civilians", "attackers":
			inc.Tolls = append(inc.Tolls, tocsin.Toll{What: tocsin.Killed, Quantity: amount(value), Whom: tocsin.Part(word), By: by, Citation: c})
		case "sum":
			inc.Aggregate = true
			inc.Count = &tocsin.Count{Quantity: amount(value)}
		default:
			inc.Perpetrators = append(inc.Perpetrators, tocsin.Attribution{Actor: value, Stance: tocsin.Stance(word), By: by, Citation: c})
		}
	}
	m.Member.Incident, m.Told.Incident = inc.ID, inc
	return m
}

func quote(s string, at int) tocsin.Citation {
	return tocsin.Citation{Span: tocsin.Span{Start: at, End: at + len(s)}, Quote: s}
}

func amount(s string) tocsin.Quantity {
	var low, high int
	if rest, open := strings.CutSuffix(s, "+"); open {
		_ = json.Unmarshal([]byte(rest), &low)
		return tocsin.AtLeast(low)
	}
	from, to, ranged := strings.Cut(s, "-")
	_ = json.Unmarshal([]byte(from), &low)
	if !ranged {
		return tocsin.Exactly(low)
	}
	_ = json.Unmarshal([]byte(to), &high)
	return tocsin.Between(low, high)
}

func reports(lines ...string) []tocsin.Testimony {
	out := make([]tocsin.Testimony, len(lines))
	for i, l := range lines {
		out[i] = report(l)
	}
	return out
}

func assessor() assess.Assessor {
	return assess.New(func(a, b string) bool { return strings.HasPrefix(a, b) || strings.HasPrefix(b, a) })
}

func on(day int) assess.Moment {
	return assess.Moment{Clock: assess.ByReport, Time: time.Date(2024, 1, day, 12, 0, 0, 0, time.UTC)}
}

// TestKilled holds the rules of docs/ledgers.md, one case a rule.
func TestKilled(t *testing.T) {
	for name, c := range map[string]struct {
		want, why string
		told      []string
	}{
		"no figure":                          {"", "", []string{"3 Wire; blamed Haltar by police"}},
		"one figure":                         {"12", "the first figure", []string{"3 Wire; killed 12"}},
		"at least":                           {"12 (12 or more)", "", []string{"3 Wire; killed 12+"}},
		"a narrow range has its middle":      {"100 (90 to 110)", "", []string{"3 Wire; killed 90-110"}},
		"a wide range has its lower end":     {"1 (1 to 50)", "", []string{"3 Wire; killed 1-50"}},
		"nobody":                             {"0", "", []string{"3 Wire; killed 0"}},
		"counts rise":                        {"103", "73 gave way to 103", []string{"3 Wire; killed 73", "4 Wire; killed 103"}},
		"an office revises down":             {"95", "official", []string{"3 Wire; killed 103", "3 Post; killed 103", "4 Radio; killed 95 by health ministry"}},
		"its own source revises down":        {"95", "the source that gave the higher", []string{"3 Wire/B; killed 103", "4 Wire/B; killed 95"}},
		"as many sources revise down":        {"95", "as many", []string{"3 Wire; killed 103", "4 Post; killed 95"}},
		"one of many does not":               {"103 (50 to 103)", "still stand", []string{"3 Wire; killed 103", "3 Post; killed 103", "4 Blog; killed 50"}},
		"unless it knows of the higher one":  {"94", "knows of the higher", []string{"3 Wire; killed 103", "3 Post; killed 103", "4 Herald; killed 94 by witnesses; killed 103"}},
		"a less reliable one does not":       {"103 (50 to 103)", "", []string{"3 Wire/A; killed 103", "4 Blog/E; killed 50"}},
		"nor raise it":                       {"103 (103 to 900)", "", []string{"3 Wire/A; killed 103", "4 Blog/E; killed 900"}},
		"copies are one source":              {"103 (50 to 103)", "", []string{"3 Wire; killed 103", "3 Post; killed 103", "4 Blog =g; killed 50", "4 Echo =g; killed 50"}},
		"a part never lowers it":             {"12", "", []string{"3 Wire; killed 12", "4 Wire; civilians 5 by police"}},
		"a part can raise it":                {"30 (30 or more)", "counts a part", []string{"3 Wire; killed 12", "4 Wire; civilians 30"}},
		"attackers are counted apart":        {"12", "", []string{"3 Wire; killed 12", "4 Wire; attackers 30"}},
		"a sum is no toll of this":           {"12", "", []string{"3 Wire; killed 12", "4 Wire; sum 30; killed 300"}},
		"unless all tell the sum":            {"300", "", []string{"4 Wire; sum 30; killed 300"}},
		"two bombs of one attack are no sum": {"30", "", []string{"3 Wire; killed 12", "4 Wire; sum 2; killed 30"}},
		"a side's figure only widens":        {"12 (12 to 300)", "", []string{"3 Wire; killed 12; claimed Ansira by self", "4 Wire; killed 300 by Ansira"}},
		"a side's figure alone":              {"300", "a side that is held", []string{"4 Wire; killed 300 by Ansira; claimed Ansira by self"}},
		"another's figure takes its place":   {"12 (12 to 300)", "no side", []string{"3 Wire; killed 300 by Ansira; claimed Ansira by self", "4 Post; killed 12"}},
		"a looser figure changes nothing":    {"94", "", []string{"3 Wire; killed 94", "9 Post; killed 91+", "9 Radio; killed 90-100"}},
		"an exact figure replaces a looser":  {"94", "more exactly", []string{"3 Wire; killed 94+", "4 Post; killed 94"}},
		"an old figure does not come back":   {"84 (84 to 95)", "", []string{"3 Wire; killed 95", "4 Wire; killed 84", "5 Wire; killed 95"}},
		"but from two sources it does":       {"95", "come back", []string{"3 Wire; killed 95", "4 Wire; killed 84", "5 Post; killed 95", "5 Radio; killed 95"}},
		"what a report recalls is not new":   {"95", "", []string{"3 Wire; killed 103", "4 Wire; killed 103 by police; killed 95 by police"}},
		"nor what it recalls of that day":    {"103", "", []string{"3 Wire; killed 73 by police", "3 Wire; killed 73 by police; killed 103 by state television"}},
		"within a day the greater":           {"12 (10 to 12)", "", []string{"3 Wire; killed 10", "3 Post; killed 12"}},
		"within a day the better supported":  {"10 (10 to 12)", "", []string{"3 Wire; killed 10", "3 Radio; killed 10", "3 Post; killed 12"}},
		"an early lower figure is outgrown":  {"103", "", []string{"3 Wire; killed 73", "3 Post; killed 60 by witnesses", "4 Wire; killed 103"}},
		"a higher figure stands until taken": {"95 (95 to 120)", "", []string{"3 Wire; killed 103", "3 Wire; killed 103", "3 Blog/E; killed 120", "4 Wire; killed 95 by police"}},
	} {
		t.Run(name, func(t *testing.T) {
			got := assessor().Assess(reports(c.told...), assess.Moment{})
			if got.Killed.String() != c.want {
				t.Errorf("killed %q, want %q", got.Killed, c.want)
			}
			if got.Killed != nil && !strings.Contains(got.Killed.Why, c.why) {
				t.Errorf("explained as %q, want %q in it", got.Killed.Why, c.why)
			}
		})
	}
}

// TestResponsibility holds the statuses, the credibility and the grades.
func TestResponsibility(t *testing.T) {
	for name, c := range map[string]struct {
		want  string
		grade assess.Grade
		told  []string
	}{
		"nobody named":             {"unknown", assess.Weak, []string{"3 Wire; reported unknown"}},
		"nobody named, often":      {"unknown", assess.Fair, []string{"3 Wire; reported unknown", "3 Post; killed 3"}},
		"one source":               {"undisputed: Haltar (6)", assess.Weak, []string{"3 Wire; reported Haltar"}},
		"one fairly reliable":      {"undisputed: Haltar (3)", assess.Weak, []string{"3 Wire/C; reported Haltar"}},
		"one usually reliable":     {"undisputed: Haltar (2)", assess.Weak, []string{"3 Wire/B; reported Haltar"}},
		"two reliable":             {"undisputed: Haltar (1)", assess.Fair, []string{"3 Wire/B; reported Haltar", "3 Post/C; reported Haltar"}},
		"two copies":               {"undisputed: Haltar (2)", assess.Weak, []string{"3 Wire/B =g; reported Haltar", "3 Post/C =g; reported Haltar"}},
		"two of one owner":         {"undisputed: Haltar (2)", assess.Weak, []string{"3 Wire/B @Group; reported Haltar", "3 Post/C @the-group @Group; reported Haltar"}},
		"two of two owners":        {"undisputed: Haltar (1)", assess.Fair, []string{"3 Wire/B @Group; reported Haltar", "3 Post/C @Other; reported Haltar"}},
		"owners in a chain":        {"undisputed: Haltar (2)", assess.Weak, []string{"3 Wire/B @A; reported Haltar", "3 Post/C @A @B; reported Haltar", "3 Radio/C @B; reported Haltar"}},
		"one speaker in two":       {"undisputed: Haltar (2)", assess.Fair, []string{"3 Wire/B; blamed Haltar by police", "3 Post/C; blamed Haltar by the police"}},
		"two unrated":              {"undisputed: Haltar (3)", assess.Fair, []string{"3 Wire; reported Haltar", "3 Post; reported Haltar"}},
		"claimed":                  {"claimed: Ansira (2)", assess.Confirmed, []string{"3 Wire/B; claimed Ansira by self", "3 Post; killed 3"}},
		"claimed in one report":    {"claimed: Ansira (6)", assess.Weak, []string{"3 Wire; claimed Ansira by self"}},
		"a branch and its parent":  {"claimed: Ansira (2), Ansira East (2)", assess.Confirmed, []string{"3 Wire/B; claimed Ansira East by self", "3 Post; blamed Ansira by police"}},
		"an inquiry concludes":     {"undisputed: Haltar (2)", assess.Confirmed, []string{"3 Wire/A; assessed Haltar by UN inquiry"}},
		"two are blamed":           {"contested: Ansira (4), Haltar (4)", assess.ContestedGrade, []string{"3 Wire/B; blamed Haltar by police", "3 Post/B; blamed Ansira by army"}},
		"the better supported":     {"contested: Ansira (3), Haltar (5)", assess.ContestedGrade, []string{"3 Wire/B; claimed Ansira by self", "3 Radio/C; reported Ansira", "3 Post/D; blamed Haltar by army"}},
		"sides of one clash":       {"undisputed: Ansira (6), Haltar (6)", assess.Weak, []string{"3 Wire; reported Ansira; reported Haltar"}},
		"denied by the accused":    {"denied: Haltar (4)", assess.ContestedGrade, []string{"3 Wire/B; blamed Haltar by police; denied Haltar by Haltar"}},
		"cleared by others":        {"denied: Haltar (4)", assess.Discounted, []string{"3 Wire/B; blamed Haltar by police", "4 Post/B; denied Haltar by UN inquiry"}},
		"only a denial":            {"denied", assess.ContestedGrade, []string{"3 Wire; denied Haltar by self"}},
		"one speaker, a new mind":  {"undisputed: Ansira (2)", assess.Weak, []string{"3 Wire/B; blamed Haltar by police", "4 Wire/B; blamed Ansira by police"}},
		"claimed and denied by it": {"contested: Ansira (4)", assess.ContestedGrade, []string{"3 Wire/B; claimed Ansira by self", "4 Post/B; denied Ansira by self"}},
	} {
		t.Run(name, func(t *testing.T) {
			got := assessor().Assess(reports(c.told...), assess.Moment{})
			if got.Responsibility.String() != c.want || got.Grade.Grade != c.grade {
				t.Errorf("%s, %s; want %s, %s\n%+v", got.Responsibility, got.Grade.Grade, c.want, c.grade, got.Responsibility)
			}
		})
	}
}

// story is one attack over a week and a court's story a year later.
var story = []string{
	"03 Wire/B; killed 73 by state television; injured 170; reported unknown",
	"04 Post/C; killed 103; blamed Haltar by provincial governor",
	"05 Radio/C; killed 95 by health ministry; blamed Ansira by United States; killed 103",
	"06 Daily; killed 84 by emergency services; claimed Ansira by self",
	"07 Wire/B; killed 84; denied Haltar by self",
	"09 Post/C; killed 94 by judiciary",
	"25 Court; killed 91+",
}

func TestTheStoryIsToldAsItWasKnown(t *testing.T) {
	for _, c := range []struct {
		day                    int
		killed, responsibility string
		grade                  assess.Grade
	}{
		{2, "", "unknown", assess.Weak},
		{3, "73", "unknown", assess.Weak},
		{4, "103", "undisputed: Haltar (3)", assess.Fair},
		{5, "95", "contested: Ansira (4), Haltar (4)", assess.ContestedGrade},
		{6, "84", "contested: Ansira (3), Haltar (5)", assess.ContestedGrade},
		{7, "84", "contested: Ansira (3), Haltar (5)", assess.ContestedGrade},
		{9, "94", "contested: Ansira (3), Haltar (5)", assess.ContestedGrade},
		{28, "94", "contested: Ansira (3), Haltar (5)", assess.ContestedGrade},
	} {
		got := assessor().Assess(reports(story...), on(c.day))
		if got.Killed.String() != c.killed || got.Responsibility.String() != c.responsibility || got.Grade.Grade != c.grade {
			t.Errorf("as of day %d: killed %q, %s, %s; want %q, %s, %s", c.day,
				got.Killed, got.Responsibility, got.Grade.Grade, c.killed, c.responsibility, c.grade)
		}
	}
}

func TestTheStorysHistory(t *testing.T) {
	var got []string
	for _, s := range assessor().History(reports(story...), assess.ByReport) {
		for _, c := range s.Changes {
			if c.What == "killed" {
				got = append(got, s.At.Time.Format("02")+" "+c.Before+" → "+c.After)
			}
		}
	}
	want := []string{"03  → 73", "04 73 → 103", "05 103 → 95", "06 95 → 84", "09 84 → 94"}
	if !reflect.DeepEqual(got, want) {
		t.Errorf("history %q, want %q", got, want)
	}
}

// What was learned late was not known before, though it was printed before.
func TestTheTwoClocks(t *testing.T) {
	told := reports("03 Wire; killed 73", "04 Post; killed 103")
	told[1].Learned = time.Date(2024, 2, 1, 8, 0, 0, 0, time.UTC)
	told = append(told, report("05 Radio; killed 110"))
	told[2].Published = nil // its day is that of learning: the 6th
	for _, c := range []struct {
		clock assess.Clock
		at    string
		want  string
	}{
		{assess.ByReport, "2024-01-04T00:00:00Z", "103"},
		{assess.ByReport, "2024-01-05T23:59:59Z", "103"},
		{assess.ByReport, "2024-01-06T00:00:00Z", "110"},
		{assess.ByLearning, "2024-01-04T05:59:59Z", ""},
		{assess.ByLearning, "2024-01-04T06:00:00Z", "73"},
		{assess.ByLearning, "2024-01-31T00:00:00Z", "110"},
		{assess.ByLearning, "2024-02-01T08:00:00Z", "110"},
	} {
		at, _ := time.Parse(time.RFC3339, c.at)
		if got := assessor().Assess(told, assess.Moment{Clock: c.clock, Time: at}).Killed.String(); got != c.want {
			t.Errorf("%s as of %s: killed %q, want %q", c.clock, c.at, got, c.want)
		}
	}
}

func encode(t interface{ Fatal(...any) }, v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

// The order in which reports come does not show.
func TestTheOrderOfReportsDoesNotShow(t *testing.T) {
	told := reports(story...)
	want := encode(t, assessor().Assess(told, assess.Moment{}))
	for range 20 {
		rand.Shuffle(len(told), func(i, j int) { told[i], told[j] = told[j], told[i] })
		if got := encode(t, assessor().Assess(told, assess.Moment{})); got != want {
			t.Fatalf("another order gives\n%s\nwant\n%s", got, want)
		}
	}
}

// tellings draws any reports at all.
func tellings() *rapid.Generator[[]tocsin.Testimony] {
	figure := rapid.Custom(func(t *rapid.T) string {
		n := rapid.IntRange(0, 120).Draw(t, "n")
		by := rapid.SampledFrom([]string{"", " by police", " by Haltar", " by witnesses"}).Draw(t, "by")
		number := rapid.SampledFrom([]string{"%d", "%d+", "%d-%d"}).Draw(t, "form")
		number = strings.ReplaceAll(strings.Replace(number, "%d-%d", encode(t, n)+"-"+encode(t, n+n/4), 1), "%d", encode(t, n))
		word := rapid.SampledFrom([]string{"killed ", "injured ", "civilians ", "attackers "}).Draw(t, "what")
		return word + number + by
	})
	stance := rapid.SampledFrom([]string{"blamed Haltar by police", "claimed Ansira by self", "denied Haltar by Haltar", "reported unknown", "assessed Ansira East by court", "sum 30"})
	return rapid.Custom(func(t *rapid.T) []tocsin.Testimony {
		out := []tocsin.Testimony{}
		for i := range rapid.IntRange(0, 8).Draw(t, "reports") {
			line := rapid.SampledFrom([]string{"03", "04", "05", "06"}).Draw(t, "day") + " " +
				rapid.SampledFrom([]string{"Wire/A", "Post/C", "Blog/E", "Radio"}).Draw(t, "outlet")
			for _, s := range append(rapid.SliceOfN(figure, 0, 4).Draw(t, "figures"), rapid.SliceOfN(stance, 0, 2).Draw(t, "stances")...) {
				line += "; " + s
			}
			m := report(line)
			m.Article += encode(t, i)
			m.Telling += encode(t, i)
			out = append(out, m)
		}
		return out
	})
}

func TestWhateverIsTold(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		told := tellings().Draw(t, "told")
		got := assessor().Assess(told, assess.Moment{})
		for _, e := range []*assess.Estimate{got.Killed, got.Injured} {
			if e != nil && (e.Low > e.Best || e.High != nil && e.Best > *e.High || e.Why == "" || len(e.Supports) == 0) {
				t.Fatalf("low, best and high are out of order or unexplained: %+v", e)
			}
		}
		shuffled := rapid.Permutation(told).Draw(t, "order")
		if encode(t, assessor().Assess(shuffled, assess.Moment{})) != encode(t, got) {
			t.Fatal("the order shows")
		}
		newer := tellings().Draw(t, "newer")
		at := on(rapid.IntRange(3, 6).Draw(t, "day"))
		both := append([]tocsin.Testimony{}, told...)
		for _, m := range newer {
			if m.Article += " newer"; !at.Knows(m) {
				both = append(both, m)
			}
		}
		if encode(t, assessor().Assess(both, at)) != encode(t, assessor().Assess(told, at)) {
			t.Fatal("what was told later shows before it was told")
		}
	})
}

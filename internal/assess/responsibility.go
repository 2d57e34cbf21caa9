package assess

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"tocsin"
)

// Status says how it stands with the question of who did it.
type Status string

// The statuses of responsibility.
const (
	// Undisputed: all who name somebody name the same, and nobody denies it.
	Undisputed Status = "undisputed"
	// Claimed: the one who is named says so itself, and nobody disputes it.
	Claimed Status = "claimed"
	// Contested: different speakers hold different actors responsible, or one
	// both claims and denies.
	Contested Status = "contested"
	// Denied: all who are held responsible are said not to have done it.
	Denied Status = "denied"
	// Unknown: nobody is named.
	Unknown Status = "unknown"
)

// Statuses returns all statuses of responsibility.
func Statuses() []Status { return []Status{Undisputed, Claimed, Contested, Denied, Unknown} }

// Credibility is the second half of an Admiralty grade: 1 confirmed, 2 probably
// true, 3 possibly true, 4 doubtful, 5 improbable, 6 cannot be judged.
type Credibility int

// Words returns what the grade means.
func (c Credibility) Words() string {
	return [...]string{"", "confirmed by other sources", "probably true", "possibly true", "doubtful", "improbable", "cannot be judged"}[c]
}

// Responsibility is who is held responsible, and how that stands.
type Responsibility struct {
	Status Status `json:"status"`
	// Why says in words how the status was arrived at.
	Why string `json:"why"`
	// Actors are those held responsible or said not to be, the most credible first.
	Actors []ActorStanding `json:"actors"`
}

// ActorStanding is what speaks for and against one actor having done it.
type ActorStanding struct {
	Actor string `json:"actor"`
	// For and Against are the numbers of independent sources.
	For      int  `json:"for"`
	Against  int  `json:"against"`
	Claimed  bool `json:"claimed"`
	Denied   bool `json:"denied"`
	Assessed bool `json:"assessed"`
	// Cleared is the number of independent sources, other than the actor itself,
	// that say it did not.
	Cleared     int         `json:"cleared,omitempty"`
	Credibility Credibility `json:"credibility"`
	Why         string      `json:"why"`
	Supports    []Support   `json:"supports"`
}

// held reports whether the stance holds the actor responsible.
func held(s tocsin.Stance) bool { return s != tocsin.Denied && s != "" }

// voiceAccount is what one speaker holds at last: the actors of its newest day.
type voiceAccount struct {
	voice  string
	claims []*claim
}

// responsibility derives who is held responsible from the ledger.
func (a Assessor) responsibility(ledger []*claim) Responsibility {
	current := latest(ledger)
	names := a.named(current)
	if len(names) == 0 {
		return Responsibility{Status: Unknown, Why: unnamed(ledger), Actors: []ActorStanding{}}
	}
	accounts := accountsOf(current)
	actors := make([]ActorStanding, 0, len(names))
	for _, name := range names {
		actors = append(actors, a.standing(name, current, accounts))
	}
	slices.SortStableFunc(actors, func(x, y ActorStanding) int {
		return cmp.Or(cmp.Compare(x.Credibility, y.Credibility), cmp.Compare(truth(y.Assessed), truth(x.Assessed)),
			cmp.Compare(truth(y.Claimed), truth(x.Claimed)), cmp.Compare(y.For, x.For), cmp.Compare(x.Actor, y.Actor))
	})
	status, why := a.status(actors, accounts)
	return Responsibility{Status: status, Why: why, Actors: actors}
}

func unnamed(ledger []*claim) string {
	if len(ledger) == 0 {
		return "No report says who did it."
	}
	return "Reports tell of it without naming who did it."
}

// latest leaves of each speaker what it said on its newest day: who changes what
// it says is taken at its last word. A claim and a denial by one speaker of one
// actor stay together as they are.
func latest(ledger []*claim) []*claim {
	type about struct {
		voice  string
		denial bool
	}
	newest := map[about]tocsin.Day{}
	for _, c := range ledger {
		key := about{c.voice, c.Stance == tocsin.Denied}
		newest[key] = max(newest[key], c.day)
	}
	return keep(ledger, func(c *claim) bool {
		return c.Actor != tocsin.UnknownActor && c.Actor != "" && c.day == newest[about{c.voice, c.Stance == tocsin.Denied}]
	})
}

// named returns the actors of the claims, sorted, branches beside what they are
// branches of.
func (a Assessor) named(claims []*claim) []string {
	var names []string
	for _, c := range claims {
		names = append(names, c.Actor)
	}
	slices.Sort(names)
	return slices.Compact(names)
}

// accountsOf gathers what each speaker holds.
func accountsOf(claims []*claim) []voiceAccount {
	byVoice := map[string]*voiceAccount{}
	var order []string
	for _, c := range claims {
		if !held(c.Stance) {
			continue
		}
		if byVoice[c.voice] == nil {
			byVoice[c.voice] = &voiceAccount{voice: c.voice}
			order = append(order, c.voice)
		}
		byVoice[c.voice].claims = append(byVoice[c.voice].claims, c)
	}
	slices.Sort(order)
	out := make([]voiceAccount, len(order))
	for i, v := range order {
		out[i] = *byVoice[v]
	}
	return out
}

// names reports whether the account holds the actor, or its kin, responsible.
func (a Assessor) names(acc voiceAccount, actor string) bool {
	return slices.ContainsFunc(acc.claims, func(c *claim) bool { return a.kin(c.Actor, actor) })
}

// standing gathers what speaks for and against one actor. Against it speak those
// who deny it and those who name others only.
func (a Assessor) standing(actor string, claims []*claim, accounts []voiceAccount) ActorStanding {
	s := ActorStanding{Actor: actor}
	var pro, con, cleared []statement
	for _, c := range claims {
		switch own := a.kin(c.Actor, actor); {
		case own && held(c.Stance):
			pro = append(pro, c.statement)
			s.Claimed = s.Claimed || c.Stance == tocsin.Claimed
			s.Assessed = s.Assessed || c.Stance == tocsin.Assessed
		case own:
			con = append(con, c.statement)
			s.Denied = true
			if !a.kin(c.statement.by, actor) {
				cleared = append(cleared, c.statement)
			}
		}
	}
	for _, acc := range accounts {
		if !a.names(acc, actor) {
			for _, c := range acc.claims {
				con = append(con, c.statement)
			}
		}
	}
	forIt, against := independent(pro), independent(con)
	s.For, s.Against, s.Supports = len(forIt), len(against), append(supports(pro), supports(con)...)
	s.Cleared = len(independent(cleared))
	s.Credibility = credibility(forIt, against)
	s.Why = s.explain(forIt, against)
	return s
}

// credibility grades a statement by the independent sources for and against it,
// in the table of docs/ledgers.md.
func credibility(forIt, against []tocsin.Reliability) Credibility {
	pro, con := countGraded(forIt), countGraded(against)
	switch {
	case pro+con == 0 && (len(forIt) < 2 || len(against) > 0):
		return 6
	case pro < con || pro == con && len(forIt) < len(against):
		return 5
	case pro == con && len(against) > 0 && len(forIt) == len(against):
		return 4
	case len(against) > 0:
		return 3
	case pro >= 2:
		return 1
	case pro == 1 && (len(forIt) >= 2 || weight(forIt[0]) >= weight("B")):
		return 2
	}
	return 3
}

func countGraded(all []tocsin.Reliability) int {
	return len(keep(all, graded))
}

func (s ActorStanding) explain(forIt, against []tocsin.Reliability) string {
	said := fmt.Sprintf("%s for it, %d of them graded C or better", sources(s.For), countGraded(forIt))
	if s.Against > 0 {
		said += fmt.Sprintf("; %s against it (%d graded C or better)", sources(s.Against), countGraded(against))
	}
	var also []string
	for _, is := range []struct {
		so    bool
		words string
	}{{s.Claimed, "it claims the deed"}, {s.Denied, "it is denied"}, {s.Assessed, "a court, inquiry or analyst concludes so"}} {
		if is.so {
			also = append(also, is.words)
		}
	}
	if len(also) > 0 {
		said += "; " + strings.Join(also, ", ")
	}
	return fmt.Sprintf("%s: %d, %s.", said, s.Credibility, s.Credibility.Words())
}

func sources(n int) string {
	if n == 1 {
		return "1 independent source"
	}
	return fmt.Sprintf("%d independent sources", n)
}

// status says how the accounts stand to each other.
func (a Assessor) status(actors []ActorStanding, accounts []voiceAccount) (Status, string) {
	rival := a.rivals(accounts)
	var claimed, denied, standing []string
	for _, s := range actors {
		if s.For == 0 {
			continue
		}
		if s.Claimed {
			claimed = append(claimed, s.Actor)
		}
		if s.Denied {
			denied = append(denied, s.Actor)
		} else {
			standing = append(standing, s.Actor)
		}
	}
	switch {
	case rival != nil:
		return Contested, fmt.Sprintf("According to %s, but according to %s.", rival[0], rival[1])
	case len(accounts) == 0:
		return Denied, "Nobody is held responsible but by denials."
	case len(denied) > 0 && len(claimed) > 0:
		return Contested, fmt.Sprintf("%s is said to have claimed it, and to have denied it.", claimed[0])
	case len(denied) > 0 && len(standing) == 0:
		return Denied, fmt.Sprintf("That %s did it is denied, and nobody claims it.", strings.Join(denied, " or "))
	case len(claimed) > 0:
		return Claimed, fmt.Sprintf("%s claims it, and no source disputes that.", claimed[0])
	}
	return Undisputed, fmt.Sprintf("All who name anybody name %s.", strings.Join(standing, " and "))
}

// rivals returns two accounts, in words, that have no actor in common; nil where
// there are none. The sides of a clash in one account are no rivals.
func (a Assessor) rivals(accounts []voiceAccount) []string {
	for i, x := range accounts {
		for _, y := range accounts[i+1:] {
			if !slices.ContainsFunc(y.claims, func(c *claim) bool { return a.names(x, c.Actor) }) {
				return []string{x.words(), y.words()}
			}
		}
	}
	return nil
}

func (v voiceAccount) words() string {
	var names []string
	for _, c := range v.claims {
		if !slices.Contains(names, c.Actor) {
			names = append(names, c.Actor)
		}
	}
	return fmt.Sprintf("%s it was %s", v.claims[0].teller(), strings.Join(names, " and "))
}

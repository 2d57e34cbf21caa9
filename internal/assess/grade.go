package assess

import "fmt"

// Grade says how well it is established that it happened and who did it, in the
// sense of Airwars' grades of harm.
type Grade string

// The grades.
const (
	// Confirmed: the one held responsible accepts it, or an inquiry concludes so.
	Confirmed Grade = "confirmed"
	// Fair: two independent sources or more, and no rival account.
	Fair Grade = "fair"
	// Weak: one source.
	Weak Grade = "weak"
	// ContestedGrade: rival accounts of who did it.
	ContestedGrade Grade = "contested"
	// Discounted: what speaks against the only account outweighs what speaks for it.
	Discounted Grade = "discounted"
)

// Grades returns all grades.
func Grades() []Grade { return []Grade{Confirmed, Fair, Weak, ContestedGrade, Discounted} }

// Graded is a grade with its reason.
type Graded struct {
	Grade Grade  `json:"grade"`
	Why   string `json:"why"`
}

// grade applies the table of docs/ledgers.md; n is the number of independent
// sources that tell of the incident at all.
func grade(r Responsibility, n int) Graded {
	if len(r.Actors) == 0 {
		return byReports(n, "nobody is named as responsible")
	}
	lead := r.Actors[0]
	switch r.Status {
	case Contested:
		return Graded{ContestedGrade, "There are rival accounts of who did it. " + r.Why}
	case Denied:
		if lead.Cleared >= max(lead.For, 1) {
			return Graded{Discounted, fmt.Sprintf("%s other than the accused against the only account, %s for it.", sources(lead.Cleared), sources(lead.For))}
		}
		return Graded{ContestedGrade, "The only account is denied."}
	}
	switch {
	case lead.Assessed && lead.Against == 0:
		return Graded{Confirmed, fmt.Sprintf("A court, inquiry or analyst concludes that %s did it, and nothing speaks against it.", lead.Actor)}
	case r.Status == Claimed && n >= 2:
		return Graded{Confirmed, fmt.Sprintf("%s accepts responsibility, and %s tell of the incident.", lead.Actor, sources(n))}
	}
	return byReports(n, "there is no rival account of who did it")
}

func byReports(n int, also string) Graded {
	if n >= 2 {
		return Graded{Fair, fmt.Sprintf("%s tell of it, and %s.", sources(n), also)}
	}
	return Graded{Weak, fmt.Sprintf("%s tells of it, and %s.", sources(n), also)}
}

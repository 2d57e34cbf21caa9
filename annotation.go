package tocsin

// Timex is a time expression found in a text.
type Timex struct {
	Span
	Kind TimexKind
	// Interval is the value in days, nil where the expression names no days or
	// is relative and had nothing to be reckoned from.
	Interval *Interval
	// Relative is true where the value depends on the reference day ("on
	// Sunday", "last week") and not on the words alone.
	Relative bool
	// Score in [0,1] is how sure the grammar is that the words are a time.
	Score float64
}

// TimexKind says what a time expression denotes.
type TimexKind string

// The kinds of time expression.
const (
	TimexDate     TimexKind = "date"     // a day, week, month, season or year
	TimexClock    TimexKind = "clock"    // a time of day alone
	TimexDuration TimexKind = "duration" // a length of time
	TimexSet      TimexKind = "set"      // a repeated time, "every Friday"
	TimexSince    TimexKind = "since"    // from a time until the reference day
)

// Numeral is a number found in a text, in digits or words, with its hedges.
type Numeral struct {
	// Span holds the number and its hedge ("at least 12", "dozens of").
	Span
	// Core is the number without its hedge.
	Core Span
	// Quantity is the value by the codebook's rules for hedges.
	Quantity
	// Ordinal is true for "third"; Percent for "12 percent"; Money for "$12".
	// Year is true where a bare four-digit number reads as a year.
	Ordinal, Percent, Money, Year bool
	// Indefinite is true for "a", "an" and "one" read as 1.
	Indefinite bool
}

// Toponym is the name of a place found in a text, resolved where it can be.
type Toponym struct {
	Span
	// Name is the surface name.
	Name string
	// Place is what the name resolves to; its Precision is unknown where
	// nothing fits.
	Place Place
	// Demonym is true for "Syrian": it tells a country but is not a place name.
	Demonym bool
	// Metonym is true where the name stands for a government ("Moscow said").
	Metonym bool
	Score   float64
}

// ActorMention is a mention of an organisation, force or state that can act.
type ActorMention struct {
	Span
	// Head is the position of the word that agrees with a verb.
	Head Span
	// Actor is the lexicon's entry, or one made up from the words ("Kenyan police").
	Actor Actor
	// Generic is true for unnamed groups: gunmen, militants, terrorists.
	Generic bool
	Score   float64
}

// Actor is an organisation, force, state or office.
type Actor struct {
	// ID is the lexicon's identifier, "" for an actor made up from the words.
	ID string
	// Name is the common English name.
	Name string
	Type ActorType
	// Country is the ISO alpha-2 code of the state it belongs to or works in, "" if several.
	Country string
	// Parent is the ID of the organisation that it is a branch of, "" if none.
	Parent string
	// From and To are the first and last years of activity, 0 where open.
	From, To int
}

// ActorType is the sector of an actor.
type ActorType string

// The types of actor.
const (
	ActorState     ActorType = "state"     // a state as such: "Israel"
	ActorGovt      ActorType = "govt"      // government, ministry, authorities, officials
	ActorMilitary  ActorType = "military"  // army, air force, navy
	ActorPolice    ActorType = "police"    // police, security forces, intelligence services
	ActorCourt     ActorType = "court"     // courts, prosecutors
	ActorArmed     ActorType = "armed"     // non-state armed group
	ActorCoalition ActorType = "coalition" // several states acting together
	ActorParty     ActorType = "party"     // political party
	ActorIGO       ActorType = "igo"       // United Nations, African Union
	ActorNGO       ActorType = "ngo"       // aid bodies, monitors, rights groups
	ActorMedia     ActorType = "media"     // outlets, agencies
	ActorGeneric   ActorType = "generic"   // gunmen, militants
)

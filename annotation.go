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
	TimexDateline TimexKind = "dateline" // the day that the article itself bears at its head
)

// Numeral is a number found in a text, in digits or words, with its hedges.
type Numeral struct {
	// Span holds the number and its hedge ("at least 12", "dozens of").
	Span
	// Core is the number without its hedge.
	Core Span
	// Quantity is the value by the codebook's rules for hedges.
	Quantity
	// Value is the number itself, before any hedge: 100 for "nearly 100", 1.5
	// for "1.5"; the lower number of a range.
	Value float64
	// Use says what the number does in its sentence. Only those of use
	// NumeralCount and NumeralPack can count people, things or incidents.
	Use NumeralUse
	// Hedged is true where a hedge or a range widened the value.
	Hedged bool
	// Indefinite is true for "a", "an", "another" and "one" read as 1.
	Indefinite bool
}

// Counts reports whether the number can count people, things or incidents:
// neither a date nor an age, measure, sum of money, ordinal or part of a name.
func (n Numeral) Counts() bool { return n.Use == NumeralCount || n.Use == NumeralPack }

// NumeralUse says what a number does in its sentence.
type NumeralUse string

// The uses of a number.
const (
	NumeralCount    NumeralUse = "count"    // "12 people", "dozens"
	NumeralPack     NumeralUse = "pack"     // "twin", "double", "triple": so many at once
	NumeralOrdinal  NumeralUse = "ordinal"  // "third", "21st"
	NumeralFraction NumeralUse = "fraction" // "half", "two-thirds"
	NumeralPercent  NumeralUse = "percent"  // "12 percent"
	NumeralMoney    NumeralUse = "money"    // "$12", "12 million euros"
	NumeralYear     NumeralUse = "year"     // "2014"
	NumeralDate     NumeralUse = "date"     // the 5 of "June 5", the parts of "2016-06-05"
	NumeralClock    NumeralUse = "clock"    // "10:30", the 8 of "8am"
	NumeralDuration NumeralUse = "duration" // the 24 of "24 hours"
	NumeralAge      NumeralUse = "age"      // the 30 of "30-year-old", "aged 30"
	NumeralMeasure  NumeralUse = "measure"  // the 5 of "5 km", the 9 of "9mm"
	NumeralName     NumeralUse = "name"     // the 7 of "Highway 7", "Resolution 2254"
	NumeralScore    NumeralUse = "score"    // the parts of "3-1"
)

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
	// Modifier is true where the name only describes something else and does
	// not act: "rebel-held Aleppo", "anti-ISIS", "an IS stronghold".
	Modifier bool
	// Anaphor is true where the words point back to a group named before ("the group").
	Anaphor bool
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
	ActorSource    ActorType = "source"    // people who tell: activists, witnesses, medics
)

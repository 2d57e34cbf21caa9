package tocsin

import "slices"

// Kind says what was done. The values and their order of precedence are the
// codebook's.
type Kind string

// The kinds of violence, and of the answers to it.
const (
	Bombing        Kind = "bombing"
	ArmedAssault   Kind = "armed_assault"
	Assassination  Kind = "assassination"
	Kidnapping     Kind = "kidnapping"
	HostageTaking  Kind = "hostage_taking"
	Hijacking      Kind = "hijacking"
	FacilityAttack Kind = "facility_attack"
	VehicleAttack  Kind = "vehicle_attack"
	ChemicalAttack Kind = "chemical_attack"
	AirStrike      Kind = "air_strike"
	Shelling       Kind = "shelling"
	ArmedClash     Kind = "armed_clash"
	OtherAttack    Kind = "other_attack"
	Arrest         Kind = "arrest"
	Prosecution    Kind = "prosecution"
	AlertChange    Kind = "alert_change"
	Release        Kind = "release"
	Ceasefire      Kind = "ceasefire"
)

// Kinds returns all kinds; those of violence come first, in the codebook's
// order of precedence: where several fit an act, the first wins.
func Kinds() []Kind {
	return []Kind{
		ChemicalAttack, AirStrike, Shelling, Assassination, Hijacking, HostageTaking,
		Kidnapping, VehicleAttack, Bombing, ArmedAssault, FacilityAttack, ArmedClash,
		OtherAttack, Arrest, Prosecution, AlertChange, Release, Ceasefire,
	}
}

// Answer reports whether the kind is a state's or party's answer to violence
// rather than violence itself.
func (k Kind) Answer() bool {
	switch k {
	case Arrest, Prosecution, AlertChange, Release, Ceasefire:
		return true
	}
	return false
}

// Valid reports whether the kind is one of the codebook's.
func (k Kind) Valid() bool { return slices.Contains(Kinds(), k) }

// Stage says how far the act got.
type Stage string

// The stages of an act.
const (
	Accomplished Stage = "accomplished"
	Attempted    Stage = "attempted"
	Foiled       Stage = "foiled"
	Threatened   Stage = "threatened"
)

// Stages returns all stages.
func Stages() []Stage { return []Stage{Accomplished, Attempted, Foiled, Threatened} }

// Salience says whether the article reports the incident or recalls it.
type Salience string

// The two saliences.
const (
	Main       Salience = "main"
	Background Salience = "background"
)

// Saliences returns both saliences.
func Saliences() []Salience { return []Salience{Main, Background} }

// Stance says how an attribution is held.
type Stance string

// The stances of an attribution.
const (
	Reported  Stance = "reported"
	Claimed   Stance = "claimed"
	Blamed    Stance = "blamed"
	Suspected Stance = "suspected"
	Denied    Stance = "denied"
	Assessed  Stance = "assessed"
)

// Stances returns all stances.
func Stances() []Stance { return []Stance{Reported, Claimed, Blamed, Suspected, Denied, Assessed} }

// Who says an attribution or a toll, where it is not a named party.
const (
	ByArticle = "article"
	BySelf    = "self"
)

// Actors that are not organisations of a name.
const (
	UnknownActor     = "unknown"
	IndividualsActor = "individuals"
)

// Effect says what a toll counts.
type Effect string

// The effects that a toll counts.
const (
	Killed     Effect = "killed"
	Injured    Effect = "injured"
	Casualties Effect = "casualties"
	Abducted   Effect = "abducted"
	Missing    Effect = "missing"
	Arrested   Effect = "arrested"
	Freed      Effect = "freed"
)

// Effects returns all effects.
func Effects() []Effect {
	return []Effect{Killed, Injured, Casualties, Abducted, Missing, Arrested, Freed}
}

// Part says which people a toll counts.
type Part string

// The parts of a toll.
const (
	All            Part = "all"
	Civilians      Part = "civilians"
	Children       Part = "children"
	SecurityForces Part = "security_forces"
	Attackers      Part = "attackers"
	OtherPart      Part = "other"
)

// Parts returns all parts.
func Parts() []Part {
	return []Part{All, Civilians, Children, SecurityForces, Attackers, OtherPart}
}

// TargetKind says who or what was attacked.
type TargetKind string

// TargetKinds returns all target kinds of the codebook.
func TargetKinds() []TargetKind {
	return []TargetKind{
		"private_citizens", "government", "police", "military", "non_state_armed_group",
		"religious", "education", "medical", "aid_or_ngo", "media", "business", "transport",
		"utilities", "diplomatic", "political_party", "refugees_or_evacuees",
		"infrastructure_other", "unknown",
	}
}

// WeaponKind says what was used.
type WeaponKind string

// WeaponKinds returns all weapon kinds of the codebook.
func WeaponKinds() []WeaponKind {
	return []WeaponKind{
		"explosives", "suicide_explosives", "vehicle_bomb", "firearms", "blade", "incendiary",
		"vehicle", "chemical", "air_delivered", "drone", "artillery_or_mortar",
		"rocket_or_missile", "other",
	}
}

// AssertionKind names a statement that is not about one incident.
type AssertionKind string

// The kinds of assertion.
const (
	Campaign    AssertionKind = "campaign"
	Expansion   AssertionKind = "expansion"
	Affiliation AssertionKind = "affiliation"
	Hostility   AssertionKind = "hostility"
	Designation AssertionKind = "designation"
)

// AssertionKinds returns all kinds of assertion.
func AssertionKinds() []AssertionKind {
	return []AssertionKind{Campaign, Expansion, Affiliation, Hostility, Designation}
}

// Precision says how exactly a place is known. The grades follow UCDP GED's
// where_prec, by name.
type Precision string

// The grades of precision, finest first.
const (
	PrecisionPlace   Precision = "place"   // a populated place or site of its own
	PrecisionNear    Precision = "near"    // near a named place
	PrecisionAdmin2  Precision = "admin2"  // a district
	PrecisionAdmin1  Precision = "admin1"  // a province or governorate
	PrecisionRegion  Precision = "region"  // a landscape, sea or part of a country
	PrecisionCountry Precision = "country" // a country
	PrecisionUnknown Precision = "unknown" // named, but not resolved: no coordinates
)

// Precisions returns all grades, finest first.
func Precisions() []Precision {
	return []Precision{
		PrecisionPlace, PrecisionNear, PrecisionAdmin2, PrecisionAdmin1, PrecisionRegion,
		PrecisionCountry, PrecisionUnknown,
	}
}

package tocsin

// EventMention is one telling of an event in a report: the trigger and its
// arguments. Several mentions may tell the same incident.
type EventMention struct {
	Kind  Kind
	Stage Stage
	// Trigger is the word or words that name the act; Anchor the short phrase
	// around them that names the incident.
	Trigger, Anchor Citation
	// Sentence is the index of the sentence, the title being the first.
	Sentence int
	// Definite is true where the wording points back ("the attack").
	Definite bool
	// Nominal is true where the trigger is a noun ("the bombing").
	Nominal   bool
	Aggregate bool
	Count     *Count
	Suicide   bool
	Date      *Date
	Place     *Place

	Perpetrators []Attribution
	Targets      []Target
	Weapons      []Weapon
	Tolls        []Toll
	// Score in [0,1] is the finder's that this is a codable event.
	Score float64
}

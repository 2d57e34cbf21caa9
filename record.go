package tocsin

// Record is what one report says: its incidents and assertions, every value
// with the words that support it. It follows schema/record.schema.json.
type Record struct {
	// ID is the report's.
	ID        string `json:"id"`
	Published *Day   `json:"published,omitempty"`
	Outlet    string `json:"outlet,omitempty"`
	URL       string `json:"url,omitempty"`
	Title     string `json:"title,omitempty"`
	// Producers are the stages that made the record, in order.
	Producers  []Producer  `json:"producers"`
	Incidents  []Incident  `json:"incidents"`
	Assertions []Assertion `json:"assertions"`
	// Notes say what was seen but not coded, and why, one line each.
	Notes []string `json:"notes,omitempty"`
}

// Incident is one act, or one continuous attack, at one place and time by the
// same side, as one report tells it.
type Incident struct {
	// ID is i1, i2 … in order of first mention.
	ID string `json:"id"`
	// Key is the same for the same incident in every report; "" until linked.
	Key          string        `json:"key,omitempty"`
	Kind         Kind          `json:"kind"`
	Stage        Stage         `json:"stage"`
	Salience     Salience      `json:"salience"`
	Aggregate    bool          `json:"aggregate"`
	Count        *Count        `json:"count,omitempty"`
	Suicide      bool          `json:"suicide"`
	Anchor       Citation      `json:"anchor"`
	Date         *Date         `json:"date,omitempty"`
	Place        *Place        `json:"place,omitempty"`
	Perpetrators []Attribution `json:"perpetrators,omitempty"`
	Targets      []Target      `json:"targets,omitempty"`
	Weapons      []Weapon      `json:"weapons,omitempty"`
	Tolls        []Toll        `json:"tolls,omitempty"`
	// Score is the model's output in [0,1] that this is a codable incident.
	Score float64 `json:"score"`
}

// Quantity is a whole number known within bounds.
type Quantity struct {
	Low int `json:"low"`
	// High is nil where the number is open upwards.
	High *int `json:"high"`
}

// Exactly returns the quantity n–n.
func Exactly(n int) Quantity { return Quantity{n, &n} }

// AtLeast returns the quantity n–open.
func AtLeast(n int) Quantity { return Quantity{Low: n} }

// Between returns the quantity low–high.
func Between(low, high int) Quantity { return Quantity{low, &high} }

// Count is the number of incidents that an aggregate sums.
type Count struct {
	Quantity
	Citation
	Score float64 `json:"score"`
}

// Date is when an incident happened.
type Date struct {
	Interval
	Citation
	Score float64 `json:"score"`
}

// Place is where an incident happened.
type Place struct {
	// Name is the narrowest named place as written.
	Name string `json:"name"`
	// Admin1 is the province or governorate in its common English name, "" if not certain.
	Admin1 string `json:"admin1,omitempty"`
	// Country is ISO 3166-1 alpha-2, "" if not certain.
	Country string `json:"country,omitempty"`
	// GeoID is the GeoNames identifier, 0 where the place was not resolved.
	GeoID int `json:"geonames_id,omitempty"`
	// Lat and Lon are WGS 84 degrees; both 0 where Precision is unknown.
	Lat       float64   `json:"lat,omitempty"`
	Lon       float64   `json:"lon,omitempty"`
	Precision Precision `json:"precision"`
	Citation
	Score float64 `json:"score"`
}

// Located reports whether the place has coordinates of its own.
func (p *Place) Located() bool {
	return p != nil && p.Precision != "" && p.Precision != PrecisionUnknown && (p.Lat != 0 || p.Lon != 0)
}

// Attribution says who is held responsible, how, and by whom.
type Attribution struct {
	// Actor is the common English name, or unknown, or individuals.
	Actor string `json:"actor"`
	// ActorID is the identifier in the actor lexicon, "" where it has none.
	ActorID string `json:"actor_id,omitempty"`
	Stance  Stance `json:"stance"`
	By      string `json:"by"`
	Citation
	Score float64 `json:"score"`
}

// Target is who or what was attacked.
type Target struct {
	Kind TargetKind `json:"kind"`
	Citation
	Score float64 `json:"score"`
}

// Weapon is what was used.
type Weapon struct {
	Kind WeaponKind `json:"kind"`
	Citation
	Score float64 `json:"score"`
}

// Toll is one reported figure.
type Toll struct {
	What Effect `json:"what"`
	Quantity
	Whom Part   `json:"whom"`
	By   string `json:"by"`
	Citation
	Score float64 `json:"score"`
}

// Assertion is a statement that is not about one incident.
type Assertion struct {
	Kind  AssertionKind `json:"kind"`
	Actor string        `json:"actor"`
	// Object is the campaign's name, a country's ISO alpha-2 code, or a name.
	Object string `json:"object"`
	By     string `json:"by"`
	Citation
	Score float64 `json:"score"`
}

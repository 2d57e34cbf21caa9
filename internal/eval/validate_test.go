package eval_test

import (
	"encoding/json"
	"os"
	"strings"
	"testing"

	"tocsin/internal/corpus"
	"tocsin/internal/eval"
)

// TestCorpusKeepsTheCodebook checks every expected record of the corpus.
func TestCorpusKeepsTheCodebook(t *testing.T) {
	articles, err := corpus.Load(os.DirFS("../../corpus"))
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range articles {
		for _, fault := range eval.Validate(a.Whole(), a.Record) {
			t.Errorf("%s: %s", a.ID, fault)
		}
		var record struct{ ID string }
		if err := json.Unmarshal(a.Record, &record); err != nil || record.ID != a.ID {
			t.Errorf("%s: the record's id is %q (%v)", a.ID, record.ID, err)
		}
	}
}

// TestValidateFindsEachFault spoils a sound record in one place at a time.
func TestValidateFindsEachFault(t *testing.T) {
	const whole = "Bomb kills 12\nA bomb killed 12 people in Hama on Sunday; the army blamed IS."
	const sound = `{"id": "a", "incidents": [
	{"id": "i1", "kind": "bombing", "stage": "accomplished", "salience": "main", "aggregate": false, "suicide": false,
	 "anchor": "A bomb killed",
	 "date": {"start": "2016-05-01", "end": "2016-05-01", "quote": "on Sunday"},
	 "place": {"name": "Hama", "admin1": null, "country": "SY", "quote": "in Hama"},
	 "perpetrators": [{"actor": "Islamic State", "stance": "blamed", "by": "army", "quote": "the army blamed IS"}],
	 "targets": [{"kind": "private_citizens", "quote": "12 people"}],
	 "weapons": [{"kind": "explosives", "quote": "A bomb"}],
	 "tolls": [{"what": "killed", "low": 12, "high": 12, "whom": "all", "by": "article", "quote": "killed 12"}]}],
	"assertions": [{"kind": "hostility", "actor": "army", "object": "Islamic State", "by": "article", "quote": "blamed IS"}]}`
	if faults := eval.Validate(whole, []byte(sound)); len(faults) != 0 {
		t.Fatalf("the sound record has faults: %q", faults)
	}
	for _, c := range []struct{ old, new, want string }{
		{`"id": "i1"`, `"id": ""`, "incident 1: id missing"},
		{`"kind": "bombing"`, `"kind": "explosion"`, `kind "explosion"`},
		{`"accomplished"`, `"done"`, `stage "done"`},
		{`"salience": "main"`, `"salience": "minor"`, `salience "minor"`},
		{`"A bomb killed"`, `"A bomb slew"`, "anchor quote is not in the article"},
		{`"A bomb killed"`, `" "`, "no anchor quote"},
		{`"quote": "on Sunday"`, `"quote": "on Monday"`, "date quote is not in the article"},
		{`"end": "2016-05-01"`, `"end": "2016-04-30"`, "want ISO days in order"},
		{`"start": "2016-05-01"`, `"start": "1 May 2016"`, "want ISO days in order"},
		{`"SY"`, `"Syria"`, `country "Syria"`},
		{`"quote": "in Hama"`, `"quote": "in Homs"`, "place quote is not in the article"},
		{`"stance": "blamed"`, `"stance": "accused"`, `stance "accused"`},
		{`"by": "army"`, `"by": ""`, "without actor or by"},
		{`"actor": "Islamic State"`, `"actor": ""`, "without actor or by"},
		{`"private_citizens"`, `"people"`, `target "people"`},
		{`"explosives"`, `"bomb"`, `weapon "bomb"`},
		{`"what": "killed"`, `"what": "dead"`, `toll "dead"`},
		{`"whom": "all"`, `"whom": "men"`, `toll of whom "men"`},
		{`"low": 12`, `"low": 13`, "toll 13–12"},
		{`"low": 12, `, ``, "toll open–12"},
		{`"low": 12`, `"low": 12.5`, "not a record"},
		{`"kind": "hostility"`, `"kind": "enemy"`, `assertion 1: kind "enemy"`},
		{`"quote": "blamed IS"`, `"quote": "hates IS"`, "assertion 1: quote is not in the article"},
		{`"assertions"`, `assertions`, "not a record"},
	} {
		spoilt := strings.Replace(sound, c.old, c.new, 1)
		if spoilt == sound {
			t.Fatalf("%s does not stand in the record", c.old)
		}
		faults := eval.Validate(whole, []byte(spoilt))
		if len(faults) != 1 || !strings.Contains(faults[0], c.want) {
			t.Errorf("%s for %s: faults %q, want one with %q", c.new, c.old, faults, c.want)
		}
	}
}

func TestValidateRefusesADoubledID(t *testing.T) {
	const whole = "\nA bomb went off."
	const twice = `{"incidents": [
	{"id": "i1", "kind": "bombing", "stage": "accomplished", "salience": "main", "anchor": "A bomb"},
	{"id": "i1", "kind": "bombing", "stage": "accomplished", "salience": "main", "anchor": "A bomb"}]}`
	faults := eval.Validate(whole, []byte(twice))
	if len(faults) != 1 || !strings.Contains(faults[0], "incident i1: id missing or doubled") {
		t.Errorf("faults %q", faults)
	}
}

package eval

import (
	"bytes"
	"strings"
	"testing"
)

// entity is an entity with the given mentions.
func entity(mentions ...string) MUCEntity {
	var e MUCEntity
	for _, m := range mentions {
		e = append(e, MUCMention{Text: m})
	}
	return e
}

// Counts worked out by hand from the definition.
func TestScoreMUCByHand(t *testing.T) {
	gold := MUCTemplate{
		Type: "bombing", PerpOrg: []MUCEntity{entity("red front", "rf")},
		Target: []MUCEntity{entity("bank"), entity("two buses", "buses")}, Weapon: []MUCEntity{entity("car bomb")},
	}
	for _, c := range []struct {
		name         string
		pred, gold   []MUCTemplate
		micro        RoleCounts
		target, kind RoleCounts
	}{
		{
			name: "nothing predicted", gold: []MUCTemplate{gold},
			micro: RoleCounts{0, 0, 0, 5}, target: RoleCounts{0, 0, 0, 2}, kind: RoleCounts{0, 0, 0, 1},
		},
		{
			name: "all right, articles and case aside", gold: []MUCTemplate{gold},
			pred: []MUCTemplate{{
				Type: "bombing", PerpOrg: []MUCEntity{entity("The RF")},
				Target: []MUCEntity{entity("a bank"), entity("buses", "two buses")}, Weapon: []MUCEntity{entity("Car Bomb.")},
			}},
			micro: RoleCounts{5, 5, 5, 5}, target: RoleCounts{2, 2, 2, 2}, kind: RoleCounts{1, 1, 1, 1},
		},
		{
			name: "an entity with one wrong mention is wrong", gold: []MUCTemplate{gold},
			pred:  []MUCTemplate{{Type: "bombing", Target: []MUCEntity{entity("bank", "shop")}}},
			micro: RoleCounts{1, 2, 1, 5}, target: RoleCounts{0, 1, 0, 2}, kind: RoleCounts{1, 1, 1, 1},
		},
		{
			name: "two predicted entities right for one gold entity", gold: []MUCTemplate{gold},
			pred:  []MUCTemplate{{Type: "bombing", Target: []MUCEntity{entity("buses"), entity("two buses")}}},
			micro: RoleCounts{3, 3, 2, 5}, target: RoleCounts{2, 2, 1, 2}, kind: RoleCounts{1, 1, 1, 1},
		},
		{
			name: "another type earns nothing", gold: []MUCTemplate{gold},
			pred:  []MUCTemplate{{Type: "attack", Target: []MUCEntity{entity("bank")}}},
			micro: RoleCounts{0, 2, 0, 5}, target: RoleCounts{0, 1, 0, 2}, kind: RoleCounts{0, 1, 0, 1},
		},
		{
			name: "a type contained in the gold one counts",
			gold: []MUCTemplate{{Type: "bombing / attack"}}, pred: []MUCTemplate{{Type: "attack"}},
			micro: RoleCounts{1, 1, 1, 1}, kind: RoleCounts{1, 1, 1, 1},
		},
		{
			// The first prediction fits both gold templates, the second only one.
			name: "the best mapping is not the greedy one",
			gold: []MUCTemplate{
				{Type: "attack", Target: []MUCEntity{entity("bank")}, Victim: []MUCEntity{entity("x")}},
				{Type: "attack", Target: []MUCEntity{entity("bank")}},
			},
			pred: []MUCTemplate{
				{Type: "attack", Target: []MUCEntity{entity("bank")}},
				{Type: "attack", Target: []MUCEntity{entity("bank")}, Victim: []MUCEntity{entity("x")}},
			},
			micro: RoleCounts{5, 5, 5, 5}, target: RoleCounts{2, 2, 2, 2}, kind: RoleCounts{2, 2, 2, 2},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := ScoreMUC([]MUCDoc{{ID: "a", Templates: c.gold}}, []MUCDoc{{ID: "a", Templates: c.pred}})
			if s.Micro() != c.micro || s.Roles["Target"] != c.target || s.Type != c.kind {
				t.Errorf("micro %v target %v type %v, want %v %v %v",
					s.Micro(), s.Roles["Target"], s.Type, c.micro, c.target, c.kind)
			}
		})
	}
}

func TestMUCReadAndWrite(t *testing.T) {
	in := `{"docid":"A","doctext":"rebels burned a bus","templates":[{"incident_type":"arson",` +
		`"PerpInd":[[["rebels",0]]],"PerpOrg":[],"Target":[[["bus",16]]],"Victim":[],"Weapon":[]}]}` + "\n"
	docs, err := ReadMUC(strings.NewReader(in))
	if err != nil {
		t.Fatal(err)
	}
	if m := docs[0].Templates[0].Target[0][0]; m != (MUCMention{"bus", 16}) {
		t.Errorf("target %v", m)
	}
	var out bytes.Buffer
	if err := WriteMUC(&out, docs); err != nil {
		t.Fatal(err)
	}
	if want := strings.Replace(in, `"doctext":"rebels burned a bus",`, "", 1); out.String() != want {
		t.Errorf("wrote %s", out.String())
	}
	if _, err := ReadMUC(strings.NewReader(`{"docid":`)); err == nil {
		t.Error("a broken line should be an error")
	}
}

// More gold templates than the exact search takes still map one to one.
func TestMapManyTemplates(t *testing.T) {
	var gold []MUCTemplate
	for range maxMasked + 3 {
		gold = append(gold, MUCTemplate{Type: "attack"})
	}
	if n := len(mapTemplates(gold[:5], gold)); n != 5 {
		t.Errorf("%d pairs, want 5", n)
	}
}

package codebook_test

import (
	"encoding/json"
	"testing"

	"tocsin"
	"tocsin/internal/publish/codebook"
)

func TestArticleHasTheCodebooksShape(t *testing.T) {
	cite := func(q string) tocsin.Citation {
		return tocsin.Citation{Span: tocsin.Span{Start: 1, End: 1 + len(q)}, Quote: q}
	}
	day := tocsin.NewDay(2024, 1, 3)
	rec := tocsin.Record{
		ID: "a1", Outlet: "wire", Producers: []tocsin.Producer{{Stage: "extract", Version: "1"}},
		Incidents: []tocsin.Incident{{
			ID: "i1", Kind: tocsin.Bombing, Stage: tocsin.Accomplished, Salience: tocsin.Main, Suicide: true,
			Aggregate: true, Count: &tocsin.Count{Quantity: tocsin.AtLeast(2), Citation: cite("two blasts")},
			Anchor: cite("two blasts"), Score: 0.9,
			Date:         &tocsin.Date{Interval: tocsin.OneDay(day), Citation: cite("Wednesday")},
			Place:        &tocsin.Place{Name: "Kerman", Country: "IR", GeoID: 1, Precision: tocsin.PrecisionPlace, Citation: cite("Kerman")},
			Perpetrators: []tocsin.Attribution{{Actor: "Islamic State", ActorID: "is", Stance: tocsin.Claimed, By: tocsin.BySelf, Citation: cite("IS said")}},
			Tolls:        []tocsin.Toll{{What: tocsin.Killed, Quantity: tocsin.Between(90, 100), Whom: tocsin.All, By: tocsin.ByArticle, Citation: cite("nearly 100")}},
			Weapons:      []tocsin.Weapon{{Kind: "explosives", Citation: cite("bombs")}},
		}},
		Assertions: []tocsin.Assertion{{Kind: tocsin.Expansion, Actor: "Islamic State", Object: "AF", By: "article", Citation: cite("grew")}},
	}
	want := `{"id":"a1","incidents":[{"id":"i1","key":null,"kind":"bombing","stage":"accomplished","salience":"main",` +
		`"aggregate":true,"count":{"low":2,"high":null,"quote":"two blasts"},"suicide":true,"anchor":"two blasts",` +
		`"date":{"start":"2024-01-03","end":"2024-01-03","quote":"Wednesday"},` +
		`"place":{"name":"Kerman","admin1":null,"country":"IR","quote":"Kerman"},` +
		`"perpetrators":[{"actor":"Islamic State","stance":"claimed","by":"self","quote":"IS said"}],"targets":[],` +
		`"weapons":[{"kind":"explosives","quote":"bombs"}],` +
		`"tolls":[{"what":"killed","low":90,"high":100,"whom":"all","by":"article","quote":"nearly 100"}]}],` +
		`"assertions":[{"kind":"expansion","actor":"Islamic State","object":"AF","by":"article","quote":"grew"}]}`
	got, err := json.Marshal(codebook.Article(rec))
	if err != nil || string(got) != want {
		t.Errorf("error %v, got\n%s\nwant\n%s", err, got, want)
	}
}

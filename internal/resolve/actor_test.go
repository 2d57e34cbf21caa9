package resolve

import (
	"strings"
	"testing"

	"tocsin"
	"tocsin/internal/text"
)

func newActors(t testing.TB) *Actors {
	t.Helper()
	a, err := NewActors()
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// showActors writes mentions as "words=Name" with marks for what they are.
func showActors(doc *text.Doc, found []tocsin.ActorMention) string {
	var rows []string
	for _, m := range found {
		row := doc.Of(m.Span) + "=" + m.Actor.Name
		if m.Modifier {
			row += " (modifier)"
		}
		if m.Anaphor {
			row += " (anaphor)"
		}
		rows = append(rows, row)
	}
	return strings.Join(rows, "; ")
}

func TestFindActors(t *testing.T) {
	actors := newActors(t)
	sy, ctx := ActorContext{Country: "SY", Year: 2016}, func(c string, y int) ActorContext { return ActorContext{c, y} }
	for _, c := range []struct {
		ctx        ActorContext
		text, want string
	}{
		{sy, "Regime forces shelled the town.", "Regime forces=Syrian government forces"},
		{sy, "Fighters of IS attacked.", "Fighters=unknown; IS=Islamic State"},
		{sy, "Russian and Syrian regime airstrikes hit rebel-held Aleppo.",
			"Russian=Russia; Syrian regime=Syrian government forces; rebel=Syrian rebels (modifier)"},
		{sy, "US-led coalition warplanes struck an IS stronghold, the Observatory said.",
			"US-led coalition warplanes=US-led coalition; IS=Islamic State (modifier); the Observatory=Syrian Observatory for Human Rights"},
		{ctx("KE", 2014), "Kenyan police said al Shabaab gunmen killed five. Police arrested two.",
			"Kenyan police=Kenyan police; al Shabaab gunmen=al-Shabaab; Police=Kenyan police"},
		{ctx("YE", 2018), "Coalition jets hit the rebels.", "Coalition jets=Saudi-led coalition; the rebels=Houthis"},
		{sy, "The Jabhat Al Nusrah fighters, al Nusra Front and an-Nusra gunmen fought the army.",
			"Jabhat Al Nusrah fighters=al-Nusra Front; al Nusra Front=al-Nusra Front; Nusra gunmen=al-Nusra Front; army=Syrian government forces"},
		{sy, "Bashar Assads air force hit the town; Lebanons Hezbollah helped.",
			"Bashar Assads air force=Syrian government forces; Lebanons Hezbollah=Hezbollah"},
		{sy, "ISIS SAYS IT KILLED SYRIAN SOLDIERS AS US JETS BOMB RAQQA",
			"ISIS=Islamic State; SYRIAN SOLDIERS=Syrian government forces; US JETS=United States"},
		{sy, "anti-ISIS operations, pro-government forces and opposition-held areas",
			"ISIS=Islamic State (modifier); pro-government forces=pro-Syrian government forces; opposition=Syrian rebels (modifier)"},
		{sy, "Syrian forces and their Russian ally", "Syrian forces=Syrian government forces; Russian=Russia"},
		{sy, "blamed by Damascus and Moscow, not near Moscow", "Damascus=Syria; Moscow=Russia"},
		{sy, "The Islamic State (IS) group said it.", "Islamic State (IS) group=Islamic State"},
		{sy, "This is what it is.", ""},
		{ctx("TR", 2016), "Turkish warplanes bombed PKK positions, the interior ministry said.",
			"Turkish warplanes=Turkey; PKK=PKK (modifier); interior ministry=Turkish Interior Ministry"},
		{ctx("PH", 2017), "Troops fought Abu Sayyaf; the Moro Islamic Liberation Front (MILF) denied it.",
			"Troops=Philippine military; Abu Sayyaf=Abu Sayyaf; Moro Islamic Liberation Front=Moro Islamic Liberation Front"},
		{ctx("IN", 2014), "Achik National Volunteers Council (ANVC B) militants abducted him, Assam Police said.",
			"Achik National Volunteers Council (ANVC B) militants=Achik National Volunteers Council – Breakaway; Assam Police=Assam police"},
		{ctx("EC", 2018), "The New Dawn Liberation Army (NDLA) denied it. NDLA and Jaish Nowhere fought.",
			"New Dawn Liberation Army=New Dawn Liberation Army; NDLA=New Dawn Liberation Army; Jaish Nowhere=Jaish Nowhere"},
		{ctx("SV", 1989), "THE FARABUNDO MARTI NATIONAL LIBERATION FRONT (FMLN) SAID IT IS A LIE",
			"FARABUNDO MARTI NATIONAL LIBERATION FRONT=Farabundo Marti National Liberation Front"},
		{ctx("FR", 2015), "German, Dutch and Austrian prosecutors said so. A French court sat.",
			"German=German prosecutors; Dutch=Dutch prosecutors; Austrian prosecutors=Austrian prosecutors; French court=French court"},
		{ctx("BG", 2022), "Prosecutors in Sofia charged five. Police in Puntland held two.",
			"Prosecutors=Bulgarian prosecutors; Police=Puntland police"},
		{ctx("PK", 2014), "The TTP said the Taliban did it.", "TTP=Tehrik-i-Taliban Pakistan; Taliban=Tehrik-i-Taliban Pakistan"},
		{ctx("AF", 2014), "The Taliban did it.", "Taliban=Taliban"},
		{ctx("IQ", 2007), "ISI claimed it.", "ISI=Islamic State of Iraq"},
		{ctx("PK", 2012), "The ISI denied it.", "ISI=Inter-Services Intelligence"},
		{ctx("CO", 2003), "FARC rebels fled; the rebels denied it.", "FARC rebels=FARC; the rebels=FARC (anaphor)"},
		{ctx("", 0), "The army said unidentified gunmen fled.", "army=army; unidentified gunmen=unknown"},
		{ctx("US", 2019), "Police charged Ali Hassan, 25, of Lebanon.", "Police=US police; Lebanon=Lebanon"},
		{ctx("GR", 2010), "The Conspiracy of Fire Cells and the Sect of Revolutionaries claimed it.",
			"Conspiracy of Fire Cells=Conspiracy of the Cells of Fire; Sect of Revolutionaries=Sect of Revolutionaries"},
		{sy, "", ""},
	} {
		doc := text.New(tocsin.Report{Text: c.text})
		if got := showActors(doc, actors.Find(doc, c.ctx)); got != c.want {
			t.Errorf("%q in %v:\n got %s\nwant %s", c.text, c.ctx, got, c.want)
		}
	}
}

func TestCanonical(t *testing.T) {
	actors := newActors(t)
	for name, want := range map[string]string{
		"ISIS": "Islamic State", "Daesh": "Islamic State", "Al Qa'ida": "al-Qaeda",
		"Tehreek-e-Taliban Pakistan (TTP)": "Tehrik-i-Taliban Pakistan", "Kenyan police": "Kenyan police",
		"Israel Defense Forces": "Israel", "gunmen": "", "the weather": "", "": "",
	} {
		got, ok := actors.Canonical(name)
		if got.Name != want || ok != (want != "") {
			t.Errorf("%q: got %q, %v, want %q", name, got.Name, ok, want)
		}
	}
}

func TestParents(t *testing.T) {
	actors := newActors(t)
	for id, want := range map[string]string{
		"islamic-state-khorasan-province": "islamic-state",
		"katiba-macina":                   "jnim al-qaeda-in-the-islamic-maghreb al-qaeda",
		"islamic-state":                   "",
		"no-such-group":                   "",
	} {
		if got := strings.Join(actors.Parents(id), " "); got != want {
			t.Errorf("%s: got %q, want %q", id, got, want)
		}
	}
}

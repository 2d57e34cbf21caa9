package read_test

import (
	"os"
	"strings"
	"testing"

	"tocsin"
	"tocsin/internal/corpus"
	"tocsin/internal/read"
)

// The sentences are written for this test.
func TestLanguageIsToldOrLeftOpen(t *testing.T) {
	for want, text := range map[string]string{
		"en": "A bomb exploded at a market in Kabul on Thursday, killing twelve people and wounding thirty, police said. No group claimed it.",
		"fr": "Une bombe a explosé jeudi sur un marché de Kaboul, faisant douze morts et une trentaine de blessés, a annoncé la police. L'attentat n'a pas été revendiqué.",
		"de": "Bei einem Anschlag auf einen Markt in Kabul sind am Donnerstag zwölf Menschen getötet und dreißig verletzt worden, wie die Polizei mitteilte. Zu der Tat bekannte sich zunächst niemand.",
		"es": "Una bomba estalló el jueves en un mercado de Kabul y causó la muerte de doce personas, según informó la policía. Ningún grupo se ha atribuido el atentado.",
		"ar": "انفجرت قنبلة يوم الخميس في سوق في كابول مما أسفر عن مقتل اثني عشر شخصا وإصابة ثلاثين آخرين بحسب ما أعلنت الشرطة ولم تعلن أي جماعة مسؤوليتها عن الهجوم",
		"ru": "В четверг на рынке в Кабуле взорвалась бомба, погибли двенадцать человек, тридцать получили ранения, сообщила полиция. Ответственность за нападение никто не взял.",
		"tr": "Kabil'de bir pazar yerinde perşembe günü patlayan bomba on iki kişinin ölümüne, otuz kişinin yaralanmasına yol açtı, polis saldırıyı henüz kimsenin üstlenmediğini söyledi.",
		"pt": "Uma bomba explodiu na quinta-feira num mercado de Cabul e matou doze pessoas, informou a polícia. Nenhum grupo reivindicou o atentado até agora.",
		"it": "Una bomba è esplosa giovedì in un mercato di Kabul uccidendo dodici persone e ferendone trenta, ha detto la polizia. Nessun gruppo ha rivendicato l'attentato.",
		"zh": "警方表示星期四喀布尔一个市场发生炸弹爆炸造成十二人死亡三十人受伤目前没有任何组织宣称对此次袭击负责当局正在调查爆炸原因并加强了首都各地的安全措施医院呼吁市民献血救助伤者",
		"":   "Kabul: 12. Herat: 3.",
	} {
		a, err := read.Read(tocsin.Document{Body: []byte(text)})
		if err != nil {
			t.Fatal(err)
		}
		if a.Report.Lang != want {
			t.Errorf("language %q, want %q: %s", a.Report.Lang, want, text)
		}
		noted := len(a.Notes) > 0 && strings.Contains(a.Notes[0], "only English is coded")
		if foreign := want != "" && want != "en"; noted != foreign {
			t.Errorf("%q: notes %q", want, a.Notes)
		}
	}
}

// Every article of the corpus is English, also in capitals.
func TestEnglishIsNeverTakenForAnotherLanguage(t *testing.T) {
	articles, err := corpus.Load(os.DirFS("../../corpus"))
	if err != nil {
		t.Fatal(err)
	}
	for _, art := range articles {
		for _, text := range []string{art.Text, strings.ToUpper(art.Text), art.Text[:300]} {
			a, err := read.Read(tocsin.Document{Type: "text/plain", Body: []byte(text)})
			if err != nil {
				t.Fatal(err)
			}
			if !a.Report.InEnglish() {
				t.Errorf("%s: language %q", art.ID, a.Report.Lang)
			}
		}
	}
}

"""Spans must lie on the words that they label, in every form of the text."""

import json
from pathlib import Path

import numpy as np
import pytest

from tocsin_train import gold, muc4
from tocsin_train.document import Document, Span, labels, merge_spans, strip_marks
from tocsin_train.examples import WINDOW, batch, cut, open_tokenizer, piece_range, windows
from tocsin_train.weights import start_folder

KEY = """
0.  MESSAGE: ID                     DEV-X-0001 (NOSC)
1.  MESSAGE: TEMPLATE               1
2.  INCIDENT: DATE                  30 DEC 89
3.  INCIDENT: LOCATION              EL SALVADOR: SAN MIGUEL (DEPARTMENT): SAN LUIS (TOWN)
4.  INCIDENT: TYPE                  BOMBING
5.  INCIDENT: STAGE OF EXECUTION    ATTEMPTED
6.  INCIDENT: INSTRUMENT ID         "CAR BOMB"
7.  INCIDENT: INSTRUMENT TYPE       VEHICLE BOMB: "CAR BOMB"
10. PERP: ORGANIZATION ID           "THE FRONT"
11. PERP: ORGANIZATION CONFIDENCE   SUSPECTED OR ACCUSED BY AUTHORITIES:
                                    "THE FRONT"
18. HUM TGT: NAME                   -
19. HUM TGT: DESCRIPTION            "GUARDS"
20. HUM TGT: TYPE                   SECURITY GUARD: "GUARDS"
23. HUM TGT: EFFECT OF INCIDENT     INJURY: "GUARDS"
"""

ROW = {
    "docid": "DEV-X-0001",
    "doctext": "in san luis the front left a car bomb. guards of the bank, other guards say, were hurt.",
    "templates": [
        {
            "incident_type": "bombing",
            "PerpInd": [],
            "PerpOrg": [[["the front", 12]]],
            "Target": [],
            "Victim": [[["guards", 39]]],
            "Weapon": [[["car bomb", 29]]],
        }
    ],
}

ARTICLE = {
    "id": "a",
    "published": "2020-01-02",
    "outlet": "o",
    "title": "Blast at “Café Sol”",
    "text": "Police said a bomb at Café Sol killed two. Police blamed the Front.",
    "cluster": None,
}
CODED = {
    "id": "a",
    "incidents": [
        {
            "kind": "bombing",
            "stage": "accomplished",
            "salience": "main",
            "anchor": "a bomb at Café Sol",
            "place": {"name": "Café Sol", "quote": "at Café Sol"},
            "perpetrators": [
                {
                    "actor": "Front",
                    "stance": "blamed",
                    "by": "police",
                    "quote": "blamed the Front",
                }
            ],
            "tolls": [
                {
                    "what": "killed",
                    "whom": "all",
                    "by": "police",
                    "quote": "killed two",
                    "low": 2,
                }
            ],
        }
    ],
}


@pytest.fixture
def muc(tmp_path: Path) -> Document:
    path = tmp_path / "key"
    path.write_text(KEY, "latin-1")
    keys = muc4.read_keys([path])
    return muc4.to_document(ROW, keys["DEV-X-0001"])


def words(doc: Document, role: str) -> list[str]:
    return [doc.text[s.start : s.end] for s in doc.spans if s.role == role]


def test_fillers_are_found_wherever_they_stand(muc: Document) -> None:
    assert words(muc, "victim") == ["guards", "guards"]
    assert words(muc, "perpetrator_organisation") == ["the front"]
    assert words(muc, "place") == ["san luis"]


def test_short_forms_of_a_name_are_left_open() -> None:
    text = "the car bomb was a bomb"
    spans = (Span(4, 12, "instrument"),)
    (open_,) = muc4.short_names(text, spans)
    assert (open_.start, open_.end) == (19, 23)
    doc = Document("x", "muc4", text, frozenset(["instrument"]), spans, (open_,))
    (window,) = windows(doc, open_tokenizer(start_folder() / "vocab.txt"))
    column = 2 * labels()["mentions"].index("instrument")
    assert window.mention_mask[:, column].tolist() == [1, 1, 1, 1, 1, 1, 0, 1]
    assert window.mention_mask[:, column + 2].sum() == 0


def test_full_keys_add_stage_confidence_and_kinds(muc: Document) -> None:
    values = {s.role: dict(s.values) for s in muc.spans}
    assert values["perpetrator_organisation"] == {"stage": "attempted", "stance": "blamed"}
    assert values["instrument"]["weapon_kind"] == "vehicle_bomb"
    assert values["victim"] == {
        "stage": "attempted",
        "target_kind": "police",
        "toll_what": "injured",
    }


def test_quotes_become_spans_and_speakers_their_nearest_mention() -> None:
    doc = gold.to_document(ARTICLE, CODED)
    assert words(doc, "anchor") == ["a bomb at Café Sol"]
    assert words(doc, "place") == ["Café Sol"]
    said = {
        (doc.spans[a].start > 30, doc.text[doc.spans[b].start : doc.spans[b].end])
        for a, b in doc.says
    }
    assert said == {(True, "blamed the Front"), (False, "killed two")}


def test_text_without_commas_keeps_its_spans(muc: Document) -> None:
    for doc in (muc, gold.to_document(ARTICLE, CODED)):
        bare = strip_marks(doc)
        assert not set(bare.text) & set(",“”'")
        assert [bare.text[s.start : s.end] for s in bare.spans] == [
            doc.text[s.start : s.end] for s in doc.spans
        ]


def test_pieces_carry_the_labels_of_their_words() -> None:
    doc = gold.to_document(ARTICLE, CODED)
    (window,) = windows(doc, open_tokenizer(start_folder() / "vocab.txt"))
    column = 2 * labels()["mentions"].index("place")
    marked = [
        doc.text[a:b]
        for (a, b), m in zip(window.offsets, window.mentions[:, column], strict=True)
        if m
    ]
    assert marked == ["Café", "Sol"]
    assert window.mentions[:, column + 1].sum() == 1
    assert window.pairs.shape == (len(doc.spans), len(doc.spans), 3)


def test_long_texts_are_cut_into_windows_that_overlap() -> None:
    assert cut(0) == [(0, 0)]
    assert cut(WINDOW - 2) == [(0, 510)]
    assert cut(1000) == [(0, 510), (384, 894), (768, 1000)]


def test_batches_fill_up_without_adding_targets() -> None:
    tokenizer = open_tokenizer(start_folder() / "vocab.txt")
    short = Document("s", "gold", "Nothing here.", gold.ROLES)
    held = windows(gold.to_document(ARTICLE, CODED), tokenizer) + windows(short, tokenizer)
    b = batch(held)
    assert b["pieces"].shape == b["mask"].shape == (2, 32)
    assert b["mask"][1].sum() == 5
    assert (b["kinds"][1] == -1).all()
    assert b["mentions"][1].sum() == 0
    assert b["pair_mask"][1].sum() == 0


def test_spans_at_one_place_are_joined() -> None:
    a = Span(0, 3, "toll", incidents=frozenset([1]), values=(("stage", "foiled"),))
    b = Span(0, 3, "toll", incidents=frozenset([2]))
    (joined,) = merge_spans([a, b])
    assert joined.incidents == {1, 2}
    assert joined.values == (("stage", "foiled"),)


def test_a_span_cut_by_the_window_is_no_span() -> None:
    offsets = np.asarray([[0, 0], [0, 3], [4, 9]], np.int32)
    assert piece_range(offsets, Span(0, 9, "toll")) == (1, 3)
    assert piece_range(offsets, Span(0, 40, "toll")) is None


def test_labels_are_those_of_the_codebook() -> None:
    names = json.loads(
        (Path(__file__).parents[2] / "schema" / "record.schema.json").read_text("utf-8")
    )
    text = json.dumps(names)
    for head in ("stage", "stance", "target_kind", "weapon_kind"):
        assert all(f'"{value}"' in text for value in labels()[head])

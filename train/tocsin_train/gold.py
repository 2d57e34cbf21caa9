"""Articles coded by the codebook: each value with the words that support it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from .document import Document, Span, merge_spans

ROLES = frozenset(["place", "anchor", "actor", "target", "weapon", "toll", "date", "speaker"])
#: fields of an incident that are lists: their role, and the heads their values teach
LISTS = {
    "perpetrators": ("actor", {"stance": "stance"}),
    "targets": ("target", {"kind": "target_kind"}),
    "weapons": ("weapon", {"kind": "weapon_kind"}),
    "tolls": ("toll", {"what": "toll_what", "whom": "toll_whom"}),
}


class _Reader:
    """Turns one coded article into a document."""

    def __init__(self, article: dict[str, Any]) -> None:
        self.text: str = (article["title"] or "") + "\n" + article["text"]
        self.lower = self.text.lower()
        self.spans: list[Span] = []
        self.spoken: list[tuple[str, Span]] = []
        self.all_found = True

    def find(self, quote: str, near: int) -> tuple[int, int] | None:
        """Return where quote stands, the place nearest to near."""
        at, best = self.text.find(quote), None  # type: int, int | None
        while at >= 0:
            if best is None or abs(at - near) < abs(best - near):
                best = at
            at = self.text.find(quote, at + 1)
        return None if best is None else (best, best + len(quote))

    def incident(self, number: int, inc: dict[str, Any]) -> None:
        anchor = self.find(inc["anchor"], 0)
        near = anchor[0] if anchor else 0
        marks = [m for m in ("aggregate", "suicide") if inc.get(m)]
        if inc.get("salience") == "main":
            marks.append("main")
        common: dict[str, Any] = {
            "incidents": frozenset([number]),
            "kinds": frozenset([inc["kind"]]),
            "marks": frozenset(marks),
        }
        stage = (("stage", inc["stage"]),)
        if anchor:
            self.spans.append(Span(*anchor, "anchor", values=stage, **common))
        for name, (role, heads) in LISTS.items():
            for row in inc.get(name) or []:
                values = [(head, row[f]) for f, head in heads.items()]
                values.append(stage[0])
                self.value(row, role, near, tuple(sorted(values)), common)
        if inc.get("date"):
            self.value(inc["date"], "date", near, stage, common)
        if inc.get("place"):
            self.place(inc["place"], near, stage, common)

    def value(
        self,
        row: dict[str, Any],
        role: str,
        near: int,
        values: tuple[tuple[str, str], ...],
        common: dict[str, Any],
    ) -> None:
        at = self.find(row["quote"], near) if row.get("quote") else None
        if at is None:
            return
        span = Span(*at, role, values=values, **common)
        self.spans.append(span)
        by = row.get("by")
        if by and by not in ("article", "self"):
            self.spoken.append((by, span))

    def place(
        self,
        row: dict[str, Any],
        near: int,
        values: tuple[tuple[str, str], ...],
        common: dict[str, Any],
    ) -> None:
        """Mark the name, inside the quote where it stands there."""
        quote = self.find(row["quote"], near)
        name = row.get("name") or row["quote"]
        if quote is None:
            return
        inside = self.text.find(name, quote[0], quote[1])
        at = (inside, inside + len(name)) if inside >= 0 else quote
        self.spans.append(Span(*at, "place", values=values, **common))

    def far(self, a: int, b: int) -> int:
        """Return how far apart two places are; another sentence is far."""
        between = self.text[min(a, b) : max(a, b)]
        return len(between) + 1000 * (". " in between or "\n" in between)

    def speakers(self) -> set[tuple[int, int, str, Span]]:
        """Mark who says something, the mention nearest to what is said."""
        found: set[tuple[int, int, str, Span]] = set()
        for by, span in self.spoken:
            places, at, low = [], self.lower.find(by.lower()), by.lower()
            while at >= 0:
                places.append(at)
                at = self.lower.find(low, at + 1)
            if not places or len(self.lower) != len(self.text):
                self.all_found = False
                continue
            best = min(places, key=lambda p: self.far(p, span.start))
            found.add((best, best + len(by), "speaker", span))
        return found


def to_document(article: dict[str, Any], coded: dict[str, Any]) -> Document:
    """Return the article with a span for every quote of its record."""
    reader = _Reader(article)
    for number, inc in enumerate(coded["incidents"]):
        reader.incident(number, inc)
    speakers = reader.speakers()
    reader.spans += [Span(a, b, role) for a, b, role, _ in speakers]
    spans = merge_spans(reader.spans)
    places = {(s.start, s.end, s.role): i for i, s in enumerate(spans)}
    says = frozenset(
        (places[a, b, role], places[q.start, q.end, q.role]) for a, b, role, q in speakers
    )
    roles = ROLES if reader.all_found else ROLES - {"speaker"}
    return Document(
        article["id"],
        "gold",
        reader.text,
        roles,
        spans,
        says=says,
        kinds=tuple(i["kind"] for i in coded["incidents"]),
        cluster=article.get("cluster") or article["id"],
        extra={"coded": coded},
    )


def read_gold(shared: Path, part: str) -> list[Document]:
    """Return the articles of gold/train, gold/written or gold/dev."""
    folder = shared / "gold" / part
    out = []
    for path in sorted((folder / "articles").glob("*.json")):
        article = json.loads(path.read_text("utf-8"))
        coded = json.loads((folder / "coded" / path.name).read_text("utf-8"))
        out.append(to_document(article, coded))
    return out

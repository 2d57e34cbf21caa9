"""What the annotated data sets have in common: text with labelled stretches."""

from __future__ import annotations

import json
from dataclasses import dataclass, field, replace
from functools import cache
from importlib import resources

#: Characters that some collections have lost: commas, quotation marks, apostrophes.
DROPPED = frozenset(",\"'`“”‘’")


def read_data(name: str) -> dict[str, object]:
    """Return a data file of this package."""
    loaded: dict[str, object] = json.loads(
        resources.files(__package__).joinpath(name).read_text("utf-8")
    )
    return loaded


@cache
def labels() -> dict[str, list[str]]:
    """Return the labels of each head, in the order of its outputs."""
    out: dict[str, list[str]] = {}
    for head, names in read_data("labels.json").items():
        assert isinstance(names, list)
        out[head] = [str(n) for n in names]
    return out


@dataclass(frozen=True)
class Span:
    """A labelled stretch of text, half-open, in code points.

    values holds one label for some of the one-label heads (stage, stance ...);
    kinds and marks hold any number. Spans that share an incident belong together;
    spans that share an entity name the same one.
    """

    start: int
    end: int
    role: str
    incidents: frozenset[int] = frozenset()
    entities: frozenset[int] = frozenset()
    kinds: frozenset[str] = frozenset()
    marks: frozenset[str] | None = None
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class Document:
    """A text with its spans.

    roles are those that the data set annotates: only they are learned from here.
    says holds pairs of places in spans: who speaks, and the words that are theirs.
    unsure are stretches of which the data set does not say whether they are in the role.
    """

    id: str
    corpus: str
    text: str
    roles: frozenset[str]
    spans: tuple[Span, ...] = ()
    unsure: tuple[Span, ...] = ()
    says: frozenset[tuple[int, int]] = frozenset()
    kinds: tuple[str, ...] = ()
    cluster: str = ""
    extra: dict[str, object] = field(default_factory=dict, compare=False)


def strip_marks(doc: Document) -> Document:
    """Return doc without commas, quotation marks and apostrophes."""
    kept: list[str] = []
    shift = [0]
    for ch in doc.text:
        if ch not in DROPPED:
            kept.append(ch)
        shift.append(len(kept))

    def moved(spans: tuple[Span, ...]) -> tuple[Span, ...]:
        return tuple(replace(s, start=shift[s.start], end=shift[s.end]) for s in spans)

    return replace(doc, text="".join(kept), spans=moved(doc.spans), unsure=moved(doc.unsure))


def merge_spans(spans: list[Span]) -> tuple[Span, ...]:
    """Join spans that stand at the same place in the same role."""
    at: dict[tuple[int, int, str], Span] = {}
    for s in spans:
        key = (s.start, s.end, s.role)
        old = at.get(key)
        at[key] = s if old is None else _join(old, s)
    return tuple(sorted(at.values(), key=lambda s: (s.start, s.end, s.role)))


def _join(a: Span, b: Span) -> Span:
    values = dict(b.values) | dict(a.values)
    marks = a.marks | b.marks if a.marks is not None and b.marks is not None else a.marks
    return replace(
        a,
        incidents=a.incidents | b.incidents,
        entities=a.entities | b.entities,
        kinds=a.kinds | b.kinds,
        marks=marks,
        values=tuple(sorted(values.items())),
    )

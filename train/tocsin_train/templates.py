"""MUC-4 templates out of a reading: fillers, grouped by the pair head."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np

from .document import labels
from .examples import Floats, Ints
from .muc4 import _roles
from .reading import Reading
from .reference import Reference, sigmoid

KINDS = [k for k in labels()["incident"] if k.startswith("muc:")]


@dataclass(frozen=True)
class Settings:
    """Thresholds of the decoder, chosen on reports that nothing was trained on."""

    inside: dict[str, float] = field(default_factory=dict)
    begin: float = 0.9
    relevant: float = 0.3
    kind: float = 0.3
    join: float = 0.45
    share: float = 0.6


@dataclass
class Filler:
    """One string in one role, wherever it stands."""

    role: str
    words: str
    offset: int
    score: float
    kinds: Floats
    places: list[tuple[int, int]]


def word_range(offsets: Ints, text: str, a: int, b: int) -> tuple[int, int]:
    """Widen a range of pieces to whole words."""
    while (
        a > 0
        and offsets[a - 1, 1] == offsets[a, 0]
        and text[offsets[a, 0]].isalnum()
        and text[offsets[a, 0] - 1].isalnum()
    ):
        a -= 1
    while (
        b < len(offsets)
        and offsets[b - 1, 1] == offsets[b, 0]
        and text[offsets[b, 0]].isalnum()
        and text[offsets[b, 0] - 1].isalnum()
    ):
        b += 1
    return a, b


def runs(inside: Floats, begin: Floats, least: float, cut: float) -> list[tuple[int, int]]:
    """Return the ranges where inside reaches least.

    A range goes on as long as inside keeps half of that, and is cut where begin
    reaches cut.
    """
    out: list[tuple[int, int]] = []
    first = 0
    for i in range(len(inside) + 1):
        ends = i == len(inside) or inside[i] < least / 2
        if ends or begin[i] >= cut:
            if first < i and inside[first:i].max() >= least:
                out.append((first, i))
            first = i + 1 if ends else i
    return out


def spans_of(reading: Reading, role: str, least: float, cut: float) -> list[tuple[int, int]]:
    """Return the predicted spans of a role, as ranges of whole words' pieces."""
    column = 2 * labels()["mentions"].index(role)
    scores = reading.scores["mentions"]
    found = runs(scores[:, column], scores[:, column + 1], least, cut)
    return sorted({word_range(reading.offsets, reading.doc.text, a, b) for a, b in found})


def fillers(reading: Reading, settings: Settings) -> list[Filler]:
    """Return the fillers of all five roles, places of the same words together."""
    out: dict[tuple[str, str], Filler] = {}
    kind_at = [labels()["incident"].index(k) for k in KINDS]
    for name, role in _roles().items():
        column = 2 * labels()["mentions"].index(role)
        for a, b in spans_of(reading, role, settings.inside.get(name, 0.5), settings.begin):
            start, end = int(reading.offsets[a, 0]), int(reading.offsets[b - 1, 1])
            words = " ".join(reading.doc.text[start:end].split())
            sure = float(reading.scores["mentions"][a:b, column].mean())
            kinds = reading.scores["incident"][a:b][:, kind_at].mean(0)
            old = out.get((name, words))
            if old is None:
                out[name, words] = Filler(name, words, start, sure, kinds, [(a, b)])
                continue
            old.places.append((a, b))
            old.kinds = old.kinds if old.score > sure else kinds
            old.score = max(old.score, sure)
    return [f for f in out.values() if not any(_part(f, g) for g in out.values())]


def _part(f: Filler, g: Filler) -> bool:
    """Report whether f is a shorter name of g: its words are among those of g."""
    return f.role == g.role and f.words != g.words and f" {f.words} " in f" {g.words} "


def same_incident(ref: Reference, reading: Reading, found: list[Filler]) -> Floats:
    """Return for each two fillers how likely one incident holds both."""
    out = np.zeros((len(found), len(found)), np.float32)
    held = [(f, place) for f, filler in enumerate(found) for place in filler.places]
    if len(held) < 2:
        return out
    ranges = np.asarray([place for _, place in held], np.int32)
    scores = sigmoid(ref.pairs("pair", reading.vectors, ranges)[..., 0])
    for i, (f, _) in enumerate(held):
        for j, (g, _) in enumerate(held):
            out[f, g] = max(out[f, g], scores[i, j])
    return out


def clusters(pairs: Floats, join: float) -> list[list[int]]:
    """Join the two groups that fit best on average, as long as two fit well enough."""
    groups = {i: [i] for i in range(len(pairs))}
    size = np.ones(len(pairs))
    sums = pairs.astype(np.float64)
    np.fill_diagonal(sums, -np.inf)
    while len(groups) > 1:
        fit = sums / np.outer(size, size)
        a, b = sorted(int(x) for x in np.unravel_index(int(fit.argmax()), fit.shape))
        if fit[a, b] < join:
            break
        groups[a] += groups.pop(b)
        size[a] += size[b]
        sums[a] += sums[b]
        sums[:, a] += sums[:, b]
        sums[b] = sums[:, b] = sums[a, a] = -np.inf
    return list(groups.values())


def templates(
    reading: Reading, found: list[Filler], pairs: Floats, settings: Settings
) -> list[dict[str, Any]]:
    """Return the templates of a report."""
    document = reading.document["document"].max(0)
    by_kind = document[[1 + labels()["incident"].index(k) for k in KINDS]]
    if document[0] < settings.relevant:
        return []
    groups = clusters(pairs, settings.join)
    out, kinds = [], []
    for group in groups:
        held = _sharing(group, len(found), pairs, settings.share)
        weight = sum(found[i].score * found[i].kinds for i in group)
        kind = int(np.argmax(weight))
        out.append(_template(KINDS[kind], [found[i] for i in held]))
        kinds.append(kind)
    for kind, p in enumerate(by_kind):
        if p >= settings.kind and kind not in kinds:
            out.append(_template(KINDS[kind], []))
    if not out:
        out.append(_template(KINDS[int(np.argmax(by_kind))], []))
    return out


def _sharing(group: list[int], count: int, pairs: Floats, share: float) -> list[int]:
    """Return the group with the fillers of other groups that fit it as well."""
    extra = [i for i in range(count) if i not in group and np.mean(pairs[i, group]) >= share]
    return group + extra


def _template(kind: str, held: list[Filler]) -> dict[str, Any]:
    out: dict[str, Any] = {"incident_type": kind.removeprefix("muc:")}
    for name in _roles():
        out[name] = [[[f.words, f.offset]] for f in held if f.role == name]
    return out

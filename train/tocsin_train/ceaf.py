"""CEAF-REE of MUC-4 templates, as `tocsin eval muc4` counts it, to choose thresholds by.

A template is {"incident_type": str, role: [entity]}; an entity a list of [words, offset].
"""

from __future__ import annotations

import re
import string
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cache
from typing import Any

ROLES = ("PerpInd", "PerpOrg", "Target", "Victim", "Weapon")
_PUNCTUATION = str.maketrans("", "", string.punctuation)


@dataclass
class Counts:
    """Right of predicted, found of gold."""

    right: int = 0
    predicted: int = 0
    found: int = 0
    gold: int = 0

    def add(self, other: Counts) -> None:
        self.right += other.right
        self.predicted += other.predicted
        self.found += other.found
        self.gold += other.gold

    @property
    def precision(self) -> float:
        return self.right / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        return self.found / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        p, r = self.precision, self.recall
        return 2 * p * r / (p + r) if p + r else 0.0

    def __str__(self) -> str:
        return f"P {self.precision:.3f} R {self.recall:.3f} F1 {self.f1:.3f} ({self.gold} gold)"


@dataclass
class Score:
    """Counts by field; the field "type" is the incident type."""

    fields: dict[str, Counts] = field(
        default_factory=lambda: {f: Counts() for f in ("type", *ROLES)}
    )

    @property
    def micro(self) -> Counts:
        out = Counts()
        for c in self.fields.values():
            out.add(c)
        return out


@cache
def norm(words: str) -> str:
    """Return words in lower case, without punctuation and articles."""
    plain = words.lower().translate(_PUNCTUATION)
    return " ".join(w for w in re.split(r"\s+", plain) if w not in ("", "a", "an", "the"))


def _entities(template: dict[str, Any], role: str) -> list[set[str]]:
    return [{norm(m[0]) for m in ent} for ent in template.get(role, [])]


def _match(pred: dict[str, Any], gold: dict[str, Any]) -> dict[str, tuple[int, int]] | None:
    """Return right and found for each field, or None where the types differ."""
    if not pred["incident_type"] or pred["incident_type"] not in gold["incident_type"]:
        return None
    out = {"type": (1, 1)}
    for role in ROLES:
        ours, theirs = _entities(pred, role), _entities(gold, role)
        right = sum(any(p <= g for g in theirs) for p in ours if p)
        found = sum(any(p <= g for p in ours if p) for g in theirs)
        out[role] = (right, found)
    return out


def _best(earned: list[list[dict[str, tuple[int, int]] | None]], total: int) -> list[Any]:
    """Return the matches of the mapping that earns most."""

    @cache
    def search(i: int, used: int) -> tuple[int, tuple[tuple[int, int], ...]]:
        if i == len(earned):
            return 0, ()
        best = search(i + 1, used)
        for j in range(total):
            gain = earned[i][j]
            if gain is None or used >> j & 1:
                continue
            rest, pairs = search(i + 1, used | 1 << j)
            worth = rest + sum(a + b for a, b in gain.values())
            if worth > best[0]:
                best = (worth, ((i, j), *pairs))
        return best

    return [earned[i][j] for i, j in search(0, 0)[1]]


def score(docs: Iterable[tuple[list[dict[str, Any]], list[dict[str, Any]]]]) -> Score:
    """Return the score of (predicted, gold) templates of each report."""
    out = Score()
    for pred, gold in docs:
        for side, name in ((pred, "predicted"), (gold, "gold")):
            for t in side:
                for f, c in out.fields.items():
                    n = 1 if f == "type" else len(t.get(f, []))
                    setattr(c, name, getattr(c, name) + n)
        earned = [[_match(p, g) for g in gold] for p in pred]
        for match in _best(earned, len(gold)):
            for f, (right, found) in match.items():
                out.fields[f].right += right
                out.fields[f].found += found
    return out

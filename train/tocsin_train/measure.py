"""Figures: token F1 of each role, choices on gold spans, pairs, MUC-4 templates."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable
from dataclasses import asdict, replace
from pathlib import Path
from typing import Any

import numpy as np

from .ceaf import ROLES, Counts, Score, score
from .document import Span, labels
from .examples import Floats, open_tokenizer, piece_range
from .muc4 import read_muc4
from .reading import Reading, read
from .reference import Reference
from .split import gold_split, muc4_split
from .templates import Settings, fillers, same_incident, spans_of, templates


def read_all(ref: Reference, vocabulary: Path, docs: Iterable[Any]) -> list[Reading]:
    tokenizer = open_tokenizer(vocabulary)
    return [read(ref, tokenizer, d) for d in docs]


def token_tallies(readings: list[Reading], least: float = 0.5) -> dict[str, Counts]:
    """Return for each role the tally over word pieces."""
    out: dict[str, Counts] = {}
    for r in readings:
        for i, role in enumerate(labels()["mentions"]):
            if role in r.doc.roles:
                guess, truth = r.scores["mentions"][:, 2 * i] >= least, r.truth[:, 2 * i] > 0
                t = out.setdefault(role, Counts())
                t.right += int((guess & truth).sum())
                t.found += int((guess & truth).sum())
                t.predicted += int(guess.sum())
                t.gold += int(truth.sum())
    return out


def span_tallies(readings: list[Reading], least: float = 0.5) -> dict[str, Counts]:
    """Return for each role the tally over spans; one is right if it overlaps a gold one."""
    out: dict[str, Counts] = {}
    for r in readings:
        for role in sorted(r.doc.roles):
            gold = [
                g
                for s in r.doc.spans
                if s.role == role and (g := piece_range(r.offsets, s)) is not None
            ]
            guess = spans_of(r, role, least, 0.9)
            t = out.setdefault(role, Counts())
            t.predicted += len(guess)
            t.gold += len(gold)
            t.found += sum(any(a < d and c < b for c, d in guess) for a, b in gold)
            t.right += sum(any(a < d and c < b for a, b in gold) for c, d in guess)
    return out


def choices(readings: list[Reading]) -> dict[str, str]:
    """Return for each one-label head how often it is right on gold spans, and the same of
    always saying the most frequent label."""
    seen: dict[str, list[tuple[int, int]]] = {}
    for r in readings:
        for span in r.doc.spans:
            at = piece_range(r.offsets, span)
            if at is None:
                continue
            for head, value in span.values:
                guess = int(r.scores[head][at[0] : at[1]].mean(0).argmax())
                seen.setdefault(head, []).append((guess, labels()[head].index(value)))
            if span.kinds and (span.role == "anchor" or r.doc.corpus == "muc4"):
                seen.setdefault("incident kind", []).append(_kind(r, span, at))
    return {head: _accuracy(pairs) for head, pairs in seen.items()}


def _kind(r: Reading, span: Span, at: tuple[int, int]) -> tuple[int, int]:
    """Return the best kind that the data set can name, and the true one."""
    names = labels()["incident"]
    muc = r.doc.corpus == "muc4"
    mean = r.scores["incident"][at[0] : at[1]].mean(0)
    fits = [i for i, n in enumerate(names) if n.startswith("muc:") == muc]
    guess = max(fits, key=lambda i: float(mean[i]))
    truth = [names.index(k) for k in span.kinds]
    return guess, guess if guess in truth else truth[0]


def _accuracy(pairs: list[tuple[int, int]]) -> str:
    truth = [t for _, t in pairs]
    right = sum(g == t for g, t in pairs) / len(pairs)
    most = max(truth.count(t) for t in set(truth)) / len(truth)
    return f"accuracy {right:.3f} (always the most frequent: {most:.3f}; {len(pairs)} spans)"


def pair_tallies(ref: Reference, readings: list[Reading]) -> Counts:
    """Return the counts of "one incident" over every two gold spans of a document."""
    out = Counts()
    for r in readings:
        spans = [
            (s, at) for s in r.doc.spans if s.incidents and (at := piece_range(r.offsets, s))
        ]
        if len(spans) < 2:
            continue
        logits = ref.pairs("pair", r.vectors, np.asarray([at for _, at in spans], np.int32))
        guess = logits[..., 0] >= 0
        for i, (s, _) in enumerate(spans):
            for j in range(i):
                truth = bool(s.incidents & spans[j][0].incidents)
                both = int(truth and guess[i, j])
                out.add(Counts(both, int(guess[i, j]), both, int(truth)))
    return out


def relevance(readings: list[Reading]) -> str:
    """Return how well whole documents are told apart at one half."""
    t = Counts()
    for r in readings:
        guess = r.document["document"][:, 0].max() >= 0.5
        truth = bool(r.doc.kinds)
        t.right += int(guess and truth)
        t.found += int(guess and truth)
        t.predicted += int(guess)
        t.gold += int(truth)
    return str(t)


class Decoder:
    """Templates of many reports under changing settings; pairs are kept."""

    def __init__(self, ref: Reference, readings: list[Reading]) -> None:
        self.ref, self.readings = ref, readings
        self.kept: dict[tuple[int, str], tuple[Any, Floats]] = {}

    def predict(self, settings: Settings) -> list[list[dict[str, Any]]]:
        return [self._one(i, settings) for i in range(len(self.readings))]

    def _one(self, i: int, settings: Settings) -> list[dict[str, Any]]:
        key = (i, json.dumps([settings.inside, settings.begin]))
        if key not in self.kept:
            found = fillers(self.readings[i], settings)
            self.kept[key] = found, same_incident(self.ref, self.readings[i], found)
        return templates(self.readings[i], *self.kept[key], settings)

    def score(self, settings: Settings) -> Score:
        gold = [_templates_of(r) for r in self.readings]
        return score(zip(self.predict(settings), gold, strict=True))


def _templates_of(r: Reading) -> list[dict[str, Any]]:
    held = r.doc.extra["templates"]
    assert isinstance(held, list)
    return held


def choose(decoder: Decoder, rounds: int = 2) -> Settings:
    """Return the settings found by changing one threshold at a time."""
    grid = [0.15, 0.3, 0.45, 0.6, 0.75, 0.9]
    best = Settings(inside=dict.fromkeys(ROLES, 0.45))
    top = decoder.score(best).micro.f1
    for _ in range(rounds):
        for change in _changes():
            for value in grid:
                tried = change(best, value)
                f1 = decoder.score(tried).micro.f1
                if f1 > top + 1e-9:
                    best, top = tried, f1
    return best


def _changes() -> list[Callable[[Settings, float], Settings]]:
    def inside(role: str) -> Callable[[Settings, float], Settings]:
        return lambda s, v: replace(s, inside=s.inside | {role: v})

    return [
        lambda s, v: replace(s, relevant=v),
        lambda s, v: replace(s, join=v),
        *[inside(role) for role in ROLES],
        lambda s, v: replace(s, kind=v),
        lambda s, v: replace(s, begin=v),
        lambda s, v: replace(s, share=v),
    ]


def print_score(s: Score) -> None:
    for name, c in [*s.fields.items(), ("all", s.micro)]:
        print(f"{name:8} {c}")


def measure_gold(ref: Reference, vocabulary: Path, shared: Path, held: int) -> None:
    """Print the figures on the held-out fold of gold."""
    _, docs = gold_split(shared, held)
    print(f"gold, fold {held} held out: {len(docs)} articles")
    print_figures(ref, read_all(ref, vocabulary, docs))


def print_figures(ref: Reference, readings: list[Reading]) -> None:
    print("relevance", relevance(readings))
    for role, t in token_tallies(readings).items():
        print(f"tokens {role:26} {t}")
    for role, t in span_tallies(readings).items():
        print(f"spans  {role:26} {t}")
    for head, line in choices(readings).items():
        print(f"on gold spans: {head:15} {line}")
    print(f"pairs  {'one incident':26} {pair_tallies(ref, readings)}")


def measure_muc4(ref: Reference, vocabulary: Path, shared: Path, out: Path | None) -> None:
    """Choose thresholds on the tuning reports and print the figures on TST1 and TST2."""
    _, tuning = muc4_split(shared, whole=False)
    decoder = Decoder(ref, read_all(ref, vocabulary, tuning))
    settings = choose(decoder)
    print(json.dumps(asdict(settings)))
    print(f"MUC-4, {len(tuning)} tuning reports")
    print_score(decoder.score(settings))
    test = Decoder(ref, read_all(ref, vocabulary, read_muc4(shared, "dev")))
    print(f"MUC-4, TST1 and TST2: {len(test.readings)} reports")
    print_score(test.score(settings))
    print_figures(ref, test.readings)
    if out is not None:
        rows = zip(test.readings, test.predict(settings), strict=True)
        lines = [json.dumps({"docid": r.doc.id, "templates": t}) for r, t in rows]
        out.write_text("\n".join(lines) + "\n", "utf-8")

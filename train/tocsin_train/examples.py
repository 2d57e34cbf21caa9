"""Documents cut into windows of word pieces, with what each head should say."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import BertWordPieceTokenizer

from .document import Document, Span, labels

#: Pieces of a window, with [CLS] and [SEP], and how far the next one begins after it.
WINDOW, STRIDE = 512, 384
#: Spans of one window that the pair head learns from at once.
MAX_SPANS = 40
#: Heads that choose one label for a span.
VALUE_HEADS = ("stage", "stance", "target_kind", "weapon_kind", "toll_what", "toll_whom")
_BUCKETS = (0, 1, 2, 4)

Ints = NDArray[np.int32]
Floats = NDArray[np.float32]


def open_tokenizer(vocabulary: Path) -> BertWordPieceTokenizer:
    """Return the uncased tokenizer of a vocabulary file."""
    return BertWordPieceTokenizer(str(vocabulary), lowercase=True)


@dataclass(frozen=True)
class Window:
    """One window: its pieces, where they stand in the text, and its targets.

    offsets are half-open places in code points; [CLS] and [SEP] stand at (0, 0).
    mention_mask and kind_mask say what the data set decides.
    """

    doc: Document
    pieces: Ints
    offsets: Ints
    mentions: NDArray[np.uint8]
    mention_mask: NDArray[np.uint8]
    kinds: Floats
    kind_mask: Floats
    marks: Floats
    values: Ints
    spans: Ints
    pairs: Floats
    pair_mask: Floats
    relevant: float
    doc_kinds: Floats
    counts: tuple[int, int]


def bucket(n: int) -> int:
    """Return which of the labels 0, 1, 2, 3-4, 5+ holds n."""
    return sum(n > b for b in _BUCKETS)


def cut(pieces: int) -> list[tuple[int, int]]:
    """Return the windows over a number of pieces, without [CLS] and [SEP]."""
    room, at = WINDOW - 2, [0]
    while at[-1] + room < pieces:
        at.append(at[-1] + STRIDE)
    return [(a, min(a + room, pieces)) for a in at]


def windows(doc: Document, tokenizer: BertWordPieceTokenizer) -> list[Window]:
    """Return the windows of a document."""
    enc = tokenizer.encode(doc.text, add_special_tokens=False)
    ids = np.asarray(enc.ids, np.int32)
    offsets = np.asarray(enc.offsets, np.int32).reshape(-1, 2)
    first, last = tokenizer.token_to_id("[CLS]"), tokenizer.token_to_id("[SEP]")
    out = []
    for a, b in cut(len(ids)):
        pieces = np.concatenate([[first], ids[a:b], [last]]).astype(np.int32)
        at = np.concatenate([[[0, 0]], offsets[a:b], [[0, 0]]]).astype(np.int32)
        out.append(_window(doc, pieces, at))
    return out


def piece_range(offsets: Ints, span: Span) -> tuple[int, int] | None:
    """Return the pieces that a span covers, if all of it lies in the window."""
    hit = np.nonzero((offsets[:, 0] < span.end) & (offsets[:, 1] > span.start))[0]
    if (
        len(hit) == 0
        or offsets[hit[0], 0] > span.start + 3
        or offsets[hit[-1], 1] < span.end - 3
    ):
        return None
    return int(hit[0]), int(hit[-1]) + 1


def _window(doc: Document, pieces: Ints, offsets: Ints) -> Window:
    heads = labels()
    n, roles, kinds = len(pieces), heads["mentions"], heads["incident"]
    mentions = np.zeros((n, 2 * len(roles)), np.uint8)
    kind_target = np.full((n, len(kinds)), -1, np.float32)
    marks = np.full((n, len(heads["marks"])), -1, np.float32)
    values = np.full((n, len(VALUE_HEADS)), -1, np.int32)
    held: list[tuple[int, int, int]] = []
    for number, span in enumerate(doc.spans):
        at = piece_range(offsets, span)
        if at is None:
            continue
        a, b = at
        role = roles.index(span.role)
        mentions[a:b, 2 * role] = 1
        mentions[a, 2 * role + 1] = 1
        held.append((a, b, number))
        if span.kinds:
            row = np.asarray([float(k in span.kinds) for k in kinds], np.float32)
            kind_target[a:b] = np.maximum(kind_target[a:b], row)
        if span.marks is not None:
            row = np.asarray([float(m in span.marks) for m in heads["marks"]], np.float32)
            marks[a:b] = np.maximum(marks[a:b], row)
        for head, value in span.values:
            values[a:b, VALUE_HEADS.index(head)] = heads[head].index(value)
    spans, pairs, mask = _pairs(doc, held)
    muc = doc.corpus == "muc4"
    kind_mask = np.asarray([k.startswith("muc:") == muc for k in kinds], np.float32)
    inside = _kinds_inside(doc, held)
    count = bucket(len(doc.kinds))
    return Window(
        doc, pieces, offsets, mentions,
        _known(doc, offsets),
        kind_target, kind_mask, marks, values, spans, pairs, mask,
        float(bool(doc.kinds)),
        np.asarray([float(k in inside) for k in kinds], np.float32),
        (-1, count) if muc else (count, -1),
    )  # fmt: skip


def _known(doc: Document, offsets: Ints) -> NDArray[np.uint8]:
    """Return which mention scores the data set decides, pieces × outputs."""
    roles = labels()["mentions"]
    known = np.repeat([r in doc.roles for r in roles], 2).astype(np.uint8)
    out = np.tile(known, (len(offsets), 1))
    for span in doc.unsure:
        if at := piece_range(offsets, span):
            column = 2 * roles.index(span.role)
            out[at[0] : at[1], column : column + 2] = 0
    return out


def _kinds_inside(doc: Document, held: list[tuple[int, int, int]]) -> set[str]:
    """Return the kinds of the incidents that the window tells of."""
    spans = [doc.spans[i] for _, _, i in held]
    return {k for s in spans for k in s.kinds} or (set(doc.kinds) if not doc.spans else set())


def _pairs(doc: Document, held: list[tuple[int, int, int]]) -> tuple[Ints, Floats, Floats]:
    """Return the spans, and for each two of them what the pair head should say."""
    rng = np.random.default_rng(len(doc.text))
    if len(held) > MAX_SPANS:
        held = [held[i] for i in sorted(rng.choice(len(held), MAX_SPANS, replace=False))]
    n = len(held)
    pairs = np.zeros((n, n, 3), np.float32)
    mask = np.zeros((n, n, 3), np.float32)
    for i, (_, _, a) in enumerate(held):
        for j, (_, _, b) in enumerate(held):
            if i != j:
                pairs[i, j], mask[i, j] = _pair(doc, a, b)
    return np.asarray([h[:2] for h in held], np.int32).reshape(-1, 2), pairs, mask


def _pair(doc: Document, a: int, b: int) -> tuple[list[float], list[float]]:
    s, t = doc.spans[a], doc.spans[b]
    speaks = (s.role == "speaker") != (t.role == "speaker")
    same_role = s.role == t.role
    said = (a, b) in doc.says or (b, a) in doc.says
    target = [bool(s.incidents & t.incidents), bool(s.entities & t.entities), said]
    mask = [
        bool(s.incidents and t.incidents),
        bool(same_role and s.entities and t.entities),
        speaks and bool(s.role in ("actor", "toll") or t.role in ("actor", "toll")),
    ]
    return [float(x) for x in target], [float(x) for x in mask]


def batch(held: list[Window]) -> dict[str, NDArray[Any]]:
    """Return windows as arrays of one shape, filled up with zeros (targets with -1)."""
    n = -(-max(len(w.pieces) for w in held) // 32) * 32
    spans = max(2, *(len(w.spans) for w in held))
    spans = -(-spans // 8) * 8

    def fill(rows: list[NDArray[Any]], size: int, value: int, axes: int = 1) -> NDArray[Any]:
        out = []
        for r in rows:
            pad = [(0, size - r.shape[i]) if i < axes else (0, 0) for i in range(r.ndim)]
            out.append(np.pad(r, pad, constant_values=value))
        return np.stack(out)

    return {
        "pieces": fill([w.pieces for w in held], n, 0),
        "mask": fill([np.ones(len(w.pieces), np.float32) for w in held], n, 0),
        "mentions": fill([w.mentions for w in held], n, 0).astype(np.float32),
        "mention_mask": fill([w.mention_mask for w in held], n, 0).astype(np.float32),
        "kinds": fill([w.kinds for w in held], n, -1),
        "kind_mask": np.stack([w.kind_mask for w in held]),
        "marks": fill([w.marks for w in held], n, -1),
        "values": fill([w.values for w in held], n, -1),
        "spans": fill([w.spans for w in held], spans, 0),
        "pairs": fill([w.pairs for w in held], spans, 0, 2),
        "pair_mask": fill([w.pair_mask for w in held], spans, 0, 2),
        "relevant": np.asarray([w.relevant for w in held], np.float32),
        "doc_kinds": np.stack([w.doc_kinds for w in held]),
        "counts": np.asarray([w.counts for w in held], np.int32),
    }


def batches(
    held: list[Window], pieces: int, rng: np.random.Generator
) -> list[dict[str, NDArray[Any]]]:
    """Return shuffled batches of windows of like length, of about so many pieces."""
    order = sorted(range(len(held)), key=lambda i: len(held[i].pieces) + rng.uniform(-24, 24))
    groups: list[list[Window]] = [[]]
    longest = 0
    for i in order:
        longest = max(longest, len(held[i].pieces))
        if groups[-1] and longest * (len(groups[-1]) + 1) > pieces:
            groups.append([])
            longest = len(held[i].pieces)
        groups[-1].append(held[i])
    shuffled = [groups[i] for i in rng.permutation(len(groups))]
    return [batch(g) for g in shuffled]

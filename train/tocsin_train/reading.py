"""A document as the trained reader sees it: scored pieces, spans, pairs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray
from tokenizers import BertWordPieceTokenizer

from .document import Document
from .examples import STRIDE, VALUE_HEADS, Floats, Ints, Window, windows
from .reference import Reference, sigmoid, softmax


@dataclass
class Reading:
    """Scores of a whole document, each piece from the window that sees it best.

    offsets are places in the text; document holds one row for each window.
    """

    doc: Document
    pieces: Ints
    offsets: Ints
    truth: Floats
    scores: dict[str, Floats]
    document: dict[str, Floats]
    vectors: Floats


def read(ref: Reference, tokenizer: BertWordPieceTokenizer, doc: Document) -> Reading:
    """Return the document's scores as probabilities."""
    held = windows(doc, tokenizer)
    vectors = [ref.encode(w.pieces) for w in held]
    starts = _starts(held)
    owner = _owners(held, starts)
    pick = [(w, i - starts[w] + 1) for i, w in enumerate(owner)]

    def merged(parts: Sequence[NDArray[Any]]) -> NDArray[Any]:
        return np.stack([parts[w][i] for w, i in pick])

    scores: dict[str, Floats] = {}
    for name in ("mentions", "incident", "marks", *VALUE_HEADS):
        logits = merged([ref.tokens(name, h) for h in vectors])
        scores[name] = (softmax if name in VALUE_HEADS else sigmoid)(logits)
    document = {
        n: np.stack([ref.pooled(n, h) for h in vectors])
        for n in ("document", "incidents", "templates")
    }
    document["document"] = sigmoid(document["document"])
    return Reading(
        doc,
        merged([w.pieces for w in held]).astype(np.int32),
        merged([w.offsets for w in held]).astype(np.int32),
        merged([w.mentions for w in held]),
        scores,
        document,
        merged(vectors),
    )


def _starts(held: list[Window]) -> list[int]:
    return [i * STRIDE for i in range(len(held))]


def _owners(held: list[Window], starts: list[int]) -> list[int]:
    """Return for each piece the window in which it is farthest from an edge."""
    count = starts[-1] + len(held[-1].pieces) - 2
    best = [(-1, 0)] * count
    for w, (window, start) in enumerate(zip(held, starts, strict=True)):
        size = len(window.pieces) - 2
        for i in range(size):
            room = min(i if start else count, size - 1 - i if start + size < count else count)
            best[start + i] = max(best[start + i], (room, -w))
    return [-w for _, w in best]

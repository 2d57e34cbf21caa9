"""From a checkpoint to a bundle, and to the logits that other runners are held to."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import numpy as np

from .bundle import header, read, write
from .document import Document, read_data
from .examples import open_tokenizer, windows
from .reference import Reference
from .training import load_weights
from .weights import start_folder

#: Texts written for this project, on which the logits are compared.
SAMPLES = (
    "Two bombs went off near the ministry on Tuesday, killing 12 people, police said.",
    "EL MOVIMIENTO DENIED THAT ITS FIGHTERS HAD KIDNAPPED THE MAYOR OF SAN PEDRO.",
    "The minister said no group had claimed the attack; café owners blamed “unknown men”.",
    "",
)


def write_bundle(checkpoint: Path, bundle: Path, version: str) -> None:
    """Write the weights of a checkpoint as a bundle of float32 tensors."""
    about = {
        "name": "tocsin-reader",
        "version": version,
        "licence": "Apache-2.0",
        "data": read_data("data.json"),
        "metrics": {},
    }
    pieces = (start_folder() / "vocab.txt").read_text("utf-8").splitlines()
    bundle.parent.mkdir(parents=True, exist_ok=True)
    write(bundle, header(about), pieces, load_weights(checkpoint))


def write_golden(bundle: Path, path: Path) -> None:
    """Write texts, pieces and logits of each head, for a parity test."""
    ref = Reference(read(bundle))
    tokenizer = open_tokenizer(start_folder() / "vocab.txt")
    rows = []
    for text in SAMPLES:
        window = windows(Document("sample", "gold", text, frozenset()), tokenizer)[0]
        rows.append({"text": text, **logits(ref, window.pieces)})
    path.write_text(json.dumps(rows) + "\n", "utf-8")


def logits(ref: Reference, pieces: Any) -> dict[str, Any]:
    """Return the logits of every head on one window, and the spans that were paired."""
    h = ref.encode(pieces)
    out: dict[str, Any] = {"pieces": pieces.tolist(), "heads": {}}
    for name, head in ref.heads.items():
        if head["kind"] == "token":
            out["heads"][name] = ref.tokens(name, h).astype(float).round(6).tolist()
        elif head["kind"] == "pooled":
            out["heads"][name] = ref.pooled(name, h).astype(float).round(6).tolist()
    spans = [(1, 2), (2, 5), (4, 8)] if len(pieces) > 9 else [(0, 1)]
    out["spans"] = spans
    out["heads"]["pair"] = (
        ref.pairs("pair", h, np.asarray(spans, np.int32)).astype(float).round(6).tolist()
    )
    return out

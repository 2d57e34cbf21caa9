"""Bundles: the one file that a trained reader is (docs/model-bundle.md)."""

from __future__ import annotations

import hashlib
import json
import struct
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from .document import labels
from .examples import STRIDE, VALUE_HEADS, WINDOW
from .weights import (
    ATTENTION_HEADS,
    HIDDEN,
    INTERMEDIATE,
    LAYERS,
    Weights,
    pooled_heads,
    token_heads,
)

MAGIC, FORMAT = b"TOCSINMB", 1
_ONE_LABEL = frozenset([*VALUE_HEADS, "incidents", "templates"])


@dataclass(frozen=True)
class Bundle:
    """A bundle as read: its header, its word pieces and its tensors."""

    header: dict[str, Any]
    pieces: list[str]
    tensors: Weights


def encoder() -> dict[str, Any]:
    """Return the encoder's part of a header."""
    return {
        "layers": LAYERS,
        "hidden": HIDDEN,
        "heads": ATTENTION_HEADS,
        "intermediate": INTERMEDIATE,
        "max_positions": 512,
        "layer_norm_eps": 1e-12,
        "lower_case": True,
    }


def _dense(name: str, activation: str = "none") -> dict[str, str]:
    return {"weight": name + ".weight", "bias": name + ".bias", "activation": activation}


def heads() -> list[dict[str, Any]]:
    """Return the heads' part of a header."""

    def head(name: str, kind: str, names: list[str], layers: list[Any]) -> dict[str, Any]:
        output = "softmax" if name in _ONE_LABEL else "sigmoid"
        return {"name": name, "kind": kind, "labels": names, "output": output, "layers": layers}

    out = [
        head(n, "token", names, [_dense("heads." + n)]) for n, names in token_heads().items()
    ]
    for name, names in pooled_heads().items():
        layers = [_dense("heads.pooled", "tanh"), _dense("heads." + name)]
        out.append(head(name, "pooled", names, layers) | {"pool": "first"})
    layers = [_dense("heads.pair.0", "gelu"), _dense("heads.pair.1")]
    pair = head("pair", "pair", labels()["pair"], layers)
    out.append(pair | {"span": "mean", "form": "mlp", "features": ["product", "difference"]})
    return out


def header(about: dict[str, Any]) -> dict[str, Any]:
    """Return the header of a bundle; about holds name, version, licence, data, metrics."""
    window = {"pieces": WINDOW, "stride": STRIDE}
    return about | {"encoder": encoder(), "window": window, "heads": heads()}


def write(path: Path, head: dict[str, Any], pieces: list[str], tensors: Weights) -> None:
    """Write a bundle of float32 tensors."""
    vocabulary = "".join(p + "\n" for p in pieces).encode()
    table, data = [], bytearray()
    for name, tensor in tensors.items():
        data += bytes(-len(data) % 64)
        raw = tensor.astype("<f4").tobytes(order="C")
        entry = {"name": name, "dtype": "f32", "shape": list(tensor.shape)}
        table.append(entry | {"offset": len(data), "bytes": len(raw)})
        data += raw
    sizes = {"pieces": len(pieces), "bytes": len(vocabulary)}
    full = head | {"tensors": table, "data_bytes": len(data), "vocabulary": sizes}
    raw_head = json.dumps(full).encode()
    out = MAGIC + struct.pack("<II", FORMAT, len(raw_head)) + raw_head + vocabulary
    out += bytes(-len(out) % 64) + bytes(data)
    path.write_bytes(out + hashlib.sha256(out).digest())


def read(path: Path) -> Bundle:
    """Return a bundle, with i8 tensors as the numbers that they stand for."""
    raw = path.read_bytes()
    if raw[:8] != MAGIC:
        raise ValueError(f"{path}: this is no model bundle")
    form, size = struct.unpack("<II", raw[8:16])
    if form != FORMAT:
        raise ValueError(f"{path}: format {form}, and only {FORMAT} is known here")
    if hashlib.sha256(raw[:-32]).digest() != raw[-32:]:
        raise ValueError(f"{path}: the hash is wrong: the file is damaged")
    head = json.loads(raw[16 : 16 + size])
    end = 16 + size + head["vocabulary"]["bytes"]
    pieces = raw[16 + size : end].decode().splitlines()
    start = -(-end // 64) * 64
    data = raw[start : start + head["data_bytes"]]
    tensors = {t["name"]: _tensor(t, data) for t in head["tensors"]}
    return Bundle(head, pieces, tensors)


def _tensor(entry: dict[str, Any], data: bytes) -> Any:
    raw = data[entry["offset"] : entry["offset"] + entry["bytes"]]
    if entry["dtype"] == "f32":
        return np.frombuffer(raw, "<f4").reshape(entry["shape"])
    rows, columns = entry["shape"]
    scales = np.frombuffer(raw, "<f4", rows)
    values = np.frombuffer(raw, np.int8, rows * columns, 4 * rows).reshape(rows, columns)
    return values.astype(np.float32) * scales[:, None]

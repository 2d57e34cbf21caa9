"""The encoder and its heads in TensorFlow, and what they lose on a batch."""

from __future__ import annotations

from typing import Any

import tensorflow as tf

from .examples import VALUE_HEADS
from .weights import ATTENTION_HEADS, FROZEN, HIDDEN, LAYERS, Weights, pooled_heads, token_heads

Tensor = Any

#: How much each part counts in the loss.
PARTS = {
    "mentions": 3.0,
    "incident": 0.2,
    "marks": 0.1,
    "values": 0.2,
    "pair": 1.0,
    "document": 0.1,
}


class Model:
    """Weights as variables, and the forward pass over them.

    half computes the matrix products in bfloat16; drop is the dropout rate.
    """

    def __init__(self, weights: Weights, half: bool = True, drop: float = 0.1) -> None:
        self.vars = {
            n: tf.Variable(w, trainable=not n.startswith(FROZEN)) for n, w in weights.items()
        }
        self.dtype = tf.bfloat16 if half else tf.float32
        self.drop = drop

    def weights(self) -> Weights:
        return {n: v.numpy() for n, v in self.vars.items()}

    def trainable(self) -> list[str]:
        return [n for n, v in self.vars.items() if v.trainable]

    def dense(self, x: Tensor, name: str) -> Tensor:
        """x has two dimensions; the product is made in the small type."""
        w = tf.cast(self.vars[name + ".weight"], self.dtype)
        b = tf.cast(self.vars[name + ".bias"], self.dtype)
        return tf.matmul(tf.cast(x, self.dtype), w, transpose_b=True) + b

    def exact(self, x: Tensor, name: str) -> Tensor:
        """The same in float32, for the heads."""
        w, b = self.vars[name + ".weight"], self.vars[name + ".bias"]
        return tf.matmul(x, w, transpose_b=True) + b

    def norm(self, x: Tensor, name: str) -> Tensor:
        mean = tf.reduce_mean(x, -1, keepdims=True)
        var = tf.reduce_mean(tf.math.squared_difference(x, mean), -1, keepdims=True)
        scale = tf.math.rsqrt(var + 1e-12)
        return (x - mean) * scale * self.vars[name + ".weight"] + self.vars[name + ".bias"]

    def _dropped(self, x: Tensor, training: bool) -> Tensor:
        return tf.nn.dropout(x, self.drop) if training and self.drop else x

    def encode(self, pieces: Tensor, mask: Tensor, training: bool) -> Tensor:
        """Return the last layer's vectors, windows × pieces × hidden."""
        shape = tf.shape(pieces)
        v = self.vars
        x = tf.gather(v["embeddings.word_embeddings.weight"], pieces)
        x += v["embeddings.position_embeddings.weight"][: shape[1]][None]
        x += v["embeddings.token_type_embeddings.weight"][0]
        x = self._dropped(self.norm(x, "embeddings.LayerNorm"), training)
        x = tf.reshape(x, (-1, HIDDEN))
        barred = tf.cast((mask - 1)[:, None, None, :] * 30000, self.dtype)
        for layer in range(LAYERS):
            x = self._layer(x, f"encoder.layer.{layer}.", shape, barred, training)
        return tf.reshape(x, (shape[0], shape[1], HIDDEN))

    def _layer(
        self, x: Tensor, at: str, shape: Tensor, barred: Tensor, training: bool
    ) -> Tensor:
        size = HIDDEN // ATTENTION_HEADS

        def split(name: str) -> Tensor:
            y = self.dense(x, f"{at}attention.self.{name}")
            y = tf.reshape(y, (shape[0], shape[1], ATTENTION_HEADS, size))
            return tf.transpose(y, (0, 2, 1, 3))

        q, k, v = split("query"), split("key"), split("value")
        score = tf.matmul(q * tf.constant(size**-0.5, self.dtype), k, transpose_b=True)
        found = tf.matmul(tf.nn.softmax(score + barred), v)
        found = tf.reshape(tf.transpose(found, (0, 2, 1, 3)), (-1, HIDDEN))
        out = self._dropped(self.dense(found, f"{at}attention.output.dense"), training)
        x = self.norm(x + tf.cast(out, tf.float32), f"{at}attention.output.LayerNorm")
        wide = tf.nn.gelu(self.dense(x, f"{at}intermediate.dense"), approximate=False)
        out = self._dropped(self.dense(wide, f"{at}output.dense"), training)
        return self.norm(x + tf.cast(out, tf.float32), f"{at}output.LayerNorm")

    def heads(self, h: Tensor, spans: Tensor, training: bool) -> dict[str, Tensor]:
        """Return the logits of every head; pairs for every two of the spans."""
        shape = tf.shape(h)
        flat = self._dropped(tf.reshape(h, (-1, HIDDEN)), training)
        out = {
            name: tf.reshape(
                self.exact(flat, "heads." + name), (shape[0], shape[1], len(names))
            )
            for name, names in token_heads().items()
        }
        pooled = tf.tanh(self.exact(h[:, 0], "heads.pooled"))
        for name in pooled_heads():
            out[name] = self.exact(pooled, "heads." + name)
        out["pair"] = self._pairs(h, spans)
        return out

    def _pairs(self, h: Tensor, spans: Tensor) -> Tensor:
        place = tf.range(tf.shape(h)[1])[None, None]
        inside = (place >= spans[..., :1]) & (place < spans[..., 1:])
        share = tf.cast(inside, tf.float32)
        share /= tf.maximum(tf.reduce_sum(share, -1, keepdims=True), 1)
        mean = tf.matmul(share, h)
        left, right = mean[:, :, None], mean[:, None]
        both = tf.concat([left * right, tf.abs(left - right)], -1)
        shape = tf.shape(both)
        wide = tf.nn.gelu(
            self.exact(tf.reshape(both, (-1, 2 * HIDDEN)), "heads.pair.0"), approximate=False
        )
        return tf.reshape(self.exact(wide, "heads.pair.1"), (shape[0], shape[1], shape[2], 3))


def losses(out: dict[str, Tensor], b: dict[str, Tensor]) -> dict[str, Tensor]:
    """Return what each part of a batch loses."""
    pieces = tf.maximum(tf.reduce_sum(b["mask"]), 1)
    cross = tf.nn.sigmoid_cross_entropy_with_logits(b["mentions"], out["mentions"])
    cross *= b["mention_mask"]
    known = tf.cast(b["kinds"] >= 0, tf.float32) * b["kind_mask"][:, None]
    marked = tf.cast(b["marks"] >= 0, tf.float32)
    return {
        "mentions": tf.reduce_sum(cross) / pieces,
        "incident": _mean_binary(b["kinds"], out["incident"], known),
        "marks": _mean_binary(b["marks"], out["marks"], marked),
        "values": tf.add_n(
            [_mean_choice(b["values"][..., i], out[n]) for i, n in enumerate(VALUE_HEADS)]
        ),
        "pair": _mean_binary(b["pairs"], out["pair"], b["pair_mask"]),
        "document": _document(out, b),
    }


def _mean_binary(target: Tensor, logits: Tensor, mask: Tensor) -> Tensor:
    """Cross entropy, summed over the last axis, mean over what is not masked out."""
    cross = tf.nn.sigmoid_cross_entropy_with_logits(tf.maximum(target, 0), logits) * mask
    rows = tf.reduce_sum(tf.reduce_max(mask, -1))
    return tf.reduce_sum(cross) / tf.maximum(rows, 1)


def _mean_choice(target: Tensor, logits: Tensor) -> Tensor:
    known = tf.cast(target >= 0, tf.float32)
    cross = tf.nn.sparse_softmax_cross_entropy_with_logits(tf.maximum(target, 0), logits)
    return tf.reduce_sum(cross * known) / tf.maximum(tf.reduce_sum(known), 1)


def _document(out: dict[str, Tensor], b: dict[str, Tensor]) -> Tensor:
    target = tf.concat([b["relevant"][:, None], b["doc_kinds"]], -1)
    mask = tf.concat([tf.ones_like(b["relevant"])[:, None], b["kind_mask"]], -1)
    counts = [
        _mean_choice(b["counts"][:, i], out[n])
        for i, n in enumerate(("incidents", "templates"))
    ]
    return _mean_binary(target, out["document"], mask) + tf.add_n(counts)


def total(parts: dict[str, Tensor]) -> Tensor:
    """Return the weighted sum that training lowers."""
    return tf.add_n([PARTS[n] * loss for n, loss in parts.items()])

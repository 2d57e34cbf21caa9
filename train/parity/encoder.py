"""Writes a tiny model with random weights and what it makes of our own sentences.

internal/neural is held to it. The encoder and its heads are computed here a second
time, from docs/model-bundle.md, in 64 bits and without anything shared with the Go
code. Run in the folder internal/neural/testdata (needs the packages of
requirements.txt beside this file):

    python ../../../train/parity/encoder.py
"""

import hashlib
import json
import math
import struct

import numpy as np
from tokenizers import BertWordPieceTokenizer

LAYERS, HIDDEN, HEADS, INNER, POSITIONS = 2, 64, 2, 96, 24
WINDOW, STRIDE = 20, 12
SENTENCES = [
    "Gunmen killed five soldiers near the border on Thursday, the army said.",
    "A bomb.",
    "",
    "Rebels shelled the town; three died there, two more in hospital. "
    "The army denied that it had bombed the market, and said rebels killed the men.",
]


def write_bundle(path, header, pieces, tensors):
    vocabulary = "".join(p + "\n" for p in pieces).encode()
    table, data = [], bytearray()
    for name, t in tensors.items():
        data += bytes(-len(data) % 64)
        raw = t.astype("<f4").tobytes(order="C")
        table.append(dict(name=name, dtype="f32", shape=list(t.shape), offset=len(data), bytes=len(raw)))
        data += raw
    header = dict(header, tensors=table, data_bytes=len(data),
                  vocabulary=dict(pieces=len(pieces), bytes=len(vocabulary)))
    head = json.dumps(header).encode()
    out = b"TOCSINMB" + struct.pack("<II", 1, len(head)) + head + vocabulary
    out += bytes(-len(out) % 64) + bytes(data)
    with open(path, "wb") as f:
        f.write(out + hashlib.sha256(out).digest())


def pieces():
    words = "gunmen killed five soldiers near the border on thursday army said bomb rebels town".split()
    letters = [chr(c) for c in range(ord("a"), ord("z") + 1)]
    return ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"] + list(".,;") + words + letters + ["##" + c for c in letters] + ["##ed", "##s"]


HEADERS = [
    dict(name="mentions", kind="token", labels=["O", "B-actor", "I-actor"], output="softmax", temperature=1.7,
         layers=[dict(weight="mentions.0", bias="mentions.0b", activation="gelu"),
                 dict(weight="mentions.1", bias="mentions.1b", activation="none")]),
    dict(name="cues", kind="token", labels=["claim"], output="sigmoid",
         layers=[dict(weight="cues", activation="none")]),
    dict(name="relevant", kind="pooled", pool="first", labels=["no", "yes"], output="softmax",
         layers=[dict(weight="relevant.0", bias="relevant.0b", activation="tanh"),
                 dict(weight="relevant.1", activation="none")]),
    dict(name="counts", kind="pooled", pool="mean", labels=["none", "one", "more"], output="sigmoid",
         layers=[dict(weight="counts", activation="none")]),
    dict(name="role", kind="pair", span="mean", form="mlp", labels=["none", "agent", "victim"], output="softmax",
         features=["left", "right", "product", "difference"],
         layers=[dict(weight="role.0", bias="role.0b", activation="relu"), dict(weight="role.1", activation="none")]),
    dict(name="same", kind="pair", span="first", form="biaffine", labels=["no", "yes"], output="softmax",
         left=[dict(weight="same.l", bias="same.lb", activation="relu")],
         right=[dict(weight="same.r", activation="none")], bilinear="same.u", linear="same.w", bias="same.b"),
    dict(name="raw", kind="pair", span="ends", form="biaffine", labels=["yes"], output="sigmoid", bilinear="raw.u"),
]
SHAPES = {
    "mentions.0": (40, HIDDEN), "mentions.0b": (40,), "mentions.1": (3, 40), "mentions.1b": (3,), "cues": (1, HIDDEN),
    "relevant.0": (HIDDEN, HIDDEN), "relevant.0b": (HIDDEN,), "relevant.1": (2, HIDDEN), "counts": (3, HIDDEN),
    "role.0": (20, 4 * HIDDEN), "role.0b": (20,), "role.1": (3, 20), "same.l": (12, HIDDEN), "same.lb": (12,),
    "same.r": (9, HIDDEN), "same.u": (2, 12, 9), "same.w": (2, 21), "same.b": (2,), "raw.u": (1, 2 * HIDDEN, 2 * HIDDEN),
}


def weights(count):
    rng = np.random.default_rng(7)
    shapes = {
        "embeddings.word_embeddings.weight": (count, HIDDEN),
        "embeddings.position_embeddings.weight": (POSITIONS, HIDDEN),
        "embeddings.token_type_embeddings.weight": (2, HIDDEN),
        "embeddings.LayerNorm.weight": (HIDDEN,), "embeddings.LayerNorm.bias": (HIDDEN,),
    }
    for n in range(LAYERS):
        p = f"encoder.layer.{n}."
        for name, (o, i) in {
            "attention.self.query": (HIDDEN, HIDDEN), "attention.self.key": (HIDDEN, HIDDEN),
            "attention.self.value": (HIDDEN, HIDDEN), "attention.output.dense": (HIDDEN, HIDDEN),
            "intermediate.dense": (INNER, HIDDEN), "output.dense": (HIDDEN, INNER),
        }.items():
            shapes[p + name + ".weight"], shapes[p + name + ".bias"] = (o, i), (o,)
        for name in ("attention.output", "output"):
            shapes[p + name + ".LayerNorm.weight"] = shapes[p + name + ".LayerNorm.bias"] = (HIDDEN,)
    shapes.update(SHAPES)
    out = {}
    for name, shape in shapes.items():
        mean = 1 if name.endswith("LayerNorm.weight") else 0
        out[name] = rng.normal(mean, 0.2, shape).astype(np.float32)
    return out


erf = np.vectorize(math.erf, otypes=[float])
ACTIVATIONS = {
    "none": lambda x: x, "tanh": np.tanh, "relu": lambda x: np.maximum(x, 0),
    "gelu": lambda x: 0.5 * x * (1 + erf(x / math.sqrt(2))),
}


def softmax(x):
    e = np.exp(x - x.max(axis=-1, keepdims=True))
    return e / e.sum(axis=-1, keepdims=True)


class Model:
    def __init__(self, tensors):
        self.t = {k: v.astype(np.float64) for k, v in tensors.items()}

    def linear(self, name, x):
        return x @ self.t[name + ".weight"].T + self.t[name + ".bias"]

    def norm(self, name, x):
        x = x - x.mean(axis=-1, keepdims=True)
        x = x / np.sqrt((x * x).mean(axis=-1, keepdims=True) + 1e-12)
        return x * self.t[name + ".LayerNorm.weight"] + self.t[name + ".LayerNorm.bias"]

    def encode(self, ids):
        e = "embeddings."
        x = (self.t[e + "word_embeddings.weight"][ids] + self.t[e + "position_embeddings.weight"][:len(ids)]
             + self.t[e + "token_type_embeddings.weight"][0])
        x = self.norm("embeddings", x)
        for n in range(LAYERS):
            p = f"encoder.layer.{n}."
            q, k, v = (self.linear(p + "attention.self." + part, x).reshape(len(ids), HEADS, -1).transpose(1, 0, 2)
                       for part in ("query", "key", "value"))
            a = softmax(q @ k.transpose(0, 2, 1) / math.sqrt(HIDDEN // HEADS)) @ v
            x = self.norm(p + "attention.output",
                          x + self.linear(p + "attention.output.dense", a.transpose(1, 0, 2).reshape(len(ids), HIDDEN)))
            inner = ACTIVATIONS["gelu"](self.linear(p + "intermediate.dense", x))
            x = self.norm(p + "output", x + self.linear(p + "output.dense", inner))
        return x

    def dense(self, layers, x):
        for d in layers:
            x = x @ self.t[d["weight"]].T + (self.t[d["bias"]] if "bias" in d else 0)
            x = ACTIVATIONS[d["activation"]](x)
        return x

    def output(self, head, logits):
        logits = logits / head.get("temperature", 1)
        return softmax(logits) if head["output"] == "softmax" else 1 / (1 + np.exp(-logits))

    def pair(self, head, l, r):
        if head["form"] == "mlp":
            kinds = dict(left=l, right=r, product=l * r, difference=abs(l - r))
            return self.dense(head["layers"], np.concatenate([kinds[f] for f in head["features"]]))
        u, v = self.dense(head.get("left", []), l), self.dense(head.get("right", []), r)
        logits = np.einsum("i,kij,j->k", u, self.t[head["bilinear"]], v)
        if "linear" in head:
            logits = logits + self.t[head["linear"]] @ np.concatenate([u, v])
        return logits + (self.t[head["bias"]] if "bias" in head else 0)


def span(how, rows):
    return {"first": rows[0], "mean": rows.mean(axis=0), "ends": np.concatenate([rows[0], rows[-1]])}[how]


def read(model, ids, begin, end):
    """Encodes windows and lets each stand for its pieces up to the middle of overlaps."""
    starts = [0]
    while starts[-1] + WINDOW - 2 < len(ids):
        starts.append(starts[-1] + STRIDE)
    stops = [min(s + WINDOW - 2, len(ids)) for s in starts]
    rows, whole = [], []
    for i, (a, b) in enumerate(zip(starts, stops)):
        x = model.encode([begin] + ids[a:b] + [end])
        whole.append(x)
        first = (a + stops[i - 1]) // 2 if i else a
        last = (starts[i + 1] + b) // 2 if i + 1 < len(starts) else b
        rows += list(x[1 + first - a:1 + last - a])
    return np.array(rows), whole


def golden(model, tokenizer, text):
    ids = tokenizer.encode(text, add_special_tokens=False).ids
    rows, windows = read(model, ids, 2, 3)
    out = dict(text=text, vectors=rows.round(6).tolist(), heads={}, pairs=[])
    if len(ids) > 4:
        out["pairs"] = [[0, 0, 2, 4], [1, 3, len(ids) - 2, len(ids) - 1]]
    for head in HEADERS:
        if head["kind"] == "token":
            got = [model.output(head, model.dense(head["layers"], x)) for x in rows]
        elif head["kind"] == "pooled":
            got = [model.output(head, model.dense(head["layers"], x[0] if head["pool"] == "first" else x.mean(axis=0)))
                   for x in windows]
        else:
            got = [model.output(head, model.pair(head, span(head["span"], rows[a:b + 1]), span(head["span"], rows[c:d + 1])))
                   for a, b, c, d in out["pairs"]]
        out["heads"][head["name"]] = [g.round(6).tolist() for g in got]
    return out


def logits(model, tokenizer, text):
    """Returns what training writes for "tocsin model check"."""
    pieces = [2] + tokenizer.encode(text, add_special_tokens=False).ids + [3]
    h = model.encode(pieces)
    spans = [[1, 2], [3, 5]] if len(pieces) > 5 else [[0, 1]]
    out = dict(text=text, pieces=pieces, spans=spans, heads={})
    for head in HEADERS:
        if head["kind"] == "token":
            got = model.dense(head["layers"], h)
        elif head["kind"] == "pooled":
            got = model.dense(head["layers"], h[0] if head["pool"] == "first" else h.mean(axis=0))
        else:
            vectors = [span(head["span"], h[a:b]) for a, b in spans]
            got = np.array([[model.pair(head, l, r) for r in vectors] for l in vectors])
        out["heads"][head["name"]] = got.round(6).tolist()
    return out


def main():
    vocabulary = pieces()
    tensors = weights(len(vocabulary))
    header = dict(
        name="tiny", version="1", licence="Apache-2.0", data=[dict(name="random numbers", licence="CC0-1.0", documents=0)],
        encoder=dict(layers=LAYERS, hidden=HIDDEN, heads=HEADS, intermediate=INNER, max_positions=POSITIONS,
                     layer_norm_eps=1e-12, lower_case=True),
        window=dict(pieces=WINDOW, stride=STRIDE), heads=HEADERS)
    write_bundle("tiny.tocsin", header, vocabulary, tensors)
    tokenizer = BertWordPieceTokenizer({p: i for i, p in enumerate(vocabulary)}, lowercase=True)
    model = Model(tensors)
    with open("golden.jsonl", "w", encoding="utf-8") as f:
        for text in SENTENCES:
            f.write(json.dumps(golden(model, tokenizer, text), separators=(",", ":")) + "\n")
    with open("logits.json", "w", encoding="utf-8") as f:
        f.write(json.dumps([logits(model, tokenizer, text) for text in SENTENCES[:3]], separators=(",", ":")) + "\n")


main()

"""What is written must be read again, and mean the same to both forward passes."""

from pathlib import Path

import numpy as np
import pytest

from tocsin_train.bundle import header, heads, read, write
from tocsin_train.reference import Reference, erf
from tocsin_train.weights import INTERMEDIATE, LAYERS, Weights, new_heads

ABOUT = {"name": "t", "version": "0", "licence": "Apache-2.0", "data": []}


def small(vocabulary: int = 50) -> Weights:
    """Return random weights over few word pieces."""
    rng = np.random.default_rng(7)
    out: Weights = {}

    def put(name: str, *shape: int, about: float = 0.0) -> None:
        out[name] = (about + rng.normal(0, 0.05, shape)).astype(np.float32)

    for name, rows in (("word", vocabulary), ("position", 512), ("token_type", 2)):
        put(f"embeddings.{name}_embeddings.weight", rows, 384)
    norms = ["embeddings.LayerNorm"]
    for i in range(LAYERS):
        at = f"encoder.layer.{i}."
        norms += [at + "attention.output.LayerNorm", at + "output.LayerNorm"]
        for name in ("query", "key", "value"):
            put(f"{at}attention.self.{name}.weight", 384, 384)
            put(f"{at}attention.self.{name}.bias", 384)
        for name, rows, columns in (
            ("attention.output", 384, 384),
            ("intermediate", INTERMEDIATE, 384),
            ("output", 384, INTERMEDIATE),
        ):
            put(f"{at}{name}.dense.weight", rows, columns)
            put(f"{at}{name}.dense.bias", rows)
    for norm in norms:
        put(norm + ".weight", 384, about=1.0)
        put(norm + ".bias", 384)
    return out | new_heads(3)


@pytest.fixture(scope="module")
def path(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("bundle") / "small.bundle"
    write(out, header(ABOUT), [f"p{i}" for i in range(50)], small())
    return out


def test_a_bundle_is_read_as_it_was_written(path: Path) -> None:
    bundle = read(path)
    assert bundle.pieces[:2] == ["p0", "p1"]
    for name, tensor in small().items():
        np.testing.assert_array_equal(bundle.tensors[name], tensor)
    assert all(t["offset"] % 64 == 0 for t in bundle.header["tensors"])


def test_every_tensor_of_a_head_is_there(path: Path) -> None:
    tensors = read(path).tensors
    for head in heads():
        assert tensors[head["layers"][-1]["weight"]].shape[0] == len(head["labels"])


def test_damage_is_noticed(path: Path, tmp_path: Path) -> None:
    raw = bytearray(path.read_bytes())
    raw[-100] ^= 1
    (tmp_path / "bad").write_bytes(bytes(raw))
    with pytest.raises(ValueError, match="hash"):
        read(tmp_path / "bad")
    (tmp_path / "none").write_bytes(b"not a bundle at all")
    with pytest.raises(ValueError, match="no model bundle"):
        read(tmp_path / "none")


def test_numpy_and_tensorflow_agree(path: Path) -> None:
    tf = pytest.importorskip("tensorflow")
    from tocsin_train.model import Model

    pieces = np.asarray([[3, 14, 15, 9, 26, 5], [3, 5, 8, 0, 0, 0]], np.int32)
    mask = np.asarray([[1] * 6, [1, 1, 1, 0, 0, 0]], np.float32)
    spans = np.asarray([[[1, 2], [2, 5]], [[1, 2], [0, 0]]], np.int32)
    model = Model(small(), half=False)
    h = model.encode(tf.constant(pieces), tf.constant(mask), False)
    out = model.heads(h, tf.constant(spans), False)
    ref = Reference.open(path)
    for row, size in ((0, 6), (1, 3)):
        ours = ref.encode(pieces[row, :size])
        np.testing.assert_allclose(ours, h.numpy()[row, :size], atol=2e-4)
        for name in ("mentions", "incident", "stage"):
            np.testing.assert_allclose(
                ref.tokens(name, ours), out[name].numpy()[row, :size], atol=2e-4
            )
        np.testing.assert_allclose(
            ref.pooled("document", ours), out["document"].numpy()[row], atol=2e-4
        )
    np.testing.assert_allclose(
        ref.pairs("pair", ref.encode(pieces[0]), spans[0]), out["pair"].numpy()[0], atol=2e-4
    )


def test_erf_is_near_enough() -> None:
    x = np.asarray([-3.0, -0.5, 0.0, 0.1, 1.0, 2.5], np.float32)
    want = [-0.99997791, -0.52049988, 0.0, 0.11246292, 0.84270079, 0.99959305]
    np.testing.assert_allclose(erf(x), want, atol=1e-6)

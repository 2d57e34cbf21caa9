"""The training loop: steps, learning rates, checkpoints that can be taken up again."""

from __future__ import annotations

import json
import os
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import tensorflow as tf

from .document import Document, strip_marks
from .examples import Window, batches, open_tokenizer, windows
from .model import Model, losses, total
from .weights import LAYERS, Weights, start, start_folder


@dataclass(frozen=True)
class Plan:
    """What a run is. Rates are per step at full speed.

    The rate climbs over the first warm of all steps, stays, and falls to nothing
    over the last cool of them. decay lowers it layer by layer downwards. An epoch
    reads a coded article gold_times over, and a share of the MUC-4 reports.
    """

    epochs: int = 8
    pieces: int = 2400
    rate: float = 1e-4
    head_rate: float = 1e-3
    decay: float = 0.9
    drop: float = 0.1
    warm: float = 0.06
    cool: float = 0.5
    stripped: float = 0.2
    gold_times: int = 2
    muc_share: float = 1.0
    seed: int = 1


class Adam:
    """AdamW after Loshchilov and Hutter, 2019, with a rate for each variable."""

    def __init__(self, model: Model, plan: Plan) -> None:
        self.names = model.trainable()
        self.vars = [model.vars[n] for n in self.names]
        self.rates = [_rate(n, plan) for n in self.names]
        self.first = [tf.Variable(tf.zeros_like(v), trainable=False) for v in self.vars]
        self.second = [tf.Variable(tf.zeros_like(v), trainable=False) for v in self.vars]

    def apply(self, grads: list[Any], share: Any, step: Any) -> None:
        """Move the variables; share is of the full rate, step counts from 1."""
        grads, _ = tf.clip_by_global_norm(grads, 1.0)
        fix = tf.sqrt(1 - 0.98**step) / (1 - 0.9**step)
        for v, g, m, s, rate in zip(
            self.vars, grads, self.first, self.second, self.rates, strict=True
        ):
            m.assign(0.9 * m + 0.1 * g)
            s.assign(0.98 * s + 0.02 * g * g)
            move = fix * m / (tf.sqrt(s) + 1e-8)
            if v.shape.rank == 2:
                move += 0.01 * v
            v.assign_sub(share * rate * move)


def _rate(name: str, plan: Plan) -> float:
    if name.startswith("heads."):
        return plan.head_rate
    if name.startswith("encoder.layer."):
        return plan.rate * plan.decay ** (LAYERS - 1 - int(name.split(".")[2]))
    return plan.rate * plan.decay**LAYERS


def share_of_rate(step: int, steps: int, plan: Plan) -> float:
    """Return which share of the full rate step takes."""
    up = step / max(1.0, plan.warm * steps)
    down = (steps - step) / max(1.0, plan.cool * steps)
    return max(0.0, min(1.0, up, down))


class Run:
    """One training run in a folder of its own."""

    def __init__(
        self, folder: Path, docs: list[Document], plan: Plan, weights: Weights | None = None
    ) -> None:
        """Begin from weights, from the pre-trained encoder where there are none."""
        self.folder, self.docs, self.plan = folder, docs, plan
        folder.mkdir(parents=True, exist_ok=True)
        self.tokenizer = open_tokenizer(start_folder() / "vocab.txt")
        self.model = Model(weights or start(plan.seed), drop=plan.drop)
        self.adam = Adam(self.model, plan)
        # done counts the batches of the epoch that is under way
        self.epoch, self.step, self.done = 0, 0, 0
        self.per_epoch = len(self.batches(0))
        self.move = tf.function(self._move, reduce_retracing=True)

    def windows(self, epoch: int) -> list[Window]:
        """Return the epoch's windows: some texts lose their commas and quotes."""
        rng = np.random.default_rng([self.plan.seed, epoch, 1])
        out: list[Window] = []
        for doc in self.docs:
            for _ in range(self.times(doc, rng)):
                lost = rng.random() < self.plan.stripped
                out += windows(strip_marks(doc) if lost else doc, self.tokenizer)
        return out

    def times(self, doc: Document, rng: np.random.Generator) -> int:
        """Return how often the epoch reads doc."""
        if doc.corpus == "gold":
            return self.plan.gold_times
        return int(self.plan.muc_share >= 1 or rng.random() < self.plan.muc_share)

    def batches(self, epoch: int) -> list[dict[str, Any]]:
        rng = np.random.default_rng([self.plan.seed, epoch, 2])
        return batches(self.windows(epoch), self.plan.pieces, rng)

    def _move(self, b: dict[str, Any], share: Any, step: Any) -> dict[str, Any]:
        with tf.GradientTape() as tape:
            h = self.model.encode(b["pieces"], b["mask"], True)
            parts = losses(self.model.heads(h, b["spans"], True), b)
            loss = total(parts)
        self.adam.apply(tape.gradient(loss, self.adam.vars), share, step)
        return parts

    def train(self) -> None:
        """Train to the plan's last epoch, from the last checkpoint where there is one."""
        steps = self.plan.epochs * self.per_epoch
        while self.epoch < self.plan.epochs:
            began, cpu = time.time(), time.process_time()
            sums: dict[str, float] = {}
            todo = self.batches(self.epoch)
            for n, b in enumerate(todo[self.done :], 1):
                self.take(b, share_of_rate(self.step + 1, steps, self.plan), sums)
                self.done += 1
                if n % 25 == 0:
                    self.report({"of": steps}, began, sums, n)
                if n % 100 == 0:
                    self.save()
            self.epoch, self.done = self.epoch + 1, 0
            self.save()
            _write(self.folder / f"epoch-{self.epoch}.npz", dict(self.model.weights()))
            spent = round(time.process_time() - cpu)
            self.report({"epoch": self.epoch, "cpu_seconds": spent}, began, sums, len(todo))

    def cool(self, minutes: float) -> None:
        """Let the rate fall to nothing over so many minutes and write cooled.npz.

        The run's own checkpoint stays as it is, so that it can be taken up again at
        its full rate.
        """
        began, sums, n = time.time(), {}, 0  # type: float, dict[str, float], int
        todo = iter(self.batches(self.epoch)[self.done :])
        while (left := 1 - (time.time() - began) / 60 / minutes) > 0:
            b = next(todo, None)
            if b is None:
                break
            self.take(b, left, sums)
            n += 1
            if n % 25 == 0:
                self.report({"cooling": round(left, 2)}, began, sums, n)
        _write(self.folder / "cooled.npz", dict(self.model.weights()))
        self.report({"cooled": n}, began, sums, max(n, 1))

    def take(self, b: dict[str, Any], share: float, sums: dict[str, float]) -> None:
        """Take one step and add what its parts lost to sums."""
        self.step += 1
        parts = self.move(
            {k: tf.constant(v) for k, v in b.items()},
            tf.constant(share, tf.float32),
            tf.constant(self.step, tf.float32),
        )
        for k, v in parts.items():
            sums[k] = sums.get(k, 0.0) + float(v)

    def report(
        self, entry: dict[str, Any], began: float, sums: dict[str, float], n: int
    ) -> None:
        """Log where the run stands, with the mean losses of n steps."""
        means = {k: round(v / n, 4) for k, v in sums.items()}
        seconds = round(time.time() - began)
        self.log({"step": self.step, **entry, "seconds": seconds, **means})

    def log(self, entry: dict[str, Any]) -> None:
        line = json.dumps(entry)
        print(line, flush=True)
        with (self.folder / "log.jsonl").open("a", encoding="utf-8") as out:
            out.write(line + "\n")

    def save(self) -> None:
        """Write weights, moments and where the run stands; never half a file."""
        state: dict[str, Any] = dict(self.model.weights())
        for name, m, s in zip(self.adam.names, self.adam.first, self.adam.second, strict=True):
            state["first/" + name], state["second/" + name] = m.numpy(), s.numpy()
        state["at"] = np.asarray([self.epoch, self.step, self.done])
        _write(self.folder / "last.npz", state)
        (self.folder / "plan.json").write_text(json.dumps(asdict(self.plan)) + "\n", "utf-8")

    def resume(self) -> bool:
        """Take up the last checkpoint; report whether there was one."""
        path = self.folder / "last.npz"
        if not path.exists():
            return False
        state = np.load(path)
        for name, v in self.model.vars.items():
            v.assign(state[name])
        for name, m, s in zip(self.adam.names, self.adam.first, self.adam.second, strict=True):
            m.assign(state["first/" + name])
            s.assign(state["second/" + name])
        self.epoch, self.step, self.done = (int(x) for x in state["at"])
        return True


def _write(path: Path, state: dict[str, Any]) -> None:
    part = path.with_suffix(".part.npz")
    np.savez(part, **state)
    os.replace(part, path)


def load_weights(path: Path) -> Weights:
    """Return the weights of a checkpoint."""
    with np.load(path) as state:
        return {n: state[n] for n in state.files if n != "at" and "/" not in n}

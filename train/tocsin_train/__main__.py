"""Command line: python -m tocsin_train --help."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

from .gold import read_gold
from .split import gold_split, muc4_split


def main() -> None:
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")
    # more threads than free cores make small products twenty times slower
    os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
    parser = argparse.ArgumentParser(
        prog="tocsin_train", description="Train the learned reader."
    )
    shared = Path(os.environ.get("TOCSIN_SHARED", "../../shared"))
    parser.add_argument("--shared", type=Path, default=shared, help="folder of the data sets")
    commands = parser.add_subparsers(dest="command", required=True)
    add_train(commands)
    add_export(commands)
    add_measure(commands)
    args = parser.parse_args()
    args.run(args)


def add_train(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    p = commands.add_parser("train", help="train, or take up a run where it stopped")
    p.add_argument("folder", type=Path, help="where checkpoints and the log go")
    p.add_argument("--epochs", type=int, default=8)
    p.add_argument("--pieces", type=int, default=2400, help="word pieces of a step")
    p.add_argument("--seed", type=int, default=1)
    p.add_argument("--rate", type=float, default=1e-4)
    p.add_argument("--held", type=int, default=0, help="fold of gold to hold out; -1: none")
    p.add_argument("--part", choices=["train", "written"], help="learn from this part alone")
    p.add_argument("--cool", type=float, help="only let the rate fall for so many minutes")
    p.add_argument("--begin", type=Path, help="checkpoint whose weights to begin from")
    p.add_argument("--gold-times", type=int, default=2, help="how often an epoch reads gold")
    p.add_argument("--muc-share", type=float, default=1.0, help="share of MUC-4 in an epoch")
    p.add_argument("--limit", type=int, help="learn from so many documents only")
    p.set_defaults(run=train)


def train(args: argparse.Namespace) -> None:
    from .training import Plan, Run, load_weights

    muc, _ = muc4_split(args.shared, whole=args.held < 0)
    gold = (
        read_gold(args.shared, args.part)
        if args.part
        else gold_split(args.shared, args.held)[0]
    )
    docs = (gold + muc)[: args.limit]
    plan = Plan(
        epochs=args.epochs,
        pieces=args.pieces,
        rate=args.rate,
        gold_times=args.gold_times,
        muc_share=args.muc_share,
        seed=args.seed,
    )
    run = Run(args.folder, docs, plan, load_weights(args.begin) if args.begin else None)
    resumed = run.resume()
    run.log({"documents": len(docs), "steps_per_epoch": run.per_epoch, "resumed": resumed})
    if args.cool:
        run.cool(args.cool)
    else:
        run.train()


def add_export(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    p = commands.add_parser("export", help="write a checkpoint as a model bundle")
    p.add_argument("checkpoint", type=Path)
    p.add_argument("bundle", type=Path)
    p.add_argument("--version", default="0", help="version of the bundle")
    p.add_argument("--golden", type=Path, help="write pieces and logits of sample texts here")
    p.set_defaults(run=export)


def export(args: argparse.Namespace) -> None:
    from .exporting import write_bundle, write_golden

    write_bundle(args.checkpoint, args.bundle, args.version)
    if args.golden:
        write_golden(args.bundle, args.golden)


def add_measure(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    p = commands.add_parser("measure", help="print the figures of a model bundle")
    p.add_argument("bundle", type=Path)
    p.add_argument("--held", type=int, default=0, help="fold of gold that was held out")
    p.add_argument("--predictions", type=Path, help="write the MUC-4 templates here")
    p.set_defaults(run=measure)


def measure(args: argparse.Namespace) -> None:
    from .measure import measure_gold, measure_muc4
    from .reference import Reference
    from .weights import start_folder

    ref = Reference.open(args.bundle)
    vocabulary = start_folder() / "vocab.txt"
    measure_gold(ref, vocabulary, args.shared, args.held)
    measure_muc4(ref, vocabulary, args.shared, args.predictions)


main()

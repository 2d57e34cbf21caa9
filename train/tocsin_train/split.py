"""Which documents are learned from, and which are held out."""

from __future__ import annotations

import zlib
from pathlib import Path

from .document import Document
from .gold import read_gold
from .muc4 import read_muc4

FOLDS = 5
#: The last reports of the 1,300 choose thresholds; none of them is trained on.
TUNING_FROM = "DEV-MUC3-1201"


def fold(doc: Document) -> int:
    """Return the fold of an article; articles on one day's events share it."""
    return zlib.crc32(doc.cluster.encode()) % FOLDS


def gold_split(shared: Path, held: int | None) -> tuple[list[Document], list[Document]]:
    """Return the articles to learn from, and those of the fold that is held out."""
    docs = read_gold(shared, "train") + read_gold(shared, "written")
    return [d for d in docs if fold(d) != held], [d for d in docs if fold(d) == held]


def muc4_split(shared: Path, whole: bool) -> tuple[list[Document], list[Document]]:
    """Return the reports to learn from, and those that thresholds are chosen on."""
    docs = read_muc4(shared, "train")
    tuning = [d for d in docs if d.id >= TUNING_FROM]
    return (docs if whole else [d for d in docs if d.id < TUNING_FROM]), tuning

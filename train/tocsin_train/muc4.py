"""MUC-4: reports with role fillers, and what the full keys say beside them."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from .document import Document, Span, merge_spans, read_data

_QUOTED = re.compile(r'"([^"]+)"')
_SLOT = re.compile(r"^(\d+)\.\s+[A-Z ]+:\s*[A-Z/ ]*?\s{2,}(.*)$")
_CODE = re.compile(r"^\W*([A-Z][A-Z ]*[A-Z])")


@dataclass
class Key:
    """What the 25-slot key of one template says and the five-role form leaves out."""

    stage: str | None = None
    places: list[str] = field(default_factory=list)
    #: (head, filler in lower case) -> label
    values: dict[tuple[str, str], str] = field(default_factory=dict)
    fillers: set[str] = field(default_factory=set)


def _template_lines(text: str) -> Iterator[tuple[str, list[tuple[str, str]]]]:
    """Yield (report, [(slot, line)]) for each template of a key file."""
    doc, lines, slot = "", [], ""  # type: str, list[tuple[str, str]], str
    for raw in text.splitlines():
        m = _SLOT.match(raw)
        if m is None:
            if raw.startswith("   ") and raw.strip() and slot:
                lines.append((slot, raw.strip()))
            continue
        slot, value = m.group(1), m.group(2).strip()
        if slot == "0":
            if doc:
                yield doc, lines
            doc, lines = value.split()[0], []
        lines.append((slot, value))
    if doc:
        yield doc, lines


def _read_key(lines: list[tuple[str, str]], tables: dict[str, Any]) -> Key:
    key, codes = Key(), {}  # type: Key, dict[str, str]
    for slot, value in lines:
        quoted = [" ".join(q.lower().split()) for q in _QUOTED.findall(value)]
        key.fillers.update(quoted)
        if slot == "5":
            key.stage = key.stage or tables["stages"].get(value.split("/")[0].strip(" ?"))
        elif slot == "3":
            key.places = place_names(value)
        elif slot in tables["slots"]:
            table = tables["slots"][slot]
            code = _CODE.match(value.split('"')[0])
            if code:
                codes[slot] = code.group(1)
            label = _longest(table["values"], codes.get(slot, ""))
            for q in quoted if label else []:
                key.values.setdefault((table["head"], q), label)
    return key


def _longest(table: dict[str, str], code: str) -> str:
    """Return the label of the longest name with which code begins, or nothing."""
    fits = [n for n in table if code.startswith(n)]
    return table[max(fits, key=len)] if fits else ""


def place_names(value: str) -> list[str]:
    """Return the names of a location slot, the narrowest last."""
    plain = re.sub(r"\([^)]*\)", "", value)
    return [
        " ".join(p.lower().split()) for p in re.split(r"[:/]| - ", plain) if p.strip(" -*?")
    ]


def read_keys(paths: list[Path]) -> dict[str, list[Key]]:
    """Return the keys of each report that has an incident."""
    tables = read_data("muc4.json")
    out: dict[str, list[Key]] = {}
    for path in paths:
        for doc, lines in _template_lines(path.read_text("latin-1")):
            key = _read_key(lines, tables)
            if key.fillers or key.stage:
                out.setdefault(doc, []).append(key)
    return out


def find_all(text: str, words: str) -> list[tuple[int, int]]:
    """Return where words stand in text as whole words."""
    pattern = r"(?<!\w)" + r"\s+".join(re.escape(w) for w in words.split()) + r"(?!\w)"
    return [m.span() for m in re.finditer(pattern, text)] if words.strip() else []


def _best_key(keys: list[Key], template: dict[str, Any]) -> Key:
    """Return the key that shares most fillers with the template."""
    words = {m[0] for role in _roles() for ent in template.get(role, []) for m in ent}
    return max(keys, key=lambda k: len(k.fillers & words), default=Key())


def _roles() -> dict[str, str]:
    roles = read_data("muc4.json")["roles"]
    assert isinstance(roles, dict)
    return roles


def to_document(row: dict[str, Any], keys: list[Key]) -> Document:
    """Return the report with a span at every place where a filler stands."""
    text: str = row["doctext"]
    spans: list[Span] = []
    entity = 0
    for number, template in enumerate(row["templates"]):
        kinds = frozenset("muc:" + t.strip() for t in template["incident_type"].split("/"))
        key = _best_key(keys, template)
        common: dict[str, Any] = {"incidents": frozenset([number]), "kinds": kinds}
        for role, name in _roles().items():
            for ent in template.get(role, []):
                entity += 1
                for words, _ in ent:
                    values = _values(key, words, kinds, name)
                    spans += [
                        Span(a, b, name, entities=frozenset([entity]), values=values, **common)
                        for a, b in find_all(text, words)
                    ]
        for place in key.places[-1:]:
            spans += [Span(a, b, "place", **common) for a, b in find_all(text, place)]
    types = tuple("muc:" + t["incident_type"].split("/")[0].strip() for t in row["templates"])
    roles = frozenset([*_roles().values(), "place"])
    held = merge_spans(spans)
    return Document(
        row["docid"],
        "muc4",
        text,
        roles,
        held,
        short_names(text, held),
        kinds=types,
        extra=row,
    )


def short_names(text: str, spans: tuple[Span, ...]) -> tuple[Span, ...]:
    """Return where the last word of a longer filler stands alone.

    Keys list some short forms of a name and leave out others.
    """
    ends = {(text[s.start : s.end].split()[-1], s.role) for s in spans}
    taken = {(i, s.role) for s in spans for i in range(s.start, s.end)}
    found = [Span(a, b, role) for word, role in ends for a, b in find_all(text, word)]
    return tuple(s for s in found if (s.start, s.role) not in taken)


def _values(
    key: Key, words: str, kinds: frozenset[str], role: str
) -> tuple[tuple[str, str], ...]:
    out = {head: v for (head, filler), v in key.values.items() if filler == words}
    if key.stage:
        out["stage"] = key.stage
    if role == "victim" and "muc:kidnapping" in kinds:
        out.setdefault("toll_what", "abducted")
    if role != "victim":
        out.pop("toll_what", None)
    return tuple(sorted(out.items()))


def read_muc4(shared: Path, part: str) -> list[Document]:
    """Return the reports of "train" (the 1,300) or "dev" (TST1 and TST2)."""
    folder = shared / "bench" / "muc4"
    parts = ("dev",) if part == "train" else ("tst1", "tst2")
    keys = read_keys([f for p in parts for f in sorted((folder / p).glob("key-*"))])
    with (folder / "gtt" / f"{part}.json").open(encoding="utf-8") as lines:
        return [to_document(r, keys.get(r["docid"], [])) for r in map(json.loads, lines)]

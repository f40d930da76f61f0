"""``--guess``: write into the spec, for confirmation, what each field of each source most likely means.

Only exact aliases of REGULATIONS §4 count, once brackets with units are taken off. A unit is taken from the heading's
brackets, else from the old standard where it prints one; where neither says it the line asks for it. The spec's own
lines stay as they are; an import refuses the mapping until ``confirmed: false`` is deleted.
"""

from __future__ import annotations

import tempfile
from dataclasses import dataclass
from pathlib import Path

import yaml

from models import BadInputError, Problem
from optimizer.intake.codes import refuse
from optimizer.intake.fields import BY_ALIAS, MODELS, UNITS, USUAL, split, targets
from optimizer.intake.reading import read_source
from optimizer.intake.spec import Source, read_spec
from optimizer.intake.table import Table


@dataclass(frozen=True, slots=True)
class Guess:
    """One line of a guessed mapping: unit empty where it has to be filled in."""

    field: str
    to: str
    unit: str
    sample: str


@dataclass(frozen=True, slots=True)
class Guessed:
    """role: of the source; lines: its mapping; left: fields that mean nothing to us."""

    role: str
    lines: tuple[Guess, ...]
    left: tuple[str, ...]


def guess_fields(table: Table, role: str) -> Guessed:
    """Return what the fields of a table most likely mean."""
    known = {*targets(role), "corners"} if role in MODELS else {"id"}
    lines: list[Guess] = []
    for field in table.fields:
        name, unit = split(field)
        to = BY_ALIAS.get(name.upper(), "")
        if to not in known or to in {line.to for line in lines}:
            continue
        sample = next((str(row[field]) for row in table.rows if row.get(field) is not None), "")
        stated = unit or USUAL.get(name.upper(), "")
        lines.append(Guess(field, to, stated if to in UNITS else "", " ".join(sample.split())[:40]))
    used = {line.field for line in lines}
    return Guessed(role, tuple(lines), tuple(field for field in table.fields if field not in used))


def guess(path: Path) -> tuple[Guessed, ...]:
    """Write the guessed mapping of every source that has none into the spec; return what was written.

    Raises BadInputError with the problems of the spec and of sources that cannot be read; then nothing is written.
    """
    read = read_spec(path)
    problems: list[Problem] = []
    found: dict[int, Guessed] = {}
    with tempfile.TemporaryDirectory(prefix="lodeplan-guess-") as room:
        for number, source in enumerate(read.spec.sources):
            if source.fields is None and source.role in MODELS:
                try:
                    found[number] = _of(source, path.parent, Path(room) / str(number))
                except BadInputError as error:
                    problems += error.problems
    if problems:
        raise BadInputError(tuple(problems))
    text = path.read_text(encoding="utf-8-sig")
    path.write_text(_written(text, found, path.name), encoding="utf-8")
    return tuple(found.values())


def _of(source: Source, base: Path, room: Path) -> Guessed:
    return guess_fields(read_source(source, base, room), source.role)


def _written(text: str, found: dict[int, Guessed], file: str) -> str:
    """Insert each mapping at the end of its source, last source first, so that earlier marks stay true."""
    nodes = _sources(yaml.compose(text, Loader=yaml.SafeLoader))
    for number in sorted(found, reverse=True):
        node = nodes[number]
        if node.flow_style:
            raise refuse("LD-801", file, row=str(node.start_mark.line + 1), detail="来源须逐行书写，不能用 {…}",
                         detail_en="write the source in lines, not in {…}")  # fmt: skip
        last = node.value[-1][1].end_mark
        place = last.index
        while place > 0 and text[place - 1] in " \n\t\r":
            place -= 1
        end = text.find("\n", place)
        place = len(text) if end < 0 else end
        text = text[:place] + "\n" + _lines(found[number], " " * node.start_mark.column) + text[place:]
    return text


def _sources(root: yaml.Node | None) -> list[yaml.MappingNode]:
    assert isinstance(root, yaml.MappingNode)
    for key, value in root.value:
        if key.value == "sources" and isinstance(value, yaml.SequenceNode):
            return list(value.value)
    return []


def _lines(found: Guessed, indent: str) -> str:
    rows = [
        f"{indent}confirmed: false  # 核对 fields 后删除本行 delete this line once fields are right",
        f"{indent}fields:",
    ]
    rows[1] += "" if found.lines else " {}"
    for line in found.lines:
        unit = ""
        if line.to in UNITS and f"{UNITS[line.to]}.unit" not in {other.to for other in found.lines}:
            unit = f", unit: {_quoted(line.unit)}" + ("" if line.unit else "  ")
        meaning = f"{{to: {line.to}{unit}}}" if unit else line.to
        ask = "  # 请填单位 state the unit" if unit and not line.unit else ""
        rows.append(f"{indent}  {_quoted(line.field)}: {meaning}{ask or f'  # {line.sample}'}")
    if found.left:
        rows.append(f"{indent}  # 未用 not used: {', '.join(found.left)}")
    return "\n".join(rows)


def _quoted(word: str) -> str:
    return '"' + word.replace("\\", "\\\\").replace('"', '\\"') + '"'

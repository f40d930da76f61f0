"""Scenario files to tell of: a scenario, or nothing where the file cannot be read, and titles with ids in brackets."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from pydantic import ValidationError

from models import Scenario, Text
from optimizer.instance.document import read_yaml
from optimizer.instance.node import plain
from optimizer.instance.shape import fit
from optimizer.instance.stack import known


def scenario_at(path: Path) -> Scenario | None:
    """Return the scenario in a file, None where it cannot be read."""
    node, faults = read_yaml(path, path.name)
    try:
        return None if faults else Scenario.model_validate(fit(plain(node), Scenario))
    except ValidationError:
        return None


def titles_of(folder: Path, names: Sequence[str]) -> tuple[Text, ...]:
    """Return titles, with ids in brackets, of scenarios of an instance folder; ids alone where none can be read."""
    paths = known(folder)
    read = {name: scenario_at(paths[name]) if name in paths else None for name in names}
    return tuple(
        Text(zh=name, en=name) if one is None else Text(zh=f"{one.title.zh}（{name}）", en=f"{one.title.en} ({name})")
        for name, one in read.items()
    )

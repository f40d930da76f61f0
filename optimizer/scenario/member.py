"""A run taken into a comparison: from its folder, held against its seal and judged anew; or solved from an instance."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from types import MappingProxyType
from typing import Any

from models import Case, Outcome, Text
from optimizer.instance import Loaded, load_case, read_folder
from optimizer.instance.node import Node
from optimizer.instance.stack import lay
from optimizer.instance.titles import titles_of
from optimizer.solve import Settings, differences, solve
from optimizer.solve.settings import Watch
from optimizer.store import distrusted, read_run, tampered
from optimizer.store.manifest import INSTANCE

DEFAULT = "default"
"""Label of a case under no scenario."""


@dataclass(frozen=True, slots=True, eq=False)
class Member:
    """A case with its outcome; `written` is the raw case, every part with its file and line, None when it is not kept.

    `layers` are GeoDataFrames by role as in `optimizer.spatial.Derived`, empty for a case without geometry; `titles`
    those of its scenarios, with ids in brackets, empty where they are not kept.
    """

    label: str
    case: Case
    outcome: Outcome
    written: Node | None = None
    layers: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
    titles: tuple[Text, ...] = ()

    @property
    def scenario(self) -> Text:
        """Its scenarios as they are told: titles with ids in brackets, the id alone where no title is kept."""
        bare = self.outcome.scenario
        if not self.titles:
            return Text(zh=bare, en=bare)
        return Text(zh=" + ".join(one.zh for one in self.titles), en=" + ".join(one.en for one in self.titles))


def of_run(folder: Path) -> Member:
    """Return the run in `folder`. Raises RunError: LD-705 it cannot be read, LD-711 it does not hold."""
    run = read_run(folder)
    faults = [one.message for one in tampered(folder)]
    faults += differences(run.case, run.outcome)
    if faults:
        raise distrusted(folder, faults)
    label, kept = folder.resolve().name, folder / INSTANCE
    if not kept.is_dir():
        return Member(label, run.case, run.outcome)
    return member_of(label, kept, run.manifest.scenarios, load_case(kept, run.manifest.scenarios), run.outcome)


def of_instance(
    folder: Path, scenarios: Sequence[str], settings: Settings | None = None, watch: Watch | None = None
) -> Member:
    """Return an instance solved under stacked scenarios. Raises BadInputError for an input that cannot be used."""
    loaded = load_case(folder, scenarios)
    outcome = solve(loaded.case, settings, watch, loaded.scenario).outcome
    return member_of("+".join(scenarios) or DEFAULT, folder, scenarios, loaded, outcome)


def member_of(label: str, folder: Path, scenarios: Sequence[str], loaded: Loaded, outcome: Outcome) -> Member:
    """Return what was loaded from an instance folder, with its outcome."""
    written = lay(folder, read_folder(folder).root, scenarios).root
    return Member(label, loaded.case, outcome, written, layers_of(loaded), titles_of(folder, scenarios))


def layers_of(loaded: Loaded) -> Mapping[str, Any]:
    """Return the layers of what was loaded, none without geometry."""
    return loaded.geometry.layers if loaded.geometry is not None else MappingProxyType({})


def labelled(members: Iterable[Member]) -> tuple[Member, ...]:
    """Return the members with labels that differ even where case does not count; the second of a name gets " (2)"."""
    seen: set[str] = set()
    named = []
    for member in members:
        label, number = member.label, 1
        while label.casefold() in seen:
            number += 1
            label = f"{member.label} ({number})"
        seen.add(label.casefold())
        named.append(replace(member, label=label))
    return tuple(named)

"""A case as loaded: what is in it, its ground, its sheet of excluded ground."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure

from models import Case, Outcome, Text, Verdict
from optimizer.instance import Loaded
from optimizer.instance import load_case as read_case
from optimizer.reporting import html
from optimizer.reporting.frames import site_frame
from optimizer.reporting.maps.exclusions import exclusions
from optimizer.reporting.maps.scene import scene_of
from optimizer.reporting.words import KINDS, Language, words

NO_LAYERS = Text(zh="算例没有图层，无法出图", en="the case has no layers: there is nothing to map")


class NoGroundError(ValueError):
    """There is nothing to put on a map; `reason` says why in both languages."""

    def __init__(self, reason: Text = NO_LAYERS) -> None:
        self.reason = reason
        super().__init__(f"{reason.zh} / {reason.en}")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Instance:
    """A case under its scenarios, and the folder that it came from."""

    folder: Path
    scenarios: tuple[str, ...]
    loaded: Loaded
    language: Language = "zh"

    @property
    def case(self) -> Case:
        """The case."""
        return self.loaded.case

    @property
    def layers(self) -> Mapping[str, Any]:
        """GeoDataFrames by role. Raises NoGroundError without layers."""
        if self.loaded.geometry is None or not self.loaded.geometry.layers:
            raise NoGroundError
        return self.loaded.geometry.layers

    def to_geodataframe(self) -> Any:
        """Return all sites that have ground, undecided, in the case's system. Raises NoGroundError."""
        return site_frame(self.case, self._undecided, self.layers, self.case.sites, self.language)

    def plot(self) -> Figure:
        """Return the sheet of excluded ground. Raises NoGroundError."""
        ledger = () if self.loaded.geometry is None else self.loaded.geometry.ledger
        scene = scene_of(self.case, self._undecided, self.layers, self.language, ledger)
        return exclusions(scene)[0].figure

    def told_in(self, language: Language) -> Instance:
        """Return the same in ``zh`` or ``en``."""
        return replace(self, language=language)

    @property
    def _undecided(self) -> Outcome:
        return Outcome(case=self.case.frame.id, verdict=Verdict.STOPPED)

    def _lines(self) -> list[str]:
        sites = [site.kind for site in self.case.sites]
        counts = [f"{words(KINDS, kind).of(self.language)} {sites.count(kind)}" for kind in dict.fromkeys(sites)]
        periods = self.case.periods
        span = f"{periods[0].id}–{periods[-1].id}"
        joint = "，" if self.language == "zh" else ", "
        return [joint.join((span, *counts)), *(one.message.of(self.language) for one in self.loaded.warnings)]

    def _title(self) -> str:
        scenario = f" · {'+'.join(self.scenarios)}" if self.scenarios else ""
        return f"{self.case.frame.title.of(self.language)}{scenario}"

    def __repr__(self) -> str:
        return "\n".join((self._title(), *self._lines()))

    def _repr_html_(self) -> str:
        return html.page(self._title(), self._lines())


def load_case(folder: str | Path, *scenarios: str, language: Language = "zh") -> Instance:
    """Return the instance of `folder` under stacked scenarios.

    Raises `models.BadInputError` with every problem of the input at once.
    """
    return Instance(Path(folder), scenarios, read_case(Path(folder), scenarios), language)

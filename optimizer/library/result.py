"""A solved case: verdict, value, courses; its sites on the ground and its sheets."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from math import inf
from pathlib import Path
from typing import Any, Literal

from matplotlib.figure import Figure

from models import Case, Outcome, Plan, Verdict
from models.base import Figure as Amount
from optimizer.instance import Loaded
from optimizer.instance import load_case as read_case
from optimizer.library.instance import Instance
from optimizer.reporting import html
from optimizer.reporting.digest import changes, mine_rows, tier_rows, verdict_line
from optimizer.reporting.frames import site_frame
from optimizer.reporting.maps.licences import licences
from optimizer.reporting.maps.mines import mines
from optimizer.reporting.maps.scene import scene_of
from optimizer.reporting.summary import HEADS
from optimizer.reporting.words import Language
from optimizer.scenario import Member, of_run
from optimizer.scenario.member import DEFAULT, layers_of, member_of
from optimizer.solve import Settings
from optimizer.solve import solve as solve_case
from optimizer.solve.settings import Watch
from optimizer.store import read_run
from optimizer.store.manifest import INSTANCE

_SHEETS: dict[str, Callable[..., Any]] = {"licences": licences, "mines": mines}


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Result:
    """An instance and its audited outcome; `label` is its name beside others."""

    instance: Instance
    outcome: Outcome
    label: str

    @property
    def case(self) -> Case:
        """The case."""
        return self.instance.case

    @property
    def verdict(self) -> Verdict:
        """The verdict."""
        return self.outcome.verdict

    @property
    def objective(self) -> Amount | None:
        """Value of the last tier, published figures; None without a plan."""
        return self.outcome.objective

    @property
    def bound(self) -> Amount | None:
        """Bound of the last tier."""
        return self.outcome.bound

    @property
    def gap(self) -> Amount | None:
        """Gap of the last tier [1], published figures against the solver's bound."""
        return self.outcome.gap

    @property
    def plan(self) -> Plan | None:
        """The plan, None when there is none."""
        return self.outcome.plan

    @property
    def language(self) -> Language:
        """Language in which it tells itself."""
        return self.instance.language

    def to_geodataframe(self) -> Any:
        """Return all sites that have ground with the plan in attributes, in the case's system. Raises NoGroundError."""
        return site_frame(self.case, self.outcome, self.instance.layers, self.case.sites, self.language)

    def plot(self, sheet: Literal["licences", "mines"] = "licences") -> Figure:
        """Return a plan sheet: what is licensed when, or what becomes of the mines. Raises NoGroundError."""
        scene = scene_of(self.case, self.outcome, self.instance.layers, self.language)
        figure: Figure = _SHEETS[sheet](scene)[0].figure
        return figure

    def told_in(self, language: Language) -> Result:
        """Return the same in ``zh`` or ``en``."""
        return replace(self, instance=self.instance.told_in(language))

    def member(self) -> Member:
        """Return the result as a member of a comparison."""
        loaded = self.instance.loaded
        if not (self.instance.folder / "case.yaml").is_file():
            return Member(self.label, self.case, self.outcome, None, layers_of(loaded))
        return member_of(self.label, self.instance.folder, self.instance.scenarios, loaded, self.outcome)

    def _lines(self) -> list[str]:
        told = list(verdict_line(self.outcome, self.language))
        return [*told, *(f"{head}  {text}" for head, text in changes(self.case, self.outcome, self.language))]

    def __repr__(self) -> str:
        return "\n".join((self.case.frame.title.of(self.language), *self._lines()))

    def _repr_html_(self) -> str:
        tables = []
        if self.outcome.plan is not None:
            numeric = (False, *[True] * 3, False)
            tables = [html.table(_heads("tiers", self.language), tier_rows(self.outcome, self.language), numeric)]
            rows = mine_rows(self.case, self.outcome)
            tables.append(html.table(_heads("mines", self.language), rows, (False, *[True] * 10)))
        return html.page(self.case.frame.title.of(self.language), self._lines(), tables)


def solve(
    instance: Instance,
    *,
    backend: str = "highs",
    seconds: float = inf,
    threads: int = 1,
    seed: int = 0,
    watch: Watch | None = None,
) -> Result:
    """Return the proven best plan of an instance, or what is known when time runs out.

    Raises LookupError for an unknown back end, NotIntegral when cp_sat cannot take the case.
    """
    settings = Settings(backend=backend, seconds=seconds, threads=threads, seed=seed)
    outcome = solve_case(instance.case, settings, watch, instance.loaded.scenario).outcome
    return Result(instance, outcome, "+".join(instance.scenarios) or DEFAULT)


def load_result(run: str | Path, language: Language = "zh") -> Result:
    """Return a stored run, held against its seal and judged anew. Raises RunError (LD-705, LD-711)."""
    folder, member = Path(run), of_run(Path(run))
    kept, scenarios = folder / INSTANCE, read_run(folder).manifest.scenarios
    loaded = read_case(kept, scenarios) if kept.is_dir() else Loaded(member.case)
    return Result(Instance(kept, scenarios, loaded, language), member.outcome, member.label)


def _heads(name: str, language: Language) -> list[str]:
    return HEADS[name][0 if language == "zh" else 1].split("|")

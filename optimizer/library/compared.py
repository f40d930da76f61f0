"""Results side by side: the comparison, its sites on the ground, its difference sheet, its files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from matplotlib.figure import Figure

from models import Text
from optimizer.library.instance import NoGroundError
from optimizer.library.result import Result, load_result
from optimizer.reporting import html
from optimizer.reporting.comparison.ground import Ground, common_ground, comparison_frame
from optimizer.reporting.comparison.run import write
from optimizer.reporting.comparison.told import telling
from optimizer.reporting.digest import shown as figure
from optimizer.reporting.maps.difference import difference
from optimizer.reporting.tables.table import Table, shown
from optimizer.reporting.words import VERDICTS, Language, words
from optimizer.scenario import Comparison, Member
from optimizer.scenario import compare as put_beside
from optimizer.scenario.member import labelled


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Compared:
    """A comparison with the members that it was made of."""

    comparison: Comparison
    members: tuple[Member, ...]
    language: Language = "zh"

    def tables(self) -> tuple[Table, ...]:
        """Return what differs, as tables."""
        return tuple(telling(self.comparison, self.members))

    def to_geodataframe(self) -> Any:
        """Return one row a site: its course in each run, and in how many it is licensed. Raises NoGroundError."""
        return comparison_frame(self.comparison, self._ground(), self.language)

    def plot(self) -> Figure:
        """Return the difference sheet. Raises NoGroundError where the runs share no ground."""
        return difference(self.comparison, self._ground(), self.language)[0].figure

    def save(self, folder: str | Path) -> tuple[Text, ...]:
        """Write workbook, CSV, JSON, GeoPackage and map to a new folder; return what is left out and why."""
        return write(Path(folder), self.comparison, self.members, self.language)

    def _ground(self) -> Ground:
        ground = common_ground(self.members)
        if isinstance(ground, Text):
            raise NoGroundError(ground)
        return ground

    def _lines(self) -> list[str]:
        found = self.comparison
        lines = [
            f"{run.label}  {words(VERDICTS, run.verdict).of(self.language)}  {figure(run.objective)}"
            for run in found.runs
        ]
        sites = [line.site for line in found.sites if line.differs]
        zh = f"输入差异 {len(found.inputs)} 项；安排不同 {len(sites)} 处；约束状态变化 {len(found.clauses)} 条"
        en = f"{len(found.inputs)} inputs differ; {len(sites)} sites differ; {len(found.clauses)} clauses change"
        return [*lines, zh if self.language == "zh" else en, *(one.of(self.language) for one in found.remarks)]

    def __repr__(self) -> str:
        return "\n".join(self._lines())

    def _repr_html_(self) -> str:
        title = "成果对照" if self.language == "zh" else "Runs side by side"
        return html.page(title, self._lines(), (self._table(table) for table in self.tables()))

    def _table(self, table: Table) -> str:
        heads = [column.heading(self.language) for column in table.columns]
        rows = [
            ["—" if (text := shown(cell, self.language)) is None else str(text) for cell in row] for row in table.rows
        ]
        numeric = [bool(column.form) for column in table.columns]
        return html.page(table.title(self.language), (), (html.table(heads, rows, numeric),))


def compare(*results: Result | str | Path) -> Compared:
    """Return results, or run folders, side by side. Raises ValueError for fewer than two, RunError for a bad run."""
    return compare_members([one if isinstance(one, Result) else load_result(one) for one in results])


def compare_members(results: Sequence[Result]) -> Compared:
    """Return results side by side in the language of the first."""
    members = labelled(one.member() for one in results)
    return Compared(put_beside(members), members, results[0].language if results else "zh")

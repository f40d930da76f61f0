"""Solvers side by side on a case: verdict, verified value, bound, gap, times, agreement, and what is wrong."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

from models import Text
from optimizer.reporting.tables.table import FIGURE, THREE, Cell, Column, Table, figure
from optimizer.reporting.words import VERDICTS, same, words
from optimizer.scenario.solvers_record import Trial, Trials

COLUMNS = (
    Column("solver", "求解器", "Solver", width=10),
    Column("version", "版本", "Version", width=12),
    Column("verdict", "结论", "Verdict", width=14),
    Column("value", "审定目标值", "Verified value", form=FIGURE, width=16),
    Column("bound", "下界", "Bound", form=FIGURE, width=16),
    Column("gap", "差距", "Gap", form="0.0E+00", width=10),
    Column("first", "首个方案", "First plan", "s", THREE, 10),
    Column("percent", "至 1%", "To 1 %", "s", THREE, 10),
    Column("tenth", "至 0.1%", "To 0.1 %", "s", THREE, 10),
    Column("proof", "至证明", "To proof", "s", THREE, 10),
    Column("spent", "用时", "Time", "s", THREE, 10),
    Column("same", "方案一致", "Same plan", width=10),
    Column("faults", "有误之处", "What is wrong", width=60),
)
_YES, _NO = Text(zh="是", en="yes"), Text(zh="否", en="no")
_SITES_ONLY = Text(zh="安排一致，规模有别", en="courses yes, capacities no")


def solvers_table(found: Trials) -> Table:
    """Return one row a solver, those not run with the reason."""
    note = Text(zh="".join(one.zh for one in found.advice) or "—", en=" ".join(one.en for one in found.advice) or "—")
    rows = tuple(_row(trial) for trial in found.trials)
    return Table("solvers", "S", "求解器对照", "Solvers side by side", COLUMNS, rows, note, frozen=1)


def shown_on_screen(found: Trials) -> Table:
    """Return the table of those that were run, without the columns whose words are told beside it."""
    whole = solvers_table(found)
    kept = [number for number, column in enumerate(COLUMNS) if column.key not in {"version", "faults"}]
    rows = tuple(
        tuple(row[number] for number in kept)
        for row, trial in zip(whole.rows, found.trials, strict=True)
        if trial.absent is None
    )
    return replace(whole, columns=tuple(COLUMNS[number] for number in kept), rows=rows)


def _row(trial: Trial) -> tuple[Cell, ...]:
    if trial.absent is not None:
        return (trial.solver, *[None] * (len(COLUMNS) - 2), trial.absent)
    times = (trial.first_plan, trial.within_percent, trial.within_tenth, trial.proof, trial.seconds)
    return (
        trial.solver, same(trial.version), words(VERDICTS, trial.verdict), trial.values[-1] if trial.values else None,
        trial.bounds[-1] if trial.bounds else None, trial.gap, *(_seconds(time) for time in times), _same(trial),
        Text(zh="；".join(one.zh for one in trial.faults) or "—", en="; ".join(one.en for one in trial.faults) or "—"),
    )  # fmt: skip


def _seconds(time: float | None) -> Cell:
    return None if time is None else figure(Fraction(time), 3)


def _same(trial: Trial) -> Cell:
    if trial.same_courses is None:
        return None
    return _NO if not trial.same_courses else _YES if trial.same_figures else _SITES_ONLY

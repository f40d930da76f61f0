"""The tables of a comparison: one column a run; for two runs the change stands beside them."""

from __future__ import annotations

from collections.abc import Sequence

from models import Action, Case, Text
from models.labels import ACTIONS
from optimizer.reporting.comparison.tables_figures import Naming, clauses, indicators, objective, run_columns
from optimizer.reporting.comparison.words import HELD, NOT_HELD, NOTHING, course, value, ways, where
from optimizer.reporting.subjects import subject
from optimizer.reporting.tables.table import FIGURE, WHOLE, Cell, Column, Table
from optimizer.reporting.words import KINDS, VERDICTS, same, words
from optimizer.rules import clauses_told
from optimizer.scenario import Comparison, Member
from optimizer.scenario.compare_record import SiteLine

SITE = (
    Column("site", "编号", "Site", width=10),
    Column("name", "名称", "Name", width=28),
    Column("kind", "类别", "Kind", width=12),
)
Row = tuple[Cell, ...]


def comparison_tables(found: Comparison, members: Sequence[Member]) -> tuple[Table, ...]:
    """Return all tables; `members` are those compared, for the names of what the lines are about."""
    names = _naming([member.case for member in members])
    return (
        _runs(found),
        _inputs(found),
        _sites(found),
        _agreement(found),
        clauses(found, names),
        indicators(found, names),
        objective(found),
        _distances(found),
    )


def _naming(cases: Sequence[Case]) -> Naming:
    """Return what names a subject, by the first case that knows it."""
    tellers = [subject(case) for case in cases]

    def named(text: str) -> Text:
        told = [teller(text) for teller in tellers]
        return next((one for one in told if one.zh != text), told[0])

    return named


def _runs(found: Comparison) -> Table:
    columns = (
        Column("run", "成果", "Run", width=24), Column("case", "算例", "Case", width=14),
        Column("scenario", "情景", "Scenario", width=30), Column("verdict", "结论", "Verdict", width=14),
        Column("objective", "目标值", "Objective", form=FIGURE, width=16),
        Column("bound", "下界", "Bound", form=FIGURE, width=16), Column("gap", "差距", "Gap", form="0.0E+00", width=10),
        Column("conflict", "冲突条款", "Conflict", width=40),
    )  # fmt: skip
    rows = tuple(
        (one.label, one.case, one.title or one.scenario or "—", words(VERDICTS, one.verdict),
         one.objective, one.bound, one.gap, clauses_told(one.conflict))
        for one in found.runs
    )  # fmt: skip
    zh, en = ("；".join(one.zh for one in found.remarks), "; ".join(one.en for one in found.remarks))
    note = Text(zh=zh, en=en) if found.remarks else None
    return Table("runs", "C0", "参与比较的成果", "Runs compared", columns, rows, note, frozen=1)


def _inputs(found: Comparison) -> Table:
    columns = (
        Column("path", "位置", "Place", width=46), *run_columns(found), Column("where", "出处", "Said by", width=60),
    )  # fmt: skip
    rows: tuple[Row, ...] = tuple((one.path, *map(value, one.values), where(one, found.labels)) for one in found.inputs)
    return Table("inputs", "C1", "输入差异", "Inputs that differ", columns, rows, frozen=1)


def _sites(found: Comparison) -> Table:
    columns = (*SITE, *run_columns(found, width=30), Column("ways", "差异", "Differs in", width=24))
    rows = tuple(
        (*_site(one), *(course(one, decision) for decision in one.decisions), ways(one)) for one in found.sites
    )
    return Table("sites", "C2", "各区块、矿山安排对照", "Sites side by side", columns, rows, frozen=2)


def _site(line: SiteLine) -> tuple[Cell, ...]:
    return line.site, line.name, words(KINDS, line.kind)


def _agreement(found: Comparison) -> Table:
    shown = (Action.LICENSED, Action.KEEP, Action.EXPAND, Action.RECTIFY, Action.CLOSE, Action.JOIN)
    counts = [Column(one.value, *_counted(one), "个", WHOLE, 9, total=True) for one in shown]
    firsts = [Column(f"first_{one.value}", *_first(one), width=11) for one in shown if one != Action.KEEP]
    columns = (
        *SITE, Column("plans", "有方案的成果", "Runs with a plan", "个", WHOLE, 10), *counts,
        Column("not", "不投放（不整合）", "Not licensed or formed", "个", WHOLE, 10, total=True), *firsts,
        Column("same", "各成果一致", "Same in all", width=9),
    )  # fmt: skip
    rows = tuple(_agreed(found, one, shown) for one in found.sites)
    note = Text(
        zh="投放含整合设立与勘查投放；年度为各成果中最早者。",
        en="Licensed includes mergers formed and exploration granted; years are the earliest of all runs.",
    )
    return Table("agreement", "C3", "情景一致性", "Agreement across runs", columns, rows, note, frozen=2)


def _counted(action: Action) -> tuple[str, str]:
    zh, en = ACTIONS[action]
    return f"{zh}成果数", f"Runs: {en}"


def _first(action: Action) -> tuple[str, str]:
    zh, en = ACTIONS[action]
    return f"最早{zh}", f"First {en}"


def _agreed(found: Comparison, line: SiteLine, shown: Sequence[Action]) -> tuple[Cell, ...]:
    groups = [HELD if one == Action.LICENSED else (one,) for one in shown]
    counts = [sum(line.counts.get(one, 0) for one in group) for group in groups]
    never = sum(line.counts.get(one, 0) for one in NOT_HELD)
    firsts = [
        next((same(line.firsts[one]) for one in group if one in line.firsts), NOTHING)
        for group in groups
        if group != (Action.KEEP,)
    ]
    word = Text(zh="否", en="no") if line.differs else Text(zh="是", en="yes")
    return (*_site(line), found.planned, *counts, never, *firsts, word)


def _distances(found: Comparison) -> Table:
    columns = (Column("run", "成果", "Run", width=24), *run_columns(found, WHOLE))
    rows = tuple((run.label, *row) for run, row in zip(found.runs, found.distances, strict=True))
    note = Text(
        zh="两成果间安排不同的区块、矿山与整合数。", en="Sites, mergers included, that two runs decide otherwise."
    )
    return Table("distances", "C7", "成果间差异数", "Sites decided otherwise", columns, rows, note, frozen=1)

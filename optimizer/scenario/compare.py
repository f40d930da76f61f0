"""Runs side by side: inputs that differ, courses, clauses that begin or cease to bind, indicators, objective.

Everything is read from cases and outcomes that were audited before; nothing is solved. Sites, minerals and periods are
matched by id. A run without a plan keeps its column, empty where a plan is needed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from models.base import Text
from models.words import Verdict
from optimizer.scenario.compare_record import Comparison, RunLine
from optimizer.scenario.figures import clause_lines, indicator_lines, term_lines
from optimizer.scenario.inputs import input_lines
from optimizer.scenario.member import Member, labelled
from optimizer.scenario.sites import distances, site_lines

OPEN = frozenset({Verdict.WITHIN_GAP, Verdict.STOPPED})


def compare(members: Sequence[Member]) -> Comparison:
    """Return the comparison of at least two members. Raises ValueError for fewer."""
    if len(members) < 2:
        raise ValueError(f"a comparison needs two runs, got {len(members)}")
    named = labelled(members)
    return Comparison(
        runs=tuple(_run(member) for member in named),
        inputs=input_lines(named),
        sites=site_lines(named),
        clauses=clause_lines(named),
        indicators=indicator_lines(named),
        terms=term_lines(named),
        distances=distances(named),
        remarks=tuple(_remarks(named)),
    )


def _run(member: Member) -> RunLine:
    one = member.outcome
    return RunLine(
        label=member.label, case=one.case, scenario=one.scenario, title=member.scenario if one.scenario else None,
        verdict=one.verdict, objective=one.objective, bound=one.bound, gap=one.gap, conflict=one.conflict,
    )  # fmt: skip


def _remarks(members: Sequence[Member]) -> Iterator[Text]:
    cases = dict.fromkeys(member.case.frame.id for member in members)
    if len(cases) > 1:
        names = ", ".join(cases)
        yield Text(zh=f"算例不同（{names}），按编号对应", en=f"different cases ({names}), matched by id")
    for member in members:
        if member.outcome.plan is None:
            yield Text(
                zh=f"{member.label} 没有方案，只列其输入", en=f"{member.label} has no plan: only its inputs stand"
            )
        elif member.outcome.verdict in OPEN:
            yield Text(
                zh=f"{member.label} 未证明最优，差异可能出于求解而非输入",
                en=f"{member.label} is not proven best: differences may come from the search, not from the input",
            )
        if member.written is None:
            yield Text(zh=f"{member.label} 未留存输入文件", en=f"{member.label} keeps no input files")
    tiers = {tuple(tier.name for tier in one.outcome.tiers) for one in members if one.outcome.plan is not None}
    if len(tiers) > 1:
        yield Text(
            zh="各成果的目标层不同，目标值不可直接比较", en="tiers differ: objectives cannot be compared as they are"
        )

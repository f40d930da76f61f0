"""What differs between two outcomes of one case: objective, sites, indicators, clauses; in figures and in words.

The only place where the board compares two plans, so that another way of comparing needs to replace nothing else.
"""

from __future__ import annotations

from collections.abc import Iterator

from models import Case, Outcome, Text
from models.base import number
from models.outcome import PeriodLine
from optimizer.explain.sentence import doing, figure
from optimizer.reporting.words import term
from optimizer.serve.judging import compared
from optimizer.serve.telling import Plain, findings_told, plain


def difference(case: Case, before: Outcome, after: Outcome) -> Plain:
    """Return what changes from ``before`` to ``after``; sites and clauses are those of ``case``."""
    judged = compared(before.findings, after.findings)
    sites = list(_sites(case, before, after))
    return {
        "tiers": list(_tiers(before, after)),
        "sites": sites,
        "indicators": list(_indicators(case, before, after)),
        "broken": findings_told(case, judged.broken),
        "mended": findings_told(case, judged.mended),
        "words": [plain(one) for one in _words(before, after, len(sites))],
    }


def _tiers(before: Outcome, after: Outcome) -> Iterator[Plain]:
    was = {one.name: one.value for one in before.tiers}
    for tier in after.tiers:
        if tier.name in was:
            change = tier.value - was[tier.name]
            yield {"name": plain(term(tier.name)), "before": number(was[tier.name]), "after": number(tier.value),
                   "change": number(change)}  # fmt: skip


def _sites(case: Case, before: Outcome, after: Outcome) -> Iterator[Plain]:
    was = {} if before.plan is None else before.plan.decision
    for decision in () if after.plan is None else after.plan.decisions:
        old = was.get(decision.site)
        if old is not None and old != decision:
            measure = f"{case.mineral[case.site[decision.site].mineral].capacity_unit}/a"
            yield {"site": decision.site, "name": plain(case.site[decision.site].name),
                   "before": plain(doing(old, measure)[0]), "after": plain(doing(decision, measure)[0])}  # fmt: skip


def _indicators(case: Case, before: Outcome, after: Outcome) -> Iterator[Plain]:
    was = {line.period: line for line in before.periods}
    for line in after.periods:
        if line.period in was:
            yield from _moved(case, was[line.period], line)


def _moved(case: Case, old: PeriodLine, new: PeriodLine) -> Iterator[Plain]:
    pairs: list[tuple[Text, float | None, float | None]] = [
        (Text(zh="固体矿山总数", en="mines"), old.total, new.total),
        (Text(zh="大中型比例", en="share of large and medium"), _real(old.share), _real(new.share)),
    ]
    markets = {line.mineral: line for line in old.markets}
    for line in new.markets:
        name, base = case.mineral[line.mineral].name, markets.get(line.mineral)
        if base is not None:
            pairs.append((Text(zh=f"{name.zh}产量", en=f"output of {name.en}"), float(base.output), float(line.output)))
            short = Text(zh=f"{name.zh}缺口", en=f"shortage of {name.en}")
            pairs.append((short, float(base.shortage), float(line.shortage)))
    for name, first, second in pairs:
        if first != second:
            yield {"name": plain(name), "period": new.period, "before": first, "after": second}


def _real(value: object) -> float | None:
    return None if value is None else float(str(value))


def _words(before: Outcome, after: Outcome, sites: int) -> Iterator[Text]:
    if after.plan is None:
        yield Text(zh="没有方案可比", en="there is no plan to compare")
        return
    if not sites:
        yield Text(zh="两个方案对各矿业权的安排完全相同。", en="Both plans decide every site alike.")
    else:
        yield Text(zh=f"{sites} 处矿业权的安排不同。", en=f"{sites} sites are decided otherwise.")
    was = {one.name: one.value for one in before.tiers}
    for tier in after.tiers:
        change = tier.value - was.get(tier.name, tier.value)
        if change:
            zh, en = term(tier.name).zh, term(tier.name).en
            up = change > 0
            size = figure(abs(change))
            yield Text(
                zh=f"{zh}{'增加' if up else '减少'} {size}。", en=f"{en} {'rises' if up else 'falls'} by {size}."
            )

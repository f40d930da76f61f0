"""What the terminal summary says, as plain strings: verdict, tiers, mines by period, changes, excluded ground."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from models import Action, Case, Outcome, Size, TierResult
from models.labels import ACTIONS
from optimizer.reporting.remarks import remark
from optimizer.reporting.words import VERDICTS, Language, amount, clash, term, words
from optimizer.spatial import LedgerLine

Row = tuple[str, ...]
MOST = 12
"""Sites named in one line before the rest is counted."""


def shown(value: Decimal | None, places: int = 2) -> str:
    """Return a figure for the screen, without trailing zeros."""
    if value is None:
        return "—"
    text = f"{value:,.{places}f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def verdict_line(outcome: Outcome, language: Language) -> Iterator[str]:
    """Yield the verdict with scenario, value, bound and gap, and every remark."""
    word = words(VERDICTS, outcome.verdict).of(language)
    scenario = outcome.scenario or ("默认" if language == "zh" else "default")
    gap = "—" if outcome.gap is None else f"{float(outcome.gap):.2e}"
    value, bound = shown(outcome.objective, 4), shown(outcome.bound, 4)
    if language == "zh":
        yield f"结论 {word}   情景 {scenario}   目标值 {value}   下界 {bound}   差距 {gap}"
    else:
        yield f"Verdict {word}   scenario {scenario}   objective {value}   bound {bound}   gap {gap}"
    if outcome.conflict:
        yield clash(outcome.conflict).of(language)
    yield from (remark(words).of(language) for words in outcome.remarks)


def tier_rows(outcome: Outcome, language: Language) -> list[Row]:
    """Return one row a tier, its terms in one cell."""
    return [
        (
            term(tier.name).of(language) + ("" if tier.proven else " *"),
            shown(tier.value),
            shown(tier.bound),
            "—" if tier.gap is None else f"{float(tier.gap):.1e}",
            "  ".join(f"{term(name).of(language)} {shown(value)}" for name, value in tier.terms.items() if value)
            or "—",
        )
        for tier in outcome.tiers
    ]


def _terms(tier: TierResult, language: Language) -> str:
    return "  ".join(f"{term(name).of(language)} {shown(value)}" for name, value in tier.terms.items() if value) or "—"


def mine_rows(case: Case, outcome: Outcome) -> list[Row]:
    """Return the mines by class in each period, against count and share where they bind."""
    rows = [_base(case)] if case.mines else []
    for line in outcome.periods:
        counts = [str(line.mines.get(size, 0)) for size in Size]
        share = "—" if line.share is None else f"{float(line.share):.1%}"
        changes = [str(number or "—") for number in (line.licensed, line.closed, line.joined)]
        limit, asked = _limit(case, line.period), _asked(case, line.period)
        rows.append((line.period, *counts, str(line.total), limit, share, asked, *changes))
    return rows


def _base(case: Case) -> Row:
    sizes = [mine.production_class for mine in case.mines if case.mineral[mine.mineral].solid]
    large = sum(size != Size.SMALL for size in sizes)
    share = f"{large / len(sizes):.1%}" if sizes else "—"
    counts = [str(sizes.count(size)) for size in Size]
    return (str(case.frame.base_year), *counts, str(len(sizes)), "—", share, "—", "—", "—", "—")


def _limit(case: Case, period: str) -> str:
    rule = case.policy.mine_count
    bounds = [
        f"{'＜' if limit.strict else '≤'}{limit.at_most}"
        for limit in rule.limits
        if rule.on
        and limit.mineral is None
        and limit.township is None
        and limit.region is None
        and _binds(limit.periods or rule.periods, period)
    ]
    return " ".join(bounds) or "—"


def _asked(case: Case, period: str) -> str:
    rule = case.policy.class_share
    if not rule.on or not rule.at_least or not _binds(rule.periods, period):
        return "—"
    return f"{'＞' if rule.strict else '≥'}{float(rule.at_least):.0%}"


def _binds(periods: tuple[str, ...] | None, period: str) -> bool:
    return periods is None or period in periods


def changes(case: Case, outcome: Outcome, language: Language) -> Iterator[tuple[str, str]]:
    """Yield what is licensed, formed, closed, expanded and rectified, each with its sites by period."""
    plan = outcome.plan.decisions if outcome.plan is not None else ()
    for action in (Action.LICENSED, Action.FORMED, Action.EXPAND, Action.CLOSE, Action.RECTIFY, Action.GRANTED):
        chosen = [one for one in plan if one.action == action]
        parts = []
        for period in case.periods:
            names = [_named(case, one.site, one.capacity, action, language) for one in chosen if one.start == period.id]
            parts += [f"{period.id}: {_listed(names)}"] if names else []
        if parts:
            yield f"{_heading(action, language)} {len(chosen)}", "   ".join(parts)


def _heading(action: Action, language: Language) -> str:
    if action == Action.GRANTED:
        return "勘查投放" if language == "zh" else "exploration"
    return words(ACTIONS, action).of(language)


def _named(case: Case, site: str, capacity: Decimal, action: Action, language: Language) -> str:
    if action in {Action.CLOSE, Action.RECTIFY, Action.GRANTED}:
        return site
    return f"{site} {amount(capacity, case.mineral[case.site[site].mineral].capacity_unit, language)}"


def _listed(names: Sequence[str]) -> str:
    rest = len(names) - MOST
    return ", ".join(names[:MOST]) + (f" +{rest}" if rest > 0 else "")


def excluded(case: Case, ledger: Sequence[LedgerLine], language: Language) -> Iterator[tuple[str, str]]:
    """Yield what ground of blocks is cut off, and which sites still meet protected ground."""
    layers = {layer.id: layer.name.of(language) for layer in case.layers}
    taken = [(line.block, layer, area) for line in ledger for layer, area in line.first if layer in layers]
    cut = [f"{block} −{area / 10000:.1f} hm² {layers[layer]}" for block, layer, area in taken]
    if cut:
        yield "避让扣除" if language == "zh" else "Cut off", "   ".join(cut)
    lines = [line for line in case.geography.excluded if line.layer in layers]
    met = [f"{line.site} {float(line.share):.0%} {layers[line.layer]}" for line in lines]
    if met:
        yield "位于避让区" if language == "zh" else "On excluded ground", "   ".join(met)

"""The summary of a paper in plain words: what is known of the plan, what it does, what it leaves open.

    at most better in tier k = value_k - bound_k      gap_k = (value_k - bound_k) / max(1, |value_k|)

A plan is told as proven best only with its bound beside it; a solve that ended in time proves nothing.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator

from models import Action, Case, Judgement, Outcome, Text, TierResult, Verdict
from models.units import unit
from optimizer.reporting.digest import shown
from optimizer.reporting.digest_market import target_period
from optimizer.reporting.remarks import remark
from optimizer.reporting.words import JUDGEMENTS, clash, term, words

MEANINGS = {
    Verdict.PROVEN_BEST: Text(
        zh="已证明最优：在所给条款和数据下，没有任何方案能比本方案好出下列各级所示的差距。",
        en="Proven best: under the clauses and data given, no plan is better than this one by more than told below.",
    ),
    Verdict.WITHIN_GAP: Text(
        zh="在给定差距内：本方案满足条款，但未必最优；可能更好的余地不超过下列各级所示。",
        en="Within the gap: the plan keeps the clauses but need not be the best; the room left is told below.",
    ),
    Verdict.IMPOSSIBLE: Text(
        zh="不可行：已证明没有任何方案能同时满足全部强制性条款；下列表格不含方案。",
        en="Impossible: proven that no plan keeps all hard clauses at once; the tables below hold no plan.",
    ),
    Verdict.STOPPED: Text(
        zh="已中止：在限定时间内没有得到方案，也没有证明方案不存在。",
        en="Stopped: no plan was found in the time given, and nothing is proven.",
    ),
    Verdict.FAILED: Text(
        zh="求解失败：没有得到方案，也没有证明任何结论。", en="Failed: there is no plan and nothing is proven."
    ),
}
REST = Text(
    zh="其余矿种没有总量指标，需求均由本县产量满足。",
    en="The other minerals have no cap, and output meets what demand they have.",
)
_DONE = (Action.LICENSED, Action.FORMED, Action.JOIN, Action.CLOSE, Action.EXPAND, Action.RECTIFY, Action.GRANTED)
_COUNTS = {
    Action.LICENSED: ("新投放开采规划区块 {} 个", "{} mining blocks licensed"),
    Action.FORMED: ("整合设立矿山 {} 个", "{} mergers formed"),
    Action.JOIN: ("参与整合的矿业权 {} 个", "{} rights that join a merger"),
    Action.CLOSE: ("关闭矿山 {} 个", "{} mines closed"),
    Action.EXPAND: ("扩能矿山 {} 个", "{} mines expanded"),
    Action.RECTIFY: ("限期整改矿山 {} 个", "{} mines to rectify"),
    Action.GRANTED: ("投放勘查规划区块 {} 个", "{} exploration blocks granted"),
}


def summary(case: Case, outcome: Outcome) -> Iterator[Text]:
    """Yield the sentences of the summary in order."""
    yield meaning(outcome)
    for number, tier in enumerate(outcome.tiers, start=1):
        yield _tier(number, tier)
    if outcome.conflict:
        yield clash(outcome.conflict)
    if outcome.plan is not None and outcome.periods:
        yield _deeds(case, outcome)
        yield _mines(outcome, case)
        yield from _market(case, outcome)
    if outcome.findings:
        yield _clauses(outcome)
    for words_said in outcome.remarks:
        told = remark(words_said)
        yield Text(zh=f"求解说明：{told.zh}", en=f"Remark: {told.en}")


def meaning(outcome: Outcome) -> Text:
    """Return what the verdict means; proven is never said where a tier of the plan has no bound."""
    told = MEANINGS[outcome.verdict]
    if outcome.verdict == Verdict.PROVEN_BEST and any(tier.bound is None for tier in outcome.tiers):
        return Text(
            zh=f"{told.zh}（有一级目标缺少下界，该级未证明。）", en=f"{told.en} (One tier has no bound: not proven.)"
        )
    return told


def _tier(number: int, tier: TierResult) -> Text:
    name, value = term(tier.name), shown(tier.value, 6)
    if tier.bound is None or tier.gap is None:
        return Text(
            zh=f"第 {number} 级目标“{name.zh}”：方案值 {value}，没有下界，未证明。",
            en=f"Tier {number}, {name.en}: {value}; there is no bound, nothing is proven.",
        )
    room, share = shown(tier.value - tier.bound, 6), shown(tier.gap * 100, 9)
    zh, en = ("", "") if tier.proven else ("，该级未经求解器证明", "; not proven by the solver")
    return Text(
        zh=f"第 {number} 级目标“{name.zh}”：方案值 {value}，下界 {shown(tier.bound, 6)}，"
        f"即任何方案至多再低 {room}（差距 {share}%）{zh}。",
        en=f"Tier {number}, {name.en}: {value} against a bound of {shown(tier.bound, 6)}; "
        f"no plan can be lower by more than {room} (a gap of {share} %){en}.",
    )


def _deeds(case: Case, outcome: Outcome) -> Text:
    plan = outcome.plan.decisions if outcome.plan is not None else ()
    counts = Counter(one.action for one in plan)
    zh = [_COUNTS[action][0].format(counts[action]) for action in _DONE if counts[action]]
    en = [_COUNTS[action][1].format(counts[action]) for action in _DONE if counts[action]]
    blocks, mines = len(case.blocks), len(case.mines)
    return Text(
        zh=f"规划期内（区块 {blocks} 个、已有矿山 {mines} 个）：{'，'.join(zh) or '不作变动'}。",
        en=f"Over the plan ({blocks} blocks, {mines} mines at the start): {', '.join(en) or 'nothing changes'}.",
    )


def _mines(outcome: Outcome, case: Case) -> Text:
    line = target_period(case, outcome)
    share = "—" if line.share is None else f"{float(line.share):.1%}"
    return Text(
        zh=f"{line.period} 年矿山总数 {line.total} 个，大中型矿山比例 {share}。",
        en=f"In {line.period} there are {line.total} mines, {share} of them large or medium.",
    )


def _market(case: Case, outcome: Outcome) -> Iterator[Text]:
    line = target_period(case, outcome)
    for market in line.markets:
        if market.cap is None and not market.shortage and not market.purchase:
            continue
        mineral = case.mineral[market.mineral]
        name, measure = mineral.name, unit(mineral.account_unit)
        wanted, won, short, bought = (
            shown(f) for f in (market.demand, market.output, market.shortage, market.purchase)
        )
        cap = shown(market.cap)
        zh, en = ("", "") if market.cap is None else (f"，总量指标 {cap}", f", a cap of {cap}")
        yield Text(
            zh=f"{line.period} 年{name.zh}：需求 {wanted}，产量 {won}，缺口 {short}，外购 {bought}{zh}"
            f"（{measure.zh}/a）。",
            en=f"{name.en} in {line.period}: demand {wanted}, output {won}, shortage {short}, bought {bought}{en} "
            f"({measure.en}/a).",
        )
    if any(one.demand and one.cap is None and not one.shortage and not one.purchase for one in line.markets):
        yield REST


def _clauses(outcome: Outcome) -> Text:
    counts = Counter(finding.verdict for finding in outcome.findings)
    parts = [(words(JUDGEMENTS, one), counts[one]) for one in Judgement if counts[one]]
    number = len(outcome.findings)
    return Text(
        zh=f"条款审查 {number} 项：" + "，".join(f"{name.zh} {count} 项" for name, count in parts) + "。",
        en=f"{number} findings: " + ", ".join(f"{count} {name.en}" for name, count in parts) + ".",
    )

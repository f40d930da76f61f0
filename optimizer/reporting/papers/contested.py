"""Which sites are contested, by a stated rule, and their dossiers as blocks of a paper.

A site is contested when it is named; without names, when
    an approved plan is given (policy adjustment.reference) and its action or period differs from it; or
    none is given, and a block of the printed plan is not licensed, or an existing mine does not stay as it is; or
    a clause that names it is broken, outright or at a price.
At most MOST of them, in the order of the case; the paper says how many were left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from models import Action, Case, Decision, Judgement, Outcome, Text
from models.labels import ACTIONS
from optimizer.explain.dossier_record import Dossier
from optimizer.reporting.papers.parts import Block, Grid, Heading, Words
from optimizer.reporting.words import Language, term, words

MOST = 20
CALM = frozenset({Action.LICENSED, Action.KEEP, Action.EXPAND, Action.FORMED, Action.NOT_FORMED, Action.GRANTED,
                  Action.NOT_GRANTED})  # fmt: skip
"""Actions that take nothing of the printed plan away."""
BROKEN = frozenset({Judgement.BREACHED, Judgement.ADJUSTMENT})


def contested(case: Case, outcome: Outcome) -> dict[str, Text]:
    """Return the contested sites with why each is one; none without a plan."""
    if outcome.plan is None:
        return {}
    found = {one.site: reason for one in outcome.plan.decisions if (reason := _differs(case, one)) is not None}
    for finding in outcome.findings:
        for site in finding.subject.split():
            if finding.verdict in BROKEN and site in case.site:
                found.setdefault(site, Text(zh="涉及未满足的条款", en="named by a clause that is not kept"))
    return {site.id: found[site.id] for site in case.sites if site.id in found}


def _differs(case: Case, one: Decision) -> Text | None:
    lines = {line.site: line for line in case.policy.adjustment.reference}
    done = words(ACTIONS, one.action)
    if not lines:
        told = Text(zh=f"规划所列，本方案：{done.zh}", en=f"in the printed plan; here: {done.en}")
        return None if one.action in CALM else told
    line = lines.get(one.site)
    if line is None or (line.action, line.start) == (one.action, one.start):
        return None
    before = words(ACTIONS, line.action)
    return Text(
        zh=f"原批准：{before.zh} {line.start or ''}；本方案：{done.zh} {one.start or ''}",
        en=f"approved: {before.en} {line.start or ''}; here: {done.en} {one.start or ''}",
    )


def rule(reference: bool, named: bool, left_out: int) -> Text:
    """Return the rule by which the sites of the section were chosen."""
    if named:
        return Text(zh="列入地块：由编制人员指定。", en="Sites: as named by the planner.")
    zh, en = ("与原批准方案不同的", "whose course differs from the approved plan") if reference else (
        "规划所列区块未投放、已有矿山关闭、整合或整改的", "blocks not licensed, mines closed, merged or to be rectified"
    )  # fmt: skip
    rest_zh = f"按顺序列出前 {MOST} 个，其余 {left_out} 个从略。" if left_out else ""
    rest_en = f" The first {MOST} in order; {left_out} more are left out." if left_out else ""
    return Text(
        zh=f"列入规则：{zh}，以及涉及未满足条款的地块。{rest_zh}",
        en=f"Rule: {en}, and sites named by a clause that is not kept.{rest_en}",
    )


def dossier_blocks(dossiers: Sequence[Dossier], reasons: dict[str, Text], language: Language) -> Iterator[Block]:
    """Yield the blocks of the dossiers in order: heading, why it is here, the sentences, the price of the opposite."""
    zh = language == "zh"
    for one in dossiers:
        yield Heading(f"{one.name.of(language)} {one.site}", 3)
        if one.site in reasons:
            yield Words(("列入原因：" if zh else "Why it is here: ") + reasons[one.site].of(language), "note")
        for sentence in one.sentences:
            yield Words(sentence.text.of(language), "item")
        if one.tiers:
            yield _prices(one, language)


def _prices(one: Dossier, language: Language) -> Grid:
    zh = language == "zh"
    title = f"改变决定（{one.opposite.zh}）的代价" if zh else f"What the opposite would cost ({one.opposite.en})"
    heads = ("目标", "本方案", "改变后", "变化", "至少", "至多") if zh else (
        "Tier", "This plan", "The opposite", "Change", "At least", "At most"
    )  # fmt: skip
    rows = tuple(
        (term(tier.name).of(language), *("—" if figure is None else f"{figure:,}" for figure in
         (tier.before, tier.after, tier.change, tier.least, tier.most)))
        for tier in one.tiers
    )  # fmt: skip
    return Grid(title, heads, (20.0, 16.0, 16.0, 14.0, 14.0, 14.0), (False, *(True,) * 5), rows)

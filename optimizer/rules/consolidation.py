"""Which mines may close, merge or expand, and which must act by when (关闭, 兼并重组, 限期整改).

    x_o ≤ 0        for closing a mine without a reason that the policy accepts, or for what the policy rules out
    Σ_{o that meets the duty in time} x_o ≥ 1        for every duty of a mine

A duty to rectify is met by rectifying, expanding, closing or merging; to merge, by merging or closing; to close, by
closing or merging. Unit: mines.
"""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from models.base import Text
from models.case import Case
from models.outcome import Clause, Finding
from models.plan import Decision
from models.site import Mine
from models.words import Action, Obligation
from optimizer.decisions import Decisions, Part, Writer
from optimizer.decisions.runs import coded
from optimizer.facts import Facts, forbidden, judge

CLAUSE = Clause(
    id="consolidation",
    title=Text(zh="关闭、兼并重组与限期整改", en="closure, consolidation and rectification"),
    heading="加大技术落后、资源浪费和环境污染严重的小型矿山关闭力度；引导矿山企业实施兼并重组；限期整改或进行整合",
    line="L362, L444",
    unit="",
)
Line = tuple[str, str, tuple[Action, ...], int, bool]
MEETS = {
    Obligation.RECTIFY: (Action.RECTIFY, Action.EXPAND, Action.CLOSE, Action.JOIN),
    Obligation.MERGE: (Action.JOIN, Action.CLOSE),
    Obligation.CLOSE: (Action.CLOSE, Action.JOIN),
}


def applies(case: Case) -> bool:
    """Where the clause is on and there are mines."""
    return case.policy.consolidation.on and bool(case.mines or case.mergers)


def rows(d: Decisions) -> tuple[Part, ...]:
    """Screen what is not allowed, and write the duties."""
    w = Writer(CLAUSE.id)
    rule = d.case.policy.consolidation
    lines = [line for mine in d.case.mines for line in _lines(d.case, mine)]
    code, kinds = coded([actions for _, _, actions, _, _ in lines])
    doing = np.array([d.courses.doing(*actions) for actions in kinds], dtype=bool).reshape(-1, len(d.courses))
    latest = np.array([end for *_, end, _ in lines], dtype=np.int64)
    line, course = d.among([mine for mine, *_ in lines], np.ones(len(d.courses), dtype=bool))
    fits = doing[code[line], course] & (d.courses.start[course] <= latest[line])
    keys = [f"{mine} {words}" for mine, words, *_ in lines]
    w.screen(keys, line[fits], course[fits], wanted=[duty for *_, duty in lines])
    if not rule.merge_allowed:
        mergers = [merger.id for merger in d.case.mergers]
        w.screen([f"{merger} formed" for merger in mergers], *d.among(mergers, d.courses.doing(Action.FORMED)))
    return w.close(rule)


def _lines(case: Case, mine: Mine) -> Iterator[Line]:
    """What binds a mine: name and words, one of which actions, begun by when at the latest, is a duty, or ruled out."""
    rule, end = case.policy.consolidation, len(case.periods)
    if not (rule.close_allowed and _may_close(case, mine)):
        yield mine.id, "close", (Action.CLOSE,), end, False
    if not rule.expand_allowed:
        yield mine.id, "expand", (Action.EXPAND,), end, False
    for duty in mine.duties:
        words = f"{duty.obligation.value} by {duty.by}"
        yield mine.id, words, MEETS[duty.obligation], case.period_index[duty.by], True


def _may_close(case: Case, mine: Mine) -> bool:
    must = any(duty.obligation == Obligation.CLOSE for duty in mine.duties)
    return must or any(reason in case.policy.consolidation.reasons for reason in mine.closing_reasons)


def check(f: Facts) -> list[Finding]:
    """Judge each closure, merger and expansion, and each duty."""
    findings = [_finding(f, decision) for decision in f.plan.decisions if _judged(decision)]
    for mine in f.case.mines:
        findings += _duties(f, mine)
    return findings


def _judged(decision: Decision) -> bool:
    return decision.action in {Action.CLOSE, Action.EXPAND, Action.FORMED}


def _finding(f: Facts, decision: Decision) -> Finding:
    rule, site = f.case.policy.consolidation, f.site(decision)
    allowed = {
        Action.CLOSE: rule.close_allowed and isinstance(site, Mine) and _reason(f, site),
        Action.EXPAND: rule.expand_allowed,
        Action.FORMED: rule.merge_allowed,
    }[decision.action]
    subject = f"{decision.site} {decision.action.value}"
    return forbidden(CLAUSE, rule, subject, int(not allowed), note=_note(site))


def _reason(f: Facts, mine: Mine) -> bool:
    accepted = set(f.case.policy.consolidation.reasons)
    return bool(accepted & set(mine.closing_reasons)) or Obligation.CLOSE in {duty.obligation for duty in mine.duties}


def _note(site: object) -> Text | None:
    if not isinstance(site, Mine) or not site.closing_reasons:
        return None
    words = ", ".join(reason.value for reason in site.closing_reasons)
    return Text(zh=f"关闭依据：{words}", en=f"reason: {words}")


def _duties(f: Facts, mine: Mine) -> list[Finding]:
    decision, rule = f.plan.decision[mine.id], f.case.policy.consolidation
    findings = []
    for duty in mine.duties:
        answered = {
            "rectify": {"rectify", "expand", "close", "join"},
            "merge": {"join", "close"},
            "close": {"close", "join"},
        }[duty.obligation.value]
        met = decision.action.value in answered and f.begin(decision) <= f.case.period_index[duty.by]
        subject = f"{mine.id} {duty.obligation.value}"
        note = Text(zh=duty.reason, en=f"duty by {duty.by}")
        findings.append(judge(CLAUSE, rule, subject, "≥", 1, int(met), period=duty.by, note=note))
    return findings

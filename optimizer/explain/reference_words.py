"""Sentences on the plan of least change, in Chinese and English, made from the numbers alone."""

from __future__ import annotations

from models.base import Text
from models.outcome import Finding
from models.units import measured
from optimizer.explain.alternatives_data import listed, told
from optimizer.explain.reference import Adjusted
from optimizer.explain.reference_record import Record
from optimizer.rules import clauses_told


def adjusted_told(result: Adjusted) -> tuple[Text, ...]:
    """Return what changes, what forces it, one paragraph a clause that the new plan breaks, and what was left open.

    Only what is proven is told as least, only what is proven as impossible.
    """
    forcing = tuple(_forced(finding) for finding in result.forcing)
    if result.shown is None:
        return (*forcing, _none(result))
    lines = (_changed(result), *forcing, *(_record(record) for record in result.records))
    return lines if result.remark is None else (*lines, _unfinished(result.remark))


def _none(result: Adjusted) -> Text:
    if result.remark is not None:
        return Text(zh=f"{result.remark.zh}。", en=f"{result.remark.en[0].upper()}{result.remark.en[1:]}.")
    clauses = clauses_told(result.outcome.conflict)
    return Text(zh=f"没有满足新政策的方案：{clauses.zh}。", en=f"No plan satisfies the policy: {clauses.en}.")


def _changed(result: Adjusted) -> Text:
    count, sites, capacity = len(result.changed), listed(result.changed, 40), told(result.capacity)
    if result.least:
        return Text(
            zh=f"与已批准方案相比至少须调整 {count} 处：{sites}；规模变动 {capacity}。",
            en=f"At least {count} sites must differ from the approved plan: {sites}; capacity moved {capacity}.",
        )
    return Text(
        zh=f"已找到调整 {count} 处的方案：{sites}；规模变动 {capacity}；未能证明调整最少。",
        en=f"A plan was found that differs at {count} sites: {sites}; capacity moved {capacity}; "
        "it is not proven to change least.",
    )


def _unfinished(remark: Text) -> Text:
    return Text(zh=f"论证未完成：{remark.zh}。", en=f"Not every clause has its record: {remark.en}.")


def _figures(finding: Finding) -> Text:
    required = measured(told(finding.required or 0), finding.unit)
    head = f"{' '.join(filter(None, (finding.subject, finding.period)))}: {told(finding.found or 0)}"
    return Text(zh=f"{head} ({finding.relation} {required.zh})", en=f"{head} ({finding.relation} {required.en})")


def _forced(finding: Finding) -> Text:
    figures = _figures(finding)
    return Text(
        zh=f"已批准方案不满足 {finding.clause}：{figures.zh}。",
        en=f"The approved plan breaks {finding.clause}: {figures.en}.",
    )


def _record(record: Record) -> Text:
    figures = [_figures(finding) for finding in record.findings]
    zh, en = "; ".join(one.zh for one in figures), "; ".join(one.en for one in figures)
    title, reason = record.clause.title, record.reason
    return Text(
        zh=f"规划调整论证——{title.zh}（{record.clause.heading}）：{zh}。{reason.zh}",
        en=f"Plan adjustment, {title.en}: {en}. {reason.en}",
    )

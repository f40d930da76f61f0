"""Sentences on alternatives, in Chinese and English, made from the numbers alone."""

from __future__ import annotations

from models.base import Text
from optimizer.explain.alternatives import Alternative, Alternatives
from optimizer.explain.alternatives_data import listed, percent, told
from optimizer.explain.alternatives_span import Span


def alternatives_told(result: Alternatives) -> tuple[Text, ...]:
    """Return one sentence on what was asked, one a plan, and one on whether there are more."""
    zh, en = ("个矿区（区块）", "sites") if result.measure == "sites" else ("规模单位", "units of capacity")
    first = Text(
        zh=f"在末层目标不超过 {told(result.limit)}、两两至少相差 {told(result.distance)} {zh}的条件下，找到 "
        f"{len(result.found)} 个替代方案。",
        en=f"{len(result.found)} alternatives with the last tier at most {told(result.limit)} and every two at least "
        f"{told(result.distance)} {en} apart.",
    )
    lines = tuple(_line(number, one) for number, one in enumerate(result.found, start=1))
    return (first, *lines, _end(result))


def _line(number: int, one: Alternative) -> Text:
    value, far, sites = told(one.shown.tiers[-1]), told(one.distances[0]), listed(one.sites)
    return Text(
        zh=f"替代方案 {number}：末层目标 {value}，损失 {percent(one.loss)}，与基准方案相差 {far}：{sites}。",
        en=f"Alternative {number}: last tier {value}, loss {percent(one.loss)}, {far} from the base plan: {sites}.",
    )


def _end(result: Alternatives) -> Text:
    if result.complete:
        return Text(zh="已证明没有更多这样的方案。", en="Proven: there are no more.")
    if result.remark is not None:
        words = result.remark
        return Text(zh=f"是否还有更多未定：{words.zh}。", en=f"Whether there are more is open: {words.en}.")
    return Text(zh="已达所要个数，可能还有更多。", en="As many as were asked for; there may be more.")


def span_told(result: Span) -> tuple[Text, ...]:
    """Return sentences on core, optional and never sites, and on the most different plan."""
    sorts = (("必选", "In every plan", result.core), ("可选", "In some plans", result.optional),
             ("不选", "In no plan", result.never))  # fmt: skip
    lines = [
        Text(zh=f"{zh}（{len(sites)}）：{listed(sites, 40)}。", en=f"{en} ({len(sites)}): {listed(sites, 40)}.")
        for zh, en, sites in sorts
    ]
    if result.unsettled:
        sites = listed(result.unsettled, 40)
        count = len(result.unsettled)
        why = result.remark or Text(zh="—", en="—")
        zh, en = f"未定（{count}，{why.zh}）：{sites}。", f"Not settled ({count}, {why.en}): {sites}."
        lines.append(Text(zh=zh, en=en))
    if result.farthest_proven:
        far = result.farthest_distance
        lines.append(
            Text(zh=f"损失范围内差别最大的方案有 {far} 处不同（已证明）。",
                 en=f"The most different plan within the loss differs at {far} sites (proven).")
        )  # fmt: skip
    return tuple(lines)

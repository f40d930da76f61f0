"""Sentences on break points, in Chinese and English, made from the numbers alone."""

from __future__ import annotations

from itertools import pairwise

from models.base import Text
from models.words import Verdict
from optimizer.explain.alternatives_data import listed, told
from optimizer.explain.breakpoint_record import Break, Stop, Stretch, Sweep
from optimizer.rules import clauses_told


def sweep_told(result: Sweep, path: str) -> tuple[Text, ...]:
    """Return one sentence a stretch, one a break, and one on what is proven."""
    stretches = [_stretch(one) for one in result.stretches]
    return (*stretches, *(_break(one, path) for one in result.breaks), *_resolution(result), _end(result))


def _best(stop: Stop) -> tuple[str, str]:
    if stop.shown is None:
        clauses = clauses_told(stop.conflict)
        return f"无方案（{clauses.zh}）", f"no plan ({clauses.en})"
    value = told(stop.shown.tiers[-1])
    return f"末层目标 {value}", f"last tier {value}"


def _stretch(one: Stretch) -> Text:
    first, last = _best(one.first), _best(one.last)
    if one.first is one.last:
        at = told(one.first.value)
        return Text(zh=f"{at}：{first[0]}。", en=f"{at}: {first[1]}.")
    sure = ("已证明", "proven") if one.proven else ("抽样", "sampled")
    span = f"[{told(one.first.value)}, {told(one.last.value)}]"
    return Text(
        zh=f"{span}：投放安排不变（{sure[0]}）；由{first[0]}至{last[0]}。",
        en=f"{span}: the same courses ({sure[1]}); from {first[1]} to {last[1]}.",
    )


def _break(one: Break, path: str) -> Text:
    low, high = told(one.before.value), told(one.after.value)
    zh, en = f"{path} 在 {low} 与 {high} 之间", f"Between {path} = {low} and {high}"
    if one.exact is not None:
        zh, en = (
            f"{path} = {told(one.exact)} 处（{low} 与 {high} 两侧已求解）",
            f"At {path} = {told(one.exact)} (solved at {low} and {high})",
        )
    if Verdict.IMPOSSIBLE in {one.before.verdict, one.after.verdict}:
        gone = one.after.verdict == Verdict.IMPOSSIBLE
        return Text(
            zh=f"{zh}，{'不再有' if gone else '开始有'}可行方案。", en=f"{en} plans {'end' if gone else 'begin'}."
        )
    sites = listed(one.sites)
    return Text(zh=f"{zh}，最优方案改变：{sites}。", en=f"{en} the best plan changes: {sites}.")


def _resolution(result: Sweep) -> tuple[Text, ...]:
    """Return how far apart values were solved where no proof spans what lies between, nothing where one does."""
    pairs = [(a.value, b.value) for a, b in pairwise(result.stops)]
    open_ = [one for one in result.stretches if not one.proven]
    gaps = [b - a for a, b in pairs if any(one.first.value <= a and b <= one.last.value for one in open_)]
    if not gaps:
        return ()
    wide, count = told(max(gaps)), len(result.stops)
    return (Text(
        zh=f"分辨率：共求解 {count} 个取值，抽样段内相邻取值相距至多 {wide}，其间来去的变化看不到。",
        en=f"Resolution: {count} values solved, in sampled stretches at most {wide} apart; what comes and goes between "
        "two of them is not seen.",
    ),)  # fmt: skip


def _end(result: Sweep) -> Text:
    width = told(result.tolerance)
    if result.complete and not result.breaks:
        return Text(
            zh="各取值的投放安排均相同，未见变点。", en="The courses are the same at all values: no break is seen."
        )
    if result.complete:
        return Text(zh=f"各变点均由两侧求解确认，间距不超过 {width}。",
                    en=f"Each break is confirmed by solves on both sides, no more than {width} apart.")  # fmt: skip
    words = result.remark or Text(zh="部分变点未细化", en="some breaks are not refined")
    return Text(zh=f"未完成：{words.zh}。", en=f"Not finished: {words.en}.")

"""Sentences on frontiers, in Chinese and English, made from the numbers alone."""

from __future__ import annotations

from models.base import Text
from optimizer.explain.alternatives_data import told
from optimizer.explain.frontier import Frontier, Point
from optimizer.explain.frontier_three import Surface


def frontier_told(result: Frontier) -> tuple[Text, ...]:
    """Return one sentence a point, and one on how complete the frontier is."""
    sorts = {True: ("支撑点", "supported"), False: ("非支撑点", "unsupported")}
    lines = [_line(n, point, result.objectives, sorts[point.supported]) for n, point in enumerate(result.points, 1)]
    return (*lines, *(_segment(*pair) for pair in result.segments), _complete(result))


def _line(number: int, point: Point, names: tuple[str, ...], sort: tuple[str, str]) -> Text:
    figures = ", ".join(f"{name} {told(value)}" for name, value in zip(names, point.found, strict=True))
    shown = ", ".join(told(value) for value in point.values) or "—"
    return Text(
        zh=f"点 {number}（{sort[0]}）：{figures}；按公布精度取值为 {shown}。",
        en=f"Point {number} ({sort[1]}): {figures}; on the grid of published figures {shown}.",
    )


def _segment(one: int, other: int) -> Text:
    return Text(
        zh=f"点 {one + 1} 与点 {other + 1} 之间的线段可由相同投放安排、不同规模与产量达到。",
        en=f"Between points {one + 1} and {other + 1} all is attained by the same courses with other figures.",
    )


def _complete(result: Frontier) -> Text:
    first, second = (told(step) for step in result.resolution)
    if result.complete:
        return Text(
            zh=f"前沿完整，分辨率为 {first} 与 {second}：任何方案至多在此范围内优于所列点和线段。",
            en=f"Complete to {first} and {second}: no plan is better than what is listed by more than that in either.",
        )
    words = result.remark or Text(zh="未完成", en="not finished")
    return Text(
        zh=f"前沿不完整（{words.zh}）：尚有 {result.open} 个区间未证明。",
        en=f"Not complete ({words.en}): {result.open} boxes are not closed.",
    )


def surface_told(result: Surface) -> tuple[Text, ...]:
    """Return one sentence a point, and one on the grid."""
    lines = [_line(n, point, result.objectives, ("非劣点", "nondominated")) for n, point in enumerate(result.points, 1)]
    steps = ", ".join(told(step) for step in result.steps[1:])
    state = ("完整", "complete") if result.complete else ("未完成", "not finished")
    end = Text(
        zh=f"按后两个目标每级 {steps} 的网格求得，{state[0]}。",
        en=f"Found on a grid of levels of {steps} for the last two objectives, {state[1]}.",
    )
    return (*lines, end)

"""Sentences on attribution, in Chinese and English, made from the numbers alone."""

from __future__ import annotations

from models.base import Text
from optimizer.explain.alternatives_data import listed, told
from optimizer.explain.attribution import Attribution, Share

MEASURES = {"tier": "目标", "licensed": "投放", "capacity": "规模", "possible": "是否有方案"}


def attribution_told(result: Attribution) -> tuple[Text, ...]:
    """Return one sentence a share, most moved first within each measure, and one on how they were found."""
    order = sorted(result.shares, key=lambda share: (share.measure, -abs(share.value)))
    gone = tuple(_gone(names) for names in result.impossible)
    return (*(_line(share) for share in order), *gone, _end(result))


def _line(share: Share) -> Text:
    kind, _, name = share.measure.partition(" ")
    measure = f"{MEASURES[kind]} {name}".strip()
    value, error = told(share.value), "" if not share.error else f" ± {share.error:.3g}"
    return Text(
        zh=f"“{share.edit}”使{measure}变动 {value}{error}。",
        en=f"“{share.edit}” moves {share.measure} by {value}{error}.",
    )


def _gone(names: tuple[str, ...]) -> Text:
    words = listed(names)
    return Text(zh=f"采用“{words}”时没有方案。", en=f"With {words} there is no plan.")


def _end(result: Attribution) -> Text:
    if result.remark is not None:
        return Text(zh=f"未完成：{result.remark.zh}。", en=f"Not finished: {result.remark.en}.")
    if result.exact:
        return Text(
            zh=f"Shapley 值精确，共 {result.solves} 次求解。", en=f"Exact Shapley values, {result.solves} solves."
        )
    return Text(
        zh=f"按 {result.orders} 个随机次序估计，附标准误。",
        en=f"Estimated over {result.orders} orders, with standard error.",
    )

"""Sentences on robust plans, in Chinese and English, made from published figures alone, told to hundredths."""

from __future__ import annotations

from fractions import Fraction

from models.base import Text
from optimizer.explain.alternatives_data import listed, told
from optimizer.explain.robust import Faced, Robust
from optimizer.rules import clauses_told

CRITERIA = {
    "expected": Text(zh="期望值", en="expected value"),
    "worst": Text(zh="最坏情形", en="worst case"),
    "regret": Text(zh="最大遗憾值", en="largest regret"),
}


def figure(value: Fraction) -> str:
    """Return a figure to hundredths; finer digits are those of the surcharge that chooses among equal plans."""
    return told(Fraction(round(value * 100), 100))


def robust_told(result: Robust) -> tuple[Text, ...]:
    """Return the criterion's value, one sentence a future, and the price of robustness; or what clashes."""
    if result.diagnosis is not None:
        futures, clauses = listed(result.diagnosis.futures), clauses_told(result.diagnosis.clauses)
        return (
            Text(
                zh=f"没有同时适用于这些情景的方案：{futures}；相互冲突的条款：{clauses.zh}。",
                en=f"No plan stands in all of: {futures}; clauses that clash: {clauses.en}.",
            ),
        )
    if result.remark is not None:
        return (Text(zh=f"未完成：{result.remark.zh}。", en=f"Not finished: {result.remark.en}."),)
    name, values = CRITERIA[result.criterion], ", ".join(figure(value) for value in result.published)
    first = Text(
        zh=f"按{name.zh}最优（已证明），各层目标为 {values}，涉及 {len(result.faced)} 个情景。",
        en=f"Best by {name.en} (proven), tiers {values}, over {len(result.faced)} futures.",
    )
    price = () if result.price is None else (_price(result),)
    return (first, *(_faced(one) for one in result.faced), *price)


def _faced(one: Faced) -> Text:
    value = figure(one.shown.tiers[-1])
    regret = None if one.regret is None else figure(one.regret)
    zh, en = ("", "") if regret is None else (f"，遗憾值 {regret}", f", regret {regret}")
    return Text(zh=f"情景“{one.future}”：末层目标 {value}{zh}。", en=f"In {one.future}: last tier {value}{en}.")


def _price(result: Robust) -> Text:
    price = figure(result.price or Fraction(0))
    return Text(
        zh=f"稳健性代价：基准情景下末层目标多 {price}。", en=f"Price of robustness: {price} more in the nominal future."
    )

"""Sentences of a dossier, in Chinese and English, built from its figures and nothing else.

Both languages print the same figures in the same order; the record keeps them beside the words, so that a test can
read them back. Ids of sites, periods and clauses stand as they are and are not figures.
"""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal

from models.base import Text
from models.labels import ACTIONS, TERMS
from models.plan import Decision
from models.units import measured
from optimizer.explain.dossier_record import Bound, Dossier, Move, Screened, Sentence, TermChange, Turning
from optimizer.explain.importance import Standing, TierChange
from optimizer.explain.keys import key_told
from optimizer.explain.sentence_words import FIGURES
from optimizer.rules import CLAUSES


def figure(value: Decimal) -> str:
    """Return a figure as printed: no exponent, no trailing zeros."""
    text = format(value, "f")
    return (text.rstrip("0").rstrip(".") if "." in text else text) or "0"


def doing(decision: Decision, unit: str) -> tuple[Text, tuple[Decimal, ...]]:
    """Return what a decision is, with its figures."""
    zh, en = ACTIONS[decision.action]
    zh, en = (f"{zh} {decision.start}", f"{en} in {decision.start}") if decision.start else (zh, en)
    if decision.merger:
        zh, en = f"{zh}（{decision.merger}）", f"{en} ({decision.merger})"
    if not decision.capacity:
        return Text(zh=zh, en=en), ()
    size = measured(figure(decision.capacity), unit)
    return Text(zh=f"{zh}，规模 {size.zh}", en=f"{en} at {size.en}"), (decision.capacity,)


def sentences(dossier: Dossier) -> tuple[Sentence, ...]:
    """Return the dossier in words."""
    told = [_now(dossier), *(_screened(one) for one in dossier.screened), _opposite(dossier)]
    told += [_tier(one) for one in dossier.tiers]
    told += [_term(one) for one in dossier.terms]
    told += [_move(one) for one in dossier.moves]
    told += [_bound(one, "开始成为约束", "begins to bind") for one in dossier.begins]
    told += [_bound(one, "不再成为约束", "ceases to bind") for one in dossier.ceases]
    return (*told, *(_turning(one) for one in dossier.turnings))


def _now(dossier: Dossier) -> Sentence:
    what, figures = doing(dossier.decision, dossier.unit)
    return _said(f"{dossier.name.zh}（{dossier.site}）：{what.zh}", f"{dossier.name.en} ({dossier.site}): {what.en}",
                 figures)  # fmt: skip


def _screened(one: Screened) -> Sentence:
    more = "" if len(one.keys) == 1 else " …"
    zh, en = f"“{one.title.zh}”（{key_told(one.keys[0])}{more}）", f"{one.title.en} ({one.keys[0]}{more})"
    count = Decimal(len(one.courses))
    if one.overlap_m2 is None:
        return _said(f"{zh}排除了 {count} 种处置方式", f"{en} rules out {count} courses", (count,))
    area = figure(one.overlap_m2)
    return _said(
        f"{zh}：与 {one.layer} 重叠 {area} m²，排除了 {count} 种处置方式",
        f"{en}: {area} m² inside {one.layer}, rules out {count} courses",
        (one.overlap_m2, count),
    )


def _opposite(dossier: Dossier) -> Sentence:
    zh, en = f"若{dossier.opposite.zh}", f"forced ({dossier.opposite.en})"
    if dossier.standing == Standing.IRREPLACEABLE:
        titles = [CLAUSES[rule].title for rule in dossier.conflict]
        first = "、".join(f"“{title.zh}”" for title in titles)
        second = ", ".join(title.en for title in titles)
        return _said(f"{zh}：不可能，与{first}不能同时成立", f"{en}: impossible together with {second}")
    if not dossier.tiers:
        return _said(f"{zh}：在给定时间内未能判定", f"{en}: not settled in the time given")
    if dossier.standing == Standing.OPEN:
        return _said(f"{zh}：已找到方案，尚未证明最优", f"{en}: a plan was found, not proven best")
    return _said(f"{zh}：已找到方案，并证明最优", f"{en}: a plan was found, proven best")


def _tier(one: TierChange) -> Sentence:
    zh, en = TERMS.get(one.name, (one.name, one.name))
    values = (one.before, one.after, one.change)
    a, b, c = (figure(value) for value in values)
    if one.least is None or one.most is None:
        return _said(f"{zh}：由 {a} 变为 {b}，变化 {c}", f"{en}: from {a} to {b}, a change of {c}", values)
    low, high = figure(one.least), figure(one.most)
    return _said(
        f"{zh}：由 {a} 变为 {b}，变化 {c}，介于 {low} 与 {high} 之间",
        f"{en}: from {a} to {b}, a change of {c}, between {low} and {high}",
        (*values, one.least, one.most),
    )


def _term(one: TermChange) -> Sentence:
    zh, en = TERMS.get(one.name, (one.name, one.name))
    change = one.after - one.before
    return _said(f"其中{zh}变化 {figure(change)}", f"of which {en} changes by {figure(change)}", (change,))


def _move(one: Move) -> Sentence:
    (before, first), (after, second) = doing(one.before, one.unit), doing(one.after, one.unit)
    return _said(
        f"{one.site} 随之变动：由{before.zh}改为{after.zh}", f"{one.site} moves: {before.en}, then {after.en}",
        (*first, *second),
    )  # fmt: skip


def _bound(one: Bound, zh: str, en: str) -> Sentence:
    title, when = CLAUSES[one.clause].title, f" {one.period}" if one.period else ""
    if one.required is None:
        return _said(f"“{title.zh}”（{one.subject}{when}）{zh}", f"{title.en} ({one.subject}{when}) {en}")
    value = measured(figure(one.required), one.unit)
    return _said(
        f"“{title.zh}”（{one.subject}{when}，{value.zh}）{zh}",
        f"{title.en} ({one.subject}{when}, {value.en}) {en}",
        (one.required,),
    )


def _turning(one: Turning) -> Sentence:
    zh, en = FIGURES[one.figure]
    kept = figure(one.kept)
    if one.turned is None:
        return _said(
            f"{zh}变至 {kept} 倍，决定仍不改变", f"{en} at {kept} times leave the decision as it is", (one.kept,)
        )
    turned = figure(one.turned)
    return _said(
        f"{zh}为 {kept} 倍时决定不变，{turned} 倍时改变",
        f"{en} at {kept} times leave the decision, at {turned} times turn it",
        (one.kept, one.turned),
    )


def _said(zh: str, en: str, figures: Iterable[Decimal] = ()) -> Sentence:
    return Sentence(text=Text(zh=zh, en=en), figures=tuple(figures))

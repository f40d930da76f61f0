"""Sentences on clauses without slack, in Chinese and English, made from the numbers alone."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from models.base import Text
from models.labels import TERMS
from models.units import moved
from models.words import Verdict
from optimizer.explain.alternatives_data import told
from optimizer.explain.binding_record import Binding, Worth
from optimizer.explain.keys import keys_told

SIDES = (("wider", "放宽", "wider"), ("tighter", "收紧", "tighter"))


def bindings_told(found: tuple[Binding, ...], unasked: int = 0) -> tuple[Text, ...]:
    """Return one sentence a clause without slack, one more for each side moved, and how many were not asked."""
    lines = [line for one in found for line in (_bound(one), *_sides(one))]
    if unasked:
        lines.append(Text(zh=f"提前中止：另有 {unasked} 项未查。", en=f"Stopped early: {unasked} more were not asked."))
    return tuple(lines) or (Text(zh="没有用尽的条款。", en="No clause is without slack."),)


def _bound(one: Binding) -> Text:
    rows = "; ".join(one.keys)
    places = keys_told(one.keys)
    return Text(
        zh=f"{one.name.zh}（{one.lever}）已无余量：{places}。",
        en=f"{one.name.en} ({one.lever}): no slack in {rows}.",
    )


def _sides(one: Binding) -> Iterator[Text]:
    for side, zh, en in SIDES:
        worth: Worth | None = getattr(one, side)
        if worth is None:
            continue
        change = moved(worth.before, worth.after, one.unit)
        if worth.verdict == Verdict.IMPOSSIBLE:
            yield Text(
                zh=f"{zh} {change.zh}：没有可行方案（已证明）。", en=f"{en} {change.en}: no plan exists (proven)."
            )
        else:
            yield _worth(worth, Text(zh=f"{zh} {change.zh}", en=f"{en} {change.en}"))


def _worth(worth: Worth, change: Text) -> Text:
    changed = [tier for tier in worth.tiers if tier.change]
    zh = (
        "，".join(f"{TERMS.get(tier.name, (tier.name,))[0]} {_signed(tier.change)}" for tier in changed) or "各目标不变"
    )
    en = ", ".join(f"{tier.name} {_signed(tier.change)}" for tier in changed) or "no tier changes"
    if worth.holds_to is None:
        return Text(zh=f"{change.zh}：{zh}。", en=f"{change.en}: {en}.")
    reach = Text(zh=f"至 {told(worth.holds_to)} 个单位成立", en=f"holds to {told(worth.holds_to)} units")
    if worth.fails_at is not None:
        end = told(worth.fails_at)
        reach = Text(zh=f"{reach.zh}，{end} 个单位时不再成立", en=f"{reach.en}, no longer at {end}")
    return Text(zh=f"{change.zh}：{zh}；{reach.zh}。", en=f"{change.en}: {en}; {reach.en}.")


def _signed(change: Decimal) -> str:
    words = told(change)
    return words if words.startswith("-") else f"+{words}"

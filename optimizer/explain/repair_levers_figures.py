"""Levers that are one limit of the policy or of an area: moved by r, its rows widen by r."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from models.base import Record, Text
from models.case import Case
from models.plan import Plan
from models.words import Measure
from optimizer.explain.forced import revised, with_clause
from optimizer.explain.repair_lever import CENT, ONE, Change, Finder, Lever, Moved, decimal, names_of, of_unit, plain


def figure_levers(find: Finder) -> Iterator[Lever]:
    """Yield the levers of caps, counts, areas, schedule, new pits, change and ground."""
    yield from _caps(find)
    yield from _counts(find)
    yield from _areas(find)
    yield from _schedule(find)
    yield from _singles(find)


def listed(clause: str, field: str, place: int, name: str, sign: int) -> Change:
    """Return the change of figure ``name`` in entry ``place`` of list ``field`` of a clause, by sign · amount."""

    def change(case: Case, amount: Fraction, plan: Plan | None) -> Moved:  # noqa: ARG001 - needs no plan
        entries = list(getattr(getattr(case.policy, clause), field))
        entries[place], before, after = _moved(entries[place], name, sign * amount)
        return with_clause(case, clause, **{field: tuple(entries)}), before, after

    return change


def _moved(record: Any, name: str, amount: Fraction) -> tuple[Record, str, str]:
    before = Fraction(getattr(record, name))
    after = max(Fraction(0), before + amount) if before >= 0 else before + amount
    value: Decimal | int = int(after) if isinstance(getattr(record, name), int) else decimal(after)
    return revised(record, **{name: value}), plain(before), plain(after)


def _caps(find: Finder) -> Iterator[Lever]:
    case, rule = find.compiled.case, find.compiled.case.policy.output_cap
    for place, cap in enumerate(rule.caps):
        mineral = case.mineral[cap.mineral]
        subject = " ".join(part for part in (cap.mineral, cap.measure.value, cap.region) if part)
        names = names_of(case, cap.periods if cap.periods is not None else rule.periods)
        rows = find.rows("output_cap", [f"{subject} {t}" for t in names], float(cap.at_most))
        kind = Text(zh="产量", en="output") if cap.measure == Measure.OUTPUT else Text(zh="产能", en="capacity")
        when = "" if cap.periods is None else f" {'+'.join(names)}"
        name = Text(
            zh=f"{mineral.name.zh}{when}总量指标（{kind.zh}）", en=f"the {mineral.name.en}{when} cap on {kind.en}"
        )
        name = of_unit(case, cap.region, name)
        change = listed("output_cap", "caps", place, "at_most", 1)
        yield Lever(f"output_cap.caps[{place}]", "output_cap", name, mineral.account_unit, rows, float(rule.price),
                    CENT, change)  # fmt: skip


def _counts(find: Finder) -> Iterator[Lever]:
    case, rule = find.compiled.case, find.compiled.case.policy.mine_count
    for place, limit in enumerate(rule.limits):
        subject = " ".join(part for part in ("mines", limit.mineral, limit.township, limit.region) if part)
        names = names_of(case, limit.periods if limit.periods is not None else rule.periods)
        rows = find.rows("mine_count", [f"{subject} {t}" for t in names], limit.at_most - int(limit.strict))
        who = " ".join(part for part in (limit.mineral, limit.township) if part)
        name = Text(
            zh=f"固体矿山总数上限{f'（{who}）' if who else ''}", en=f"the limit of mines{f' {who}' if who else ''}"
        )
        name = of_unit(case, limit.region, name)
        yield Lever(f"mine_count.limits[{place}]", "mine_count", name, "", rows, float(rule.price), ONE,
                    listed("mine_count", "limits", place, "at_most", 1))  # fmt: skip


def _areas(find: Finder) -> Iterator[Lever]:
    case, price = find.compiled.case, float(find.compiled.case.policy.area_quota.price)
    for place, area in enumerate(case.areas):
        mineral = case.mineral[area.mineral]
        for field, word, step, key, sign, unit in (
            ("quota", Text(zh="拟设采矿权数", en="quota of licences"), ONE, f"{area.id} quota", 1, ""),
            ("output_cap", Text(zh="年产量上限", en="cap on output"), CENT, f"{area.id} output ", 1,
             mineral.account_unit),
            ("least_scale", Text(zh="最低开采规模", en="least scale"), CENT, f"{area.id} scale ", -1,
             f"{mineral.capacity_unit}/a"),
        ):  # fmt: skip
            rows = find.starting("area_quota", key)
            name = Text(zh=f"{area.name.zh}{word.zh}", en=f"the {word.en} of {area.name.en}")
            yield Lever(f"areas[{area.id}].{field}", "area_quota", name, unit, rows, price, step,
                        _area(place, field, sign))  # fmt: skip


def _area(place: int, field: str, sign: int) -> Change:
    def change(case: Case, amount: Fraction, plan: Plan | None) -> Moved:  # noqa: ARG001 - needs no plan
        areas: list[Any] = list(case.areas)
        areas[place], before, after = _moved(areas[place], field, sign * amount)
        return revised(case, areas=tuple(areas)), before, after

    return change


def _schedule(find: Finder) -> Iterator[Lever]:
    rule = find.compiled.case.policy.phasing
    for place, batch in enumerate(rule.batches):
        key = " ".join(part for part in ("licences", "+".join(batch.periods), batch.mineral) if part)
        for field, sign, word in (("at_least", -1, "least"), ("at_most", 1, "most")):
            value = getattr(batch, field)
            if not value and (value is None or field == "at_least"):
                continue
            bounds = {"lower": float(value)} if sign < 0 else {"upper": float(value)}
            zh = f"{'+'.join(batch.periods)} 投放采矿权数{'下限' if sign < 0 else '上限'}"
            name = Text(zh=zh, en=f"the {word} number of {key}")
            yield Lever(f"phasing.batches[{place}].{field}", "phasing", name, "", find.rows("phasing", [key], **bounds),
                        float(rule.price), ONE, listed("phasing", "batches", place, field, sign))  # fmt: skip


def _singles(find: Finder) -> Iterator[Lever]:
    case = find.compiled.case
    for clause, field, rows, step, unit, zh, en in (
        ("open_pit_control", "at_most", find.rows("open_pit_control", ["new open pits"]), ONE, "",
         "新建露天开采矿山数上限", "the limit of new open pits"),
        ("adjustment", "at_most", find.rows("adjustment", ["sites changed"]), ONE, "",
         "允许调整的处数上限", "the limit of sites changed"),
        ("restoration", "disturbed_most", find.starting("restoration", "disturbed "), CENT, "ha",
         "露天矿山占地上限", "the limit of disturbed ground"),
    ):  # fmt: skip
        setting = getattr(case.policy, clause)
        if getattr(setting, field) is not None:
            yield Lever(f"{clause}.{field}", clause, Text(zh=zh, en=en), unit, rows, float(setting.price), step,
                        _single(clause, field))  # fmt: skip


def _single(clause: str, field: str) -> Change:
    def change(case: Case, amount: Fraction, plan: Plan | None) -> Moved:  # noqa: ARG001 - needs no plan
        setting, before, after = _moved(getattr(case.policy, clause), field, amount)
        return revised(case, policy=revised(case.policy, **{clause: setting})), before, after

    return change

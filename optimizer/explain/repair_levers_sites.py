"""Levers about one site, moved or not: a lock lifted, a duty or a term dropped, consent or an exception on record.

Each costs the price of its clause once.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from fractions import Fraction
from typing import Any

import numpy as np

from models.base import Text
from models.case import Case, Lock
from models.plan import Plan
from optimizer.explain.forced import revised, with_clause, with_site
from optimizer.explain.keys import key_told
from optimizer.explain.repair_lever import Finder, Lever, Moved

Edit = Callable[[Case], Case]
SWITCHES = (
    ("consolidation", "expand_allowed", True, " expand", Text(zh="允许矿山扩大生产规模", en="let mines expand")),
    ("consolidation", "merge_allowed", True, " formed", Text(zh="允许矿山兼并重组", en="let mergers be formed")),
    ("restoration", "green_new", False, " not green", Text(zh="暂不要求新建矿山达到绿色矿山标准",
                                                            en="do without the green-mine standard")),
)  # fmt: skip


def site_levers(find: Finder) -> Iterator[Lever]:
    """Yield the levers of locks, duties, closures, terms, degrees, protected ground, zones and areas."""
    yield from _locks(find)
    yield from _mines(find)
    yield from _blocks(find)
    yield from _ground(find)
    for clause, field, value, ending, words in SWITCHES:
        rows = [rows for (rule, key), rows in find.table.items() if rule == clause and key.endswith(ending)]
        edit = _setting(clause, field, value)
        yield _switch(find, f"{clause}.{field}", clause, sorted(row for one in rows for row in one), words, edit)


def _switch(find: Finder, name: str, clause: str, rows: Any, words: Text, edit: Edit) -> Lever:
    def change(case: Case, amount: Fraction, plan: Plan | None) -> Moved:  # noqa: ARG001 - a switch has no amount
        return edit(case), "on", "off"

    setting = getattr(find.compiled.case.policy, clause, None)
    price = 1.0 if setting is None else float(setting.price)
    return Lever(name, clause, words, "", np.array(rows, dtype=np.intp), price, None, change, words)


def _setting(clause: str, field: str, value: Any) -> Edit:
    return lambda case: with_clause(case, clause, **{field: value})


def _locks(find: Finder) -> Iterator[Lever]:
    for place, lock in enumerate(find.compiled.case.locks):
        size = lock.production_class.value if lock.production_class else None
        subject = " ".join(part for part in (lock.site, lock.action.value, lock.start, size) if part)
        own = find.rows("lock", [f"{subject} forbidden" if lock.forbid else subject])
        rows = own if lock.capacity is None else np.union1d(own, find.starting("lock", f"{subject} {lock.site}:"))
        words = Text(zh=f"取消指定处置：{key_told(subject)}", en=f"lift the instruction {subject}")
        if lock.forbid:
            words = Text(zh=f"取消禁止：{subject}", en=f"lift the ban {subject}")
        yield _switch(find, f"locks[{place}]", "lock", rows, words, _unlocked(lock))


def _unlocked(lock: Lock) -> Edit:
    return lambda case: revised(case, locks=tuple(one for one in case.locks if one is not lock and one != lock))


def _mines(find: Finder) -> Iterator[Lever]:
    case = find.compiled.case
    rule = case.policy.consolidation
    for mine in case.mines:
        for place, duty in enumerate(mine.duties):
            rows = find.rows("consolidation", [f"{mine.id} {duty.obligation.value} by {duty.by}"])
            words = Text(zh=f"免除 {mine.id} 的 {duty.obligation.value} 要求（{duty.by} 年前）",
                         en=f"drop the duty of {mine.id} to {duty.obligation.value} by {duty.by}")  # fmt: skip
            rest = (*mine.duties[:place], *mine.duties[place + 1 :])
            yield _switch(find, f"mines[{mine.id}].duties[{place}]", "consolidation", rows, words,
                          _site(mine.id, duties=rest))  # fmt: skip
        rows = find.rows("consolidation", [f"{mine.id} close"])
        if rows.size and rule.close_allowed and rule.reasons:
            words = Text(zh=f"为 {mine.id} 补充关闭依据，准予关闭", en=f"put a reason to close {mine.id} on record")
            yield _switch(find, f"mines[{mine.id}].closing_reasons", "consolidation", rows, words,
                          _site(mine.id, closing_reasons=(*mine.closing_reasons, rule.reasons[0])))  # fmt: skip
        words = Text(zh=f"{mine.id} 不再列为影响整体开发的矿山", en=f"no longer count {mine.id} as in the way")
        rows = find.rows("key_zone", [f"{mine.id} in the way"])
        edit = _site(mine.id, in_the_way=False)
        yield _switch(find, f"mines[{mine.id}].in_the_way", "key_zone", rows, words, edit)
        words = Text(zh=f"将 {mine.id} 的修复期缩短到关闭之前", en=f"restore {mine.id} in time for its closure")
        yield _switch(find, f"mines[{mine.id}].restoration_years", "restoration",
                      find.rows("restoration", [f"{mine.id} restoration"]), words,
                      _site(mine.id, restoration_years=0))  # fmt: skip
    if not rule.close_allowed:
        words = Text(zh="允许关闭有依据的矿山", en="let mines close that have a reason")
        has = [mine.id for mine in case.mines if set(rule.reasons) & set(mine.closing_reasons)]
        rows = find.rows("consolidation", [f"{name} close" for name in has])
        yield _switch(find, "consolidation.close_allowed", "consolidation", rows, words,
                      _setting("consolidation", "close_allowed", True))  # fmt: skip


def _site(site: str, **fields: Any) -> Edit:
    return lambda case: with_site(case, site, **fields)


def _blocks(find: Finder) -> Iterator[Lever]:
    for block in find.compiled.case.blocks:
        for clause, key, field, value, zh, en in (
            ("exploration_degree", f"{block.id} {block.degree.value}", "degree_exception", "repair",
             f"为 {block.id} 记录勘查程度例外", f"put an exception for the degree of {block.id} on record"),
            ("phasing", f"{block.id} too early", "earliest", None, f"取消 {block.id} 的最早投放时间",
             f"drop the earliest period of {block.id}"),
            ("phasing", f"{block.id} too late", "latest", None, f"取消 {block.id} 的最晚投放时间",
             f"drop the latest period of {block.id}"),
            ("planned_mineral", f"{block.id} {block.mineral} for {block.planned_mineral}", "planned_mineral", None,
             f"调整 {block.id} 的规划矿种", f"change the planned mineral of {block.id}"),
        ):  # fmt: skip
            yield _switch(find, f"blocks[{block.id}].{field}", clause, find.rows(clause, [key]), Text(zh=zh, en=en),
                          _site(block.id, **{field: value}))  # fmt: skip


def _ground(find: Finder) -> Iterator[Lever]:
    for line in find.compiled.case.geography.excluded:
        rows = find.rows("exclusion", [f"{line.site} {line.layer}"])
        words = Text(zh=f"调整 {line.site} 的范围，避让 {line.layer}", en=f"redraw {line.site} clear of {line.layer}")
        yield _switch(find, f"excluded[{line.site},{line.layer}]", "exclusion", rows, words,
                      _cleared(line.site, line.layer))  # fmt: skip
    for area in find.compiled.case.areas:
        rows = find.rows("area_quota", [f"{area.id} whole"])
        words = Text(zh=f"{area.name.zh}允许分割开发", en=f"let {area.name.en} be divided")
        yield _switch(find, f"areas[{area.id}].whole", "area_quota", rows, words, _divided(area.id))


def _cleared(site: str, layer: str) -> Edit:
    def edit(case: Case) -> Case:
        kept = tuple(one for one in case.geography.excluded if (one.site, one.layer) != (site, layer))
        return revised(case, geography=revised(case.geography, excluded=kept))

    return edit


def _divided(area: str) -> Edit:
    def edit(case: Case) -> Case:
        areas = tuple(revised(one, whole=False) if one.id == area else one for one in case.areas)
        return revised(case, areas=areas)

    return edit

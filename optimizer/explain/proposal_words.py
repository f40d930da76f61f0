"""Why a merger is proposed, in one sentence, and what stands against pasting it."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from models.base import Text
from models.case import Case
from models.labels import METHODS, SIZES
from models.site import Mine
from models.units import measured, moved
from optimizer.explain.alternatives_data import listed, told
from optimizer.explain.proposal_record import Bond, Proposal, Standing


def reason(case: Case, one: Proposal) -> Text:
    """Return the reason: mineral, neighbourhood, today's capacity against the least scale, what can be reached."""
    parts = [*_ground(case, one), *_small(case, one), *_home(case, one), _reached(case, one)]
    return Text(zh="；".join(part.zh for part in parts), en="; ".join(part.en for part in parts))


def _ground(case: Case, one: Proposal) -> Iterator[Text]:
    mineral, (zh, en) = case.mineral[one.merger.mineral].name, METHODS[one.merger.method]
    yield Text(zh=f"同为{mineral.zh}（{zh}）", en=f"all {mineral.en}, {en}")
    bonds = [_bond(bond) for bond in one.bonds]
    yield Text(zh="，".join(bond.zh for bond in bonds), en=", ".join(bond.en for bond in bonds))


def _bond(bond: Bond) -> Text:
    names = f"{bond.first}–{bond.second}"
    if bond.shared_m > 0:
        return Text(
            zh=f"{names} 共用边界 {told(bond.shared_m)} m", en=f"{names} share {told(bond.shared_m)} m of boundary"
        )
    if bond.distance_m is None:
        return Text(zh=f"{names} 相邻", en=f"{names} are neighbours")
    return Text(zh=f"{names} 相距 {told(bond.distance_m)} m", en=f"{names} lie {told(bond.distance_m)} m apart")


def _small(case: Case, one: Proposal) -> Iterator[Text]:
    today = measured(told(one.capacity), f"{case.mineral[one.merger.mineral].capacity_unit}/a")
    mines = [case.site[name] for name in one.merger.members]
    sizes = [f"{mine.id} {told(mine.capacity)}" for mine in mines if isinstance(mine, Mine)]
    yield Text(
        zh=f"现有能力合计 {today.zh}（{listed(sizes)}）",
        en=f"capacity today {today.en} ({listed(sizes)})",
    )
    if one.gain.below:
        yield Text(
            zh=f"{one.gain.below} 座低于其储量规模对应的最低开采规模",
            en=f"{one.gain.below} below the least scale of their own reserves",
        )
    small = sum(isinstance(mine, Mine) and mine.production_class == "small" for mine in mines)
    if small:
        yield Text(zh=f"{small} 座为小型矿山（L362）", en=f"{small} of them small (L362)")
    if one.gain.wanted:
        yield Text(
            zh=f"{one.gain.wanted} 座负有整合义务或妨碍重点开采区整体开发（L238、L444）",
            en=f"{one.gain.wanted} must merge or hinder their key zone (L238, L444)",
        )


def _home(case: Case, one: Proposal) -> Iterator[Text]:
    sites = [case.site[name] for name in one.merger.members]
    for kind, zh, en in (("area", "集中开采区", "area"), ("zone", "重点开采区", "key zone")):
        homes = {getattr(site, kind, None) for site in sites}
        home = homes.pop() if len(homes) == 1 else None
        if home is not None:
            yield Text(zh=f"同在{zh} {home}", en=f"all in {en} {home}")


def _reached(case: Case, one: Proposal) -> Text:
    unit, reach = f"{case.mineral[one.merger.mineral].capacity_unit}/a", one.reach
    most = measured(told(reach.most), unit)
    if isinstance(reach.least_scale, Text):
        return Text(zh="合并后的储量规模不允许新建", en="not permitted for the reserves of all together")
    scale = "—" if reach.least_scale is None else told(Decimal(reach.least_scale))
    span = moved(told(reach.least), told(reach.most), unit, "–")
    if not reach.open:
        return Text(
            zh=f"合并后至多 {most.zh}，达不到最低规模 {scale}",
            en=f"together {most.en} at most, short of the least scale {scale}",
        )
    zh, en = "、".join(SIZES[size][0] for size in reach.classes), ", ".join(SIZES[size][1] for size in reach.classes)
    return Text(
        zh=f"合并后可建 {span.zh}（最低规模 {scale}），可达{zh or '—'}",
        en=f"together {span.en} (least scale {scale}), class {en or '—'}",
    )


def standing_told(one: Proposal) -> Text:
    """Return where the proposal stands."""
    other = one.other
    return {
        Standing.PROPOSED: Text(zh="建议", en="proposed"),
        Standing.EXISTS: Text(zh=f"已有：{other}", en=f"exists: {other}"),
        Standing.NESTED: Text(
            zh=f"与已有整合互为包含：{other}，不能并列", en=f"holds or lies in {other}: cannot stand beside it"
        ),
        Standing.UNREACHABLE: Text(zh="达不到最低规模", en="out of reach"),
    }[one.standing]

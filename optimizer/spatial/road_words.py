"""What is told of a road layer: what is no road, roads that hang together with no other, and who is not reached."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from models import Problem
from optimizer.spatial.codes import problem, words
from optimizer.spatial.network import Piece
from optimizer.spatial.sheet import Sheet

LISTED = 5


def not_lines(sheet: Sheet, count: int) -> Iterator[Problem]:
    """Yield LD-646 where features are no lines."""
    if count:
        yield problem(
            "LD-646",
            words(f"{count} 个要素不是线，未用于道路网", f"{count} features are no lines and make no road"),
            words("道路用中心线表示", "draw roads by their centre lines"),
            file=sheet.file, row=sheet.role, field="geometry", value=str(count), fatal=False,
        )  # fmt: skip


def scattered(sheet: Sheet, pieces: Sequence[Piece]) -> Iterator[Problem]:
    """Yield LD-643 where the roads fall into several pieces: how many, the length of the largest, where the rest is."""
    if len(pieces) < 2:
        return
    total, stray = sum(piece.length_m for piece in pieces), pieces[1:]
    most, rest = pieces[0].length_m, sum(piece.length_m for piece in stray)
    spots = [f"{one.length_m / 1000:.3f} km @ E {one.east:.0f} N {one.north:.0f}" for one in stray[:LISTED]]
    listed = "; ".join(spots) + (" …" if len(stray) > LISTED else "")
    yield problem(
        "LD-643",
        words(
            f"道路网分为互不连通的 {len(pieces)} 部分：最大者 {most / 1000:.3f} km（{most / total:.1%}），"
            f"其余 {len(stray)} 部分共 {rest / 1000:.3f} km：{listed}",
            f"the roads fall into {len(pieces)} pieces: the largest is {most / 1000:.3f} km ({most / total:.1%}), "
            f"the other {len(stray)} have {rest / 1000:.3f} km: {listed}",
        ),
        words(
            "在这些位置补接道路或删除孤立路段；断头间隙可用 policy.haul.join_m 容许",
            "join the roads there or delete the stray ones; gaps at ends may be allowed by policy.haul.join_m",
        ),
        file=sheet.file, row=sheet.role, field="geometry", value=str(len(pieces)), fatal=False,
    )  # fmt: skip


def off_road(sheet: Sheet, name: str, metres: float, limit: Decimal) -> Problem:
    """Return LD-644 for a site or place that lies too far from every road."""
    far = f"{metres / 1000:.3f} km"
    return problem(
        "LD-644",
        words(
            f"{name} 距最近道路 {far}，超过 {limit} km，运距改按直线距离×绕行系数",
            f"{name} lies {far} from the nearest road, more than {limit} km: straight line × detour is used",
        ),
        words(
            "补绘道路，核对坐标，或调整 policy.haul.access_km", "draw the road, check the coordinates, or set access_km"
        ),
        file=sheet.file, row=name, field="access_km", value=f"{metres / 1000:.3f}", fatal=False,
    )  # fmt: skip


def cut_off(sheet: Sheet, site: str, places: Sequence[str]) -> Problem:
    """Return LD-645 for a site that no road joins with some places."""
    listed = ", ".join(places[:LISTED]) + (" …" if len(places) > LISTED else "")
    return problem(
        "LD-645",
        words(
            f"{site} 与 {len(places)} 个需求地（{listed}）没有道路连通，运距改按直线距离×绕行系数",
            f"no road joins {site} with {len(places)} places ({listed}): straight line × detour is used",
        ),
        words("补接道路（见 LD-643 所列位置）", "join the roads (LD-643 says where they fall apart)"),
        file=sheet.file, row=site, field="geometry", value=listed, fatal=False,
    )  # fmt: skip

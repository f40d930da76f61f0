"""What caps of nested administrative units together let through, in account units per year.

    most(u) = min( cap(u), own(u) + Σ_{units v right below u} most(v) )

u = None is the whole case, over all units and the sites that lie in none; own(u) is what the sites that lie in u itself
could bring, not those of units below it. A sum of caps binds as one cap does, though no clause states it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction

from models.case import Case
from models.limits import Cap

ZERO = Fraction(0)


@dataclass(frozen=True, slots=True)
class Through:
    """The most that is let through [account unit/a], None where nothing bounds it, and the caps that say so."""

    most: Fraction | None
    caps: tuple[Cap, ...] = ()


def let_through(case: Case, caps: Iterable[Cap], own: Mapping[str | None, Fraction | None]) -> Through:
    """Return what caps of one mineral let all its sites bring, given what those of each unit could without a cap.

    ``own`` has no entry where no site lies and None where nothing bounds them [account unit/a].
    """
    below: dict[str | None, list[str]] = {}
    for region in case.regions:
        below.setdefault(region.parent, []).append(region.id)
    tight = {cap.region: cap for cap in sorted(caps, key=lambda one: -one.at_most)}
    return _through(None, below, tight, own) or Through(ZERO)


def _through(
    unit: str | None,
    below: Mapping[str | None, list[str]],
    tight: Mapping[str | None, Cap],
    own: Mapping[str | None, Fraction | None],
) -> Through | None:
    """What a unit and those below it let through; None where no site lies in any of them."""
    parts = [Through(own[unit])] if unit in own else []
    parts += [found for one in below.get(unit, ()) if (found := _through(one, below, tight, own)) is not None]
    if not parts:
        return None
    known, cap = [one.most for one in parts if one.most is not None], tight.get(unit)
    total = sum(known, ZERO) if len(known) == len(parts) else None
    if cap is not None and (total is None or cap.at_most <= total):
        return Through(Fraction(cap.at_most), (cap,))
    return Through(total, tuple(cap for one in parts for cap in one.caps))

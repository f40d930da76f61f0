"""What a course means in each period: formulas over the whole table of courses, arrays of shape (m, T).

With s the start of course o, i its site, κ_i the capacity that stands (a merger's: its members'), a[i,t] the share of
t in which it is available, π the profile of lead and ramp, ω[i,s,t] = 1 - π with a ramp of 1 (waiting for output):

    active    t ≥ s where a licence is new, t < s where a mine closes or joins, else 1 for a mine and 0 for the others
    size      the class of the course from s on where something is built, else the mine's own; -1 where not active
    licensed  t ≥ s where something is built            held   κ_i while active and not licensed (mines)
    usable    a · π[i,s,t] where something is built      base   a · κ_i times 1 kept, t < s leaving, ω expanding or
                                                                formed (t ≥ s), 1 less the pause rectifying

Units: capacity unit per year for held and base; 1 for usable.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from decimal import Decimal
from typing import Any

import numpy as np
from numpy.typing import NDArray

from models.case import Case
from models.words import Action, Kind
from optimizer.decisions.codes import ACTION_CODE, KIND_CODE, NONE
from optimizer.decisions.merger_courses import memberships
from optimizer.decisions.profile import pause, profile
from optimizer.decisions.runs import coded
from optimizer.decisions.sites import Sites

Floats = NDArray[np.float64]
Ints = NDArray[np.int64]
Mask = NDArray[np.bool_]
AT_ONCE = (Decimal(1),)


def schedule(case: Case, sites: Sites, courses: Mapping[str, Any]) -> dict[str, Any]:
    """Return active, size, held, licensed, base, usable of the courses (their columns by name)."""
    site, start, action = courses["site"], courses["start"], courses["action"]
    after = start[:, None] <= np.arange(len(case.periods))
    mine = (sites.kind[site] == KIND_CODE[Kind.MINE])[:, None]
    new = _doing(action, Action.LICENSED, Action.FORMED)[:, None]
    building = new | _doing(action, Action.EXPAND)[:, None]
    leaving = mine & _doing(action, Action.CLOSE, Action.JOIN)[:, None]
    active = np.where(new, after, np.where(leaving, ~after, mine))
    licensed = building & after
    own = np.where(licensed, courses["klass"][:, None], sites.size[site][:, None])
    built = np.flatnonzero(building)
    usable = np.zeros(after.shape)
    code, table = _tables(case, [(producer.lead_years, producer.ramp) for producer in case.producers], profile)
    usable[built] = sites.availability[site[built]] * table[code[site[built]], start[built]]
    return {
        "active": active,
        "size": np.where(active, own, NONE).astype(np.int8),
        "held": sites.capacity[site][:, None] * (active & ~licensed),
        "licensed": licensed,
        "base": _worked(case, sites)[site] * _share(case, courses, after, mine[:, 0]),
        "usable": usable,
    }


def _worked(case: Case, sites: Sites) -> Floats:
    """Output that standing licences allow, shape (n, T); for a merger, those of its members."""
    own = sites.availability * sites.capacity[:, None]
    worked = own.copy()
    member, merger = memberships(case, sites)
    np.add.at(worked, merger, own[member])
    return worked


def _share(case: Case, courses: Mapping[str, Any], after: Mask, mine: Mask) -> Floats:
    """How much of that a course leaves, shape (m, T)."""
    site, start, action = courses["site"], courses["start"], courses["action"]
    share = np.zeros(after.shape)
    share[_doing(action, Action.KEEP)] = 1.0
    leaving = mine & _doing(action, Action.CLOSE, Action.JOIN)
    share[leaving] = ~after[leaving]
    code, table = _tables(case, [(producer.lead_years, AT_ONCE) for producer in case.producers], profile)
    waiting, formed = _doing(action, Action.EXPAND, Action.FORMED), _doing(action, Action.FORMED)
    share[waiting] = 1.0 - table[code[site[waiting]], start[waiting]]
    share[formed] *= after[formed]
    resting = _doing(action, Action.RECTIFY)
    code, table = _tables(case, [(mine.rectify_years,) for mine in case.mines], pause)
    share[resting] = table[code[site[resting] - len(case.blocks)], start[resting]]
    return share


def _tables(case: Case, keys: Sequence[tuple[Any, ...]], of: Callable[..., Floats]) -> tuple[Ints, Floats]:
    """Which table is whose, shape (k,), and each table once, shape (tables, T, T): ``of`` the periods and a key."""
    spans = tuple((period.start, period.end) for period in case.periods)
    code, distinct = coded(keys)
    tables = [of(spans, *key) for key in distinct]
    return code, np.stack(tables) if tables else np.zeros((0, len(spans), len(spans)))


def _doing(action: Ints, *actions: Action) -> Mask:
    return np.isin(action, [ACTION_CODE[act] for act in actions])

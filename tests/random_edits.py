"""Random changes of a case, as a planner asks them in a meeting: a site locked in, out, to a course or a capacity, a
cap, demand, share, count or price moved. Every change is named, so that a failing one can be said again.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from random import Random

from models import Case, Lock
from models.words import Kind
from optimizer.decisions.codes import ACTIONS, NONE, SIZES
from optimizer.decisions.layout import Decisions
from optimizer.solve.edits import with_clause, with_limit, with_locks, with_row

Edit = tuple[str, Case]
FACTORS = (Decimal("0.5"), Decimal("0.8"), Decimal("0.9"), Decimal("1.1"), Decimal("1.25"), Decimal("2"))


def _course(r: Random, d: Decisions) -> tuple[int, dict[str, object]]:
    course = r.randrange(len(d.courses))
    start, klass = int(d.courses.start[course]), int(d.courses.klass[course])
    fields = {"site": d.sites.ids[d.courses.site[course]], "action": ACTIONS[d.courses.action[course]]}
    fields["start"] = None if start == NONE else d.periods[start]
    return course, fields | {"production_class": None if klass == NONE else SIZES[klass]}


def locked_action(r: Random, d: Decisions) -> Edit:
    """A site must, or must not, take some action of its own."""
    _, fields = _course(r, d)
    lock = Lock(site=fields["site"], action=fields["action"], forbid=r.random() < 0.5)
    return f"{'not ' * lock.forbid}{lock.site} {lock.action.value}", with_locks(d.case, (lock,))


def locked_course(r: Random, d: Decisions) -> Edit:
    _, fields = _course(r, d)
    return f"{fields['site']} {fields['action']} {fields['start']}", with_locks(d.case, (Lock(**fields),))


def locked_capacity(r: Random, d: Decisions) -> Edit:
    """A capacity within the course's own interval, on the mineral's grid."""
    course, fields = _course(r, d)
    if d.courses.most[course] <= 0 or d.sites.kind[d.courses.site[course]] == list(Kind).index(Kind.EXPLORATION):
        return locked_action(r, d)
    step = d.case.mineral[d.case.site[str(fields["site"])].mineral].resolution
    least, most = Decimal(repr(float(d.courses.least[course]))), Decimal(repr(float(d.courses.most[course])))
    capacity = max(step, (least + (most - least) * r.randrange(5) / 4) // step * step)
    lock = Lock(**fields, capacity=capacity)
    return f"{lock.site} {lock.action.value} at {capacity}", with_locks(d.case, (lock,))


def moved_demand(r: Random, d: Decisions) -> Edit:
    row = r.randrange(len(d.case.demands)) if d.case.demands else -1
    if row < 0:
        return locked_action(r, d)
    quantity = _whole(d.case.demands[row].quantity * r.choice(FACTORS))
    return f"demand {row} {quantity}", with_row(d.case, "demands", row, quantity=quantity, low=None, high=None)


def moved_price(r: Random, d: Decisions) -> Edit:
    table, field = r.choice((("demands", "shortage_price"), ("imports", "price")))
    rows = getattr(d.case, table)
    if not rows:
        return locked_action(r, d)
    row = r.randrange(len(rows))
    price = _whole(getattr(rows[row], field) * r.choice(FACTORS))
    return f"{table} {row} {field} {price}", with_row(d.case, table, row, **{field: price})


def moved_cap(r: Random, d: Decisions) -> Edit:
    caps = d.case.policy.output_cap.caps
    if not caps:
        return locked_action(r, d)
    row = r.randrange(len(caps))
    most = _whole(caps[row].at_most * r.choice(FACTORS))
    return f"cap {caps[row].mineral} {most}", with_limit(d.case, "output_cap", "caps", row, at_most=most)


def moved_count(r: Random, d: Decisions) -> Edit:
    limits = d.case.policy.mine_count.limits
    if not limits:
        return locked_action(r, d)
    most = max(0, limits[0].at_most + r.choice((-3, -2, -1, 1, 2, 4)))
    return f"count {most}", with_limit(d.case, "mine_count", "limits", 0, at_most=most)


def moved_share(r: Random, d: Decisions) -> Edit:
    share = r.choice((Decimal("0.3"), Decimal("0.45"), Decimal("0.5"), Decimal("0.6")))
    return f"share {share}", with_clause(d.case, "class_share", at_least=share)


EDITS: tuple[Callable[[Random, Decisions], Edit], ...] = (
    locked_action, locked_action, locked_action, locked_course, locked_capacity,
    moved_demand, moved_price, moved_cap, moved_count, moved_share,
)  # fmt: skip


def random_edit(seed: int, decisions: Decisions) -> Edit:
    """The change of this number."""
    r = Random(seed)
    return r.choice(EDITS)(r, decisions)


def _whole(value: Decimal) -> Decimal:
    return value.to_integral_value()

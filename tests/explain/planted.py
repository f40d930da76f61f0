"""Small cases with a planted conflict of two to five clauses: a plan exists without any one of them, none with all.

Each kind names the clauses that it plants; the seed draws sizes, so that no two cases are the same. Clauses that do
not matter are added as noise, wide enough never to bind. Arithmetic of each kind stands beside it.
"""

from __future__ import annotations

from random import Random
from typing import Any

import builders as b

from models import Case, Lock

Planted = tuple[Case, frozenset[str]]
NOISE: dict[str, Any] = {
    "output_cap": {"caps": [{"mineral": "stone", "at_most": 900}]},
    "phasing": {"batches": [{"periods": ["2021"], "at_most": 90}]},
    "restoration": {"green_new": True},
    "open_pit_control": {"at_most": 50},
    "adjustment": {"on": False},
}


def lock(site: str, action: str, **fields: Any) -> Lock:
    return Lock.model_validate({"site": site, "action": action} | fields)


def of(policy: dict[str, Any], **fields: Any) -> Case:
    noise = {name: rule for name, rule in NOISE.items() if name not in policy}
    return b.case(policy=noise | {"demand": {"mode": "soft"}} | policy, **fields)


def count_and_locks(r: Random) -> Planted:
    """n locked blocks, at most n - 1 mines: mine_count against lock."""
    n = r.randint(1, 3)
    blocks = tuple(b.block(f"B{k}") for k in range(n + r.randint(0, 2)))
    policy = {"mine_count": {"limits": [{"at_most": n - 1}]}}
    return of(policy, blocks=blocks, locks=tuple(lock(f"B{k}", "licensed") for k in range(n))), frozenset(
        {"mine_count", "lock"}
    )


def count_and_closure(r: Random) -> Planted:
    """n mines that may not close, at most n - 1: mine_count, consolidation."""
    n = r.randint(2, 4)
    policy = {"mine_count": {"limits": [{"at_most": n - 1}]}, "consolidation": {"close_allowed": False}}
    return of(policy, mines=tuple(b.mine(f"M{k}") for k in range(n))), frozenset({"mine_count", "consolidation"})


def share_and_locks(r: Random) -> Planted:
    """n small mines that stay and a lock of a small block; the best share is 1 of n + 2, or 1 of n + 1 unlocked.

    For n = 1, 1/3 < 0.4 ≤ 1/2: the lock is needed. For n > 1 the mines alone are too many: 1/(n + 1) < 0.4.
    """
    n = r.randint(1, 3)
    policy = {"class_share": {"at_least": "0.4"}, "consolidation": {"close_allowed": False}}
    blocks = (b.block("B0", most_capacity="4"), b.block("B1", most_capacity="20"))
    locks = (lock("B0", "licensed", production_class="small", start="2021"),)
    case = of(policy, blocks=blocks, mines=tuple(b.mine(f"M{k}") for k in range(n)), locks=locks)
    return case, frozenset({"class_share", "consolidation"} | ({"lock"} if n == 1 else set()))


def cap_and_demand(r: Random) -> Planted:
    """Hard demand d above a cap c < d; the block could give 20: output_cap, demand."""
    wanted = r.randint(5, 15)
    policy = {"output_cap": {"caps": [{"mineral": "stone", "at_most": wanted - r.randint(1, 4)}]},
              "demand": {"mode": "hard"}}  # fmt: skip
    blocks = (b.block("B0", most_capacity="20"),)
    return of(policy, blocks=blocks, demands=(b.demand("2022", str(wanted)),)), frozenset({"output_cap", "demand"})


def demand_and_degree(r: Random) -> Planted:
    """Hard demand, the only block may not be licensed: demand, exploration_degree."""
    policy = {"demand": {"mode": "hard"}}
    blocks = (b.block("B0", construction_ready=False, most_capacity="20"),)
    case = of(policy, blocks=blocks, demands=(b.demand("2022", str(r.randint(1, 9))),))
    return case, frozenset({"demand", "exploration_degree"})


def batch_and_time(r: Random) -> Planted:
    """At least k licences in 2021, at most k - 1 mines of the k blocks: phasing, mine_count."""
    k = r.randint(1, 3)
    policy = {"phasing": {"batches": [{"periods": ["2021"], "at_least": k}]},
              "mine_count": {"limits": [{"at_most": k - 1}]}}  # fmt: skip
    return of(policy, blocks=tuple(b.block(f"B{n}") for n in range(k + 1))), frozenset({"phasing", "mine_count"})


def duty_and_closure(r: Random) -> Planted:
    """A mine has the duty to close, and a lock keeps it: consolidation, lock."""
    policy = {"consolidation": {"close_allowed": True}}
    mines = tuple(b.mine(f"M{k}", closing_reasons=("outdated",)) for k in range(r.randint(1, 3)))
    duty = {"obligation": "close", "by": "2022", "reason": "plan"}
    first = mines[0].model_copy(update={"duties": (b.mine("X", duties=(duty,)).duties[0],)})
    case = of(policy, mines=(first, *mines[1:]), locks=(lock("M0", "keep"),))
    return case, frozenset({"consolidation", "lock"})


def pits_and_demand(r: Random) -> Planted:
    """Hard demand of 12 to 18, blocks of 10 each, one new open pit at most: open_pit_control, demand."""
    policy = {"open_pit_control": {"at_most": 1}, "demand": {"mode": "hard"}}
    blocks = tuple(b.block(f"B{n}") for n in range(3))
    case = of(policy, blocks=blocks, demands=(b.demand("2022", str(r.randint(12, 18))),))
    return case, frozenset({"open_pit_control", "demand"})


def four_together(r: Random) -> Planted:
    """Hard demand of 8; count of 2; a mine of 3 that cannot close; B0 locked small, so at most 4: 3 + 4 < 8.

    Without the count B1 adds 4; without the closure ban B0 and B1 give 8; without the lock B0 gives 10.
    """
    policy = {"mine_count": {"limits": [{"at_most": 2}]}, "demand": {"mode": "hard"},
              "consolidation": {"close_allowed": False}}  # fmt: skip
    blocks = (b.block("B0", most_capacity=str(r.randint(8, 12))), b.block("B1", most_capacity="4"))
    mine = b.mine("M0", capacity="3", closing_reasons=("outdated",))
    locks = (lock("B0", "licensed", production_class="small"),)
    case = of(policy, blocks=blocks, mines=(mine,), locks=locks, demands=(b.demand("2022", "8"),))
    return case, frozenset({"mine_count", "demand", "consolidation", "lock"})


def five_together(r: Random) -> Planted:
    """Hard demand of 8; count of 2; a mine of 3 that cannot close; B0 locked; B0's area gives at most 4: 3 + 4 < 8.

    Without the count B1 adds up to 10; without the ban B0 and B1 do; without the lock the mine and B1; without the
    area's cap the mine and B0.
    """
    area = {"id": "A", "name": b.text("area"), "mineral": "stone", "area_km2": 1, "quota": 1, "output_cap": 4}
    policy = {"mine_count": {"limits": [{"at_most": 2}]}, "demand": {"mode": "hard"},
              "consolidation": {"close_allowed": False}}  # fmt: skip
    blocks = (b.block("B0", area="A"), b.block("B1", most_capacity=str(r.randint(8, 12))))
    mine = b.mine("M0", capacity="3", closing_reasons=("outdated",))
    case = of(policy, blocks=blocks, mines=(mine,), areas=(area,), locks=(lock("B0", "licensed"),),
              demands=(b.demand("2022", "8"),))  # fmt: skip
    return case, frozenset({"mine_count", "demand", "consolidation", "lock", "area_quota"})


def share_count_demand(r: Random) -> Planted:
    """A mine of 3 that stays small, share 1/2 in 2022, hard demand; blocks of at most 4, so small: no large one.

    Without the share, the closure ban or the demand (close the mine, license nothing) a plan exists.
    """
    policy = {"class_share": {"at_least": "0.5", "periods": ["2022"]}, "demand": {"mode": "hard"}}
    blocks = (b.block("B0", most_capacity="4"), b.block("B1", most_capacity="4"))
    mine = b.mine("M0", capacity="3", closing_reasons=("outdated",))
    case = of(policy, blocks=blocks, mines=(mine,), demands=(b.demand("2022", str(r.randint(1, 7))),))
    return case, frozenset({"class_share", "demand"})


def quota_scale_demand(r: Random) -> Planted:
    """An area's output cap below a hard demand that only its block can meet: area_quota, demand."""
    most = r.randint(2, 8)
    area = {"id": "A", "name": b.text("area"), "mineral": "stone", "area_km2": 1, "quota": 1, "output_cap": most}
    blocks = (b.block("B0", area="A", most_capacity="20"),)
    case = of({"demand": {"mode": "hard"}}, blocks=blocks, areas=(area,),
              demands=(b.demand("2022", str(most + r.randint(1, 4))),))  # fmt: skip
    return case, frozenset({"area_quota", "demand"})


def account_and_cap(r: Random) -> Planted:
    """An account wants at least k of output in 2022, a cap allows less: account, output_cap."""
    wanted = r.randint(4, 9)
    account = {"id": "least", "title": b.text("least output"), "unit": "万t", "at_least": wanted, "periods": ["2022"],
               "contributions": [{"measure": "output"}]}  # fmt: skip
    cap = {"mineral": "stone", "at_most": wanted - 2}
    policy = {"account": {"accounts": [account]}, "output_cap": {"caps": [cap]},
              "demand": {"mode": "soft", "surplus": True}}  # fmt: skip
    return of(policy, blocks=(b.block("B0", most_capacity="20"),)), frozenset({"account", "output_cap"})


KINDS = (
    count_and_locks, count_and_closure, share_and_locks, cap_and_demand, demand_and_degree, batch_and_time,
    duty_and_closure, pits_and_demand, four_together, five_together, share_count_demand, quota_scale_demand,
    account_and_cap,
)  # fmt: skip


def planted(number: int) -> Planted:
    """Return the planted case of a number."""
    return KINDS[number % len(KINDS)](Random(number))

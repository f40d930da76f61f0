"""Sense of each site: contents, capacities, coordinates, duties. Units as in `models.site`."""

from __future__ import annotations

from collections.abc import Iterator

from models import Block, Case, Merger, Mine, Obligation
from optimizer.instance.fault import Fault

TABLES = ("blocks", "mines", "mergers")
CONVERSIONS = ("account", "resource", "reserve", "production", "tonnes")


def producers(case: Case) -> Iterator[tuple[tuple[str, int], Block | Mine | Merger]]:
    """Yield every producing site of a known mineral with its path."""
    for table in TABLES:
        for place, site in enumerate(getattr(case, table)):
            if site.mineral in case.mineral:
                yield (table, place), site


def contents(case: Case) -> Iterator[Fault]:
    """Yield a fault for every site without the content that a conversion of its mineral needs."""
    for path, site in producers(case):
        mineral = case.mineral[site.mineral]
        needs = [name for name in CONVERSIONS if getattr(mineral, name).content_power != 0]
        if needs and case.content_of(site) is None:
            slots = {"mineral": mineral.id, "what": ", ".join(needs), "unit": mineral.content_unit or "—"}
            yield Fault("LD-403", (*path, "content"), site.id, slots)


def capacities(case: Case) -> Iterator[Fault]:
    """Yield faults of capacities and resources that contradict each other."""
    for path, site in producers(case):
        most = site.most_capacity
        if most is not None and site.least_capacity > most:
            yield Fault(
                "LD-408", (*path, "least_capacity"), site.id, {"least": str(site.least_capacity), "most": str(most)}
            )
        if isinstance(site, Mine) and most is not None and site.capacity > most:
            yield Fault("LD-429", (*path, "capacity"), site.id, {"capacity": str(site.capacity), "most": str(most)})
        resource = None if isinstance(site, Merger) else site.resource
        if resource is not None and site.recoverable is not None and site.recoverable > resource:
            slots = {"recoverable": str(site.recoverable), "resource": str(resource)}
            yield Fault("LD-428", (*path, "recoverable"), site.id, slots)


def coordinates(case: Case) -> Iterator[Fault]:
    """Yield a fault for every site or place with one coordinate only."""
    for table in (*TABLES, "explorations", "places"):
        for place, record in enumerate(getattr(case, table)):
            if (record.east is None) != (record.north is None):
                field = "east" if record.east is None else "north"
                yield Fault("LD-430", (table, place, field), record.id)


def duties(case: Case) -> Iterator[Fault]:
    """Yield a warning for every duty that the case gives no course for."""
    members = {member for merger in case.mergers for member in merger.members}
    for place, mine in enumerate(case.mines):
        for number, duty in enumerate(mine.duties):
            path = ("mines", place, "duties", number)
            if duty.obligation is Obligation.MERGE and mine.id not in members:
                slots = {
                    "duty": "merge",
                    "duty_zh": "整合",
                    "detail": "no merger has it as a member",
                    "detail_zh": "没有整合方案包含它",
                }
                yield Fault("LD-431", path, mine.id, slots)
            if duty.obligation is Obligation.RECTIFY and mine.rectify_cost is None:
                slots = {
                    "duty": "be rectified",
                    "duty_zh": "限期整改",
                    "detail": "no rectify_cost is given",
                    "detail_zh": "没有填写 rectify_cost",
                }
                yield Fault("LD-431", path, mine.id, slots)

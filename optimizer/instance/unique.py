"""Identifiers that must be unique, and rows that may be given once only."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from models import Case
from optimizer.instance.fault import Fault

GROUPS = (
    ("blocks", "mines", "mergers", "explorations"),
    ("minerals",),
    ("periods",),
    ("areas",),
    ("zones",),
    ("layers",),
    ("places",),
    ("regions",),
)


def duplicate_ids(case: Case) -> Iterator[Fault]:
    """Yield a fault for every identifier used twice in its group; all kinds of site share one."""
    for group in GROUPS:
        seen: dict[str, str] = {}
        for table in group:
            for place, record in enumerate(getattr(case, table)):
                here = f"{table}[{place + 1}]"
                if record.id in seen:
                    yield Fault("LD-308", (table, place, "id"), record.id, {"other": seen[record.id]})
                seen.setdefault(record.id, here)
    yield from account_ids(case)


def account_ids(case: Case) -> Iterator[Fault]:
    """Yield a fault for every account whose identifier another one has."""
    seen: dict[str, str] = {}
    for place, account in enumerate(case.policy.account.accounts):
        if account.id in seen:
            yield Fault(
                "LD-308", ("policy", "account", "accounts", place, "id"), account.id, {"other": seen[account.id]}
            )
        seen.setdefault(account.id, f"accounts[{place + 1}]")


Rows = tuple[tuple[str | int, ...], Sequence[Any], Callable[[Any], tuple[Any, ...]]]


def keyed(case: Case) -> tuple[Rows, ...]:
    """Return the lists whose rows are told apart by some of their fields."""
    scale = case.policy.minimum_scale
    market: Callable[[Any], tuple[Any, ...]] = lambda row: (row.mineral, row.place, row.period)  # noqa: E731
    two: Callable[[Any], tuple[Any, ...]] = lambda row: tuple(sorted((row.first, row.second)))  # noqa: E731
    by_method: Callable[[Any], tuple[Any, ...]] = lambda row: (row.mineral, row.method)  # noqa: E731
    return (
        (("demands",), case.demands, market),
        (("imports",), case.imports, market),
        (("reserve_classes",), case.reserve_classes, lambda row: (row.standard, row.mineral)),
        (("production_classes",), case.production_classes, by_method),
        (("policy", "minimum_scale", "table"), scale.table, by_method),
        (("policy", "minimum_scale", "industry"), scale.industry, by_method),
        (
            ("policy", "output_cap", "caps"),
            case.policy.output_cap.caps,
            lambda row: (row.mineral, row.periods, row.measure, row.region),
        ),
        (("policy", "class_share", "limits"), case.policy.class_share.limits, lambda row: (row.region,)),
        (("policy", "haul", "reaches"), case.policy.haul.reaches, lambda row: (row.mineral,)),
        (("policy", "adjustment", "reference"), case.policy.adjustment.reference, lambda row: (row.site,)),
        (("consents",), case.consents, lambda row: (row.site, row.layer)),
        (("geography", "hauls"), case.geography.hauls, lambda row: (row.site, row.place)),
        (("geography", "excluded"), case.geography.excluded, lambda row: (row.site, row.layer)),
        (("geography", "overlaps"), case.geography.overlaps, two),
        (("geography", "spacings"), case.geography.spacings, two),
        (("geography", "adjacencies"), case.geography.adjacencies, two),
    )


def self_pairs(case: Case) -> Iterator[Fault]:
    """Yield a fault for every row that pairs a site with itself."""
    for table in ("overlaps", "spacings", "adjacencies"):
        for place, row in enumerate(getattr(case.geography, table)):
            if row.first == row.second:
                yield Fault("LD-436", ("geography", table, place, "second"), row.first)


def duplicate_rows(case: Case) -> Iterator[Fault]:
    """Yield a fault for every row that says again what another row says."""
    for path, rows, key in keyed(case):
        seen: dict[tuple[Any, ...], int] = {}
        for place, row in enumerate(rows):
            there = seen.setdefault(key(row), place)
            if there != place:
                words = ", ".join(str(part) for part in key(row) if part is not None)
                yield Fault("LD-423", (*path, place), words, {"other": f"{path[-1]}[{there + 1}]"})

"""Figures that several tables print: reserve class, least scale, service life, first year, sources of a clause.

life [a] = recoverable / (capacity · R)      R: resource units mined per capacity unit
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import floor
from string import ascii_lowercase

from models import Block, Case, Clause, Decision, Merger, Mine, Outcome, Period, Size, Text
from models.limits import Scale
from optimizer.facts import held_of, recoverable_of, reserve_of, resource_of
from optimizer.rules import RULES

SOURCE_KINDS = {"plan": "规划", "regulation": "法规", "public": "公开资料", "derived": "推算", "assumed": "假定"}
Producer = Block | Mine | Merger

CLAUSES: dict[str, Clause] = {module.CLAUSE.id: module.CLAUSE for module in RULES}
"""Clauses by rule, in the order of the rules."""


def decision_of(outcome: Outcome, site: str) -> Decision | None:
    """Return what the plan decides for a site, None without a plan."""
    return None if outcome.plan is None else outcome.plan.decision.get(site)


def period_of(case: Case, name: str | None) -> Period | None:
    """Return a period by id."""
    return None if name is None else case.periods[case.period_index[name]]


def reserve_class(case: Case, site: Producer) -> Size | None:
    """Return the class of the resource that a site holds under the policy's standard; None when it is not known."""
    standard = case.policy.minimum_scale.standard
    limits = next(
        (row for row in case.reserve_classes if (row.mineral, row.standard) == (site.mineral, standard)), None
    )
    held = held_of(case, site)
    if limits is None or held is None:
        return None
    reserve = held * reserve_of(case, site)
    if reserve >= Fraction(limits.large_from):
        return Size.LARGE
    return Size.MEDIUM if reserve >= Fraction(limits.medium_from) else Size.SMALL


def least_scale(case: Case, site: Producer) -> Decimal | Text | None:
    """Return the least scale of a new mine here, the words for "not permitted", or None where no table names it."""
    size, rule = reserve_class(case, site), case.policy.minimum_scale
    rows = [_row(table, site) for table in (rule.table, rule.industry)]
    if size is None or not any(rows):
        return None
    figures = [getattr(row, size.value) for row in rows if row is not None]
    if None in figures:
        return Text(zh="不允许", en="not permitted")
    return max(Decimal(least) for least in figures)


def _row(table: tuple[Scale, ...], site: Producer) -> Scale | None:
    rows = [row for row in table if row.mineral == site.mineral and row.method in {site.method, None}]
    return min(rows, key=lambda row: row.method is None) if rows else None


def service_life(case: Case, site: Producer, capacity: Decimal) -> Fraction | None:
    """Return the service life at `capacity` [a]."""
    recoverable = recoverable_of(case, site)
    if recoverable is None or capacity <= 0:
        return None
    return recoverable / (Fraction(capacity) * resource_of(case, site))


def first_year(case: Case, site: Producer, start: str | None) -> int | None:
    """Return the calendar year of first output."""
    period = period_of(case, start)
    return None if period is None else floor(Fraction(period.start) + Fraction(site.lead_years))


def source_text(source: str) -> Text:
    """Return a source with its kind in words: ``plan L246`` is 规划 L246 in Chinese."""
    kind, rest = source[: len(source) - len(source.lstrip(ascii_lowercase))], source.lstrip(ascii_lowercase)
    chinese = SOURCE_KINDS.get(kind)
    return Text(zh=f"{chinese}{rest}" if chinese and rest else source or "—", en=source or "—")


def source_line(case: Case, clause: str) -> Text:
    """Return where a clause stands: what the instance's policy says of it, else the rule's own line."""
    setting = getattr(case.policy, clause, None)
    own = setting.source_of("*") if setting is not None else None
    return source_text(own or (CLAUSES[clause].line if clause in CLAUSES else ""))

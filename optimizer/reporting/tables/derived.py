"""Figures that several tables print: service life, first year, sources of a clause.

life [a] = recoverable / (capacity · R)      R: resource units mined per capacity unit
"""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction
from math import floor
from string import ascii_lowercase

from models import Block, Case, Decision, Merger, Mine, Outcome, Period, Text
from optimizer.facts import recoverable_of, resource_of
from optimizer.rules import CLAUSES

SOURCE_KINDS = {"plan": "规划", "regulation": "法规", "public": "公开资料", "derived": "推算", "assumed": "假定"}
Producer = Block | Mine | Merger

"""Clauses by rule, in the order of the rules."""


def decision_of(outcome: Outcome, site: str) -> Decision | None:
    """Return what the plan decides for a site, None without a plan."""
    return None if outcome.plan is None else outcome.plan.decision.get(site)


def period_of(case: Case, name: str | None) -> Period | None:
    """Return a period by id."""
    return None if name is None else case.periods[case.period_index[name]]


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

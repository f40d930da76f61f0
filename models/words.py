"""The closed vocabularies of the domain, in the words of DESIGN §1 and the glossary."""

from __future__ import annotations

from enum import StrEnum


class Size(StrEnum):
    """Large, medium, small: of reserves held (储量规模, 133号) or of yearly capacity (生产建设规模, 208号)."""

    LARGE = "large"
    MEDIUM = "medium"
    SMALL = "small"


class Method(StrEnum):
    """How ore is won (开采方式)."""

    OPEN_PIT = "open_pit"
    UNDERGROUND = "underground"


class Degree(StrEnum):
    """Degree of exploration (勘查程度), lowest first: 普查, 详查, 勘探."""

    GENERAL = "general"
    DETAILED = "detailed"
    ADVANCED = "advanced"


class Mode(StrEnum):
    """How a rule binds: hard, soft at a price per unit, or reported only."""

    HARD = "hard"
    SOFT = "soft"
    REPORT = "report"


class Kind(StrEnum):
    """What a site is."""

    BLOCK = "block"
    MINE = "mine"
    MERGER = "merger"
    EXPLORATION = "exploration"


class Action(StrEnum):
    """What happens to a site; each site takes exactly one course, and a course has one action."""

    NOT_LICENSED = "not_licensed"
    LICENSED = "licensed"
    KEEP = "keep"
    EXPAND = "expand"
    CLOSE = "close"
    RECTIFY = "rectify"
    JOIN = "join"
    NOT_FORMED = "not_formed"
    FORMED = "formed"
    NOT_GRANTED = "not_granted"
    GRANTED = "granted"


class Measure(StrEnum):
    """What a cap counts: ore or product really won, or the capacity that licences in force allow."""

    OUTPUT = "output"
    CAPACITY = "capacity"


class Obligation(StrEnum):
    """What must become of a mine by a deadline (限期整改, 关闭, 整合)."""

    RECTIFY = "rectify"
    CLOSE = "close"
    MERGE = "merge"


class ClosureReason(StrEnum):
    """Why a mine may be closed: the plan's own reasons, and those that follow from other clauses."""

    OUTDATED = "outdated"
    WASTEFUL = "wasteful"
    POLLUTING = "polluting"
    EXCLUDED = "excluded"
    DEPLETED = "depleted"
    EXPIRED = "expired"


class Verdict(StrEnum):
    """How good the answer is known to be; never mixed."""

    PROVEN_BEST = "proven_best"
    WITHIN_GAP = "within_gap"
    IMPOSSIBLE = "impossible"
    STOPPED = "stopped"
    FAILED = "failed"


class Judgement(StrEnum):
    """A finding's verdict: conforms, breached though hard, breached at a price, reported, or not applicable."""

    CONFORMS = "conforms"
    BREACHED = "breached"
    ADJUSTMENT = "adjustment"
    REPORTED = "reported"

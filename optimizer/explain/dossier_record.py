"""The dossier of a site: what screened it, what became of it, what the opposite would cost, what would turn it."""

from __future__ import annotations

from typing import Any

from pydantic import Field

from models.base import Figure, Id, Record, Text
from models.plan import Decision, Plan
from models.words import Verdict
from optimizer.explain.importance import Standing, TierChange


class Sentence(Record):
    """Words made from figures; `figures` in the order in which both languages print them."""

    text: Text = Field(description="the sentence")
    figures: tuple[Figure, ...] = Field(default=(), description="figures in it, in order")


class Screened(Record):
    """Courses that a row about the site alone rules out."""

    clause: Id = Field(description="rule")
    keys: tuple[str, ...] = Field(description="rows, in the planner's words")
    title: Text = Field(description="title of the clause")
    courses: tuple[str, ...] = Field(description="courses ruled out")
    layer: str | None = Field(default=None, description="exclusion layer")
    overlap_m2: Figure | None = Field(default=None, description="ground inside that layer [m²]")


class Bound(Record):
    """A clause without slack."""

    clause: Id = Field(description="rule")
    subject: str = Field(description="what it is about")
    period: Id | None = Field(default=None, description="period")
    required: Figure | None = Field(default=None, description="its figure [unit]")
    unit: str = Field(default="", description="unit")


class TermChange(Record):
    """A term of the objective in both plans."""

    name: str = Field(description="term")
    before: Figure = Field(description="value in the plan as it is")
    after: Figure = Field(description="value in the forced plan")


class Move(Record):
    """Another site that the forced plan decides otherwise."""

    site: Id = Field(description="site")
    before: Decision = Field(description="decision as it is")
    after: Decision = Field(description="decision in the forced plan")
    unit: str = Field(default="", description="its capacity unit")


class Turning(Record):
    """The smallest change found of one of the site's own figures that turns its decision.

    Both sides are solved, or the side that keeps the decision is proven by bounds that were (`dossier_turn`).
    """

    figure: str = Field(description="costs, haul, resources or content")
    kept: Figure = Field(description="factor nearest to the turn at which the decision stays [1]")
    turned: Figure | None = Field(description="factor at which it turns; None: not within what was tried [1]")
    tried: tuple[Figure, ...] = Field(description="factors solved, in order [1]")
    settled: bool = Field(description="every solve was proven and the bracket is within the tolerance")


class Dossier(Record):
    """All that is said of one site."""

    site: Id = Field(description="site")
    name: Text = Field(description="name")
    decision: Decision = Field(description="what becomes of it")
    unit: str = Field(default="", description="its capacity unit")
    screened: tuple[Screened, ...] = Field(default=(), description="what was ruled out, and by what")
    opposite: Text = Field(description="what was forced")
    standing: Standing = Field(description="what is known of the opposite")
    verdict: Verdict = Field(description="verdict of the case with the opposite forced")
    tiers: tuple[TierChange, ...] = Field(default=(), description="cost by tier")
    terms: tuple[TermChange, ...] = Field(default=(), description="terms that change")
    moves: tuple[Move, ...] = Field(default=(), description="other sites that move")
    begins: tuple[Bound, ...] = Field(default=(), description="clauses that begin to bind")
    ceases: tuple[Bound, ...] = Field(default=(), description="clauses that cease to bind")
    conflict: tuple[str, ...] = Field(default=(), description="clauses that forbid the opposite")
    turnings: tuple[Turning, ...] = Field(default=(), description="changes of its own data that turn the decision")
    sentences: tuple[Sentence, ...] = Field(default=(), description="the dossier in words")
    plan: Plan | None = Field(default=None, description="the best plan with the opposite forced")
    seconds: float = Field(default=0.0, description="time [s]")

    def rows(self) -> tuple[dict[str, Any], ...]:
        """Return the dossier as rows of a table, one a sentence."""
        return tuple(
            {"site": self.site, "row": number, "zh": one.text.zh, "en": one.text.en}
            for number, one in enumerate(self.sentences, 1)
        )

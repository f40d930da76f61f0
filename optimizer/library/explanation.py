"""Why a site was decided as it was, and what the opposite would cost: its dossier, and the plan that would follow."""

from __future__ import annotations

from dataclasses import dataclass
from math import inf
from typing import Any

from matplotlib.figure import Figure

from models import Case, Outcome, Plan, TierResult, Verdict
from optimizer.audit import audit, period_lines, terms_of, tier_values
from optimizer.explain.dossier_record import Dossier
from optimizer.explain.dossiers import dossiers
from optimizer.facts import printed
from optimizer.library.compared import Compared, compare_members
from optimizer.library.result import Result
from optimizer.reporting import html
from optimizer.solve import Settings
from optimizer.solve.settings import Watch


class NoOppositeError(ValueError):
    """There is no plan in which the site is decided otherwise."""

    def __init__(self, site: str) -> None:
        super().__init__(f"{site} 别无可行安排 / no plan decides {site} otherwise")


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Explanation:
    """The dossier of one site of a result."""

    result: Result
    dossier: Dossier

    @property
    def site(self) -> str:
        """The site."""
        return self.dossier.site

    @property
    def sentences(self) -> tuple[str, ...]:
        """The dossier in words."""
        return tuple(one.text.of(self.result.language) for one in self.dossier.sentences)

    def opposite(self) -> Compared:
        """Return the plan as it is beside the best one that decides the site otherwise. Raises NoOppositeError."""
        one = self.dossier
        if one.plan is None:
            raise NoOppositeError(one.site)
        forced = outcome_of(self.result.case, one.plan, one.verdict, one.opposite.en)
        label = one.opposite.of(self.result.language)
        return compare_members((self.result, Result(self.result.instance, forced, f"{one.site} {label}")))

    def to_geodataframe(self) -> Any:
        """Return all sites that have ground with both courses beside each other. Raises NoOppositeError."""
        return self.opposite().to_geodataframe()

    def plot(self) -> Figure:
        """Return the difference sheet of the plan and the best one otherwise. Raises NoOppositeError."""
        return self.opposite().plot()

    def _title(self) -> str:
        return f"{self.dossier.name.of(self.result.language)} {self.site}"

    def __repr__(self) -> str:
        return "\n".join((self._title(), *self.sentences))

    def _repr_html_(self) -> str:
        return html.page(self._title(), self.sentences)


def outcome_of(case: Case, plan: Plan, verdict: Verdict, scenario: str) -> Outcome:
    """Return the outcome of a plan as the audit judges and values it, without a bound; `verdict` is its search's."""
    judged = audit(case, plan)
    terms = terms_of(judged.facts, judged.findings)
    values = zip(case.policy.objective.tiers, tier_values(judged.facts, terms), strict=True)
    proven = verdict == Verdict.PROVEN_BEST
    tiers = tuple(
        TierResult(
            name=tier.name, value=printed(value), bound=None, gap=None, proven=proven,
            terms={name: printed(terms[name]) for name, _ in tier.weights},
        )
        for tier, value in values
    )  # fmt: skip
    return Outcome(
        case=case.frame.id, scenario=scenario, verdict=verdict, objective=tiers[-1].value, tiers=tiers, plan=plan,
        periods=period_lines(judged.facts), findings=judged.findings,
    )  # fmt: skip


def explain(
    result: Result, site: str, *, turns: bool = False, seconds: float = inf, watch: Watch | None = None
) -> Explanation:
    """Return the explanation of a site; `turns` also seeks which change of its own data would turn it, at many solves.

    Raises NoPlanError when the result has no plan, LookupError for a site that the case does not have.
    """
    if site not in result.case.site:
        raise LookupError(f"no site {site!r}; there are {', '.join(result.case.site)}")
    settings = Settings(seconds=seconds)
    found = dossiers(result.case, result.outcome, (site,), settings, watch, processes=1, turns=turns)
    return Explanation(result, found.dossiers[0])

"""The dossier of a site: the plan as it is beside the best plan in which the site does the opposite.

What the clauses about the site alone rule out is settled without a solve; all else is a case solved from scratch and
audited. Costs are differences of published figures, with the interval that the bounds leave.
"""

from __future__ import annotations

from time import monotonic

from models.base import Text
from models.case import Case, Lock
from models.labels import ACTIONS
from models.outcome import Outcome
from models.words import Kind, Verdict
from optimizer.explain.cache import Cache
from optimizer.explain.conflict import conflict_of
from optimizer.explain.dossier_record import Bound, Dossier, Move, TermChange, Turning
from optimizer.explain.dossier_screen import Ground, bounds, ground, ruled_out
from optimizer.explain.dossier_turn import turnings
from optimizer.explain.forced import opposite, resolve, with_locks
from optimizer.explain.importance import changes, standing_of
from optimizer.explain.sentence import sentences
from optimizer.solve import Settings
from optimizer.solve.floors import floors_of
from optimizer.solve.settings import Watch


def dossier(
    case: Case,
    base: Outcome,
    site: str,
    settings: Settings | None = None,
    watch: Watch | None = None,
    cache: Cache | None = None,
    turns: bool = True,
    shared: Ground | None = None,
) -> Dossier:
    """Return the dossier of ``site`` in the plan of ``base``; ``turns`` off leaves out what would turn the decision.

    Raises ValueError when ``base`` has no plan and KeyError for an unknown site.
    """
    started, chosen = monotonic(), settings or Settings()
    if base.plan is None:
        raise ValueError(f"the outcome of {base.case} has no plan")
    decision = base.plan.decision[site]
    lock, one = opposite(decision), case.site[site]
    known = shared or ground(case)
    forced, conflict = _forced(known, base, lock, chosen, watch, cache)
    turned: tuple[Turning, ...] = ()
    if turns and one.kind != Kind.EXPLORATION and ruled_out(known, lock) is None:
        turned = turnings(
            known.compiled, base, forced, site,
            lambda other, floors: resolve(other, settings=chosen, cache=cache, floors=floors).outcome,
        )  # fmt: skip
    bare = Dossier(
        site=site,
        name=one.name,
        decision=decision,
        unit=_unit(case, site),
        screened=known.screened.get(site, ()),
        opposite=_words(lock),
        standing=standing_of(base, forced),
        verdict=forced.verdict,
        tiers=changes(base, forced),
        terms=_terms(base, forced),
        moves=_moves(case, base, forced, site),
        begins=_new(forced, base),
        ceases=_new(base, forced) if forced.plan is not None else (),
        conflict=conflict,
        turnings=turned,
        plan=forced.plan,
        seconds=round(monotonic() - started, 3),
    )
    return bare.model_copy(update={"sentences": sentences(bare)})


def _forced(
    shared: Ground, base: Outcome, lock: Lock, settings: Settings, watch: Watch | None, cache: Cache | None
) -> tuple[Outcome, tuple[str, ...]]:
    """Return the outcome with the lock and, where that is impossible, the clauses that forbid it."""
    case, ruled = shared.compiled.case, ruled_out(shared, lock)
    if ruled is not None:
        remark = "settled by the site's own clauses"
        return Outcome(case=base.case, verdict=Verdict.IMPOSSIBLE, remarks=(remark,)), ruled
    forced = resolve(case, locks=(lock,), settings=settings, watch=watch, cache=cache,
                     floors=floors_of(base)).outcome  # fmt: skip
    if forced.verdict != Verdict.IMPOSSIBLE:
        return forced, ()
    found = conflict_of(with_locks(case, (lock,)), settings.backend, settings.seconds, plans=False)
    return forced, tuple(rule for rule in found.clauses if rule != "lock") or forced.conflict


def _words(lock: Lock) -> Text:
    zh, en = ACTIONS[lock.action]
    if not lock.forbid:
        return Text(zh=zh, en=en)
    return (
        Text(zh=f"{zh.removeprefix('不')}", en=en.removeprefix("not "))
        if zh.startswith("不")
        else Text(zh=f"不{zh}", en=f"not {en}")
    )


def _terms(base: Outcome, forced: Outcome) -> tuple[TermChange, ...]:
    before = {name: value for tier in base.tiers for name, value in tier.terms.items()}
    after = {name: value for tier in forced.tiers for name, value in tier.terms.items()}
    return tuple(
        TermChange(name=name, before=before[name], after=after[name])
        for name in before
        if name in after and after[name] != before[name]
    )


def _moves(case: Case, base: Outcome, forced: Outcome, site: str) -> tuple[Move, ...]:
    if base.plan is None or forced.plan is None:
        return ()
    pairs = zip(base.plan.decisions, forced.plan.decisions, strict=True)
    return tuple(
        Move(site=a.site, before=a, after=b, unit=_unit(case, a.site)) for a, b in pairs if a != b and a.site != site
    )


def _unit(case: Case, site: str) -> str:
    return f"{case.mineral[case.site[site].mineral].capacity_unit}/a"


def _new(one: Outcome, other: Outcome) -> tuple[Bound, ...]:
    before = {(b.clause, b.subject, b.period) for b in bounds(other.findings)}
    return tuple(b for b in bounds(one.findings) if (b.clause, b.subject, b.period) not in before)

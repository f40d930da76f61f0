"""Judging the certificates kept in a run: the programme made anew from its case, each bound recomputed from its prices.

A tier's programme is that of the case with earlier tiers held at what the certificate says; this may be no lower than
what the plan came to in them, published or before, whichever is less, so that the plan itself is among those bounded.
A tier without a certificate may claim no more than what the limits of the decisions allow.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from math import inf
from time import monotonic
from typing import Literal

import numpy as np

from models.base import Text
from models.case import Case
from models.outcome import Outcome, TierResult
from optimizer.formulation import Compiled, compile_case
from optimizer.ir import Program
from optimizer.scale.bounds import linear
from optimizer.scale.bounds_check import NEAR, check_bound
from optimizer.scale.certificate import Certificate
from optimizer.scale.certificate_file import Certificates, Written, certificate_of
from optimizer.scale.codes import told
from optimizer.scale.linking import linked
from optimizer.solve.hold import held_at_most

State = Literal["holds", "false", "open"]
Hear = Callable[[str], object]


@dataclass(frozen=True, slots=True)
class Judged:
    """A tier's bound: claimed by the outcome, recomputed (None where it could not be), and what is wrong with it."""

    tier: str
    claimed: float | None
    recomputed: float | None
    state: State
    faults: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True, eq=False)
class _Bench:
    """What the certificates are held against."""

    compiled: Compiled
    outcome: Outcome
    backend: str
    until: float


def judge_certificates(
    case: Case,
    outcome: Outcome,
    found: Certificates | None,
    backend: str = "highs",
    seconds: float = inf,
    hear: Hear | None = None,
) -> tuple[Judged, ...]:
    """Return the judgement of every tier of ``outcome``; ``found`` is None where the file is missing or unreadable.

    ``backend`` bounds the blocks, all within ``seconds``; ``hear`` is told each tier as it begins. Raises LookupError
    for an unknown back end.
    """
    bench = _Bench(compile_case(case), outcome, backend, monotonic() + seconds)
    known = {} if found is None else {one.tier: one for one in found.tiers}
    judged = []
    for number, tier in enumerate(outcome.tiers[: len(bench.compiled.tiers)]):
        if hear is not None:
            hear(tier.name)
        judged.append(_judged(bench, number, known.pop(tier.name, None)))
    if known and judged:
        words = told("LD-784", ", ".join(known), "成果中没有此目标层", "the outcome has no such tier")
        judged[-1] = replace(judged[-1], state="false", faults=(*judged[-1].faults, words))
    return tuple(judged)


def _judged(bench: _Bench, number: int, written: Written | None) -> Judged:
    tier = bench.outcome.tiers[number]
    claimed = None if tier.bound is None else float(tier.bound)
    if written is None:
        return _without(bench, number, tier, claimed)
    program = _programme(bench.compiled, number, written)
    certificate = None if program is None else certificate_of(written, program)
    if program is None or certificate is None:
        words = told("LD-782", tier.name, "证书所证的不是本算例的规划模型", "the certificate is of another programme")
        return Judged(tier.name, claimed, None, "false", (words,))
    return _held_against(bench, number, written, program, certificate)


def _held_against(bench: _Bench, number: int, written: Written, program: Program, certificate: Certificate) -> Judged:
    tier = bench.outcome.tiers[number]
    claimed = None if tier.bound is None else float(tier.bound)
    checked = check_bound(program, certificate, backend=bench.backend, seconds=max(0.0, bench.until - monotonic()))
    faults = [_false(tier.name, certificate.value, checked.bound)] if checked.faults else []
    faults += _outcome(bench.outcome.tiers, number, written, claimed)
    bound = checked.bound if np.isfinite(checked.bound) else None
    if faults:
        return Judged(tier.name, claimed, bound, "false", tuple(faults))
    if checked.unsettled:
        words = told("LD-785", tier.name, f"限时内未能判定，已证 {_plain(bound)}", f"not settled in the time given; "
                     f"proven so far {_plain(bound)}")  # fmt: skip
        return Judged(tier.name, claimed, bound, "open", (words,))
    return Judged(tier.name, claimed, bound, "holds")


def _false(tier: str, claimed: float, bound: float) -> Text:
    figures = f"{_plain(claimed)} > {_plain(bound)}" if claimed > bound else f"{_plain(claimed)}, {_plain(bound)}"
    return told("LD-783", tier, f"证书所称的界与重算不符：{figures}", f"claimed and recomputed bound differ: {figures}")


def _outcome(tiers: tuple[TierResult, ...], number: int, written: Written, claimed: float | None) -> Iterator[Text]:
    """Yield what the outcome says otherwise than the certificate."""
    name = tiers[number].name
    if claimed is not None and claimed > written.bound + NEAR * max(1.0, abs(written.bound)):
        words = f"{_plain(claimed)} > {_plain(written.bound)}"
        yield told(
            "LD-784", name, f"成果所称下界高于证书：{words}", f"the outcome's bound is above its certificate's: {words}"
        )
    before = {tier.name: tier for tier in tiers[:number]}
    for held, most in written.held:
        reached = min(float(v) for v in (before[held].value, before[held].solver_value) if v is not None)
        if most < reached - NEAR * max(1.0, abs(reached)):
            words = f"{held} {_plain(most)} < {_plain(reached)}"
            yield told(
                "LD-784", name, f"证书对前层的限定低于方案：{words}", f"an earlier tier is held below the plan: {words}"
            )


def _without(bench: _Bench, number: int, tier: TierResult, claimed: float | None) -> Judged:
    """A bound that no certificate stands for may only be what the limits of the decisions allow."""
    compiled = bench.compiled
    program = compiled.program.with_cost(compiled.cost(compiled.tiers[number]))
    least = linear(program, np.zeros(program.shape[0])).value
    if claimed is None or claimed <= least + NEAR * max(1.0, abs(least)):
        return Judged(tier.name, claimed, least, "holds")
    words = told("LD-781", tier.name, "没有可读的证书", "there is no certificate that can be read")
    return Judged(tier.name, claimed, None, "false", (words,))


def _programme(compiled: Compiled, number: int, written: Written) -> Program | None:
    """The programme of a tier with its linking rows, None where it is not the one that the certificate speaks of."""
    program = held_programme(compiled, number, written.held)
    arcs = np.array(written.arcs, dtype=np.int64)
    if program is None or program.digest() != written.programme:
        return None
    return None if arcs.size and arcs.max() >= compiled.decisions.f.size else linked(compiled, program, arcs)


def held_programme(compiled: Compiled, number: int, held: tuple[tuple[str, float], ...]) -> Program | None:
    """Return the programme of tier ``number`` with earlier tiers held so; None where these are no such tiers."""
    program, most = compiled.program, dict(held)
    tiers = [tier for tier in compiled.tiers[:number] if tier.name in most]
    if [tier.name for tier in tiers] != [name for name, _ in held]:
        return None
    for tier in tiers:
        program = held_at_most(program, tier.name, compiled.cost(tier), most[tier.name])
    return program.with_cost(compiled.cost(compiled.tiers[number]))


def _plain(value: float | None) -> str:
    return "—" if value is None else f"{value:.6f}"

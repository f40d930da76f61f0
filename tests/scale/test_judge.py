"""Each forgery of a certificate is found, with its code; whole runs hold; what time does not settle is called open."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache, partial

import pytest

from models.case import Case
from models.outcome import Outcome
from optimizer.formulation import compile_case
from optimizer.generate import Recipe, generate_case
from optimizer.scale import search, solve_at_scale, tiers
from optimizer.scale.certificate_file import Certificates, Written, certificates_bytes, read_certificates
from optimizer.scale.judge import held_programme, judge_certificates
from optimizer.solve import Settings


@cache
def solved(ordered: bool = False, bound: str = "any") -> tuple[Case, Outcome, Certificates]:
    """A small case by counties; the last bound is from the relaxation, from blocks, or from any of them."""
    case = generate_case(Recipe(3, 1, blocks=3, mines=6, towns=1, ordered=ordered))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("optimizer.scale.solve.Means", partial(tiers.Means, most=60))
        if bound == "blocks":
            patch.setattr(search, "_wholly", lambda *_: None)
        gap = 1e-2 if bound == "relaxation" else 1e-6
        found = solve_at_scale(case, Settings(gap=gap, seconds=60), scale=True)
    read = read_certificates(certificates_bytes(found.proofs))
    assert read is not None and found.solved.outcome.plan is not None
    return case, found.solved.outcome, read


def codes(case: Case, outcome: Outcome, found: Certificates | None) -> set[str]:
    return {fault.en.split()[0] for one in judge_certificates(case, outcome, found) for fault in one.faults}


def forged(found: Certificates, change: Callable[[Written], Written]) -> Certificates:
    return found.model_copy(update={"tiers": (*found.tiers[:-1], change(found.tiers[-1]))})


@pytest.mark.parametrize("bound", ["any", "relaxation", "blocks"])
@pytest.mark.parametrize("backend", ["highs", "scip"])
def test_a_whole_run_holds_and_its_bound_comes_out_again(bound: str, backend: str) -> None:
    case, outcome, found = solved(bound=bound)
    (judged,) = judge_certificates(case, outcome, found, backend)
    assert judged.state == "holds" and judged.faults == ()
    assert judged.recomputed is not None and judged.recomputed == pytest.approx(judged.claimed, rel=1e-6)
    assert outcome.objective is not None and judged.recomputed <= float(outcome.objective)
    blocks = found.tiers[-1].blocks
    assert {"any": len(blocks) >= 1, "relaxation": not blocks, "blocks": len(blocks) > 1}[bound]


def test_every_tier_of_an_ordered_run_holds() -> None:
    case, outcome, found = solved(ordered=True)
    judged = judge_certificates(case, outcome, found)
    assert [one.state for one in judged] == ["holds"] * 3
    assert [one.tier for one in judged] == ["breach", "shortage", "cost"]


def raised(one: Written) -> Written:
    return one.model_copy(update={"bound": one.bound * 1.0001})


def raised_with_its_parts(one: Written) -> Written:
    (name, size, least), *rest = one.blocks
    more = one.bound * 1e-4
    return one.model_copy(update={"bound": one.bound + more, "blocks": ((name, size, least + more), *rest)})


def repriced(one: Written) -> Written:
    return one.model_copy(update={"prices": tuple((*row[:3], row[3] * 1.5) for row in one.prices)})


def reblocked(one: Written) -> Written:
    """Every second column of the longest run goes to another block, so that the rows that tie them fall away."""
    place = max(range(len(one.runs)), key=lambda n: one.runs[n][1] - one.runs[n][0])
    first, last, block = one.runs[place]
    other = 0 if block else 1
    split = tuple((at, at, other if (at - first) % 2 else block) for at in range(first, last + 1))
    runs = (*one.runs[:place], *split, *one.runs[place + 1 :])
    sizes = [sum(end - start + 1 for start, end, of in runs if of == b) for b in range(len(one.blocks))]
    blocks = tuple((name, size, least) for (name, _, least), size in zip(one.blocks, sizes, strict=True))
    return one.model_copy(update={"runs": runs, "blocks": blocks})


@pytest.mark.parametrize(
    ("bound", "change", "code"),
    [
        ("relaxation", raised, "LD-783"),
        ("relaxation", repriced, "LD-783"),
        ("blocks", raised, "LD-783"),
        ("blocks", raised_with_its_parts, "LD-783"),
        ("blocks", repriced, "LD-783"),
        ("blocks", lambda one: one.model_copy(update={"programme": "0" * 64}), "LD-782"),
        ("blocks", lambda one: one.model_copy(update={"arcs": (10**9,)}), "LD-782"),
        ("blocks", lambda one: one.model_copy(update={"arcs": one.arcs[:-1]}), "LD-782"),
        ("blocks", lambda one: one.model_copy(update={"held": (("shortage", 0.0),)}), "LD-782"),
        ("blocks", lambda one: one.model_copy(update={"bound": one.bound - 1e4}), "LD-784"),
        ("blocks", lambda one: one.model_copy(update={"tier": "another"}), "LD-781"),
    ],
)
def test_a_forged_certificate_is_found(bound: str, change: Callable[[Written], Written], code: str) -> None:
    case, outcome, found = solved(bound=bound)
    assert code in codes(case, outcome, forged(found, change))


def test_columns_moved_to_another_block_are_found() -> None:
    case, outcome, found = solved(bound="blocks")
    (judged,) = judge_certificates(case, outcome, forged(found, reblocked))
    assert judged.state == "false" and judged.faults[0].en.startswith("LD-783")
    assert judged.recomputed is None or judged.recomputed < float(outcome.bound or 0)


def test_a_missing_file_is_found() -> None:
    case, outcome, _ = solved(bound="blocks")
    assert codes(case, outcome, None) == {"LD-781"}


def test_another_case_in_the_run_is_found() -> None:
    case, outcome, found = solved(bound="blocks")
    first = case.demands[0].model_copy(update={"quantity": case.demands[0].quantity + 1})
    other = case.model_copy(update={"demands": (first, *case.demands[1:])})
    assert codes(other, outcome, found) == {"LD-782"}


def test_an_outcome_that_claims_more_than_its_certificate_is_found() -> None:
    case, outcome, found = solved(bound="blocks")
    tier = outcome.tiers[-1]
    assert tier.bound is not None
    more = outcome.model_copy(update={"tiers": (tier.model_copy(update={"bound": tier.bound + 10}),)})
    assert codes(case, more, found) == {"LD-784"}


def test_an_earlier_tier_held_below_the_plan_is_found() -> None:
    case, outcome, found = solved(ordered=True)
    held = found.tiers[-1].held
    assert held
    lower = tuple((name, most - max(1.0, abs(most)) * 0.01) for name, most in held)
    told = codes(case, outcome, forged(found, lambda one: one.model_copy(update={"held": lower})))
    assert told == {"LD-782"}  # the digest is of the programme with what was held
    program = held_programme(compile_case(case), len(outcome.tiers) - 1, lower)
    assert program is not None
    digest = program.digest()
    both = forged(found, lambda one: one.model_copy(update={"held": lower, "programme": digest}))
    assert "LD-784" in codes(case, outcome, both)


def test_time_that_runs_out_reads_neither_as_proof_nor_as_fault() -> None:
    case, outcome, found = solved(bound="any")
    (judged,) = judge_certificates(case, outcome, found, seconds=0.0)
    assert judged.state in {"holds", "open"}  # a small block may be bounded within the least time that a solver has
    if judged.state == "open":
        assert judged.faults[0].en.startswith("LD-785")

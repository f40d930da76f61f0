"""Medians over rounds, ratios within a round; a round without an end is one."""

from __future__ import annotations

from benchmark.small import part, subject, trial

from optimizer.bench.record import Run


def runs(tool: str, seconds: tuple[float | None, ...]) -> tuple[Run, ...]:
    return tuple(
        Run(round=n, tool=tool, parts=(part("compile", at, memory=at),)) for n, at in enumerate(seconds, start=1)
    )


def test_a_ratio_is_of_the_same_round() -> None:
    # the machine half as fast in the second round: 3/1, 6/2, 2/1 are 3, 3, 2 with the median 3
    found = subject((*runs("a", (1, 2, 1)), *runs("b", (3, 6, 2))), ()).line("b", "compile")
    assert found is not None
    assert (found.seconds, found.least, found.most, found.ratio, found.memory, found.rounds) == (3, 2, 6, 3, 3, 3)


def test_what_half_of_the_rounds_did_not_reach_has_no_median() -> None:
    half, most = subject(runs("a", (1, None)), ()), subject(runs("a", (1, None, 5)), ())
    one, two = half.line("a", "compile"), most.line("a", "compile")
    assert one is not None and two is not None
    assert (one.seconds, one.rounds, one.least) == (None, 1, 1)
    assert (two.seconds, two.rounds) == (5, 2)  # 1, 5, never


def test_marks_come_from_the_trial_of_the_round() -> None:
    cells = tuple(Run(round=n, tool=tool, parts=()) for n in (1, 2) for tool in ("a", "b"))
    rounds = ((trial("a", proof=2), trial("b", proof=4)), (trial("a", proof=3),))  # b died in the second
    found = subject(cells, rounds)
    a, b = found.line("a", "proof"), found.line("b", "proof")
    assert a is not None and b is not None
    assert (a.seconds, b.seconds, b.ratio, b.rounds) == (2.5, 4, 2, 1)
    assert found.line("a", "report") is None

"""What is wrong is told: claims beside published optima, relaxations apart, bounds above plans, refuted claims."""

from __future__ import annotations

import pytest
from benchmark.small import part, subject, trial

from models import Text
from optimizer.bench.faults import faults
from optimizer.bench.record import Run, Subject


def told(found: Subject) -> list[str]:
    return [fault.en for fault in faults(found)]


def cell(tool: str, phase: str, value: float) -> Run:
    return Run(round=1, tool=tool, parts=(part(phase, 1, value=value),))


@pytest.mark.parametrize(
    ("published", "value", "verdict", "words"),
    [
        (200, 200.0001, "proven_best", ()),  # within a millionth of 200
        (200, 201, "within_gap", ()),  # stopped before, and says so
        (200, 201, "proven_best", ("not the published optimum (201 ≠ 200)", "bound lies above the published")),
        (200, 199, "within_gap", ("not the published optimum (199 ≠ 200)",)),  # better than the best there is
        (None, 201, "proven_best", ()),
    ],
)
def test_a_published_optimum_is_held_against_value_and_bound(published, value, verdict, words) -> None:
    bound = value if verdict == "proven_best" else 190
    one = trial("a", value, verdict=verdict, bounds=(bound,))
    found = told(subject((Run(round=1, tool="a"),), ((one,),), published=published))
    assert len(found) == len(words) and all(word in text for word, text in zip(words, found, strict=True))


def test_relaxations_that_differ() -> None:
    assert told(subject((cell("a", "relaxation", 5.0), cell("b", "relaxation", 5.000001)), ())) == []
    found = told(subject((cell("a", "relaxation", 5.0), cell("b", "relaxation", 5.1)), ()))
    assert found == ["optima of the relaxation differ: a 5.000000, b 5.100000"]


def test_a_bound_above_the_plan() -> None:
    assert told(subject((cell("a", "bound", 200.0001),), ((trial("a"),),))) == []
    assert told(subject((cell("a", "bound", 200.1),), ((trial("a"),),))) == [
        "the bound 200.100000 lies above the audited plan 200.000000"
    ]


def test_refuted_claims_are_told_once() -> None:
    wrong = trial("a", faults=(Text(zh="下界有误", en="its bound is refuted"),))
    both = (Run(round=1, tool="a"), Run(round=2, tool="a"))
    assert told(subject(both, ((wrong,), (wrong,)))) == ["a: its bound is refuted"]

"""Which findings bind: no room left, and something that not every plan keeps."""

from __future__ import annotations

import pytest

from models import Finding
from optimizer.facts.binding import binding


def finding(**fields: object) -> Finding:
    given = {
        "clause": "output_cap", "subject": "stone output", "relation": "≤", "required": 5, "found": 5, "unit": "万t",
        "slack": 0, "mode": "hard", "verdict": "conforms",
    }  # fmt: skip
    return Finding.model_validate(given | fields)


def test_no_room_or_less_binds_and_room_does_not() -> None:
    tight, broken, wide = finding(), finding(subject="a", slack=-1), finding(subject="b", slack=1)
    assert binding((tight, broken, wide)) == (tight, broken)


@pytest.mark.parametrize(
    "fields",
    [
        {"clause": "capacity"},
        {"relation": "="},
        {"mode": "report"},
        {"verdict": "reported"},
        {"subject": "stone town supplied"},
        {"required": 0, "relation": "≥"},
        {"required": 0, "unit": ""},
    ],
)
def test_what_any_plan_keeps_is_left_out(fields: dict[str, object]) -> None:
    assert binding((finding(**fields),)) == ()


def test_of_two_on_the_same_thing_the_last_counts_once() -> None:
    first, second = finding(required=5), finding(required=6)
    assert binding((first, second)) == (second,)

"""Slack, strictness and print: judged in fractions, printed in decimals, and never printed as zero when it is not."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from builders import text
from hypothesis import given
from hypothesis import strategies as st

from models import Clause, Judgement, Mode
from models.rulings import Setting
from optimizer.facts import judge, printed

CLAUSE = Clause(id="c", title=text("c"), heading="h")


@pytest.mark.parametrize(
    ("relation", "required", "found", "slack", "good"),
    [
        ("≤", 3, 2, 1, True), ("≤", 3, 3, 0, True), ("＜", 3, 3, 0, False), ("≥", 3, 3, 0, True),
        ("＞", 3, 3, 0, False), ("＞", 3, 4, 1, True), ("=", 3, 4, -1, False), ("=", 3, 3, 0, True),
        ("≥", 3, 2, -1, False),
    ],
)  # fmt: skip
def test_slack_is_the_room_left(relation, required, found, slack, good):
    finding = judge(CLAUSE, None, "s", relation, required, found)
    assert finding.slack == slack
    assert (finding.verdict == Judgement.CONFORMS) == good


@pytest.mark.parametrize(
    ("mode", "verdict"),
    [(Mode.HARD, Judgement.BREACHED), (Mode.SOFT, Judgement.ADJUSTMENT), (Mode.REPORT, Judgement.REPORTED)],
)
def test_a_breach_is_told_by_its_mode(mode, verdict):
    finding = judge(CLAUSE, Setting(mode=mode, price=Decimal(2)), "s", "≤", 0, 1)
    assert finding.verdict == verdict
    assert finding.price == (2 if mode == Mode.SOFT else None)


def test_less_than_a_millionth_is_no_zero():
    assert printed(Fraction(1, 10**9)) == Decimal("0.000001")
    assert printed(-Fraction(1, 10**9)) == Decimal("-0.000001")
    assert judge(CLAUSE, None, "s", "≤", 0, Fraction(1, 10**9)).verdict == Judgement.BREACHED


@given(st.fractions(min_value=-1000, max_value=1000, max_denominator=10**7))
def test_print_is_near_and_keeps_its_sign(value):
    shown = printed(value)
    assert abs(Fraction(shown) - value) <= Fraction(1, 10**6)
    assert (shown > 0) == (value > 0)
    assert (shown == 0) == (value == 0)

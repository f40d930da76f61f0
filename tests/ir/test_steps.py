"""Steps by codes stand for a tuple of fractions."""

from __future__ import annotations

import pickle
from fractions import Fraction

import numpy as np

from optimizer.ir import Steps

HALF = Fraction(1, 2)


def test_steps_stand_for_a_tuple():
    given = (None, HALF, Fraction(1), None, HALF)
    steps = Steps.of(given)
    assert tuple(steps) == given and steps == given and len(steps) == 5 and steps != given[:4]
    assert steps.kinds == (None, HALF, Fraction(1)) and steps.codes.tolist() == [0, 1, 2, 0, 1]
    assert (steps[1], steps[-2], steps[1:3]) == (HALF, None, (HALF, Fraction(1)))
    assert steps.at(np.array([4, 0])) == (HALF, None)
    assert hash(steps) == hash(given) and repr(steps) == repr(given)
    assert pickle.loads(pickle.dumps(steps)) == given


def test_steps_are_added_and_made_fractions():
    more = (0.5, None)
    assert Steps.of((1, None)) + more == (Fraction(1), None, HALF, None)
    assert Steps.of(()) + more == (HALF, None) and not Steps.of(())

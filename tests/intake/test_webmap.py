"""The shifts of web maps against published examples, and back again."""

from __future__ import annotations

import numpy as np
import pytest

from optimizer.intake import webmap
from optimizer.intake.systems import metres


def test_published_example() -> None:
    """The example of the coordtransform library's documentation."""
    gcj = webmap.to_gcj(np.array([[116.404, 39.915]]))[0]
    assert gcj.tolist() == pytest.approx([116.41024449916938, 39.91640428150164], abs=1e-9)


@pytest.mark.parametrize("datum", webmap.DATUMS)
def test_back(datum: str) -> None:
    grid = np.array([(x, y) for x in np.linspace(75, 134, 25) for y in np.linspace(19, 53, 25)])
    shown = webmap.FORWARD[datum](grid)
    assert np.abs(webmap.back(shown, datum) - grid).max() < 1e-8  # 1 mm
    shift = [metres(tuple(a), tuple(b)) for a, b in zip(grid.tolist(), shown.tolist(), strict=True)]
    assert min(shift) > 50
    assert max(shift) < 2200


def test_shift_at_fangcheng_exceeds_any_buffer() -> None:
    place = np.array([[113.0, 33.25]])
    assert metres(tuple(place[0]), tuple(webmap.to_gcj(place)[0])) == pytest.approx(530, abs=100)

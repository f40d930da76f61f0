"""Overlays that GEOS refuses in floating point succeed on the grid, one pair without touching the others."""

from __future__ import annotations

import numpy as np
import pytest
import shapely

from optimizer.spatial import overlay


@pytest.mark.parametrize("name", ["difference", "intersection"])
def test_a_pair_that_fails_is_taken_again_on_the_grid(monkeypatch, name):
    # Squares of side 2 and 1 at the same corner: in common 1 m², left over 4 - 1 = 3 m².
    plain = getattr(shapely, name)

    def moody(one, two, **options):
        if isinstance(one, np.ndarray) or (not options and shapely.area(one) == 4):
            raise shapely.errors.GEOSException("TopologyException: Result area inconsistent with overlay operation")
        return plain(one, two, **options)

    monkeypatch.setattr(shapely, name, moody)
    big, small = shapely.box(0, 0, 2, 2), shapely.box(0, 0, 1, 1)
    first = np.array([big, small], dtype=object)
    areas = shapely.area(getattr(overlay, name)(first, small)).tolist()
    assert areas == ([3.0, 0.0] if name == "difference" else [1.0, 1.0])
    assert shapely.area(getattr(overlay, name)(big, small)) == (3.0 if name == "difference" else 1.0)


def test_lines_left_by_the_grid_do_not_stop_the_next_overlay(monkeypatch):
    # A square of 4 m² with a stray line, cut by a unit square in its corner: 3 m² of ground are left, the line is not.
    plain = shapely.difference

    def strict(one, two, **options):
        if not options:
            raise shapely.errors.GEOSException("TopologyException: Result area inconsistent with overlay operation")
        return plain(one, two, **options)

    monkeypatch.setattr(shapely, "difference", strict)
    stray = shapely.GeometryCollection([shapely.box(0, 0, 2, 2), shapely.LineString([(5, 5), (6, 6)])])
    left = overlay.difference(np.array([stray], dtype=object), shapely.box(0, 0, 1, 1))
    assert shapely.area(left).tolist() == [3.0]
    assert shapely.get_dimensions(left).tolist() == [2]

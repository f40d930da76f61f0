"""For any blocks and layers: areas balance, clip ⊂ block, the order of layers does not change what is free."""

from __future__ import annotations

from math import cos, pi, sin
from typing import Any

import numpy as np
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from spatial.build import block, layer

from models import Layer
from optimizer.spatial import overlay
from optimizer.spatial.arrays import Ground, shapes_of
from optimizer.spatial.clip import Clipping
from optimizer.spatial.clipping import Clipped, clip
from optimizer.spatial.difference import subdivide
from optimizer.spatial.exclusion import touch, widened
from optimizer.spatial.ledger import LedgerLine


@st.composite
def star(draw: st.DrawFn, reach: float = 1500.0) -> Any:
    """A star-shaped polygon: corners at rising angles, so never self-crossing."""
    count = draw(st.integers(3, 12))
    radii = draw(st.lists(st.floats(60, 700), min_size=count, max_size=count))
    east, north, turn = draw(st.tuples(st.floats(-reach, reach), st.floats(-reach, reach), st.floats(0, 6)))
    angles = [turn + 2 * pi * corner / count for corner in range(count)]
    corners = [(east + r * cos(a), north + r * sin(a)) for r, a in zip(radii, angles, strict=True)]
    return shapely.Polygon(corners)


layers = st.lists(
    st.tuples(
        st.lists(star(), min_size=1, max_size=6),
        st.sampled_from(["drop", "clip", "consent"]),
        st.sampled_from([0, 0, 30, 200]),
    ),
    min_size=1,
    max_size=4,
)


def build(stars: list[Any], given: list[Any]) -> tuple[Ground, list[tuple[Layer, Any]]]:
    ground = Ground(tuple(f"B{row:02}" for row in range(len(stars))), shapes_of(stars))
    named = [
        (layer(f"L{row}", touched=touched, buffer_m=buffer), shapes_of(shapes))
        for row, (shapes, touched, buffer) in enumerate(given)
    ]
    return ground, named


def run(ground: Ground, named: list[tuple[Layer, Any]]) -> Clipped:
    touches = [touch(one, ground.shapes, shapes) for one, shapes in named]
    return clip(ground, [block(name, resource=1000) for name in ground.ids], touches, Clipping())


@settings(max_examples=150, deadline=None)
@given(st.lists(star(), min_size=1, max_size=5), layers)
def test_the_ledger_balances_and_agrees_with_plain_unions(stars: list[Any], given: list[Any]) -> None:
    ground, named = build(stars, given)
    done = run(ground, named)
    unions = [overlay.union(widened(shapes, float(one.buffer_m))) for one, shapes in named]
    everything = overlay.union(unions)
    for row, line in enumerate(done.ledger):
        outline = ground.shapes[row]
        assert abs(line.residual_m2) <= 1
        assert abs(float(line.outline_m2) - outline.area) <= 0.01
        free = overlay.difference(outline, everything).area
        assert abs(float(line.free_m2 + line.slivers_m2) - free) <= 0.1
        for (one, _), union in zip(named, unions, strict=True):
            assert abs(float(dict(line.every).get(one.id, 0)) - overlay.intersection(outline, union).area) <= 0.1


@settings(max_examples=100, deadline=None)
@given(st.lists(star(), min_size=1, max_size=5), layers)
def test_clipped_ground_is_one_piece_of_the_block_clear_of_clip_layers(stars: list[Any], given: list[Any]) -> None:
    ground, named = build(stars, given)
    done = run(ground, named)
    cut = {site.id for site in done.blocks}
    for name, before, after in zip(ground.ids, ground.shapes, done.ground.shapes, strict=True):
        assert overlay.difference(after, before).area <= 0.01
        assert (name in cut) or after.equals(before)
        if name in cut:
            assert after.geom_type == "Polygon" and after.area >= 10_000 and not after.buffer(-24.5).is_empty
            clips = [widened(shapes, float(one.buffer_m)) for one, shapes in named if one.touched == "clip"]
            assert shapely.area(overlay.intersection(after, np.concatenate(clips))).max() <= 0.011
    live = {(row.site, row.layer) for row in done.excluded if row.site not in done.lost}
    clip_ids = {one.id for one, _ in named if one.touched == "clip"}
    assert not [pair for pair in live if pair[1] in clip_ids]


@settings(max_examples=100, deadline=None)
@given(st.lists(star(), min_size=1, max_size=4), layers, st.randoms())
def test_order_of_layers_does_not_change_what_is_free(stars: list[Any], given: list[Any], random: Any) -> None:
    ground, named = build(stars, given)
    shuffled = list(named)
    random.shuffle(shuffled)
    one, two = run(ground, named), run(ground, shuffled)
    for a, b in zip(one.ledger, two.ledger, strict=True):
        assert _close(a, b)
    assert one.lost == two.lost
    assert [(x.site, x.layer) for x in one.excluded] == [(x.site, x.layer) for x in two.excluded]


def _close(a: LedgerLine, b: LedgerLine) -> bool:
    return abs(a.free_m2 - b.free_m2) <= 1 and abs(a.slivers_m2 - b.slivers_m2) <= 1 and abs(a.share - b.share) < 1e-4


@settings(max_examples=50, deadline=None)
@given(st.lists(star(), min_size=1, max_size=5), st.integers(12, 60))
def test_subdividing_keeps_the_ground(stars: list[Any], most: int) -> None:
    parts = subdivide(shapes_of(stars), most)
    assert shapely.get_num_coordinates(parts).max() <= most
    whole = overlay.union(shapes_of(stars))
    assert overlay.symmetric_difference(whole, overlay.union(parts)).area <= 1e-3

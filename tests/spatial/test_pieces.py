"""For any blocks and layers: the pieces tile each outline, and the rule's table is the ledger's own."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from spatial.build import block, layer, rectangle

from optimizer.spatial import pieces
from optimizer.spatial.arrays import Ground, Shapes, shapes_of
from optimizer.spatial.clip import Clipping
from optimizer.spatial.clipping import Clipped, clip
from optimizer.spatial.exclusion import touch

WIDTHS = np.array([0.0, 30.0, 200.0])


def star(rng: np.random.Generator) -> Any:
    """A star-shaped polygon: corners at rising angles, so never self-crossing."""
    count = int(rng.integers(3, 13))
    angle = rng.uniform(0, 6) + 2 * np.pi * np.arange(count) / count
    length, (east, north) = rng.uniform(60, 700, count), rng.uniform(-1500, 1500, 2)
    return shapely.Polygon(np.column_stack([east + length * np.cos(angle), north + length * np.sin(angle)]))


def drawn(rng: np.random.Generator) -> tuple[Shapes, Clipped]:
    """Five blocks under up to four layers whose features have widths of their own."""
    shapes = shapes_of([star(rng) for _ in range(5)])
    ground = Ground(tuple(f"B{n}" for n in range(5)), shapes)
    touches = []
    for number in range(int(rng.integers(1, 5))):
        one = layer(f"L{number}", touched=str(rng.choice(["drop", "clip", "consent"])))
        features = shapes_of([star(rng) for _ in range(int(rng.integers(1, 7)))])
        touches.append(touch(one, shapes, features, widths=rng.choice(WIDTHS, len(features))))
    return shapes, clip(ground, [block(name, resource=1000) for name in ground.ids], touches, Clipping())


@settings(max_examples=25, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_pieces_tile_the_outlines(seed: int) -> None:
    shapes, done = drawn(np.random.default_rng(seed))
    found = pieces(done.account, done.ledger)
    for line, shape in zip(done.ledger, shapes, strict=True):
        own = [piece for piece in found if piece.block == line.block]
        areas = [piece.shape.area for piece in own]
        assert abs(sum(areas) - shape.area) <= 1
        assert abs(shapely.union_all([piece.shape for piece in own]).area - shape.area) <= 1
        assert all(abs(area - float(piece.area_m2)) <= 0.1 for area, piece in zip(areas, own, strict=True))
        layers = tuple((piece.layer, piece.area_m2) for piece in own if piece.cause == "layer")
        assert layers == line.first


@settings(max_examples=15, deadline=None)
@given(st.integers(0, 2**32 - 1))
def test_what_the_rule_reads_is_what_the_ledger_says(seed: int) -> None:
    _, done = drawn(np.random.default_rng(seed))
    said = {(line.block, layer): area for line in done.ledger for layer, area in line.standing}
    assert said == {(row.site, row.layer): row.area_m2 for row in done.excluded}
    cut = {site.id for site in done.blocks}
    for line in done.ledger:
        if line.block not in cut:
            assert sorted(line.every) == sorted(line.standing)


def test_pieces_of_nothing() -> None:
    ground = Ground(("B",), shapes_of([rectangle(0, 0, 10, 10)]))
    done = clip(ground, [block("B")], [], Clipping())
    (piece,) = pieces(done.account, done.ledger)
    assert (piece.cause, piece.area_m2, piece.shape.area) == ("free", 100, 100)
    none = clip(Ground((), shapes_of([])), [], [], Clipping())
    assert pieces(none.account, none.ledger) == ()

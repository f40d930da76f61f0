"""The map sheet as a whole: scale, limits, determinism, PDF fonts, and that nothing is cut or overlaps."""

from __future__ import annotations

import itertools
import os
import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
from matplotlib.image import imread
from reporting import demo_sheet

from optimizer.reporting.sheet import coordinates, graticule, layout, page, save, scalebar


@pytest.fixture(scope="module")
def drawn():
    return demo_sheet.draw()


@pytest.fixture(scope="module")
def saved(drawn, tmp_path_factory) -> tuple[Path, Path]:
    return save.save(drawn[0].figure, tmp_path_factory.mktemp("sheet"), "sheet")


def overlap(first, second) -> bool:
    return first.x0 < second.x1 and second.x0 < first.x1 and first.y0 < second.y1 and second.y0 < first.y1


def test_scale_is_true_on_paper(drawn) -> None:
    sheet = drawn[0]
    left, right = sheet.map.get_xlim()
    # panel 296 mm wide: metres across = 0.296 × denominator
    assert right - left == pytest.approx(0.296 * sheet.scale)
    box = sheet.map.get_window_extent()
    assert box.width / sheet.figure.dpi * 25.4 == pytest.approx(296.0)
    assert (sheet.map.get_ylim()[1] - sheet.map.get_ylim()[0]) / box.height == pytest.approx((right - left) / box.width)


def test_plotting_layers_leaves_limits_and_hides_axis_names(drawn) -> None:
    sheet = drawn[0]
    expected = layout.extent(tuple(demo_sheet.county().total_bounds), layout.MAP, sheet.scale)
    assert (*sheet.map.get_xlim(), *sheet.map.get_ylim()) == pytest.approx(
        (expected[0], expected[2], expected[1], expected[3])
    )
    assert not sheet.map.xaxis.label.get_visible()


def test_map_bounds_are_inside_the_panel(drawn) -> None:
    left, bottom, right, top = demo_sheet.county().total_bounds
    (x0, x1), (y0, y1) = drawn[0].map.get_xlim(), drawn[0].map.get_ylim()
    assert x0 < left < right < x1
    assert y0 < bottom < top < y1


def test_labels_do_not_overlap(drawn) -> None:
    sheet, placement, artists = drawn
    renderer = sheet.figure.canvas.get_renderer()
    boxes = [artist.get_window_extent(renderer) for artist in artists]
    assert len(boxes) == 60
    assert not any(overlap(a, b) for a, b in itertools.combinations(boxes, 2))
    panel = sheet.map.get_window_extent()
    assert all(panel.x0 <= b.x0 and b.x1 <= panel.x1 and panel.y0 <= b.y0 and b.y1 <= panel.y1 for b in boxes)
    assert 0 < len(placement.numbered) < 30


def test_no_text_outside_the_frame(drawn) -> None:
    figure = drawn[0].figure
    renderer, unit = figure.canvas.get_renderer(), figure.dpi / 25.4
    frame = layout.FRAME
    for axes in figure.axes:
        for text in axes.texts:
            box = text.get_window_extent(renderer)
            assert box.x0 >= frame.left * unit, text.get_text()
            assert box.y0 >= frame.bottom * unit, text.get_text()
            assert box.x1 <= (frame.left + frame.width) * unit, text.get_text()
            assert box.y1 <= (frame.bottom + frame.height) * unit, text.get_text()


def test_side_column_texts_do_not_overlap(drawn) -> None:
    sheet = drawn[0]
    renderer = sheet.figure.canvas.get_renderer()
    boxes = [(t.get_text(), t.get_window_extent(renderer)) for t in sheet.side.texts if t.get_text()]
    clashes = [(a, b) for (a, p), (b, q) in itertools.combinations(boxes, 2) if overlap(p, q)]
    assert clashes == []


def test_page_margin_is_white(saved) -> None:
    picture = imread(saved[0])
    margin = round(7.0 / 25.4 * save.DPI)
    for edge in (picture[:margin], picture[-margin:], picture[:, :margin], picture[:, -margin:]):
        assert np.all(edge == 1.0)


def test_png_is_a3_at_200_dpi(saved) -> None:
    high, wide = imread(saved[0]).shape[:2]
    assert (wide, high) == (3307, 2338)  # 420 and 297 mm × 200 / 25.4, cut to whole pixels


def test_pdf_embeds_truetype_and_no_date(saved) -> None:
    content = saved[1].read_bytes()
    assert b"CIDFontType2" in content
    assert b"Type3" not in content
    assert b"CreationDate" not in content
    assert b"LodeplanSansSC" in content


def test_two_saves_give_equal_bytes(drawn, saved, tmp_path) -> None:
    again = save.save(drawn[0].figure, tmp_path, "again")
    assert [path.read_bytes() for path in again] == [path.read_bytes() for path in saved]


def test_another_process_gives_equal_bytes(saved, tmp_path) -> None:
    script = Path(demo_sheet.__file__)
    settings = os.environ | {"PYTHONHASHSEED": "77"}
    subprocess.run([sys.executable, str(script), str(tmp_path)], check=True, env=settings, capture_output=True)
    for name, path in zip(("demo-zh.png", "demo-zh.pdf"), saved, strict=True):
        assert (tmp_path / name).read_bytes() == path.read_bytes()


@pytest.mark.parametrize(
    ("bounds", "scale"),
    [
        # 29.6 km on 296 mm is 1:100,000 without padding
        ((0.0, 0.0, 29600.0, 1000.0), 100_000),
        # 21.7 km on 216 mm needs 1:100,463, the next round figure is 1:120,000
        ((0.0, 0.0, 1000.0, 21700.0), 120_000),
    ],
)
def test_nice_scale(bounds, scale) -> None:
    assert layout.nice_scale(bounds, layout.MAP, 0.0) == scale


@pytest.mark.parametrize("bounds", [(0.0, 0.0, 0.0, 1.0), (0.0, 0.0, float("nan"), 1.0)])
def test_empty_bounds_are_refused(bounds) -> None:
    with pytest.raises(ValueError, match="finite and not empty"):
        layout.nice_scale(bounds, layout.MAP, 0.0)


def test_scale_text() -> None:
    assert page.scale_text(125000) == "1:125,000"


@pytest.mark.parametrize(("most", "step"), [(4.2, 2.5), (0.5, 0.5), (19.9, 10.0), (1.0, 1.0), (2.4, 2.0)])
def test_scale_bar_step(most, step) -> None:
    assert scalebar.nice_step(most) == step


def test_scale_bar_refuses_no_room() -> None:
    with pytest.raises(ValueError, match="positive"):
        scalebar.nice_step(0.0)


def test_graticule() -> None:
    assert graticule.step_metres(88800.0) == 10000.0
    assert graticule.ticks(363000.0, 395000.0, 10000.0) == [370000.0, 380000.0, 390000.0]
    assert graticule.ticks(370000.0, 390000.0, 10000.0) == [380000.0]
    assert graticule.coordinate_text(38512000.0) == "38 512"
    assert graticule.coordinate_text(3712500.0) == "3712.5"


def test_coordinates_in_words() -> None:
    assert coordinates.describe("EPSG:4547") == "2000国家大地坐标系 高斯-克吕格投影3°带 中央经线114°"
    assert coordinates.describe("EPSG:4547", "en") == "CGCS2000 / 3-degree Gauss-Kruger CM 114E"
    assert coordinates.describe("EPSG:32649") == "WGS 84 / UTM zone 49N"
    with pytest.raises(ValueError, match="projected CRS in metres"):
        coordinates.describe("EPSG:4490")

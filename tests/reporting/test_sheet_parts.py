"""Labels, collisions, palette, legend, table and text measuring one by one."""

from __future__ import annotations

import itertools

import numpy as np
import pytest
from matplotlib import rcParams
from reporting import demo_sheet

from optimizer.reporting.sheet import collision, labelling, labels, layout, legend, measure, page, palette, table

# Machado, Oliveira, Fernandes 2009, severity 1, on linear RGB
DEUTERANOPIA = np.array(
    [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.01182, 0.04294, 0.968881]]
)
SRGB = np.array([[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.072175], [0.0193339, 0.119192, 0.9503041]])


def linear(colour: str) -> np.ndarray:
    value = np.array([int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)])
    return np.where(value <= 0.04045, value / 12.92, ((value + 0.055) / 1.055) ** 2.4)


def lab(rgb: np.ndarray) -> np.ndarray:
    x = SRGB @ np.clip(rgb, 0, 1) / np.array([0.95047, 1.0, 1.08883])
    f = np.where(x > 0.008856, np.cbrt(x), 7.787 * x + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def test_categories_differ_in_grey() -> None:
    lightness = sorted(lab(linear(style.fill))[0] for style in palette.CATEGORIES)
    assert min(b - a for a, b in itertools.pairwise(lightness)) > 6.0


def test_neighbouring_categories_differ_most_in_grey() -> None:
    lightness = [lab(linear(style.fill))[0] for style in palette.CATEGORIES]
    assert min(abs(a - b) for a, b in itertools.pairwise(lightness)) > 15.0


def test_hatches_are_distinct_but_for_the_lightest_and_the_darkest() -> None:
    hatched = [style.hatch for style in palette.CATEGORIES if style.hatch]
    plain = [lab(linear(style.fill))[0] for style in palette.CATEGORIES if not style.hatch]
    assert len(set(hatched)) == len(hatched) == 6
    assert abs(plain[0] - plain[1]) > 60


def test_categories_differ_with_deuteranopia() -> None:
    seen = [lab(DEUTERANOPIA @ linear(style.fill)) for style in palette.CATEGORIES]
    assert min(np.linalg.norm(a - b) for a, b in itertools.combinations(seen, 2)) > 15.0


def test_categories_are_limited() -> None:
    assert len(palette.categories(3)) == 3
    with pytest.raises(ValueError, match="at most 8"):
        palette.categories(9)


@pytest.mark.parametrize("count", [1, 2, 5, 8])
def test_ramp_darkens(count) -> None:
    lightness = [lab(linear(colour))[0] for colour in palette.ramp(count)]
    assert len(lightness) == count
    assert all(a - b > 5.0 for a, b in itertools.pairwise(lightness))


def test_collisions() -> None:
    boxes = np.array([[0.0, 0.0, 2.0, 2.0], [2.0, 0.0, 3.0, 1.0], [1.0, 1.0, 4.0, 4.0]])
    assert collision.boxes_meet(boxes[:1], boxes).tolist() == [[True, False, True]]
    lines = np.array([[-1.0, 1.0, 5.0, 1.0], [-1.0, 5.0, 5.0, 5.0], [-1.0, 1.0, -0.5, 1.0]])
    assert collision.segments_cross_boxes(lines, boxes[:1]).tolist() == [[True], [False], [False]]
    cross = np.array([[0.0, -1.0, 0.0, 3.0]])
    assert collision.segments_meet(lines, cross).tolist() == [[True], [False], [False]]


@pytest.fixture
def sheet() -> page.Sheet:
    return demo_sheet.open_demo()


def centre(sheet: page.Sheet) -> tuple[float, float]:
    return sum(sheet.map.get_xlim()) / 2, sum(sheet.map.get_ylim()) / 2


def test_a_lonely_label_stands_east_of_its_point(sheet) -> None:
    x, y = centre(sheet)
    (placed,) = labels.place(sheet.map, [labels.Label("孤石", x, y)]).placed
    anchor = sheet.map.transData.transform((x, y))
    assert placed.leader is None
    assert placed.box[0] > anchor[0]


def test_a_centred_label_stands_on_its_point(sheet) -> None:
    x, y = centre(sheet)
    (placed,) = labels.place(sheet.map, [labels.Label("拐河镇", x, y, clearance=0.0, centred=True)]).placed
    anchor = sheet.map.transData.transform((x, y))
    assert ((placed.box[0] + placed.box[2]) / 2, (placed.box[1] + placed.box[3]) / 2) == pytest.approx(tuple(anchor))


def test_obstacles_push_a_label_off_with_a_leader(sheet) -> None:
    x, y = centre(sheet)
    wall = (x - 3000, y - 3000, x + 3000, y + 3000)
    (placed,) = labels.place(sheet.map, [labels.Label("推开", x, y)], [wall]).placed
    assert placed.leader is not None
    corners = sheet.map.transData.transform(np.reshape(wall, (2, 2))).reshape(1, 4)
    assert not collision.boxes_meet(np.array([placed.box]), corners).any()


def test_a_shunned_line_moves_a_label_to_its_other_side(sheet) -> None:
    x, y = centre(sheet)
    (placed,) = labels.place(
        sheet.map, [labels.Label("避线", x, y)], shun=[(x + 1500, y - 9000, x + 1500, y + 9000)]
    ).placed
    assert placed.box[0] < sheet.map.transData.transform((x, y))[0]


def test_without_room_a_label_becomes_a_number_with_a_key(sheet) -> None:
    x, y = centre(sheet)
    everything = (*(low for low, _ in (sheet.map.get_xlim(), sheet.map.get_ylim())), x + 1e5, y + 1e5)
    placement = labels.place(sheet.map, [labels.Label("北", x, y + 5000), labels.Label("南", x, y)], [everything])
    assert placement.placed == ()
    assert placement.key() == (("1", "北"), ("2", "南"))
    assert labelling.key_table(placement).rows == [("1", "北", "2", "南")]


def test_no_labels_is_no_error(sheet) -> None:
    assert labels.place(sheet.map, []) == labels.Placement((), ())


def test_priority_decides_who_is_written_in_full(sheet) -> None:
    x, y = centre(sheet)
    low, high = sheet.map.get_xlim(), sheet.map.get_ylim()
    walls = [
        (low[0], high[0], low[1], y - 700),
        (low[0], y + 700, low[1], high[1]),
        (low[0], y - 700, x - 900, y + 700),
    ]
    # a corridor 4.7 mm high, open to the east only: room for one name, and for the other's number
    crowd = [labels.Label("次要矿山", x, y, priority=1.0), labels.Label("主要矿山", x + 1500, y, priority=2.0)]
    placement = labels.place(sheet.map, crowd, walls)
    assert [place.label.text for place in placement.placed] == ["主要矿山"]
    assert placement.key() == (("1", "次要矿山"),)


def test_eighty_labels_on_one_spot_all_come_back_and_always_the_same(sheet) -> None:
    x, y = centre(sheet)
    crowd = [labels.Label(f"矿山{i:03d}", x + i, y, priority=float(i)) for i in range(80)]
    placement = labels.place(sheet.map, crowd)
    assert len(placement.placed) + len(placement.numbered) == 80
    assert placement == labels.place(sheet.map, crowd)


def test_dense_county_in_reasonable_time_and_without_crossing_leaders(sheet) -> None:
    wanted = [labels.Label(t, x, y) for t, (x, y) in zip(demo_sheet.texts(120), demo_sheet.points(120), strict=True)]
    placement = labels.place(sheet.map, wanted)
    lines = np.array([p.leader for p in (*placement.placed, *placement.numbered) if p.leader])
    assert not collision.segments_meet(lines, lines).any()
    full = np.array([p.box for p in placement.placed])
    assert not (collision.boxes_meet(full, full) & ~np.eye(len(full), dtype=bool)).any()


def test_wrap_keeps_words_and_chinese_stops_together() -> None:
    lines = measure.wrap("县界为概化示意，不作划界依据。CGCS2000 coordinates in metres", 30.0, 9.0)
    assert all(measure.width(line, 9.0) <= 30.0 for line in lines)
    assert not any(line[0] in "，。" for line in lines)
    assert any("CGCS2000" in line for line in lines)
    assert measure.wrap("一\n二", 30.0, 9.0) == ["一", "二"]


def test_width_of_chinese_is_its_em() -> None:
    # 4 full-width characters at 10 pt advance 40 pt = 14.11 mm, side bearings apart
    assert measure.width("矿产资源", 10.0) == pytest.approx(14.11, abs=0.6)


def test_shorten_and_fit() -> None:
    assert measure.shorten("短", 20.0, 9.0) == "短"
    cut = measure.shorten("建筑石料用石灰岩矿开采规划区块", 20.0, 9.0)
    assert cut.endswith("…")
    assert measure.width(cut, 9.0) <= 20.0
    assert measure.fitting_size("矿产资源", 7.0, 10.0) < 10.0


def test_legend_flows_downwards(sheet) -> None:
    groups = [legend.Group("图层", [legend.Patch("甲"), legend.Line("乙", dash=(0, (4, 2))), legend.Marker("丙")])]
    end = legend.draw(sheet.side, groups, sheet.top)
    assert sheet.bottom < end < sheet.top
    two = legend.draw(sheet.side, [legend.Group("图层", [legend.Patch("甲"), legend.Patch("乙")], columns=2)], end)
    assert end - two < sheet.top - end


def test_table_says_how_many_rows_have_no_room(sheet) -> None:
    rows = [(str(i), "建筑用灰岩", f"{i * 1.5:.1f}") for i in range(100)]
    end = table.draw(sheet.side, table.Table(("序号", "矿种", "产量/万t"), rows, "测试"), 120.0, 60.0)
    assert end > 50.0
    texts = [text.get_text() for text in sheet.side.texts]
    left_out = next(text for text in texts if text.startswith("另有"))
    shown = sum(text == "建筑用灰岩" for text in texts)
    assert left_out == f"另有 {100 - shown} 行，见附表"


def test_table_numbers_stand_right(sheet) -> None:
    table.draw(sheet.side, table.Table(("矿种", "产量"), [("灰岩", "1.5"), ("砂", "12.5")]), 120.0, 60.0)
    sides = {text.get_text(): text.get_horizontalalignment() for text in sheet.side.texts}
    assert (sides["灰岩"], sides["12.5"], sides["产量"]) == ("left", "right", "right")


def test_table_rows_must_match_the_headers(sheet) -> None:
    with pytest.raises(ValueError, match="every row needs 2 cells"):
        table.draw(sheet.side, table.Table(("甲", "乙"), [("一",)], "坏表"), 100.0, 50.0)


def test_a_statement_that_cannot_be_printed_is_refused() -> None:
    with pytest.raises(ValueError, match="more than the sheet can print"):
        page.open_sheet(page.Heading("题", "t", "某", "2026", "坐标", "说明" * 800), (0.0, 0.0, 1000.0, 1000.0))


def test_long_titles_shrink_to_the_sheet(monkeypatch) -> None:
    heading = page.Heading("很长的标题" * 20, "long " * 60, "某某单位" * 12, "2026", "坐标系" * 20, "说明" * 300)
    opened = page.open_sheet(heading, (0.0, 0.0, 1000.0, 1000.0))
    monkeypatch.setitem(rcParams, "text.hinting", "none")
    renderer, unit = opened.figure.canvas.get_renderer(), opened.figure.dpi / 25.4
    right = (layout.FRAME.left + layout.FRAME.width) * unit
    texts = [text for axes in opened.figure.axes for text in axes.texts]
    assert all(text.get_window_extent(renderer).x1 <= right for text in texts)
    assert all(text.get_window_extent(renderer).y0 >= layout.FRAME.bottom * unit for text in texts)

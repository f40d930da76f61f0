"""The bundled font: coverage, names, licence, registration."""

from __future__ import annotations

import pytest
from fontTools.ttLib import TTFont
from matplotlib import font_manager

from optimizer.reporting import fonts
from optimizer.reporting.fonts import subset

RESERVED = ("source", "noto", "adobe")
NAMING = {1, 2, 3, 4, 5, 6, 16, 17, 18, 20, 21, 22, 25}
COPYRIGHT, LICENCE, LICENCE_URL = 0, 13, 14


def gb2312() -> list[str]:
    pairs = [bytes((high, low)) for high in range(0xA1, 0xF8) for low in range(0xA1, 0xFF)]
    return [text for text in (pair.decode("gb2312", errors="ignore") for pair in pairs) if text]


def test_two_weights_under_six_megabytes() -> None:
    assert [path.name for path in fonts.files()] == ["LodeplanSansSC-Bold.ttf", "LodeplanSansSC-Regular.ttf"]
    assert sum(path.stat().st_size for path in fonts.files()) < 6_000_000


@pytest.mark.parametrize("path", fonts.files(), ids=lambda path: path.stem)
class TestFile:
    def test_every_gb2312_character_has_a_glyph(self, path) -> None:
        known = TTFont(path).getBestCmap()
        # 94 × 94 cells, of which GB2312 fills 682 symbols + 6,763 hanzi = 7,445
        assert len(gb2312()) == 7445
        assert [sign for sign in gb2312() if ord(sign) not in known] == []

    def test_technical_signs_and_rare_place_names_have_glyphs(self, path) -> None:
        known = TTFont(path).getBestCmap()
        wanted = "²³·≥≤＜≠×÷±°′″–—…“”‘’【】〔〕《》①⑳℃‰→←↑↓∑√■□▲△●○◆◇★☆αΩ垕嵖垟堌崀−" + subset.TECHNICAL + subset.SMALL
        assert [sign for sign in wanted if ord(sign) not in known] == []

    def test_no_naming_record_holds_a_reserved_name(self, path) -> None:
        for record in TTFont(path)["name"].names:
            if record.nameID in NAMING:
                assert not any(word in str(record).lower() for word in RESERVED), str(record)

    def test_family_copyright_and_licence_are_named(self, path) -> None:
        table = TTFont(path)["name"]
        assert table.getDebugName(1) == fonts.FAMILY == subset.FAMILY
        assert "Reserved Font Name 'Source'" in table.getDebugName(COPYRIGHT)
        assert "SIL Open Font License" in table.getDebugName(LICENCE)
        assert table.getDebugName(LICENCE_URL)

    def test_outlines_are_truetype(self, path) -> None:
        font = TTFont(path)
        assert "glyf" in font
        assert "CFF " not in font


def test_licence_and_history_are_shipped() -> None:
    assert "SIL OPEN FONT LICENSE Version 1.1" in (fonts.FOLDER / "OFL.txt").read_text()
    assert "2.004" in (fonts.FOLDER / "README.md").read_text()


def test_small_figures_are_lent_by_another_font(tmp_path) -> None:
    regular, bold = (fonts.FOLDER / f"LodeplanSansSC-{style}.ttf" for style in ("Regular", "Bold"))
    font, donor = TTFont(regular), TTFont(bold)
    for table in font["cmap"].tables:
        table.cmap.pop(ord("₂"), None)
    subset.adopt(font, donor)
    font.save(tmp_path / "lent.ttf")
    lent = TTFont(tmp_path / "lent.ttf")
    name = lent.getBestCmap()[ord("₂")]
    assert lent["hmtx"][name] == donor["hmtx"][donor.getBestCmap()[ord("₂")]]
    donor["head"].unitsPerEm = 2048
    with pytest.raises(ValueError, match="units per em"):
        subset.adopt(font, donor)


def test_the_lenders_copyright_is_kept() -> None:
    for path in fonts.files():
        assert "Noto Project Authors" in TTFont(path)["name"].getDebugName(COPYRIGHT)
    assert "Noto Project Authors" in (fonts.FOLDER / "OFL.txt").read_text()


def test_register_is_idempotent_and_found_by_name() -> None:
    assert fonts.register() == fonts.register() == "Lodeplan Sans SC"
    entries = [entry for entry in font_manager.fontManager.ttflist if entry.name == fonts.FAMILY]
    assert sorted(entry.weight for entry in entries) == [400, 700]
    bold = font_manager.FontProperties(family=fonts.FAMILY, weight="bold")
    assert font_manager.findfont(bold, fallback_to_default=False).endswith("LodeplanSansSC-Bold.ttf")


def test_subset_says_how_it_is_used() -> None:
    assert subset.main([]) == 2


def test_subset_says_what_is_missing(monkeypatch, tmp_path) -> None:
    def refuse(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(subset, "import_module", refuse)
    with pytest.raises(ImportError, match="pip install fonttools"):
        subset.build(tmp_path / "a.ttf", tmp_path / "b.ttf")


def test_subset_of_the_subset_is_itself_a_subset(tmp_path) -> None:
    regular = fonts.FOLDER / "LodeplanSansSC-Regular.ttf"
    subset.build(regular, tmp_path / "again.ttf")
    again = TTFont(tmp_path / "again.ttf")
    assert again.getBestCmap().keys() == TTFont(regular).getBestCmap().keys()
    assert again["name"].getDebugName(6) == "LodeplanSansSC-Regular"

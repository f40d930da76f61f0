"""Text that the bundled font can set."""

from __future__ import annotations

from optimizer.reporting.fonts.glyphs import legible, missing


def test_small_figures_are_set_as_they_are() -> None:
    text = "CaF₂ 10⁴ t, 10⁻⁸ km² m³ xᵢ"
    assert legible("CaF₂ 10⁴ t, 10⁻⁸ km² m³") == "CaF₂ 10⁴ t, 10⁻⁸ km² m³"
    assert missing(text) == ("ᵢ",)


def test_what_has_no_glyph_is_named_and_what_is_invisible_goes() -> None:
    assert legible("𠮷田\u200b镇\t一\n二\x00") == "〔U+20BB7〕田镇 一\n二 "
    assert missing("𠮷田\u200b镇\t一\n二\x00𠮷") == ("𠮷",)

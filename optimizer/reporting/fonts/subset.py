"""Cut the bundled font out of a full one: SOURCE.ttf -> OUT.ttf, same outlines, fewer glyphs, family renamed.

    characters = GB2312 ∪ ASCII ∪ Latin-1 ∪ Greek ∪ TECHNICAL ∪ SMALL ∪ place_names.txt

Run as ``python -m optimizer.reporting.fonts.subset SOURCE.ttf OUT.ttf LATIN.ttf``. SOURCE holds few subscripts and
superscripts (CaF₂, 10⁻⁸); those of SMALL that it lacks are taken from LATIN, which must have as many units per em.
The OFL reserves the name 'Source' and a derived font must not carry a reserved name, so every name record but
copyright, credit and licence is written anew. Output bytes depend on the sources and on the fonttools version only.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

FAMILY = "Lodeplan Sans SC"
"""The family's name in every name record."""

TECHNICAL = (
    "²³¹⁴·≥≤≈≠≡±×÷−∞∑∏√∝∫∈∩∪⊂°′″℃‰µ–—―…“”‘’‹›«»•‖"
    "【】〔〕《》〈〉「」『』〖〗①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭⑮⑯⑰⑱⑲⑳→←↑↓↗↘↙↖⇒⇔"
    "■□▲△▼▽●○◎◆◇★☆✓※§¶№㎡㎞㎜㎝㎏〇"
)
"""Signs of plans, tables and maps beyond GB2312."""

SMALL = "₀₁₂₃₄₅₆₇₈₉₊₋⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻"
"""Subscripts and superscripts."""

_COPYRIGHT = 0
_KEPT_NAMES = {_COPYRIGHT, 8, 9, 10, 11, 13, 14}
_WEIGHTS = {"Regular": 400, "Bold": 700}


def gb2312() -> set[str]:
    """Return the 7,445 characters of GB2312 (hanzi, kana, Greek, Cyrillic, symbols)."""
    found: set[str] = set()
    for high in range(0xA1, 0xF8):
        for low in range(0xA1, 0xFF):
            found.update(bytes((high, low)).decode("gb2312", errors="ignore"))
    return found


def characters() -> set[str]:
    """Return every character that the bundled font should hold."""
    latin = {chr(code) for code in (*range(0x20, 0x7F), *range(0xA0, 0x100), *range(0x391, 0x3CA))}
    rare = (Path(__file__).parent / "place_names.txt").read_text("utf-8").split()
    return gb2312() | latin | set(TECHNICAL) | set(SMALL) | set("".join(rare))


def build(source: Path, target: Path, style: str = "Regular", latin: Path | None = None) -> None:
    """Write the subset of `source` to `target`; `style` is Regular or Bold, `latin` lends what of SMALL is missing.

    Raises ImportError without fonttools, ValueError when `latin` has another number of units per em.
    """
    try:
        subset, tables = import_module("fontTools.subset"), import_module("fontTools.ttLib")
    except ImportError as missing:
        raise ImportError("subsetting needs fonttools: pip install fonttools") from missing
    font = tables.TTFont(source, recalcTimestamp=False)
    cutter = subset.Subsetter(_options(subset))
    cutter.populate(text="".join(sorted(characters())))
    cutter.subset(font)
    if latin is not None:
        adopt(font, tables.TTFont(latin))
    rename(font, style)
    font["OS/2"].usWeightClass = _WEIGHTS[style]
    font.save(target, reorderTables=True)


def adopt(font: Any, donor: Any) -> None:
    """Put the glyphs of SMALL that `font` lacks into it, outlines and advances as `donor` has them."""
    if font["head"].unitsPerEm != donor["head"].unitsPerEm:
        raise ValueError("both fonts must have the same units per em")
    drawn, names, known = donor.getGlyphSet(), donor.getBestCmap(), font.getBestCmap()
    for sign in sorted(set(SMALL)):
        if ord(sign) in known:
            continue
        pen = import_module("fontTools.pens.ttGlyphPen").TTGlyphPen(drawn)
        recorded = import_module("fontTools.pens.recordingPen").DecomposingRecordingPen(drawn)
        drawn[names[ord(sign)]].draw(recorded)
        recorded.replay(pen)
        name = f"uni{ord(sign):04X}"
        font["glyf"][name] = pen.glyph()
        font["hmtx"][name] = donor["hmtx"][names[ord(sign)]]
        for table in font["cmap"].tables:
            if table.isUnicode():
                table.cmap[ord(sign)] = name
    for record in font["name"].names:
        if record.nameID == _COPYRIGHT:
            record.string = f"{record}; small figures: {donor['name'].getDebugName(_COPYRIGHT)}"


def _options(subset: Any) -> Any:
    options = subset.Options()
    options.layout_features = ["kern", "ccmp", "mark"]
    options.drop_tables += ["BASE", "STAT", "vhea", "vmtx", "GDEF", "DSIG"]
    options.name_IDs = ["*"]
    options.name_languages = ["*"]
    options.glyph_names = False
    options.notdef_outline = True
    options.recalc_timestamp = False
    return options


def rename(font: Any, style: str) -> None:
    """Give every naming record the family name of ours and drop those that describe the variable parent."""
    table = font["name"]
    version = table.getDebugName(5).split(";")[0].removeprefix("Version ")
    table.names = [record for record in table.names if record.nameID in _KEPT_NAMES]
    postscript = f"{FAMILY.replace(' ', '')}-{style}"
    fresh = {
        1: FAMILY,
        2: style,
        3: f"{version};{postscript}",
        4: f"{FAMILY} {style}",
        5: f"Version {version}; subset for Lodeplan",
        6: postscript,
    }
    for identifier, text in fresh.items():
        table.setName(text, identifier, 3, 1, 0x409)
        table.setName(text, identifier, 1, 0, 0)


def main(arguments: list[str]) -> int:
    """Run ``SOURCE.ttf OUT.ttf LATIN.ttf``; the style is Bold when the name of OUT says so. Returns an exit status."""
    if len(arguments) != 3:
        sys.stderr.write("usage: python -m optimizer.reporting.fonts.subset SOURCE.ttf OUT.ttf LATIN.ttf\n")
        return 2
    source, target, latin = (Path(argument) for argument in arguments)
    build(source, target, "Bold" if "Bold" in target.stem else "Regular", latin)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(sys.argv[1:]))

"""WordprocessingML of tables and runs as text: every word escaped, characters that XML forbids dropped.

Twips are 1/20 pt; type sizes are written in half points.
"""

from __future__ import annotations

import re
from xml.sax.saxutils import escape

from optimizer.reporting.papers.layout import PAD, Page, lay
from optimizer.reporting.papers.parts import Grid
from optimizer.reporting.words import Language

FONTS = {"zh": ("Times New Roman", "宋体"), "en": ("Times New Roman", "宋体")}
SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_FORBIDDEN = re.compile(r"[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_BORDERS = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:color="555555"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)


def clean(text: str) -> str:
    """Return `text` without characters that no XML may hold."""
    return _FORBIDDEN.sub("", text)


def twips(millimetres: float) -> int:
    """Return a length in twips."""
    return round(millimetres * 1440 / 25.4)


def fonts(language: Language) -> str:
    """Return the element that names a run's fonts: Latin ones, and by w:eastAsia the Chinese one."""
    latin, chinese = FONTS[language]
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:cs="{latin}" w:eastAsia="{chinese}"/>'


def table(grid: Grid, language: Language, given: Page | None = None) -> str:
    """Return a grid as w:tbl with fixed columns and a header row that repeats on every page."""
    laid = lay(grid, given)
    wide = [twips(width) for width in laid.widths]
    columns = "".join(f'<w:gridCol w:w="{width}"/>' for width in wide)
    rows = [_row(grid.heads, wide, (), laid.size, language, head=True)]
    rows += [_row(row, wide, grid.right, laid.size, language) for row in grid.rows]
    rows += [_row(grid.totals, wide, grid.right, laid.size, language, bold=True)] if grid.totals else []
    pad = "".join(f'<w:{side} w:w="{twips(PAD)}" w:type="dxa"/>' for side in ("left", "right"))
    return (
        f'<w:tbl {SPACE}><w:tblPr><w:tblW w:w="{sum(wide)}" w:type="dxa"/><w:tblBorders>{_BORDERS}</w:tblBorders>'
        f'<w:tblLayout w:type="fixed"/><w:tblCellMar>{pad}</w:tblCellMar></w:tblPr>'
        f"<w:tblGrid>{columns}</w:tblGrid>{''.join(rows)}</w:tbl>"
    )


def _row(
    cells: tuple[str, ...],
    wide: list[int],
    right: tuple[bool, ...],
    size: float,
    language: Language,
    *,
    head: bool = False,
    bold: bool = False,
) -> str:
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="E7ECF2"/>' if head else ""
    kept = "<w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>" if head else "<w:trPr><w:cantSplit/></w:trPr>"
    run = f'<w:rPr>{fonts(language)}{"<w:b/>" if head or bold else ""}<w:sz w:val="{round(2 * size)}"/></w:rPr>'
    parts = []
    for index, cell in enumerate(cells):
        side = "center" if head else "right" if right[index] else "left"
        parts.append(
            f'<w:tc><w:tcPr><w:tcW w:w="{wide[index]}" w:type="dxa"/>{shade}<w:vAlign w:val="center"/></w:tcPr>'
            f'<w:p><w:pPr><w:spacing w:before="20" w:after="20"/><w:jc w:val="{side}"/></w:pPr>'
            f'<w:r>{run}<w:t xml:space="preserve">{escape(clean(cell))}</w:t></w:r></w:p></w:tc>'
        )
    return f"<w:tr>{kept}{''.join(parts)}</w:tr>"

"""A table as data: columns with names in both languages, unit, number format and width; rows of figures and texts.

Cells are exact decimals, whole numbers, texts (in both languages or the same in both) or empty. A column marked
``total`` has a figure that adds up over the rows.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from fractions import Fraction

from models import Text
from models.units import unit
from optimizer.reporting.words import Language

Cell = str | int | Decimal | Text | None

WHOLE, YEAR, TEXT = "0", "0", ""
TWO, THREE, FOUR = "#,##0.00", "#,##0.000", "#,##0.0000"
ONE, PERCENT, FIGURE = "#,##0.0", "0.0%", "#,##0.######"


@dataclass(frozen=True)
class Column:
    """One column; `width` is in characters, `form` an Excel number format, empty for text."""

    key: str
    zh: str
    en: str
    unit: str = ""
    form: str = TEXT
    width: float = 10.0
    total: bool = False

    def heading(self, language: Language) -> str:
        """Return the column's name with its unit."""
        name = self.zh if language == "zh" else self.en
        measure = unit(self.unit).of(language)
        if measure == "—":  # none, or one that the language has no word for
            return name
        return f"{name}（{measure}）" if language == "zh" else f"{name} ({measure})"


@dataclass(frozen=True)
class Table:
    """A numbered table; `name` is its file name, `sheet` its number in the annex."""

    name: str
    sheet: str
    zh: str
    en: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Cell, ...], ...]
    note: Text | None = None
    frozen: int = 0

    def __post_init__(self) -> None:
        """Raise ValueError when a row is not as long as the columns."""
        wrong = next((row for row in self.rows if len(row) != len(self.columns)), None)
        if wrong is not None:
            raise ValueError(f"table {self.name}: {len(wrong)} cells for {len(self.columns)} columns in {wrong}")

    def title(self, language: Language) -> str:
        """Return the number and title."""
        return f"表{self.sheet} {self.zh}" if language == "zh" else f"Table {self.sheet}. {self.en}"

    def totals(self) -> dict[int, Decimal]:
        """Return the exact sum of every column that adds up, by position; nothing for a table without rows."""
        marked = [index for index, column in enumerate(self.columns) if column.total] if self.rows else []
        return {index: total([row[index] for row in self.rows]) for index in marked}


def total(cells: Sequence[Cell]) -> Decimal:
    """Return the sum of the figures among the cells."""
    return sum((Decimal(cell) for cell in cells if isinstance(cell, int | Decimal)), Decimal(0))


def shown(cell: Cell, language: Language) -> str | int | Decimal | None:
    """Return a cell in one language."""
    return cell.of(language) if isinstance(cell, Text) else cell


def figure(value: Fraction | Decimal | int | None, places: int = 2) -> Decimal | None:
    """Return `value` rounded half-even to `places` decimals, None for None."""
    if value is None:
        return None
    exact = Fraction(value)
    scaled = exact * 10**places
    return Decimal(round(scaled)).scaleb(-places) if places else Decimal(round(scaled)).quantize(1, ROUND_HALF_EVEN)

"""A period: an ordered calendar span with its length in years."""

from __future__ import annotations

from pydantic import Field

from models.base import Id, Record


class Period(Record):
    """A calendar span; quantities in it are yearly averages, so an amount is a quantity times ``years``."""

    id: Id = Field(title="编号，如 2025 或 2026-2030", description="identifier, such as 2025 or 2026-2030")
    start: int = Field(title="起始年份", ge=1900, le=2200, description="first calendar year")
    years: int = Field(title="年数 [年]", default=1, ge=1, le=50, description="length [a]")

    @property
    def end(self) -> int:
        """The first year after the period."""
        return self.start + self.years

"""The administrative units of a synthetic case: counties in cities, cities in provinces, provinces in the nation."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from models.geography import Region
from optimizer.generate.recipe import Recipe, city_of, province_of

NATION = "nation"
WORDS = {"county": ("县", "County"), "city": ("市", "City"), "province": ("省", "Province"), NATION: ("全国", "Nation")}


@dataclass(frozen=True, slots=True)
class Levels:
    """Units by level, each with the counties inside; a single county has none."""

    counties: int

    @property
    def single(self) -> bool:
        """Whether the case is one county without administrative units."""
        return self.counties == 1

    def region(self, county: int) -> str | None:
        """Identifier of a county's unit."""
        return None if self.single else f"county-{county:04d}"

    def listed(self) -> Iterator[tuple[str, str | None, tuple[int, ...]]]:
        """Yield level, unit and counties inside, least level first."""
        everyone = tuple(range(self.counties))
        if self.single:
            yield "county", None, everyone
            return
        for county in everyone:
            yield "county", f"county-{county:04d}", (county,)
        for level, number_of in (("city", city_of), ("province", province_of)):
            for number in sorted({number_of(county) for county in everyone}):
                yield level, f"{level}-{number:03d}", tuple(c for c in everyone if number_of(c) == number)
        if province_of(self.counties - 1) > 0:
            yield NATION, NATION, everyone

    def records(self, recipe: Recipe) -> tuple[Region, ...]:
        """Return the units as records, each with the unit above it."""
        several = province_of(self.counties - 1) > 0
        return tuple(
            Region.model_validate(
                {"id": name, "name": _name(level, name), "parent": _parent(level, inside[0], several),
                 "sources": {"*": recipe.source}}
            )
            for level, name, inside in self.listed() if name is not None
        )  # fmt: skip


def _name(level: str, name: str) -> dict[str, str]:
    zh, en = WORDS[level]
    number = name.rpartition("-")[2] if level != NATION else ""
    return {"zh": f"{number}{zh}（合成）", "en": f"{en} {number} (synthetic)".replace("  ", " ")}


def _parent(level: str, county: int, several: bool) -> str | None:
    if level == "county":
        return f"city-{city_of(county):03d}"
    if level == "city":
        return f"province-{province_of(county):03d}"
    return NATION if level == "province" and several else None

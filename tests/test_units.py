"""Units and figures with units, told in both languages."""

from __future__ import annotations

import pytest

from models.units import measured, moved, unit


@pytest.mark.parametrize(
    ("told", "english"),
    [("万t", "10⁴ t"), ("万m³ 荒料/a", "10⁴ m³ block/a"), ("万t CaF₂", "10⁴ t CaF₂"), ("万元/万t", "10⁴ CNY/10⁴ t"),
     ("个", "—"), ("年", "a"), ("km²", "km²"), ("", "—")],
)  # fmt: skip
def test_units_are_put_into_english_word_by_word(told: str, english: str) -> None:
    assert unit(told).en == english
    assert unit(told).zh == (told or "—")


def test_a_figure_times_ten_thousand_is_written_as_a_product() -> None:
    assert (measured("171.1", "万t/a").zh, measured("171.1", "万t/a").en) == ("171.1 万t/a", "171.1×10⁴ t/a")
    assert (measured("5", "km").en, measured("44", "个").zh, measured("44", "个").en) == ("5 km", "44 个", "44")
    assert measured("5", "").zh == "5"
    assert moved("80", "90", "万t").zh == "80 → 90 万t"
    assert moved("80", "90", "万t").en == "80×10⁴ t → 90×10⁴ t"

"""Odd corners of reading: files that cannot be opened, errors without a code of their own, shapes, units."""

from __future__ import annotations

from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from instance.sound import spoil, write
from pydantic_core import ErrorDetails

from models import BadInputError, Case, Mineral
from optimizer.instance import load_case
from optimizer.instance.fields import translate
from optimizer.instance.node import grow
from optimizer.instance.sense_minerals import measure, ratio
from optimizer.instance.shape import fit, kind_of, type_at


def test_a_file_that_cannot_be_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = write(tmp_path)
    read = Path.read_bytes

    def locked(path: Path) -> bytes:
        if path.name == "mines.csv":
            raise PermissionError(13, "Permission denied")
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", locked)
    with pytest.raises(BadInputError) as raised:
        load_case(folder)
    assert [(problem.code, problem.file) for problem in raised.value.problems] == [("LD-112", "mines.csv")]


def test_an_error_without_a_code_of_its_own_keeps_its_words() -> None:
    error: ErrorDetails = {"type": "frozen_instance", "loc": ("frame", "id"), "msg": "It is frozen", "input": "x"}
    problem = translate(error, grow({"frame": {"id": "x"}}, "case.yaml", "2"), Case)
    assert (problem.code, problem.field, problem.message.en) == (
        "LD-299",
        "frame.id",
        "“frame.id” cannot be used: It is frozen",
    )


def test_empty_layer_and_a_negative_figure_are_told_together(tmp_path: Path) -> None:
    folder = spoil(write(tmp_path), "blocks.csv", "6000", "-6000")
    spoil(folder, "case.yaml", "base_year: 2020", "base_year: 2020\n  crs: EPSG:4547")
    spoil(folder, "case.yaml", "on: false", "file: park.geojson")
    (folder / "layers").mkdir()
    empty = (
        '{"type": "FeatureCollection", "crs": {"type": "name", "properties": {"name": "EPSG:4547"}}, "features": []}'
    )
    (folder / "layers" / "park.geojson").write_text(empty, encoding="utf-8")
    with pytest.raises(BadInputError) as raised:
        load_case(folder)
    assert {"LD-206", "LD-611"} <= {problem.code for problem in raised.value.problems}


def test_shapes_of_the_models() -> None:
    paths: dict[tuple[str | int, ...], str] = {
        ("mines", 0): "record",
        ("mines", 0, "ramp"): "list",
        ("mines", 0, "availability"): "mapping",
        ("policy", "objective", "tiers", 0, "weights", 0, 1): "value",
    }
    assert {path: kind_of(type_at(Case, path)) for path in paths} == paths
    assert type_at(Case, ("mines", 0, "nothing")) is None


def test_only_whole_numbers_among_choices_are_turned() -> None:
    raw: dict[str, Any] = {"catalogue_class": "3", "code": "007", "reserve": {"content_power": "-1"}}
    assert fit(raw, Mineral) == {"catalogue_class": 3, "code": "007", "reserve": {"content_power": -1}}


def test_units_by_name() -> None:
    assert ratio("万t", "t") == 10000
    assert ratio("万t CaF₂", "kg CaF₂") == 10**7
    assert ratio("m³", "万m³") == Fraction(1, 10**4)
    assert ratio("万t", "万t CaF₂") is None
    assert ratio("万t", "万m³") is None
    assert measure("piece") is None

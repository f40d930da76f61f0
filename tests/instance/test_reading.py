"""Files that cannot be read, strays, empty tables; everything wrong at once; nothing written, nothing read twice."""

from __future__ import annotations

import hashlib
from decimal import Decimal
from pathlib import Path

import pytest
from instance.sound import CASE, spoil, write

from models import BadInputError, Problem
from optimizer.instance import load_case, read_folder
from optimizer.instance.node import find, index


def told(folder: Path, *scenarios: str) -> list[Problem]:
    try:
        return list(load_case(folder, scenarios).warnings)
    except BadInputError as error:
        return list(error.problems)


def codes(folder: Path, *scenarios: str) -> list[tuple[str, str]]:
    return [(problem.code, problem.file) for problem in told(folder, *scenarios)]


def test_no_folder(tmp_path: Path) -> None:
    assert [problem.code for problem in told(tmp_path / "nowhere")] == ["LD-101"]


def test_not_utf8_keeps_its_shadows_quiet(tmp_path: Path) -> None:
    folder = write(tmp_path)
    (folder / "mines.csv").write_bytes("id,name\n矿".encode("gbk"))
    assert codes(folder) == [("LD-102", "mines.csv")]


def test_byte_order_mark_and_windows_lines_are_read(tmp_path: Path) -> None:
    folder = write(tmp_path)
    text = (folder / "demands.csv").read_text(encoding="utf-8").replace("\n", "\r\n")
    (folder / "demands.csv").write_bytes(b"\xef\xbb\xbf" + text.encode())
    assert load_case(folder).case.demands[1].quantity == Decimal("200.10")


def test_an_empty_table_and_an_unknown_file(tmp_path: Path) -> None:
    folder = write(tmp_path, imports="", demand="x\n")
    problems = told(folder)
    assert [(problem.code, problem.file) for problem in problems] == [
        ("LD-105", "imports.csv"),
        ("LD-110", "demand.csv"),
    ]
    assert "demands.csv" in problems[1].message.en


def test_no_policy_is_a_warning(tmp_path: Path) -> None:
    folder = write(tmp_path)
    (folder / "policy.yaml").unlink()
    assert codes(folder) == [("LD-111", "policy.yaml")]


def test_a_folder_in_place_of_a_file(tmp_path: Path) -> None:
    folder = write(tmp_path)
    (folder / "case.yaml").unlink()
    (folder / "case.yaml").mkdir()
    assert codes(folder) == [("LD-101", "")]


def test_tables_of_geography(tmp_path: Path) -> None:
    folder = write(
        tmp_path,
        excluded="site,layer,area_m2,share\nB1,prak,4,0.1\n",
        overlaps="first,second,area_m2\nB1,B1,3\n",
        hauls="site,place,cost,allowed\nM3,town,1,true\n",
    )
    found = {problem.code: problem for problem in told(folder)}
    assert set(found) == {"LD-307", "LD-436", "LD-434"}
    assert (found["LD-307"].file, found["LD-307"].row, found["LD-307"].field) == ("excluded.csv", "2", "layer")
    assert (found["LD-436"].file, found["LD-436"].field) == ("overlaps.csv", "second")
    assert not found["LD-434"].fatal


def test_a_case_without_any_site(tmp_path: Path) -> None:
    folder = write(tmp_path)
    for name in ("blocks", "mines", "mergers", "explorations", "demands"):
        (folder / f"{name}.csv").unlink()
    spoil(folder, "case.yaml", "  - {site: B1, action: licensed, start: 2022}\n", "")
    assert {code for code, _ in codes(folder)} == {"LD-435", "LD-311"}


def test_everything_wrong_is_told_at_once(tmp_path: Path) -> None:
    folder = write(tmp_path)
    spoil(folder, "demands.csv", "200.10", "NaN")
    spoil(folder, "demands.csv", "stone,town,2021", "stoen,town,2021")
    spoil(folder, "blocks.csv", "6000", "-6000")
    spoil(folder, "mines.csv", "三矿,mine three,fluorite", "三矿,mine three,gold")
    spoil(folder, "mergers.csv", "M1;M2", "M1;M2;M1")
    spoil(folder, "policy.yaml", "at_most: 1500", "at_most: much")
    spoil(folder, "scenarios/strict.yaml", "class_share.strict", "class_share.strickt")
    assert sorted(codes(folder, "strict")) == [
        ("LD-204", "policy.yaml"),
        ("LD-205", "demands.csv"),
        ("LD-206", "blocks.csv"),
        ("LD-301", "demands.csv"),
        ("LD-301", "mines.csv"),
        ("LD-411", "mergers.csv"),
        ("LD-503", "scenarios/strict.yaml"),
    ]


def test_a_record_that_cannot_be_read_casts_no_shadow(tmp_path: Path) -> None:
    # M1 is a member of G1 and B1 is locked; both cannot be read, and neither reference is blamed
    folder = write(tmp_path)
    spoil(folder, "mines.csv", "20,medium,2021", "-20,medium,2021")
    spoil(folder, "blocks.csv", "5000,4000", "many,4000")
    assert sorted(codes(folder)) == [("LD-204", "blocks.csv"), ("LD-206", "mines.csv")]


def test_nothing_is_written_and_inputs_are_hashed(tmp_path: Path) -> None:
    folder = write(tmp_path)
    before = {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()}
    loaded = load_case(folder, ["strict"])
    assert {path: path.read_bytes() for path in folder.rglob("*") if path.is_file()} == before
    assert loaded.inputs["case.yaml"] == hashlib.sha256(CASE.encode()).hexdigest()
    assert set(loaded.inputs) == {path.relative_to(folder).as_posix() for path in before}
    assert loaded.scenario == "strict"


def test_the_index_knows_every_place(tmp_path: Path) -> None:
    root = read_folder(write(tmp_path)).root
    places = index(root)
    assert places["minerals", 1, "content"] == ("case.yaml", "30")
    assert places["demands", 1, "quantity"] == ("demands.csv", "3")
    assert find(root, ("policy", "output_cap", "caps", 0, "nothing")).row == "6"


@pytest.mark.parametrize("text", ["[1, 2]\n", "just words\n"])
def test_a_case_that_is_no_mapping(tmp_path: Path, text: str) -> None:
    folder = write(tmp_path)
    (folder / "case.yaml").write_text(text, encoding="utf-8")
    assert ("LD-215", "case.yaml") in codes(folder)


def test_an_alias_that_refers_to_itself(tmp_path: Path) -> None:
    folder = write(tmp_path)
    (folder / "policy.yaml").write_text("account: &a {accounts: [*a]}\n", encoding="utf-8")
    assert ("LD-103", "policy.yaml") in codes(folder)


def test_without_geometry_every_site_reaches_every_place(tmp_path: Path) -> None:
    hauls = load_case(write(tmp_path)).case.geography.hauls
    assert {(haul.site, haul.place) for haul in hauls} == {(site, "town") for site in ("B1", "B2", "M1", "M2", "G1")}
    assert all(haul.cost == 0 and haul.allowed for haul in hauls)

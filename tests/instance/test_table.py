"""Cells of tables: what is written is what is read."""

from __future__ import annotations

import csv
from decimal import Decimal
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from models import Mine
from optimizer.instance.node import plain
from optimizer.instance.table import columns, read_table

NAME = st.text("abc甲乙丙 .,;|=\"'\n", min_size=1).map(lambda text: f"x{text}x")
ID = st.text("abcABC019_-甲", min_size=1, max_size=12)
SHARE = st.decimals(0, 1, places=4)
SAFE = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=60)


@SAFE
@given(
    NAME,
    st.lists(SHARE, min_size=1, max_size=5),
    st.dictionaries(ID, SHARE, max_size=4),
    st.decimals(0, 10**9, places=9, allow_nan=False),
)
def test_cells_round_trip(
    tmp_path: Path, name: str, ramp: list[Decimal], availability: dict[str, Decimal], capacity: Decimal
) -> None:
    path = tmp_path / "mines.csv"
    row = {
        "id": "M1",
        "name.zh": name,
        "name.en": name,
        "mineral": "stone",
        "method": "open_pit",
        "production_class": "small",
        "capacity": str(capacity),
        "ramp": ";".join(map(str, ramp)),
        "availability": "|".join(f"{key}={value}" for key, value in availability.items()),
    }
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(row))
        writer.writeheader()
        writer.writerow(row)
    node, problems, missing = read_table(path, Mine)
    assert (problems, missing) == ([], set())
    mine = Mine.model_validate(plain(node)[0])
    assert (mine.name.zh, mine.ramp, dict(mine.availability), mine.capacity) == (
        name,
        tuple(ramp),
        availability,
        capacity,
    )


def test_lines_count_line_breaks_inside_cells(tmp_path: Path) -> None:
    path = tmp_path / "mines.csv"
    path.write_text('id,licence\nM1,"two\nlines"\n\nM2,x\n', encoding="utf-8")
    node, _, _ = read_table(path, Mine)
    assert isinstance(node.value, list)
    assert [row.row for row in node.value] == ["2", "5"]


def test_json_cells_and_dotted_mappings(tmp_path: Path) -> None:
    path = tmp_path / "mines.csv"
    path.write_text(
        "id,attributes.dust,availability,duties\n"
        'M1,0.10,"{""2021"": 0.10}","[{""by"": ""2021"", ""reason"": ""a;b""}]"\n',
        encoding="utf-8",
    )
    node, problems, _ = read_table(path, Mine)
    assert plain(node) == [
        {
            "id": "M1",
            "attributes": {"dust": "0.10"},
            "availability": {"2021": "0.10"},
            "duties": [{"by": "2021", "reason": "a;b"}],
        }
    ]
    assert {problem.code for problem in problems} == {"LD-201"}


def test_columns_of_a_model_are_dotted() -> None:
    assert {"name.zh", "name.en", "capacity"} <= set(columns(Mine))

"""The reference instance shows what its plan contradicts itself in."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import pytest

from optimizer.coherence import Incoherence, coherence
from optimizer.instance import load_case

FOLDER = Path(__file__).parents[2] / "instances" / "fangcheng"


@pytest.fixture(scope="module")
def found() -> dict[tuple[str, str], Incoherence]:
    if not (FOLDER / "case.yaml").is_file():
        pytest.skip("the reference instance is not there")
    return {(item.code, item.subject): item for item in coherence(load_case(FOLDER).case)}


@pytest.mark.parametrize(
    ("code", "subject", "required", "met"),
    [
        ("LC-101", "small", "5.4", "5.6"),  # T1
        ("LC-103", "small", "-17", "-16"),  # T2
        ("LC-106", "share_target", "0.4", "0.4"),  # T3
        ("LC-304", "building_stone", "1321.1", "600"),  # T10
        ("LC-302", "building_stone", "1500", "1500"),  # T11
        ("LC-403", "building_stone", "1500", "1978.9"),  # T12
        ("LC-301", "facing_stone", "80", "100"),  # T16
        ("LC-701", "facing_stone", None, "23"),  # T18
        ("LC-401", "facing_stone", "80", "100"),  # T19
        ("LC-401", "fluorite", "17", None),  # T20
        ("LC-408", "fluorite", "10", None),  # T21
        ("LC-402", "lead_zinc", "13", "30"),  # T22
        ("LC-401", "lead_zinc", "13", "40"),  # T22
        ("LC-402", "iron", "35", "60"),  # T23
        ("LC-401", "gold", "650", None),  # T24
        ("LC-405", "potash_feldspar", None, None),  # T25
        ("LC-501", "fluorite", "20", "17"),  # T26
        ("LC-503", "fluorite", "85", "17"),  # T27
        ("LC-502", "lead_zinc", "1", "0"),  # T28
        ("LC-604", "areas", None, "19.7788"),  # T43
        ("LC-201", "mines", "44", "51"),  # 40 + 11 against fewer than 45
        ("LC-202", "class_share", "0.4", "0.3"),  # 12/40 against 40 %
        ("LC-702", "deposits", "29", "2"),  # T7
    ],
)
def test_a_tension_of_the_plan_is_found(
    found: dict[tuple[str, str], Incoherence], code: str, subject: str, required: str | None, met: str | None
) -> None:
    item = found[code, subject]
    assert required is None or item.required == Decimal(required)
    assert met is None or item.found == Decimal(met)


def test_what_adds_up_is_not_told(found: dict[tuple[str, str], Incoherence]) -> None:
    # T4, T5: 29 = 4+2+23 = 12+3+14 = 2+17+10, 40 = 11+7+4+18, 11 = 6+3+2, 8 = 6+2
    assert not {code for code, _ in found} & {"LC-104", "LC-105", "LC-102", "LC-602", "LC-603"}
    assert "10, 9, 7, 6, 4, 3, 2, 3, 4, 5, 6, 7" in found["LC-202", "class_share"].message.en

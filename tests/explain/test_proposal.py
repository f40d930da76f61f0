"""Mergers proposed from tables that fit in the head, pasted and loaded; and the verb from the command line."""

from __future__ import annotations

import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path
from typing import Any

import builders as b
import pytest
import yaml
from folders import write_instance

from models import Adjacency, Case, Spacing
from models.words import Size
from optimizer.explain.proposal import proposals
from optimizer.explain.proposal_fragment import as_table, as_yaml
from optimizer.explain.proposal_record import Standing
from optimizer.instance import load_case

POLICY = {
    "minimum_scale": {"table": [{"mineral": "stone", "large": 12, "medium": 8, "small": 5}]},
    "reserve_fit": {"shortest_life": 10},
}


def ground(*rows: tuple[str, str, Any, Any]) -> dict[str, Any]:
    """Adjacencies and spacings of (first, second, shared_m, distance_m)."""
    return {
        "adjacencies": tuple(Adjacency(first=a, second=z, shared_m=shared) for a, z, shared, _ in rows),
        "spacings": tuple(Spacing(first=a, second=z, distance_m=metres) for a, z, _, metres in rows),
    }


def quarries(*rows: tuple[str, str, Any, Any], policy: Any = POLICY, **fields: Any) -> Case:
    """Four small mines of 3 in a row, 20 of resource each; a block; a mine of another mineral beside M1."""
    mines = [b.mine(f"M{n}", resource=20, recoverable=20, operating_cost=n) for n in (1, 2, 3, 4)]
    given = {
        "mines": (*mines, b.mine("S1", mineral="sand")),
        "blocks": (b.block("B1", resource=40, recoverable=40, most_capacity=9),),
        "minerals": (b.mineral(), b.mineral("sand")),
        "production_classes": (b.sizes(), b.sizes("sand")),
        "reserve_classes": (b.reserves(large=100, medium=50),),
        "policy": b.policy(**policy),
    }
    plain = b.case(**(given | fields))
    row = rows or (("M1", "M2", 100, 0), ("M2", "M3", 50, 0), ("M3", "M4", 0, 400), ("M1", "S1", 90, 0))
    return plain.model_copy(update={"geography": plain.geography.model_copy(update=ground(*row))})


def test_all_that_hang_together_make_one_proposal() -> None:
    # M1 - M2 - M3 - M4 hang together. 80 of resource: medium, least scale 8; 80 / 10 a = 8; 8 is medium (5 … 10)
    (one,) = proposals(quarries())
    assert one.merger.members == ("M1", "M2", "M3", "M4") and one.standing == Standing.PROPOSED
    assert (one.reach.least, one.reach.most, one.reach.classes) == (8, 8, (Size.MEDIUM,))
    assert (one.merger.least_capacity, one.merger.most_capacity) == (8, 8)
    # each mine holds small reserves, least scale 5, and works 3: four below it; three licences fewer; 150 m shared
    assert (one.gain.wanted, one.gain.below, one.gain.fewer, one.gain.shared_m) == (0, 4, 3, 150)
    assert one.capacity == 12
    assert one.merger.operating_cost == 4  # the dearest of 1, 2, 3, 4
    assert (one.merger.source_of("members") or "").startswith("assumed: proposed by lodeplan propose-mergers")
    assert one.reason.zh == (
        "同为stone（露天开采）；M1–M2 共用边界 100 m，M2–M3 共用边界 50 m，M3–M4 相距 400 m；"
        "现有能力合计 12 万t/a（M1 3, M2 3, M3 3, M4 3）；4 座低于其储量规模对应的最低开采规模；"
        "4 座为小型矿山（L362）；合并后可建 8–8 万t/a（最低规模 8），可达中型"
    )


def test_cliques_and_distance() -> None:
    # within 300 m: M1 - M2 - M3 in a row, two cliques of two. 40 of resource: small, least 5, but 40 / 10 = 4
    near = proposals(quarries(), Decimal(300))
    assert [one.merger.members for one in near] == [("M1", "M2", "M3")]
    pairs = proposals(quarries(), Decimal(300), "cliques")
    assert [(one.merger.members, one.standing) for one in pairs] == [
        (("M1", "M2"), Standing.UNREACHABLE), (("M2", "M3"), Standing.UNREACHABLE),
    ]  # fmt: skip
    assert pairs[0].reason.en.endswith("together 4×10⁴ t/a at most, short of the least scale 5")
    assert pairs[0].merger.most_capacity is None


def test_blocks_join_mines_but_make_no_merger_alone() -> None:
    # M1 with B1: 60 of resource, medium, least 8, most 60 / 10 = 6: out of reach; B1 and B2 alone: nothing to merge
    blocks = (b.block("B1", resource=40, recoverable=40), b.block("B2", resource=40, recoverable=40))
    assert proposals(quarries(("B1", "B2", 100, 0), blocks=blocks)) == ()
    (one,) = proposals(quarries(("B1", "M1", 100, 0)))
    assert (one.merger.members, one.gain.fewer, one.standing) == (("B1", "M1"), 0, Standing.UNREACHABLE)


def test_only_for_a_reason() -> None:
    # large mines above the least scale that nobody asks to merge; then one of them is in the way
    big = {"capacity": 15, "production_class": "large", "resource": 200, "recoverable": 200}
    rows = ("M1", "M2", 100, 0)
    assert proposals(quarries(rows, mines=(b.mine("M1", **big), b.mine("M2", **big)))) == ()
    (one,) = proposals(quarries(rows, mines=(b.mine("M1", **big), b.mine("M2", in_the_way=True, **big))))
    assert one.gain.wanted == 1 and "妨碍重点开采区整体开发" in one.reason.zh
    due = {"duties": [{"obligation": "merge", "by": "2022", "reason": "L444"}], **big}
    assert proposals(quarries(rows, mines=(b.mine("M1", **big), b.mine("M2", **due))))[0].gain.wanted == 1


def test_methods_do_not_mix_and_forbidden_stays_forbidden() -> None:
    rows = ("M1", "M2", 100, 0)
    apart = (b.mine("M1"), b.mine("M2", method="underground"))
    assert proposals(quarries(rows, mines=apart)) == ()
    ban = POLICY | {"minimum_scale": {"table": [{"mineral": "stone", "large": 12, "medium": 8, "small": None}]}}
    (one,) = proposals(quarries(rows, policy=ban))
    assert one.standing == Standing.UNREACHABLE and one.reason.zh.endswith("合并后的储量规模不允许新建")


def test_without_tables_the_members_own_capacity_counts() -> None:
    # no least scale, no service life: at most 3 + 3 of the licences and nothing at least
    (one,) = proposals(quarries(("M1", "M2", 100, 0), policy={}))
    assert (one.reach.least, one.reach.most, one.reach.by_life) == (0, 6, False)
    assert one.reach.classes == (Size.SMALL, Size.MEDIUM)
    assert (one.merger.least_capacity, one.merger.most_capacity) == (0, 6)


def test_the_most_beneficial_goes_first_and_what_exists_last() -> None:
    rows = (("M1", "M2", 100, 0), ("M3", "M4", 300, 0), ("B1", "S1", 1, 0))
    found = proposals(quarries(*rows, policy={}))
    assert [one.merger.members for one in found] == [("M3", "M4"), ("M1", "M2")]
    assert [one.merger.id for one in found] == ["PM-01", "PM-02"]
    taken = proposals(quarries(*rows, policy={}, mergers=(b.merger("PM-01", ("M4", "M3")),)))
    assert [(one.merger.id, one.standing, one.other) for one in taken] == [
        ("PM-02", Standing.PROPOSED, ""), ("PM-03", Standing.EXISTS, "PM-01"),
    ]  # fmt: skip
    nested = proposals(quarries(mergers=(b.merger("G", ("M1", "M2")),)))
    assert [(one.standing, one.other) for one in nested] == [(Standing.NESTED, "G")]


def stored(case: Case, folder: Path) -> Path:
    """The instance with its tables of neighbours as files."""
    write_instance(case.model_copy(update={"geography": b.case(mines=case.mines).geography}), folder)
    tables = {"adjacencies": ("first", "second", "shared_m"), "spacings": ("first", "second", "distance_m")}
    for name, fields in tables.items():
        rows = [",".join(str(getattr(row, field)) for field in fields) for row in getattr(case.geography, name)]
        (folder / f"{name}.csv").write_text("\n".join([",".join(fields), *rows]) + "\n", encoding="utf-8")
    return folder


@pytest.mark.parametrize("suffix", ["yaml", "csv"])
def test_what_is_pasted_is_read_as_it_was_proposed(tmp_path: Path, suffix: str) -> None:
    case = quarries()
    folder, found = stored(case, tmp_path / "county"), proposals(case)
    if suffix == "csv":
        (folder / "mergers.csv").write_text(as_table(found), encoding="utf-8")
    else:
        whole = json.loads((folder / "case.yaml").read_text(encoding="utf-8"))
        pasted = yaml.safe_load(as_yaml(found))
        (folder / "case.yaml").write_text(json.dumps(whole | pasted, ensure_ascii=False), encoding="utf-8")
    (merger,) = load_case(folder).case.mergers
    assert merger == found[0].merger


def test_what_may_not_be_pasted_is_a_comment() -> None:
    text = as_yaml(proposals(quarries(mergers=(b.merger("G", ("M1", "M2", "M3", "M4")),))))
    assert yaml.safe_load(text) == {"mergers": []}
    assert "# M1, M2, M3, M4: 已有：G / exists: G" in text


def verb(*words: object) -> subprocess.CompletedProcess[str]:
    command = [
        sys.executable,
        "-c",
        "from optimizer.cli import main; main()",
        "propose-mergers",
        *(str(word) for word in words),
    ]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def test_the_verb(tmp_path: Path) -> None:
    folder, out = stored(quarries(), tmp_path / "county"), tmp_path / "new" / "mergers.yaml"
    done = verb(folder, "--json", "--out", out)
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert [one["members"] for one in answer["mergers"]] == [["M1", "M2", "M3", "M4"]]
    assert yaml.safe_load(out.read_text(encoding="utf-8"))["mergers"] == answer["mergers"]
    english = verb(folder, "--lang", "en", "--within", "10", "--groups", "cliques")
    assert english.returncode == 0 and "out of reach" in english.stdout
    assert verb(folder, "--within", "0", "--groups", "all").returncode == 2
    assert verb(tmp_path / "nowhere").returncode == 2

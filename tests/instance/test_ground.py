"""From files to clauses: consents on record, classes of mineral, reserve classes after clipping."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path

import builders as b
import pytest
from folders import write_instance
from spatial.build import CRS, rectangle, write
from spatial.ground_plants import grid

from models import BadInputError, Case, Finding, Frame
from models.geography import Geography
from optimizer.decisions import decide
from optimizer.facts import facts_of
from optimizer.instance import Loaded, load_case
from optimizer.rules import exclusion, minimum_scale
from optimizer.solve import solve

KM = 1000
CONSENT = "site,layer,by,date,sources\nB1,pipe,管道公司,2022-05-01,*=public: 管道函〔2022〕7号\n"


def county(folder: Path, **fields: object) -> Path:
    """One block of 1 km² in an instance folder; a layer over its western half."""
    frame = Frame(id="toy", title=b.text("toy"), county=b.text("county"), base_year=2020, crs=CRS)
    given = {"frame": frame, "periods": b.periods(1), "geography": Geography(), "demands": (b.demand(),)} | fields
    given.setdefault("blocks", (b.block("B1", area_km2=1),))
    write_instance(b.case(**given), folder)
    write(folder, "blocks", {"B1": rectangle(0, 0, KM, KM)})
    return write(folder, "pipe", {"p": rectangle(-100, -100, 600, 1200)})


def judged(case: Case) -> tuple[int, list[Finding]]:
    """How many courses the clause bans, and what it finds where the block is licensed."""
    (part,) = exclusion.rows(decide(case)) or (None,)
    plan = b.plan(b.decided("B1", "block", "licensed", "5", start="2021", production_class="medium"))
    return 0 if part is None else len(part.block.keys), exclusion.check(facts_of(case, plan))


def pipe(**fields: object) -> dict[str, object]:
    return {"layers": (b.layer("pipe", file="pipe.geojson", **({"touched": "consent"} | fields)),)}


def codes(loaded: Loaded) -> list[str]:
    return [one.code for one in loaded.warnings]


def test_a_consent_on_record_opens_the_ground_that_geometry_has_measured(tmp_path: Path) -> None:
    # half of 1 000 000 m² lies in the layer: 500 000 m², barred without consent, judged and let pass with it
    folder = county(tmp_path / "toy", **pipe())
    without = load_case(folder).case
    (folder / "consents.csv").write_text(CONSENT, encoding="utf-8")
    loaded = load_case(folder)
    assert [(row.area_m2, row.consent) for row in without.geography.excluded] == [(500_000, False)]
    assert [(row.area_m2, row.consent) for row in loaded.case.geography.excluded] == [(500_000, True)]
    assert codes(loaded) == [] and "consents.csv" in loaded.inputs
    assert loaded.case.consents[0].source_of("layer") == "public: 管道函〔2022〕7号"
    for case, banned, verdict in ((without, 1, "breached"), (loaded.case, 0, "conforms")):
        rows, findings = judged(case)
        assert (rows, [one.verdict for one in findings]) == (banned, [verdict])
        done = solve(case).outcome.plan
        assert done is not None and done.decision["B1"].action == ("not_licensed" if banned else "licensed")


def test_a_consent_marks_a_table_that_the_planner_gives_too(tmp_path: Path) -> None:
    folder = county(tmp_path / "toy", **pipe())
    (folder / "excluded.csv").write_text("site,layer,area_m2,share\nB1,pipe,4,0.1\n", encoding="utf-8")
    (folder / "consents.csv").write_text(CONSENT, encoding="utf-8")
    (row,) = load_case(folder).case.geography.excluded
    assert (row.area_m2, row.consent) == (4, True)


@pytest.mark.parametrize(
    ("old", "new", "code", "fatal", "field"),
    [
        ("*=public: 管道函〔2022〕7号", "", "LD-437", True, "sources"),
        ("B1,pipe", "B9,pipe", "LD-303", True, "site"),
        ("B1,pipe", "B1,pip", "LD-307", True, "layer"),
        ("\nB1", "\nB1,pipe,,,*=public: x\nB1", "LD-423", True, ""),
    ],
)
def test_what_is_wrong_with_a_consent_is_told(
    tmp_path: Path, old: str, new: str, code: str, fatal: bool, field: str
) -> None:
    folder = county(tmp_path / "toy", **pipe())
    (folder / "consents.csv").write_text(CONSENT.replace(old, new), encoding="utf-8")
    with pytest.raises(BadInputError) as raised:
        load_case(folder)
    (told,) = [one for one in raised.value.problems if one.code == code]
    assert (told.file, told.field, told.fatal) == ("consents.csv", field, fatal)


def test_a_consent_to_a_layer_that_none_lifts_is_told(tmp_path: Path) -> None:
    folder = county(tmp_path / "toy", **pipe(touched="drop"))
    (folder / "consents.csv").write_text(CONSENT, encoding="utf-8")
    loaded = load_case(folder)
    assert codes(loaded) == ["LD-438"] and loaded.warnings[0].row == "2"
    assert judged(loaded.case)[0] == 1


@pytest.mark.parametrize(
    ("fields", "banned"),
    [({"catalogue_classes": [3]}, 1), ({"catalogue_classes": [1, 2]}, 0), ({"minerals": ["stone"]}, 1),
     ({"minerals": ["ore"]}, 0), ({"minerals": ["ore"], "catalogue_classes": [3]}, 1)],
)  # fmt: skip
def test_a_layer_concerns_the_minerals_and_classes_it_names(
    tmp_path: Path, fields: dict[str, list[object]], banned: int
) -> None:
    minerals = (b.mineral(), b.mineral("ore", catalogue_class=2))
    folder = county(tmp_path / "toy", minerals=minerals, **pipe(touched="drop", forbids="any", **fields))
    loaded = load_case(folder)
    rows, findings = judged(loaded.case)
    assert (rows, len(findings)) == (banned, banned)
    assert loaded.geometry is not None
    (line,) = loaded.geometry.ledger
    assert line.first == ((("pipe", Decimal("500000.00")),) if banned else ())
    assert line.every == (("pipe", Decimal("500000.00")),)


def test_clipping_changes_the_reserve_class_and_the_least_scale(tmp_path: Path) -> None:
    # 1200 万t is large from 1000; half the ground is clipped: 600, medium from 100. Least scale 300 becomes 100
    scale = {"table": [{"mineral": "stone", "large": 300, "medium": 100, "small": None}]}
    fields = {
        "blocks": (b.block("B1", area_km2=1, resource=1200, recoverable=1000, most_capacity=400),),
        "reserve_classes": (b.reserves(large=1000, medium=100),), "policy": b.policy(minimum_scale=scale),
    }  # fmt: skip
    folder = county(tmp_path / "toy", **fields, **pipe(touched="clip", forbids="any"))
    loaded = load_case(folder)
    (told,) = loaded.warnings
    assert (told.code, told.file, told.field, told.value, told.fatal) == (
        "LD-439",
        "case.yaml",
        "resource",
        "B1",
        False,
    )
    assert told.message.zh == (
        "“B1”避让裁切后资源量由 1200 变为 600.00 万t，储量规模由大型变为中型，最低开采规模由 300 万t/a 变为 100 万t/a"
    )
    assert told.message.en == (
        "clipping changes the resource of “B1” from 1200 to 600.00 万t, its reserve class from large to medium; "
        "its least scale changes from 300 万t/a to 100 万t/a"
    )
    plan = b.plan(b.decided("B1", "block", "licensed", "150", start="2021", production_class="large"))
    (finding,) = minimum_scale.check(facts_of(loaded.case, plan))
    assert (finding.required, finding.verdict) == (100, "conforms")
    (part,) = minimum_scale.rows(decide(loaded.case))
    licences = [name for name in decide(loaded.case).courses.ids if "B1:licensed" in name]
    assert list(part.block.keys) == [f"{name} medium" for name in licences] and licences


def test_a_class_that_permits_no_mine_after_clipping_bans_it_and_is_told(tmp_path: Path) -> None:
    # the ore lies in the clipped west: 150 万t stated, 15 left, small (below 100), for which no mine is permitted
    scale = {"table": [{"mineral": "stone", "large": 300, "medium": 100, "small": None}]}
    fields = {
        "blocks": (b.block("B1", area_km2=1, resource=150, most_capacity=400),),
        "reserve_classes": (b.reserves(large=1000, medium=100),), "policy": b.policy(minimum_scale=scale),
    }  # fmt: skip
    folder = county(tmp_path / "toy", **fields, **pipe(touched="clip", forbids="any"))
    grid(folder, [135, 15], [rectangle(0, 0, 500, KM), rectangle(500, 0, 500, KM)])
    loaded = load_case(folder)
    assert loaded.case.blocks[0].resource == Decimal("15.00")
    (told,) = loaded.warnings
    assert told.code == "LD-439" and told.message.zh.endswith("最低开采规模由 100 万t/a 变为 不允许")
    done = solve(loaded.case).outcome.plan
    assert done is not None and done.decision["B1"].action == "not_licensed"


def test_a_merger_with_a_clipped_block_is_classed_by_what_is_left(tmp_path: Path) -> None:
    # 800 + 300 = 1100 is large, 400 + 300 = 700 medium
    fields = {
        "blocks": (b.block("B1", area_km2=1, resource=800),), "mines": (b.mine("M1", resource=300),),
        "mergers": (b.merger("G", ("B1", "M1")),), "reserve_classes": (b.reserves(large=1000, medium=100),),
    }  # fmt: skip
    loaded = load_case(county(tmp_path / "toy", **fields, **pipe(touched="clip", forbids="any")))
    told = [one for one in loaded.warnings if one.code == "LD-439"]
    assert [(one.value, one.field) for one in told] == [("G", "members")]
    assert "由 1100 变为 700.00 万t" in told[0].message.zh and "最低开采规模仍为 未规定" in told[0].message.zh

"""What a run keeps of its explanations is taken while it holds, and passed over once it is stale or was changed."""

from __future__ import annotations

import json
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest
from serve.boards import small_case

from models import Outcome
from optimizer.explain.dossiers import dossiers
from optimizer.explain.kept_answers import kept_conflict, kept_dossiers, kept_importance
from optimizer.solve import solve
from optimizer.store import About, canonical, keep, read_explained, write_run

CASE = small_case()
OUTCOME = solve(CASE).outcome
SITE = next(iter(CASE.site))


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    found: dict[str, Any] = json.loads(canonical(dossiers(CASE, OUTCOME, (SITE,), processes=1, turns=False).to_json()))
    return found


@pytest.fixture
def run(tmp_path: Path) -> Path:
    write_run(tmp_path / "run", CASE, OUTCOME, {}, About())
    return tmp_path / "run"


def put(run: Path, told: Any, verb: str = "why", **asked: Any) -> Path:
    return keep(run, verb, asked, {"answer.json": canonical(told)}, 1)


def test_dossiers_of_the_plan_are_taken_and_the_latest_counts(run: Path, told: dict[str, Any]) -> None:
    assert kept_dossiers(run, OUTCOME) == {}
    put(run, told)
    assert [one.site for one in kept_dossiers(run, OUTCOME).values()] == [SITE]
    later = put(run, changed(told, seconds=77), site=SITE)
    manifest = read_explained(later)
    assert manifest is not None
    dated = manifest.model_copy(update={"created": "2999-01-01T00:00:00+00:00"})
    (later / "manifest.json").write_bytes(canonical(dated.model_copy(update={"seal": dated.sealed()})))
    assert kept_dossiers(run, OUTCOME)[SITE].seconds == 77


def frequent(told: dict[str, Any], plans: int = 4) -> dict[str, Any]:
    """An answer with importance as `lodeplan why --importance` writes it: SITE held in 3 of the plans."""
    row = {"site": SITE, "held": 3, "plans": plans, "exhausted": False, "share": 3 / plans}
    words = {"zh": f"{plans} 个方案", "en": f"{plans} plans"}
    return told | {"frequencies": [row], "importance": [], "sentences": [words]}


def test_importance_of_the_plan_is_taken_where_some_answer_has_it(run: Path, told: dict[str, Any]) -> None:
    put(run, told)
    assert kept_importance(run, OUTCOME) is None  # dossiers alone
    put(run, frequent(told), importance=True)
    found = kept_importance(run, OUTCOME)
    assert found is not None and [one.site for one in found.dossiers] == [SITE]
    assert (found.often[SITE].share, found.told[0].en) == (Fraction(3, 4), "4 plans")
    assert kept_importance(run, Outcome(case=OUTCOME.case, verdict=OUTCOME.verdict)) is None


def changed(told: dict[str, Any], **fields: Any) -> dict[str, Any]:
    return told | {"dossiers": [told["dossiers"][0] | fields]}


def test_what_is_of_another_plan_or_was_not_settled_is_passed_over(run: Path, told: dict[str, Any]) -> None:
    strange = (told | {"case": "other"}, changed(told, standing="not_settled"), {"no": "answer"})
    for number, answer in enumerate(strange):
        put(run, answer, number=number)
    assert kept_dossiers(run, OUTCOME) == {}
    tiers = tuple(tier.model_copy(update={"value": tier.value + 1}) for tier in OUTCOME.tiers)
    put(run, told)
    assert kept_dossiers(run, OUTCOME.model_copy(update={"tiers": tiers})) == {}
    assert kept_dossiers(run, Outcome(case=OUTCOME.case, verdict=OUTCOME.verdict)) == {}


def test_a_changed_file_and_another_run_are_passed_over(run: Path, told: dict[str, Any], tmp_path: Path) -> None:
    folder = put(run, told)
    whole = (folder / "answer.json").read_bytes()
    (folder / "answer.json").write_bytes(whole + b"\n")
    assert kept_dossiers(run, OUTCOME) == {}
    (folder / "answer.json").write_bytes(whole)
    assert kept_dossiers(run, OUTCOME) != {}
    other = tmp_path / "other"
    write_run(other, CASE, OUTCOME, {}, About(settings={"seed": 7}))
    (other / "explained").mkdir()
    folder.rename(other / "explained" / folder.name)
    assert kept_dossiers(other, OUTCOME) == {}


def test_a_conflict_is_taken_when_it_was_settled(run: Path) -> None:
    conflict = {"case": CASE.frame.id, "state": "impossible", "solves": 1, "seconds": 0.5}
    put(run, {"conflict": conflict | {"state": "possible"}, "repairs": None}, "conflict", number=1)
    assert kept_conflict(run) is None
    put(run, {"conflict": conflict, "repairs": None}, "conflict", number=2)
    found = kept_conflict(run)
    assert found is not None and found[1] is None
    assert found[0].state == "impossible"

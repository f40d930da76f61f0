"""The verbs robust, adjust and attribute on small instance folders, their figures reckoned by hand."""

from __future__ import annotations

import gzip
import json
import re
from fractions import Fraction
from pathlib import Path
from typing import Any

import builders as b
import pytest
import typer
from folders import write_instance
from typer.testing import CliRunner, Result

import optimizer.cli.adjust as cli_adjust
from models import Case, Outcome
from models.words import Verdict
from optimizer.cli.adjust import adjust
from optimizer.cli.attribute import attribute, edits_of
from optimizer.cli.robust import robust
from optimizer.explain.reference import LATE, Adjusted
from optimizer.instance import load_case
from optimizer.solve import solve
from optimizer.store import About, digest, write_run

NEAR = 0.05  # the surcharge that makes one plan of equals the canonical one
app = typer.Typer()
for verb in (robust, adjust, attribute):
    app.command()(verb)


def run(*words: object) -> Result:
    return CliRunner().invoke(app, [*map(str, words), "--lang", "en"])


def ask(*words: object, code: int = 0) -> dict[str, Any]:
    result = run(*words, "--json")
    assert result.exit_code == code, result.output
    return dict(json.loads(result.stdout))


def refused(*words: object) -> str:
    """Return the message of a wrong option, its frame and line breaks taken out."""
    result = run(*words)
    assert result.exit_code == 2, result.output
    return " ".join(result.output.replace("│", " ").split())


def scenario(folder: Path, name: str, *changes: dict[str, Any], **fields: Any) -> None:
    words = {"zh": name, "en": name}
    whole = {"id": name, "title": words, "reason": words, "changes": changes} | fields
    (folder / "scenarios").mkdir(exist_ok=True)
    (folder / "scenarios" / f"{name}.yaml").write_text(json.dumps(whole), encoding="utf-8")


def objective(*terms: str) -> dict[str, Any]:
    return {"tiers": [{"name": "all", "weights": [(term, 1) for term in terms]}]}


@pytest.fixture
def market(tmp_path: Path) -> Path:
    """One block of capacity K in {1, 2, 4, 6} at 1 a unit; a unit short costs 3: cost(K, d) = K + 3 max(0, d - K)."""
    steps = {"lists": [("stone", (1, 2, 4, 6))]}
    built = b.case(
        periods=b.periods(1),
        blocks=(b.block("B1", most_capacity="6", capacity_cost="1"),),
        demands=(b.demand(quantity="2", low="1", high="6", shortage_price="3"),),
        policy=b.policy(round_figures=steps, objective=objective("shortage", "capacity")),
    )  # fmt: skip
    folder = write_instance(built, tmp_path / "market")
    for name, value in (("low", "1"), ("high", "6")):
        scenario(folder, name, {"path": "demands[*].quantity", "value": value})
    hard = {"path": "policy.demand.mode", "value": "hard"}
    scenario(folder, "barred", hard, locks=[{"site": "B1", "action": "not_licensed"}])
    scenario(folder, "wider", {"path": "policy.objective.tiers[name=all].name", "value": "other"})
    return folder


FUTURES = ("--future", "nominal=1/2", "--future", "low=0.2", "--future", "high=3/10")


def decided(told: dict[str, Any]) -> int:
    return int(told["robust"]["decisions"][0]["capacity"])


def last(one: dict[str, Any]) -> float:
    return float(one["shown"]["tiers"][-1])


def test_expected_value_over_scenarios(market: Path, tmp_path: Path) -> None:
    # Demand 2, 1, 6 at 1/2, 1/5, 3/10. K = 1: 4, 1, 16, mean 7; K = 2: 2, 2, 14, mean 5.6; K = 4: 4, 4, 10, mean 5.8;
    # K = 6: 6, mean 6; none: 6, 3, 18, mean 9. So K = 2; it is best for demand 2, hence no price.
    out = tmp_path / "told" / "robust.json"
    told = ask("robust", market, "--measure", "expected", *FUTURES, "--out", out)
    assert decided(told) == 2
    assert told["robust"]["values"][-1] == pytest.approx(5.6, abs=NEAR)
    assert [last(one) for one in told["robust"]["faced"]] == pytest.approx([2, 2, 14], abs=NEAR)
    assert told["robust"]["price"] == pytest.approx(0, abs=NEAR)
    assert json.loads(out.read_text(encoding="utf-8")) == told
    assert "In high: last tier 14" in out.with_suffix(".md").read_text(encoding="utf-8")


def test_worst_case_and_regret(market: Path) -> None:
    # Worst is demand 6: 18 - 2 K, least at K = 6 with 6. For demand 2 that is 6 instead of 2: price 4.
    worst = ask("robust", market, "--measure", "worst", *FUTURES)
    assert decided(worst) == 6
    assert worst["robust"]["price"] == pytest.approx(4, abs=NEAR)
    # Best for each alone: 2, 1, 6. Regret of K = 2: 0, 1, 8; K = 4: 2, 3, 4; K = 6: 4, 5, 0. So K = 4.
    regret = ask("robust", market, "--measure", "regret", *FUTURES)
    assert decided(regret) == 4
    assert [one["regret"] for one in regret["robust"]["faced"]] == pytest.approx([2, 3, 4], abs=NEAR)
    assert regret["robust"]["published"][-1] == pytest.approx(4, abs=NEAR)


def test_sentences_of_robust_plans_have_no_digits_below_hundredths(market: Path) -> None:
    # Regrets 2, 3, 4 as above, less what the surcharge makes of them here: up to 0.04, told to hundredths.
    found = ask("robust", market, "--measure", "regret", *FUTURES)
    words = " ".join(line["en"] for line in found["sentences"])
    assert not re.search(r"\d\.\d{3}", words), words
    assert re.search(
        r"tiers 3\.96, .* regret 2\. .* regret 2\.98\. .* regret 3\.96\. Price of robustness: 2 more", words
    ), words


def test_the_file_of_a_robust_plan_leaves_whole_plans_to_another_beside_it(market: Path, tmp_path: Path) -> None:
    out = tmp_path / "robust.json"
    told = ask("robust", market, "--measure", "regret", *FUTURES, "--out", out)
    rest = json.loads(gzip.decompress(out.with_suffix(".whole.json.gz").read_bytes()))
    assert told["whole"] == digest(rest)
    for one in told["robust"]["faced"]:
        every = rest[one["future"]]
        assert one["shown"]["plan"] == digest(every["shown"]["plan"])
        assert every["shown"]["plan"]["decisions"] == told["robust"]["decisions"]
        kept = [row for row in every["shown"]["findings"] if row["verdict"] != "conforms"]
        assert one["shown"]["findings"] == kept and len(kept) < len(every["shown"]["findings"])
        own = [row for row in every["best"]["plan"]["decisions"] if row not in told["robust"]["decisions"]]
        assert one["best"]["decisions"] == own


def test_demand_ranges_with_a_budget(market: Path) -> None:
    # One range: demand 2, 1 or 6 as above; with a budget of 0 only demand 2, hence K = 2.
    for budget, futures, capacity in ((1, 3, 6), (0, 1, 2)):
        told = ask("robust", market, "--measure", "worst", "--demand-ranges", "--budget", budget)
        assert len(told["robust"]["faced"]) == futures
        assert decided(told) == capacity
    # Each alike: K = 1: 7; K = 2: 6; K = 4: 6; K = 6: 6 in the mean of 2, 1, 6; the assumption is said.
    assert "counts each alike" in run("robust", market, "--measure", "expected", "--demand-ranges").stdout


def test_futures_without_a_common_plan_and_without_time(market: Path) -> None:
    futures = ("--future", "nominal=0.5", "--future", "barred=0.5")
    told = ask("robust", market, "--measure", "worst", *futures, code=3)
    assert told["robust"]["diagnosis"]["futures"] == ["barred"]
    assert "barred" in told["sentences"][0]["en"]
    assert run("robust", market, "--measure", "worst", *FUTURES, "--seconds", "0").exit_code == 4


def test_wrong_options_of_robust(market: Path) -> None:
    ask_worst = ("robust", market, "--measure", "worst")
    assert "not both" in refused(*ask_worst)
    assert "not both" in refused(*ask_worst, "--demand-ranges", *FUTURES)
    assert "add to 3/10" in refused(*ask_worst, "--future", "high=0.3")
    assert "named twice" in refused(*ask_worst, "--future", "low=0.5", "--future", "low=0.5")
    for wrong in ("high", "high=", "=1", "high=-1", "high=1/0", "high=nan"):
        assert "PROBABILITY" in refused(*ask_worst, "--future", wrong)
    assert "counts ranges" in refused(*ask_worst, *FUTURES, "--budget", "1")
    assert "different tiers" in refused(*ask_worst, "--future", "low=0.5", "--future", "wider=0.5")
    assert "none of" in refused(*ask_worst, *FUTURES, "--backend", "abacus")
    assert "no time" in refused(*ask_worst, *FUTURES, "--seconds", "nan")
    assert refused("robust", market, "--measure", "luck", *FUTURES)


def two_blocks(**fields: Any) -> Case:
    """Demand 4; either block gives 4: B1 opens at 3, B2 at 5; a unit short costs 100."""
    given: dict[str, Any] = {
        "periods": b.periods(1),
        "blocks": (b.block("B1", most_capacity="4", opening_cost="3"),
                   b.block("B2", most_capacity="4", opening_cost="5")),
        "demands": (b.demand(quantity="4", shortage_price="100"),),
        "policy": b.policy(round_figures={"lists": [("stone", (4,))]}, objective=objective("shortage", "opening")),
    }  # fmt: skip
    return b.case(**(given | fields))


@pytest.fixture
def pair(tmp_path: Path) -> Path:
    folder = write_instance(two_blocks(), tmp_path / "pair")
    bar = {"site": "B1", "action": "not_licensed"}
    scenario(folder, "no_b1", locks=[bar])
    scenario(folder, "no_b1_hard", {"path": "policy.demand.mode", "value": "hard"}, base=["no_b1"])
    scenario(folder, "torn", {"path": "policy.demand.mode", "value": "hard"}, locks=[bar, bar | {"site": "B2"}])
    scenario(folder, "still")
    dearer = {"path": "blocks[B1].opening_cost", "value": "9"}
    cheaper = {"path": "blocks[B2].opening_cost", "op": "scale", "factor": "0.2"}
    scenario(folder, "dearer", dearer)
    scenario(folder, "prices", cheaper, base=["dearer"])
    scenario(folder, "idle", {"path": "blocks[B2].opening_cost", "value": "6"})
    return folder


@pytest.fixture
def approved(pair: Path, tmp_path: Path) -> Path:
    """The run approved: B1 licensed at 4, B2 not."""
    return stored(load_case(pair).case, tmp_path / "approved")


def stored(case: Case, folder: Path) -> Path:
    write_run(folder, case, solve(case).outcome, {}, About())
    return folder


def test_nothing_is_adjusted_while_the_case_is_the_same(pair: Path, approved: Path) -> None:
    told = ask("adjust", pair, "--approved", approved)["adjusted"]
    assert (told["changed"], told["capacity"], told["records"], told["least"]) == ([], 0, [], True)


def test_least_change_and_the_record_of_the_shortage(pair: Path, approved: Path, tmp_path: Path) -> None:
    # B1 may not be licensed: 1 site at least. To license B2 too would be 2, so demand 4 stays short: 4 · 100 = 400.
    # Keeping demand: one change more, 400 less of shortage and 5 more for opening B2, -395 in the tier.
    out = tmp_path / "adjust.json"
    told = ask("adjust", pair, "--approved", approved, "--scenario", "no_b1", "--out", out)
    found = told["adjusted"]
    assert found["changed"] == ["B1"]
    assert found["capacity"] == 4
    assert [one["clause"] for one in found["forcing"]] == ["lock"]
    record = next(one for one in found["records"] if one["clause"]["id"] == "demand")
    assert dict(record["cost"]) == pytest.approx({"change": 1, "all": -395}, abs=NEAR)
    assert "规划调整论证" in told["sentences"][-1]["zh"]
    assert json.loads(out.read_text(encoding="utf-8")) == told
    # With demand hard both blocks must differ; B1's 4 goes and B2's 4 comes: 8 moved.
    hard = ask("adjust", pair, "--approved", approved, "--scenario", "no_b1_hard")["adjusted"]
    assert (hard["changed"], hard["capacity"]) == (["B1", "B2"], 8)


def test_adjusting_to_the_impossible_or_in_no_time(pair: Path, approved: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    impossible = run("adjust", pair, "--approved", approved, "--scenario", "torn")
    assert impossible.exit_code == 3
    assert "No plan satisfies" in impossible.stdout
    hasty = run("adjust", pair, "--approved", approved, "--scenario", "no_b1", "--seconds", "0")
    assert (hasty.exit_code, "Not every clause has its record" in hasty.stdout) == (0, True)
    stopped = Adjusted(Outcome(case="test", verdict=Verdict.STOPPED), None, (), (), Fraction(0), (), (), (), LATE)
    monkeypatch.setattr(cli_adjust, "adjusted", lambda *_, **__: stopped)
    late = run("adjust", pair, "--approved", approved)
    assert late.exit_code == 4
    assert late.stdout.strip() == "Not settled in the time given."


def test_sites_that_only_one_side_has_are_named(pair: Path, tmp_path: Path) -> None:
    third = two_blocks(blocks=(b.block("B1", most_capacity="4", opening_cost="3"), b.block("B7", opening_cost="9")))
    told = ask("adjust", pair, "--approved", stored(third, tmp_path / "third"))
    assert (told["adjusted"]["left_out"], told["adjusted"]["new"]) == (["B7"], ["B2"])
    assert "Only in the approved plan: B7; only in the case: B2" in told["sentences"][-1]["en"]


def test_wrong_approved_runs_are_refused(pair: Path, approved: Path, tmp_path: Path) -> None:
    other = two_blocks(blocks=(b.block("Z1"),))
    assert "no site" in refused("adjust", pair, "--approved", stored(other, tmp_path / "other"))
    later = two_blocks(periods=(b.periods(2)[1],), demands=(b.demand("2022", "4", shortage_price="100"),))
    assert "2022" in refused("adjust", pair, "--approved", stored(later, tmp_path / "later"))
    assert "is a run" in refused("adjust", approved, "--approved", approved, "--scenario", "no_b1")
    assert refused("adjust", pair)


def test_shapley_shares_of_two_price_changes(pair: Path, tmp_path: Path) -> None:
    # Opening: 3 without edits (B1); 5 when B1 costs 9 (B2); 1 when B2 costs 5 · 0.2 (B2); 1 with both (B2).
    # dearer: (5 - 3)/2 + (1 - 1)/2 = 1; cheaper: (1 - 3)/2 + (1 - 5)/2 = -3; together -2 = 1 - 3.
    # Either edit alone moves the licence from B1 to B2: half each, and half of 4 in capacity.
    out = tmp_path / "attribute.json"
    told = ask("attribute", pair, "--scenario", "prices", "--out", out)
    dearer, cheaper = "dearer 1: blocks[B1].opening_cost = 9", "prices 1: blocks[B2].opening_cost × 0.2"
    assert told["attribution"]["edits"] == [dearer, cheaper]
    shares = {(one["edit"], one["measure"]): one["value"] for one in told["attribution"]["shares"]}
    moves = (("licensed B1", -0.5), ("licensed B2", 0.5), ("capacity B1", -2), ("capacity B2", 2))
    halves = {(edit, measure): value for edit in (dearer, cheaper) for measure, value in moves}
    assert shares == pytest.approx({(dearer, "tier all"): 1, (cheaper, "tier all"): -3} | halves, abs=NEAR)
    assert json.loads(out.read_text(encoding="utf-8")) == told
    assert out.with_suffix(".md").read_text(encoding="utf-8").startswith("# ")
    # The same edits from two scenarios named one by one: `prices` brings `dearer` with it only once.
    again = ask("attribute", pair, "--scenario", "dearer", "--scenario", "prices")
    assert again["attribution"]["shares"] == told["attribution"]["shares"]


def test_a_lock_is_an_edit(pair: Path) -> None:
    assert [edit.name for edit in edits_of(pair, ["no_b1"])] == ["no_b1 1: locks + site=B1, action=not_licensed"]
    # Without B1 the 4 come from B2 at 5 instead of 3: the one edit moves 2.
    shares = ask("attribute", pair, "--scenario", "no_b1")["attribution"]["shares"]
    assert next(one["value"] for one in shares if one["measure"] == "tier all") == pytest.approx(2, abs=NEAR)


def test_edits_that_clash_only_move_whether_a_plan_exists(pair: Path) -> None:
    # Demand hard, no B1, no B2: any two of them stand, the three do not: -1/3 each.
    told = ask("attribute", pair, "--scenario", "torn")["attribution"]
    assert [(one["measure"], one["value"]) for one in told["shares"]] == [("possible", -0.333333)] * 3


def test_edits_that_move_nothing_that_never_stand_and_no_time(pair: Path, tmp_path: Path) -> None:
    assert "None of the edits" in run("attribute", pair, "--scenario", "idle").stdout
    assert run("attribute", pair, "--scenario", "prices", "--seconds", "0").exit_code == 4
    # Demand 9 is hard, the blocks give 8.
    base = two_blocks(demands=(b.demand(quantity="9"),), policy=b.policy(demand={"mode": "hard"}))
    folder = write_instance(base, tmp_path / "never")
    scenario(folder, "idle", {"path": "blocks[B2].opening_cost", "value": "6"})
    never = run("attribute", folder, "--scenario", "idle")
    assert never.exit_code == 3
    assert "no plan, with the edits or without" in never.stdout


def test_wrong_options_of_attribute(pair: Path) -> None:
    assert "change nothing" in refused("attribute", pair, "--scenario", "still")
    # The second change speaks of a block that only the first one adds.
    block = {"id": "B3", "name": {"zh": "B3", "en": "B3"}, "mineral": "stone", "method": "open_pit",
             "most_capacity": "4"}  # fmt: skip
    scenario(pair, "third", {"path": "blocks", "op": "add", "value": block},
             {"path": "geography.hauls", "op": "add", "value": {"site": "B3", "place": "town", "cost": "0"}},
             {"path": "blocks[B3].opening_cost", "value": "1"})  # fmt: skip
    assert "--scenario" in refused("attribute", pair, "--scenario", "third")
    assert refused("attribute", pair)
    assert "none of" in refused("attribute", pair, "--scenario", "prices", "--backend", "abacus")

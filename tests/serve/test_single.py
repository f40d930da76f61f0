"""A report of a thousand blocks is one file of at most 6 MB, with all of its blocks and findings inside."""

from __future__ import annotations

import json
from typing import Any

import builders as b
from serve.wide import wide

from models import Text
from optimizer.explain.frequency import Frequency
from optimizer.scenario import Member
from optimizer.serve.single import single_file

MOST = 6_000_000


def test_a_thousand_blocks_fit_into_six_megabytes() -> None:
    case, outcome, layers = wide(1000)
    html = single_file(case, outcome, layers)
    print(f"{len(html) / 1e6:.2f} MB, {len(outcome.findings)} findings")  # noqa: T201 - the measurement
    assert len(html) <= MOST
    data = html.decode().split('id="scene">', 1)[1].split("</script>", 1)[0]
    told = json.loads(data)
    assert len(told["sites"]) == len(told["ground"]["sites"]) == 1000
    assert len(told["outcome"]["findings"]["slack"]) == len(outcome.findings)


def test_plans_to_compare_with_are_inside_each_two_once() -> None:
    case, outcome, layers = wide(9)
    assert outcome.plan is not None
    none = tuple(b.decided(one.site, one.kind, "not_licensed") for one in outcome.plan.decisions)
    other = outcome.model_copy(update={"plan": outcome.plan.model_copy(update={"decisions": none, "outputs": ()})})
    other = other.model_copy(update={"scenario": "none"})
    title = Text(zh="一个也不投放（none）", en="nothing licensed (none)")
    members = [Member("a", case, outcome, layers=layers), Member("b", case, other, layers=layers, titles=(title,))]
    html = single_file(case, outcome, layers, against=members).decode()
    told = json.loads(html.split('id="scene">', 1)[1].split("</script>", 1)[0])["compared"]
    assert list(told["differences"]) == ["base run-1", "base run-2", "run-1 run-2"]
    assert [one["titles"] for one in told["runs"]] == [
        [["test"]],
        [["一个也不投放（none）", "nothing licensed (none)"]],
    ]
    assert told["titles"] == []  # the report's own run has no scenario
    # Of nine blocks every third is licensed: 0, 3 and 6.
    assert [len(one["changes"]) for one in told["differences"].values()] == [0, 3, 3]
    assert told["agreement"]["plans"] == 3 and told["agreement"]["sites"]["QK-0003"]["held"] == 2
    assert told["sides"]["base"]["outcome"] is None and told["sides"]["run-2"]["ground"] == {}
    assert "compared" not in json.loads(
        single_file(case, outcome, layers).decode().split('id="scene">', 1)[1].split("</script>", 1)[0]
    )


def test_frequencies_that_the_run_keeps_are_a_column_of_the_table() -> None:
    case, outcome, layers = wide(3)
    often = {one.id: Frequency(site=one.id, held=k, plans=3, exhausted=True) for k, one in enumerate(case.sites)}
    told = scene(single_file(case, outcome, layers, often=often))
    (column,) = [one for one in told["columns"] if one["key"] == "often"]
    assert column["name"] == ["入选频率 %（全部 3 个方案）", "Frequency % (of all 3 plans)"] and column["figure"]
    assert [row["often"] for row in told["sites"]] == [0, 33.3, 66.7]
    assert not any(one["key"] == "often" for one in scene(single_file(case, outcome, layers))["columns"])


def scene(html: bytes) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(html.decode().split('id="scene">', 1)[1].split("</script>", 1)[0])
    return found

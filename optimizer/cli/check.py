"""``lodeplan check``: everything wrong with an input, and what of the plan's own arithmetic cannot all be true."""

from __future__ import annotations

from collections.abc import Sequence

from rich.table import Table

from optimizer.cli.say import DEFAULT_LANGUAGE, InstanceFolder, Json, Language, Scenarios, Voice, folding, problem_table
from optimizer.cli.sight import sight_lines, sight_table
from optimizer.coherence import Incoherence, coherence
from optimizer.instance import load_case


def check(
    instance: InstanceFolder,
    scenario: Scenarios = [],  # noqa: B006 - typer reads the default, nobody changes it
    lang: Language = DEFAULT_LANGUAGE,
    as_json: Json = False,
) -> None:
    """Check an instance without solving it; exit code 2 when it cannot be used. 检查输入与规划自身的协调性"""
    voice = Voice(lang, as_json)
    loaded = load_case(instance, scenario)
    found = coherence(loaded.case)
    sightings = () if loaded.geometry is None else loaded.geometry.sightings
    voice.answer(
        {
            "case": loaded.case.frame.id,
            "problems": [problem.model_dump(mode="json") for problem in loaded.warnings],
            "coherence": [item.model_dump(mode="json") for item in found],
            "sight": sight_lines(sightings),
        }
    )
    if loaded.warnings:
        voice.show(problem_table(voice, loaded.warnings))
    if sightings:
        voice.show(sight_table(voice, sightings))
    voice.show(_table(voice, found))


def _table(voice: Voice, found: Sequence[Incoherence]) -> Table:
    zh = voice.language == "zh"
    heads = ("代码", "性质", "事项", "依据") if zh else ("code", "kind", "what does not go together", "clauses")
    kinds = {"contradiction": "矛盾", "tension": "冲突", "note": "提示"}
    title = f"规划自身的协调性：{len(found)} 项" if zh else f"Coherence of the plan itself: {len(found)}"
    table = folding(heads, title)
    for item in found:
        words = (
            item.code,
            kinds[item.severity] if zh else item.severity,
            voice.text(item.message),
            "\n".join(item.clauses),
        )
        table.add_row(*(word.replace("[", r"\[") for word in words))
    return table

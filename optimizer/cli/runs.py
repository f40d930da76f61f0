"""``lodeplan runs``: the runs of a store with verdict, value and whether they still answer their inputs."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from models.base import Text
from optimizer.cli.say import DEFAULT_LANGUAGE, Catalogue, Json, Language, Voice, folding
from optimizer.cli.stored import RESULTS
from optimizer.reporting.words import STATES, VERDICTS, words
from optimizer.scenario.staleness import Cause, Load, Standing, loader, standing
from optimizer.store import Entry, entries, rebuild, sweep_leftovers
from optimizer.store.manifest import RunError

HEADS = (
    ("成果", "情景", "求解器", "种子", "结论", "目标值", "差距", "状态"),
    ("run", "scenario", "solver", "seed", "verdict", "objective", "gap", "state"),
)
BY_UNITS = Text(zh="分区", en="by units")
SHOWN = 3


def runs(
    results: Annotated[Path, typer.Argument(metavar="RESULTS", help="folder of runs")] = RESULTS,
    rebuilt: Annotated[bool, typer.Option("--rebuild", help="make the catalogue anew from the run folders")] = False,
    leftovers: Annotated[bool, typer.Option("--sweep-leftovers", help="remove what killed processes left")] = False,
    catalogue: Catalogue = "",
    lang: Language = DEFAULT_LANGUAGE,
    as_json: Json = False,
) -> None:
    """List the stored runs, and which are stale because of which input. 列出成果库及其时效"""
    voice = Voice(lang, as_json)
    if not results.is_dir():
        raise typer.BadParameter(f"{results} is no folder", param_hint="RESULTS")
    swept = sweep_leftovers(results) if leftovers else ()
    found = rebuild(results, catalogue) if rebuilt else entries(results, catalogue)
    load = loader()
    stood = [(entry, *_standing(results, entry, load)) for entry in found]
    voice.answer({"results": str(results), "swept": swept, "runs": [_data(*one) for one in stood]})
    voice.show(_table(voice, stood), *filter(None, (_because(voice, entry, how) for entry, _, how in stood)))
    if leftovers:
        told = Text(zh=f"清理残留 {len(swept)} 处", en=f"{len(swept)} leftovers removed")
        voice.show(voice.text(told))


def _standing(results: Path, entry: Entry, load: Load) -> tuple[str, Standing]:
    folder = results / entry.folder
    if entry.place and entry.place != results.resolve().as_posix():
        return "elsewhere", Standing("unknown")
    if entry.fault:
        return "broken", Standing("unknown")
    try:
        found = standing(folder, entry, load)
    except (OSError, ValueError, RunError):
        return "broken", Standing("unknown")
    return found.state, found


def _data(entry: Entry, state: str, found: Standing) -> dict[str, Any]:
    told = {name: value for name, value in asdict(entry).items() if name not in {"stamp", "store"}}
    told |= {name: json.loads(told[name]) for name in ("scenarios", "settings", "seconds", "inputs")}
    return told | {
        "state": state,
        "stale_inputs": found.inputs,
        "differences": [asdict(one) for one in found.differences],
        "edited_without_effect": found.edited if state == "current" else (),
        "problems": [problem.model_dump(mode="json") for problem in found.problems],
    }


def _table(voice: Voice, stood: list[tuple[Entry, str, Standing]]) -> Table:
    zh = voice.language == "zh"
    named = {key.value: pair[0 if zh else 1] for key, pair in VERDICTS.items()}
    table = folding(HEADS[0] if zh else HEADS[1], "成果库" if zh else "Runs")
    for entry, state, _ in stood:
        cells = (
            entry.folder, entry.scenario or "—", _solver(voice, entry), str(entry.seed), named.get(entry.verdict, ""),
            entry.objective, entry.gap, voice.text(words(STATES, state)),
        )  # fmt: skip
        table.add_row(*(cell.replace("[", r"\[") for cell in cells), style=None if state == "current" else "yellow")
    return table


def _solver(voice: Voice, entry: Entry) -> str:
    return f"{entry.backend} {voice.text(BY_UNITS)}" if entry.by_blocks else entry.backend


def _because(voice: Voice, entry: Entry, found: Standing) -> str:
    """Return why a run stands as it does, empty where there is nothing to say."""
    lines = [entry.fault] if entry.fault else []
    lines += [f"{one.code} {one.file}: {voice.text(one.message)}" for one in found.problems[:SHOWN]]
    lines += [_line(voice, one) for one in found.differences[:SHOWN]]
    if len(found.differences) > SHOWN:
        lines.append(f"… +{len(found.differences) - SHOWN}")
    if found.state == "current" and found.edited:
        without = Text(zh="已编辑但不影响算例", en="edited without effect on the case")
        lines.append(f"{voice.text(without)}: {', '.join(found.edited)}")
    return "\n".join([entry.folder, *(f"  {line}" for line in lines)]).replace("[", r"\[") if lines else ""


def _line(voice: Voice, one: Cause) -> str:
    code = voice.text(Text(zh="程序版本", en="version of the code"))
    where = f"{one.files[0]}:{one.row}" if one.row else ", ".join(one.files) or code
    return f"{where}: {one.path}: {_short(one.before)} → {_short(one.after)}"


def _short(value: Any) -> str:
    text = "—" if value is None else ", ".join(map(str, value)) if isinstance(value, list) else str(value)
    return text if len(text) <= 24 else text[:23] + "…"

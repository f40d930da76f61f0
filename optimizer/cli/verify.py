"""``lodeplan verify``: judge a run again from its folder alone, and fail on anything that was changed since.

Where a run carries certificates of its bounds, each bound is computed again from them (`optimizer.scale.judge`).
"""

from __future__ import annotations

from dataclasses import asdict
from math import inf
from pathlib import Path
from typing import Annotated, Any

import typer
from rich.table import Table

from models.base import Text
from models.words import Verdict
from optimizer.backends import get
from optimizer.cli.say import DEFAULT_LANGUAGE, Json, Language, RunFolder, Voice, folding
from optimizer.instance import load_case
from optimizer.scale.certificate_file import NAME, read_certificates
from optimizer.scale.judge import Judged, judge_certificates
from optimizer.solve import Settings, differences
from optimizer.solve import solve as solve_case
from optimizer.store import Run, read_run, tampered
from optimizer.store.canonical import digest
from optimizer.store.manifest import INSTANCE
from optimizer.store.question import SCALE

STATES = {
    "holds": Text(zh="重算成立", en="holds"),
    "false": Text(zh="不成立", en="false"),
    "open": Text(zh="限时内未判定", en="not settled"),
}


def verify(
    run: RunFolder,
    prove: Annotated[bool, typer.Option("--prove", help="prove the bound again by solving again")] = False,
    backend: Annotated[str, typer.Option(help="back end for --prove and for the blocks of certificates")] = "highs",
    seconds: Annotated[float, typer.Option(min=0.0, help="time for computing bounds again; 0 is no limit")] = 0.0,
    lang: Language = DEFAULT_LANGUAGE,
    as_json: Json = False,
) -> None:
    """Verify a run from its folder; exit code 1 when it does not hold, 4 when time ran out. 由成果目录重新审查方案"""
    voice = Voice(lang, as_json)
    _known(backend)
    faults = [one.message for one in tampered(run)]
    stored = read_run(run)
    faults += _case(run, stored)
    faults += differences(stored.case, stored.outcome)
    judged = _judged(voice, run, stored, backend, seconds or inf)
    faults += [fault for one in judged if one.state == "false" for fault in one.faults]
    if prove and not faults:
        faults += _proof(stored, backend)
    _tell(voice, run, stored, judged, faults)


def _known(backend: str) -> None:
    try:
        reason = get(backend).available()
    except LookupError as error:
        reason = str(error)
    if reason is not None:
        raise typer.BadParameter(reason, param_hint="--backend")


def _judged(voice: Voice, run: Path, stored: Run, backend: str, seconds: float) -> tuple[Judged, ...]:
    """Judge the certificates of a run by blocks; a run by one plain solve has none."""
    path = run / NAME
    if not path.is_file() and not stored.manifest.settings.get(SCALE):
        return ()
    found = read_certificates(path.read_bytes()) if path.is_file() else None
    return judge_certificates(stored.case, stored.outcome, found, backend, seconds, voice.remark)


def _case(run: Path, stored: Run) -> list[Text]:
    """The case must be what the instance files kept in the run say."""
    folder = run / INSTANCE
    if not folder.is_dir():
        return []
    again = load_case(folder, stored.manifest.scenarios).case
    if digest(again) == digest(stored.case):
        return []
    return [Text(zh="算例与输入文件重新读取的结果不一致", en="the case differs from what its input files say")]


def _proof(stored: Run, backend: str) -> list[Text]:
    again = solve_case(stored.case, Settings(backend=backend)).outcome
    faults = []
    for old, new in zip(stored.outcome.tiers, again.tiers, strict=False):
        if old.bound is not None and new.value + abs(new.value) * stored.case.policy.objective.gap < old.bound:
            words = f"{old.name}: {new.value} < {old.bound}"
            faults.append(
                Text(zh=f"存在低于所称下界的方案：{words}", en=f"a plan lies below the stated bound: {words}")
            )
    better = (stored.outcome.verdict, again.verdict) == (Verdict.WITHIN_GAP, Verdict.PROVEN_BEST)
    if again.verdict != stored.outcome.verdict and not better:
        words = f"{stored.outcome.verdict.value} → {again.verdict.value}"
        faults.append(Text(zh=f"重新求解的结论不同：{words}", en=f"solving again ends otherwise: {words}"))
    return faults


def _tell(voice: Voice, run: Path, stored: Run, judged: tuple[Judged, ...], faults: list[Text]) -> None:
    unsettled = [fault for one in judged if one.state == "open" for fault in one.faults]
    count = len(stored.outcome.findings)
    voice.answer(
        {
            "run": str(run),
            "holds": not faults and not unsettled,
            "verdict": stored.outcome.verdict.value,
            "findings": count,
            "bounds": [_plain(one) for one in judged],
            "faults": [fault.model_dump() for fault in faults],
            "unsettled": [fault.model_dump() for fault in unsettled],
        }
    )
    voice.show(*([_bounds(voice, judged)] if judged else []))
    voice.show(*(f"✗ {voice.text(fault)}" for fault in faults), *(f"? {voice.text(fault)}" for fault in unsettled))
    if faults or unsettled:
        raise typer.Exit(1 if faults else 4)
    good = Text(zh=f"✓ 成果完整，{count} 条审查结论重算一致", en=f"✓ whole; {count} findings judged anew agree")
    voice.show(voice.text(good))


def _plain(one: Judged) -> dict[str, Any]:
    return asdict(one) | {"faults": [fault.model_dump() for fault in one.faults]}


def _bounds(voice: Voice, judged: tuple[Judged, ...]) -> Table:
    zh = voice.language == "zh"
    heads = ("目标层", "所称下界", "由证书重算", "判定") if zh else ("tier", "bound claimed", "recomputed", "judgement")
    table = folding(heads, "下界证书" if zh else "Certificates of bounds")
    for one in judged:
        figures = ("—" if value is None else f"{value:.6f}" for value in (one.claimed, one.recomputed))
        table.add_row(one.tier, *figures, voice.text(STATES[one.state]))
    return table

"""``lodeplan verify``: judge a run again from its folder alone, and fail on anything that was changed since."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from models.base import Text
from optimizer.cli.say import DEFAULT_LANGUAGE, Json, Language, RunFolder, Voice
from optimizer.instance import load_case
from optimizer.solve import Settings, differences
from optimizer.solve import solve as solve_case
from optimizer.store import Run, read_run, tampered
from optimizer.store.canonical import digest
from optimizer.store.manifest import INSTANCE


def verify(
    run: RunFolder,
    prove: Annotated[bool, typer.Option("--prove", help="prove the bound again by solving again")] = False,
    backend: Annotated[str, typer.Option(help="back end for --prove")] = "highs",
    lang: Language = DEFAULT_LANGUAGE,
    as_json: Json = False,
) -> None:
    """Verify a run from its folder alone; exit code 1 when it does not hold. 由成果目录重新审查方案"""
    voice = Voice(lang, as_json)
    faults = [one.message for one in tampered(run)]
    stored = read_run(run)
    faults += _case(run, stored)
    faults += differences(stored.case, stored.outcome)
    if prove and not faults:
        faults += _proof(stored, backend)
    voice.answer(
        {
            "run": str(run),
            "holds": not faults,
            "verdict": stored.outcome.verdict.value,
            "findings": len(stored.outcome.findings),
            "faults": [fault.model_dump() for fault in faults],
        }
    )
    voice.show(*(f"✗ {voice.text(fault)}" for fault in faults))
    if faults:
        raise typer.Exit(1)
    count = len(stored.outcome.findings)
    voice.show(
        voice.text(
            Text(zh=f"✓ 成果完整，{count} 条审查结论重算一致", en=f"✓ whole; {count} findings judged anew agree")
        )
    )


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
    if again.verdict != stored.outcome.verdict:
        words = f"{stored.outcome.verdict.value} → {again.verdict.value}"
        faults.append(Text(zh=f"重新求解的结论不同：{words}", en=f"solving again ends otherwise: {words}"))
    return faults

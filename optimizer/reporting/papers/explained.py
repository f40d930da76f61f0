"""The dossiers of a paper: kept explanations where they are of this plan, the others solved now, with progress."""

from __future__ import annotations

import json
from collections.abc import Sequence
from math import inf
from pathlib import Path

from pydantic import ValidationError

from models import BadInputError, Text
from optimizer.explain.dossier_record import Dossier
from optimizer.explain.dossiers import dossiers
from optimizer.explain.kept_answers import dossiers_of, kept_dossiers
from optimizer.reporting.papers.needs import refused
from optimizer.solve import Settings
from optimizer.solve.settings import Watch
from optimizer.store import Run


def explained(
    run: Run,
    sites: Sequence[str],
    kept: Path | None,
    watch: Watch | None,
    seconds: float = inf,
    processes: int = 2,
    folder: Path | None = None,
) -> tuple[Dossier, ...]:
    """Return the dossiers of `sites` in order; `seconds` is for one solve.

    `kept` is what ``lodeplan why --out`` wrote; without it, what the run's own `folder` keeps is taken.
    Raises BadInputError: LD-774 for a site that the run does not have, LD-775 for explanations of another plan.
    """
    _known(run, sites)
    if run.outcome.plan is None or not sites:
        return ()
    held = {} if folder is None else kept_dossiers(folder, run.outcome)
    found = held if kept is None else _kept(run, kept)
    asked = [site for site in sites if site not in found]
    if asked:
        settings = settings_of(run, seconds)
        count = min(processes, len(asked))
        told = dossiers(run.case, run.outcome, asked, settings, watch, processes=count)
        found |= {one.site: one for one in told.dossiers}
    return tuple(found[site] for site in sites if site in found)


def settings_of(run: Run, seconds: float = inf) -> Settings:
    """Return the settings with which the run was solved, with `seconds` for each solve."""
    said = run.manifest.settings
    names = ("backend", "gap", "gap_absolute", "threads", "seed")
    return Settings(**{name: said[name] for name in names if said.get(name) is not None}, seconds=seconds)


def _known(run: Run, sites: Sequence[str]) -> None:
    strange = [site for site in sites if site not in run.case.site]
    if strange:
        told = "、".join(strange)
        some = "、".join(list(run.case.site)[:12])
        raise refused(
            "LD-774", Text(zh=f"成果中没有地块 {told}", en=f"the run has no site {', '.join(strange)}"),
            Text(zh=f"现有：{some} …", en=f"there are: {', '.join(list(run.case.site)[:12])} …"),
            field="--sites", value=told,
        )  # fmt: skip


def _kept(run: Run, path: Path) -> dict[str, Dossier]:
    try:
        data = json.loads(path.read_text(encoding="utf-8"))
        found = dossiers_of(data, run.outcome)
    except (OSError, ValueError, KeyError, TypeError, ValidationError) as error:
        reason = str(error).splitlines()[0]
        raise _stale(path, f"无法读取：{reason}", f"cannot be read: {reason}") from error
    if not found and data["dossiers"]:
        raise _stale(path, "不是本成果方案的说明", "are not of this run's plan")
    return {one.site: one for one in found}


def _stale(path: Path, zh: str, en: str) -> BadInputError:
    remedy = Text(
        zh="用 lodeplan why RUN all --out FILE 重新生成，或不给 --explanations",
        en="write them again with lodeplan why RUN all --out FILE, or leave out --explanations",
    )
    return refused(
        "LD-775", Text(zh=f"保存的说明{zh}", en=f"the kept explanations {en}"), remedy, file=str(path)
    )  # fmt: skip

"""Seconds and sizes of every paper of the stored county run, and of a made-up case of many blocks.

Run as ``python tests/bench/bench_papers.py [BLOCKS]``. Dossiers are not timed here: they are solves.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

sys.path.insert(0, str(Path(__file__).parents[1]))

from dataclasses import replace

from reporting import sample
from reporting.papers import made

from optimizer.reporting.maps import draw_maps
from optimizer.reporting.papers import Matter, tables_for
from optimizer.reporting.papers.compose import paper_of
from optimizer.reporting.papers.pdf import pdf
from optimizer.reporting.papers.sheets import xlsx
from optimizer.reporting.papers.word import docx


def many(count: int) -> Matter:
    """The small county with its first block `count` times over, each licensed."""
    base = made.small()
    case, outcome = base.run.case, base.run.outcome
    assert outcome.plan is not None
    names = [f"B{number}" for number in range(10, 10 + count)]
    block, chosen = case.blocks[0], outcome.plan.decisions[0]
    blocks = (*case.blocks, *(block.model_copy(update={"id": name}) for name in names))
    decisions = (*outcome.plan.decisions, *(chosen.model_copy(update={"site": name}) for name in names))
    plan = outcome.plan.model_copy(update={"decisions": decisions})
    run = replace(
        base.run,
        case=case.model_copy(update={"blocks": blocks}),
        outcome=outcome.model_copy(update={"plan": plan, "findings": outcome.findings * count}),
    )
    return Matter(run, tables_for(run, sample.geometry(run.case)))


def told(name: str, make: Callable[[], bytes]) -> None:
    """Print the seconds and size of one paper."""
    started = perf_counter()
    content = make()
    print(f"{name:24} {perf_counter() - started:6.2f} s {len(content) / 1e6:6.2f} MB")


def timed(name: str, matter: Matter, maps: Path | None) -> None:
    """Print all papers of a run in Chinese."""
    told(f"{name} pdf", lambda: pdf(paper_of(matter, "zh"), maps))
    told(f"{name} docx", lambda: docx(paper_of(matter, "zh"), maps))
    told(f"{name} xlsx", lambda: xlsx(matter, "zh"))


def main(count: int) -> None:
    """Time the county, then `count` blocks."""
    matter, geometry = made.county()
    with TemporaryDirectory() as name:
        started = perf_counter()
        run = matter.run
        draw_maps(Path(name), run.case, run.outcome, geometry.layers, geometry.ledger)
        print(f"{'county maps':24} {perf_counter() - started:6.2f} s")
        timed("county", replace(matter, maps=True), Path(name))
    timed(f"{count} blocks", many(count), None)


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else 1000)

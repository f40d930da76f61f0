"""Solving by regions from the command line: where the regions go, what comes of a cluster's faults, what travelled."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Annotated

import typer

from models import BadInputError
from models.base import Text
from optimizer.scale import OtherCode, Traffic
from optimizer.scenario.sweep_codes import other_code, unreached
from optimizer.workers import Unreached

Processes = Annotated[
    int, typer.Option(min=0, help="processes that solve regions, with --scale; 0 solves them in this one")
]
Cluster = Annotated[str, typer.Option(metavar="tcp://…", help="Dask scheduler whose workers solve regions")]


@contextmanager
def told_faults() -> Iterator[None]:
    """Have a cluster that is not there, or runs other code, told as bad input (LD-755, LD-753)."""
    try:
        yield
    except Unreached as error:
        raise BadInputError((unreached(error.address, error.reason),)) from None
    except OtherCode as error:
        raise BadInputError((other_code(error.here, error.there),)) from None


def traffic_told(traffic: Traffic) -> Text:
    """Return what handing regions out took, in a line."""
    sent, back = traffic.out / 1e6, traffic.back / 1e6
    lost = f"；{traffic.lost} 个分区任务丢失" if traffic.lost else "", f"; {traffic.lost} lost" if traffic.lost else ""
    late = f"；{traffic.late} 个因时限中止" if traffic.late else "", f"; {traffic.late} cut off" if traffic.late else ""
    return Text(
        zh=f"分区任务 {traffic.tasks} 个，分 {len(traffic.waves)} 批：计算 {traffic.seconds:.1f} s，"
        f"历时 {traffic.wall:.1f} s；发出 {sent:.1f} MB，收回 {back:.1f} MB{lost[0]}{late[0]}",
        en=f"{traffic.tasks} tasks of regions in {len(traffic.waves)} waves: {traffic.seconds:.1f} s of work in "
        f"{traffic.wall:.1f} s; {sent:.1f} MB out, {back:.1f} MB back{lost[1]}{late[1]}",
    )

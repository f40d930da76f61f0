"""Reading what CBC writes: the head and values of its solution file, and the figures of its log."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

import numpy as np

from optimizer.backends.answer import Claim, Status, Stop, UnknownStatus

NAME_OF = "cbc"
NODE = re.compile(r"After \d+ nodes.*?, (\S+) best solution, best possible (\S+)")
SOLUTION = re.compile(r"Integer solution of (\S+) found")
POSSIBLE = re.compile(r"best possible ([-+.\deE]+)")
LOWER = re.compile(r"^Lower bound:\s+(\S+)")
NODES = re.compile(r"^Enumerated nodes:\s+(\d+)")


def read_solution(lines: Iterable[str], columns: int) -> Claim:
    """What CBC's solution file says. A first line that begins otherwise than any known one raises UnknownStatus."""
    rows = iter(lines)
    head = next(rows, "").strip()
    status, stop = read_status(head)
    if status not in (Status.OPTIMAL, Status.FEASIBLE):
        return Claim(status, stop)
    x = np.zeros(columns)
    for line in rows:
        fields = line.replace("**", " ").split()
        if len(fields) >= 3 and fields[1].startswith("x"):
            x[int(fields[1][1:])] = float(fields[2])
    return Claim(status, stop, x)


HEADS: Mapping[str, tuple[Status, Stop]] = {
    "Optimal": (Status.OPTIMAL, Stop.PROOF),
    "Infeasible": (Status.INFEASIBLE, Stop.PROOF),
    "Integer infeasible": (Status.INFEASIBLE, Stop.PROOF),
    "Unbounded": (Status.UNBOUNDED, Stop.PROOF),
    "Stopped on time": (Status.FEASIBLE, Stop.TIME),
    "Stopped on nodes": (Status.FEASIBLE, Stop.LIMIT),
    "Stopped on solutions": (Status.FEASIBLE, Stop.LIMIT),
    "Stopped on iterations": (Status.FEASIBLE, Stop.LIMIT),
    "Stopped on difficulties": (Status.FEASIBLE, Stop.FAILURE),
    "Stopped on ctrl-c": (Status.FEASIBLE, Stop.INTERRUPT),
}


def read_status(head: str) -> tuple[Status, Stop]:
    """The first line of a solution file; "no integer solution" in it means that the values are not a plan."""
    for words, known in HEADS.items():
        if head.startswith(words):
            empty = known[0] == Status.FEASIBLE and "no integer solution" in head
            return (Status.NOTHING, known[1]) if empty else known
    raise UnknownStatus(NAME_OF, head)


def stated_bound(log: Sequence[str], offset: float) -> float | None:
    """The last "best possible" of the log, else its "Lower bound", with the offset added; None when it has neither.

    Both are lowered by the digits that were not printed: half a unit of the eighth digit, or of the third decimal.
    """
    for pattern, digits, decimals in ((POSSIBLE, 1e-7, 0.0), (LOWER, 0.0, 1e-3)):
        stated = [found[1] for line in log if (found := pattern.search(line))]
        value = number(stated[-1], 0.0) if stated else None
        if value is not None:
            return value - max(digits * abs(value), decimals) + offset
    return None


def number(text: str, offset: float) -> float | None:
    """A value of the log; CBC writes 1e+50 for none."""
    try:
        value = float(text)
    except ValueError:
        return None
    return None if abs(value) >= 1e20 else value + offset

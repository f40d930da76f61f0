"""What a worker is asked of a region: one programme, how closely and how long to solve it; and what came of it.

Both go as bytes, so that what is counted is what travels; a programme travels as its arrays, without names.
"""

from __future__ import annotations

import pickle
from dataclasses import dataclass
from time import process_time
from types import MappingProxyType
from typing import Any

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from optimizer.backends import Answer, Limits, Status, Stop, get
from optimizer.backends.highs import relaxation
from optimizer.ir import Program
from optimizer.store.manifest import code_version

Floats = NDArray[np.float64]
ARRAYS = ("lower", "upper", "integer", "row_lower", "row_upper", "cost")
FINEST = 1e-6


@dataclass(frozen=True, slots=True, eq=False)
class Task:
    """A programme, the absolute gap and the seconds it may take, a start; ``relaxed`` asks for its LP with duals."""

    program: Program
    gap: float
    seconds: float
    start: Floats | None = None
    relaxed: bool = False


@dataclass(frozen=True, slots=True, eq=False)
class Found:
    """A plan, shape (n,), the bound, duals of an LP, shape (m,), why it ended, CPU seconds, the code that did it."""

    x: Floats | None = None
    bound: float | None = None
    duals: Floats | None = None
    stop: Stop = Stop.FAILURE
    seconds: float = 0.0
    code: str = ""


NOTHING = Found()


def plain(answer: Answer, seconds: float) -> Found:
    """Return what an answer comes to."""
    return Found(answer.x, answer.bound, None, answer.stop, seconds)


def linear(program: Program, seconds: float, seed: int) -> Found:
    """Return the LP of ``program``, nothing unless it was solved to its optimum."""
    began = process_time()
    answer = relaxation(program, Limits(1e-9, 1e-9, seconds, 1, seed))
    known = answer.status == Status.OPTIMAL
    return Found(answer.x, answer.objective if known else None, answer.duals, answer.stop, process_time() - began)


def sealed(task: Task, seconds: float, seed: int, backend: str = "highs") -> bytes:
    """Return the task as bytes, with the seconds left to it, the seed, the back end and the code that is expected."""
    program, matrix = task.program, task.program.matrix
    arrays = [np.asarray(getattr(program, name)) for name in ARRAYS]
    inner = (matrix.data, matrix.indices, matrix.indptr)
    asked = (task.gap, seconds, task.start, task.relaxed, seed, backend, code_version())
    return pickle.dumps((arrays, inner, *asked), protocol=5)


def answered(job: bytes) -> bytes:
    """Do a sealed task, and return what was found as bytes; nothing of it where this process runs other code."""
    arrays, inner, gap, seconds, start, relaxed, seed, backend, code = pickle.loads(job)
    if code != code_version():
        return pickle.dumps(Found(code=code_version()), protocol=5)
    program = _program(dict(zip(ARRAYS, arrays, strict=True)), inner)
    if relaxed:
        return pickle.dumps(linear(program, seconds, seed), protocol=5)
    began = process_time()
    answer = get(backend).solve(program, Limits(0.0, max(gap, FINEST), seconds, 1, seed), start)
    return pickle.dumps(plain(answer, process_time() - began), protocol=5)


def lost(_: str) -> bytes:
    """Return what comes of a task whose worker died twice: no bytes at all."""
    return b""


def _program(arrays: dict[str, Any], inner: tuple[Any, Any, Any]) -> Program:
    rows, columns = arrays["row_lower"].size, arrays["lower"].size
    return Program(
        **arrays, column_names=("",) * columns, row_rules=("",) * rows, row_keys=("",) * rows,
        matrix=csr_array(inner, shape=(rows, columns)), offset=0.0, terms=MappingProxyType({}),
    )  # fmt: skip

"""The back ends: one file per solver over the programme alone, with the same four names and one conformance suite."""

from __future__ import annotations

from typing import cast

from optimizer.backends import cbc, commercial, cp_sat, highs, pdlp, scip
from optimizer.backends.answer import Answer, Event, Status, Stop, UnknownStatus
from optimizer.backends.backend import Backend
from optimizer.backends.limits import Limits

BACKENDS: tuple[Backend, ...] = (
    cast(Backend, highs),
    cast(Backend, cbc),
    cast(Backend, cp_sat),
    cast(Backend, scip),
    cast(Backend, pdlp),
    *commercial.SOLVERS,
)

__all__ = ["BACKENDS", "Answer", "Backend", "Event", "Limits", "Status", "Stop", "UnknownStatus", "get"]


def get(name: str) -> Backend:
    """The back end of the name. Raises LookupError, with every name there is, when there is none."""
    for backend in BACKENDS:
        if name == backend.NAME:
            return backend
    names = ", ".join(backend.NAME for backend in BACKENDS)
    raise LookupError(f"there is no back end {name!r}; there are {names}")

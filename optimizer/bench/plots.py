"""The plots of a benchmark as SVG: time to proof by case, and of each case time and memory by phase."""

from __future__ import annotations

from collections.abc import Iterator

from optimizer.bench.median import SHOWN
from optimizer.bench.record import Bench, Line, Subject
from optimizer.bench.words import BY_PHASE, MEMORY, TIME, TO_PROOF, phase
from optimizer.reporting.marks_plot import Mark, Panel, as_svg, marks_plot
from optimizer.reporting.words import Language

LEAST_SECONDS, LEAST_MEGABYTES = 1e-4, 0.1
"""What is below stands there: a logarithmic axis has no zero."""


def proofs_plot(found: Bench, language: Language) -> bytes | None:
    """Return the time to proof of every tool by case; None where nothing was proven."""
    tools = tuple(dict.fromkeys(tool for subject in found.subjects for tool in subject.tools))
    lines = ((subject.name, subject.line(tool, "proof")) for subject in found.subjects for tool in subject.tools)
    marks = tuple(mark for name, line in lines if line is not None for mark in _seconds(name, line))
    rows = tuple(subject.name for subject in found.subjects)
    if not marks:
        return None
    return as_svg(marks_plot(TO_PROOF.of(language), rows, tools, (Panel(TIME.of(language), marks),)))


def phases_plot(subject: Subject, language: Language) -> bytes | None:
    """Return time and memory of every tool by phase; None where nothing was measured."""
    shown = [line for line in subject.lines if line.phase in SHOWN and line.seconds is not None]
    names = [name for name in SHOWN if any(line.phase == name for line in shown)]
    if not names:
        return None
    seconds = tuple(mark for line in shown for mark in _seconds(phase(line.phase).of(language), line))
    memory = tuple(mark for line in shown for mark in _megabytes(phase(line.phase).of(language), line))
    panels = (Panel(TIME.of(language), seconds), *((Panel(MEMORY.of(language), memory),) if memory else ()))
    title = f"{subject.name}   {BY_PHASE.of(language)}"
    return as_svg(marks_plot(title, [phase(name).of(language) for name in names], subject.tools, panels))


def _seconds(row: str, line: Line) -> Iterator[Mark]:
    if line.seconds is not None and line.least is not None and line.most is not None:
        middle, least, most = (max(LEAST_SECONDS, value) for value in (line.seconds, line.least, line.most))
        yield Mark(row, line.tool, middle, least, most)


def _megabytes(row: str, line: Line) -> Iterator[Mark]:
    if line.memory is not None:
        value = max(LEAST_MEGABYTES, line.memory)
        yield Mark(row, line.tool, value, value, value)

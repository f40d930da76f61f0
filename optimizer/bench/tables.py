"""The tables of a benchmark: all cases by tool, and of each case the phases by tool."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from models.base import Text
from optimizer.bench.faults import reached
from optimizer.bench.median import MARKS, SHOWN, trial_of
from optimizer.bench.record import Bench, Line, Subject
from optimizer.bench.words import WHOLE, phase
from optimizer.reporting.tables.table import FIGURE, ONE, THREE, TWO, Cell, Column, Table, figure
from optimizer.reporting.words import VERDICTS, words
from optimizer.scenario.solvers_record import Trial

HEAD = (
    Column("case", "算例", "Case", width=14),
    Column("tool", "工具", "Tool", width=10),
    Column("verdict", "结论", "Verdict", width=14),
    Column("value", "审定目标值", "Verified value", form=FIGURE, width=16),
    Column("gap", "差距", "Gap", form="0.0E+00", width=10),
    Column("published", "与已发表最优值", "Published optimum", width=16),
)
TAIL = (
    Column("ratio", "至证明之比", "Ratio to proof", "", TWO, 8),
    Column("cpu", "求解处理器时间", "Processor time of the search", "s", THREE, 10),
    Column("memory", "求解内存", "Memory of the search", "MB", ONE, 10),
)
REACHED = Text(zh="达到", en="reached")


def whole_table(found: Bench) -> Table:
    """Return one row a case and tool; what is published stands there where some case has an optimum published."""
    marks = tuple(Column(mark, phase(mark).zh, phase(mark).en, "s", THREE, 10) for mark, _ in MARKS)
    rows = [_row(subject, tool) for subject in found.subjects for tool in subject.tools]
    columns = (*HEAD, *marks, *TAIL)
    public = any(subject.published is not None for subject in found.subjects)
    kept = [number for number, column in enumerate(columns) if public or column.key != "published"]
    shown = tuple(tuple(row[number] for number in kept) for row in rows)
    return Table("bench", "B", WHOLE.zh, WHOLE.en, tuple(columns[number] for number in kept), shown, frozen=2)


def phases_table(subject: Subject, number: int) -> Table:
    """Return one row a phase, three columns a tool: seconds, ratio, memory."""
    columns = [Column("phase", "阶段", "Phase", width=14)]
    for tool in subject.tools:
        columns += [Column(f"{tool}_s", tool, tool, "s", THREE, 9), Column(f"{tool}_x", "比值", "ratio", "", TWO, 7),
                    Column(f"{tool}_m", "内存", "memory", "MB", ONE, 8)]  # fmt: skip
    rows = tuple((phase(name), *_cells(subject, name)) for name in SHOWN if any(_cells(subject, name)))
    size = (subject.name, subject.sites, subject.rows, subject.columns, subject.whole)
    zh = "{}：{} 个矿区，{} 行 × {} 列，{} 个整数列".format(*size)
    en = "{}: {} sites, {} rows × {} columns, {} whole".format(*size)
    return Table(f"bench-{subject.name}", f"B{number}", zh, en, tuple(columns), rows, frozen=1)


def _row(subject: Subject, tool: str) -> tuple[Cell, ...]:
    trials = [trial for number in range(1, len(subject.rounds) + 1)
              if (trial := trial_of(subject.rounds, number, tool)) is not None]  # fmt: skip
    worst = max(trials, key=lambda trial: (trial.gap is None, trial.gap or 0), default=None)
    proof, search = subject.line(tool, "proof"), subject.line(tool, "search")
    return (
        subject.name, tool, _verdict(trials), worst.values[-1] if worst is not None and worst.values else None,
        None if worst is None else worst.gap, _published(subject, worst),
        *(_seconds(subject.line(tool, mark)) for mark, _ in MARKS), _rounded(None if proof is None else proof.ratio, 2),
        _rounded(None if search is None else search.cpu, 3), _rounded(None if search is None else search.memory, 1),
    )  # fmt: skip


def _verdict(trials: list[Trial]) -> Text:
    """Every verdict of the rounds, each once."""
    told = list(dict.fromkeys(words(VERDICTS, trial.verdict) for trial in trials)) or [Text(zh="—", en="—")]
    return Text(zh="；".join(one.zh for one in told), en="; ".join(one.en for one in told))


def _published(subject: Subject, trial: Trial | None) -> Cell:
    if subject.published is None or trial is None:
        return None
    above = reached(subject.published, trial)
    if above is None:
        return None
    return REACHED if above == 0 else Text(zh=f"相差 {above:+f}", en=f"off by {above:+f}")


def _cells(subject: Subject, name: str) -> tuple[Cell, ...]:
    found = [subject.line(tool, name) for tool in subject.tools]
    return tuple(
        cell
        for line in found
        for cell in (
            _seconds(line),
            _rounded(None if line is None else line.ratio, 2),
            _rounded(None if line is None else line.memory, 1),
        )
    )


def _seconds(line: Line | None) -> Decimal | None:
    return _rounded(None if line is None else line.seconds, 3)


def _rounded(value: float | None, places: int) -> Decimal | None:
    return None if value is None else figure(Fraction(value), places)

"""A benchmark as one page that needs no network: tables, drawings within it, everything that went wrong."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from html import escape

from optimizer.bench import words
from optimizer.bench.median import trial_of
from optimizer.bench.plots import phases_plot, proofs_plot
from optimizer.bench.record import Bench, Subject
from optimizer.bench.tables import phases_table, whole_table
from optimizer.reporting.html import of_table
from optimizer.reporting.html import page as section
from optimizer.reporting.marks_plot import as_svg
from optimizer.reporting.progress_plot import progress_plot
from optimizer.reporting.words import Language

STYLE = """
body { font: 14px/1.5 "Noto Sans SC", "Microsoft YaHei", "PingFang SC", "WenQuanYi Zen Hei", sans-serif;
  margin: 1.5rem auto; max-width: 76rem; padding: 0 1rem; color: #1a1a1a; }
section { margin: 1.2rem 0; } section > strong { font-size: 1.15rem; }
table { border-collapse: collapse; margin: .5rem 0; font-variant-numeric: tabular-nums; }
th, td { border-bottom: 1px solid #ddd; } th { background: #f3f3f0; }
td:first-child { white-space: nowrap; }
img { max-width: 100%; display: block; margin: .5rem 0; }
.wide { overflow-x: auto; } .fault { color: #a01818; } summary { cursor: pointer; color: #444; }
"""


def page(found: Bench, language: Language = "zh") -> str:
    """Return the page in one language."""
    title = words.TITLE.of(language)
    proofs = proofs_plot(found, language) if len(found.subjects) > 1 else None
    parts = [
        f"<h1>{escape(title)}</h1>",
        *([f'<p class="fault">{escape(words.CUT.of(language))}</p>'] if found.interrupted else []),
        f"<p>{escape(words.HOW.of(language))}</p>",
        *(f"<div>{escape(line)}</div>" for line in about(found, language)),
        section("", tables=[_wide(of_table(whole_table(found), language))]),
        *_picture(proofs, words.TO_PROOF.of(language)),
        *(_subject(subject, number, language) for number, subject in enumerate(found.subjects, 1)),
    ]
    head = f'<meta charset="utf-8"><title>Lodeplan {escape(title)}</title><style>{STYLE}</style>'
    tongue = "zh-CN" if language == "zh" else "en"
    return f'<!doctype html><html lang="{tongue}"><head>{head}</head><body>{"".join(parts)}</body></html>\n'


def about(found: Bench, language: Language) -> Iterator[str]:
    """Yield when, where, with what and how it was measured."""
    zh, machine = language == "zh", found.machine
    loads = [run.load for subject in found.subjects for run in subject.runs if run.load is not None]
    busy = f"{min(loads):.1f} – {max(loads):.1f}" if loads else "—"
    limit = "∞" if found.seconds is None else f"{found.seconds:g} s"
    memory = "—" if machine.memory is None else f"{machine.memory / 1024:.1f} GB"
    yield (
        f"{found.created}；{machine.cores} 核，内存 {memory}，{machine.system}；测量期间机器负载 {busy}" if zh else
        f"{found.created}; {machine.cores} cores, {memory}, {machine.system}; load of the machine meanwhile {busy}"
    )  # fmt: skip
    yield (
        f"{found.asked} 轮；每次求解限时 {limit}，线程 {found.threads}，随机种子 {found.seed}" if zh else
        f"{found.asked} rounds; {limit} for each search, threads {found.threads}, seed {found.seed}"
    )  # fmt: skip
    packages = ", ".join(f"{name} {version}" for name, version in machine.packages.items())
    yield f"lodeplan {machine.code}; Python {machine.python}; {packages}"


def certified(subject: Subject, language: Language) -> Iterator[str]:
    """Yield the bound that was computed again from prices alone, in the first round that has one."""
    for run in subject.runs:
        trial = trial_of(subject.rounds, run.round, run.tool)
        bound = next((part.value for part in run.parts if part.phase == "bound" and part.value is not None), None)
        if bound is not None and trial is not None and trial.values:
            value = float(trial.values[-1])
            gap = (value - bound) / max(1.0, abs(value))
            yield words.CERTIFIED.of(language).format(bound=bound, gap=gap)
            return


def troubles(subject: Subject, language: Language) -> Iterator[str]:
    """Yield what is wrong, what was not run, and which phases have no figure, each with its reason, each once."""
    for fault in subject.faults:
        yield f"{words.FAULTS.of(language)}: {fault.of(language)}"
    for one in subject.absent:
        yield f"{words.NOT_RUN.of(language)}: {one.tool}: {one.reason.of(language)}"
    for run in subject.runs:
        if run.reason is not None:
            yield f"{run.tool} ({run.round}): {run.reason.of(language)}"
    silent = ((run.tool, part) for run in subject.runs for part in run.parts if part.reason is not None)
    told = (
        f"{words.NO_FIGURE.of(language)}: {tool}, {words.phase(part.phase).of(language)}: {part.reason.of(language)}"
        for tool, part in silent
        if part.reason is not None
    )
    yield from dict.fromkeys(told)


def _subject(subject: Subject, number: int, language: Language) -> str:
    parts = [_wide(of_table(phases_table(subject, number), language))]
    parts += [f"<div>{escape(subject.statement.of(language))}</div>"] if subject.statement is not None else []
    parts += _picture(phases_plot(subject, language), subject.name)
    parts += [f"<div>{escape(line)}</div>" for line in certified(subject, language)]
    parts += [f"<div{_class(line, language)}>{escape(line)}</div>" for line in troubles(subject, language)]
    progress = progress_plot(subject.rounds[0], language) if subject.rounds else None
    if progress is not None:
        heading = escape(words.PROGRESS.of(language))
        drawn = "".join(_picture(as_svg(progress), heading))
        parts.append(f"<details><summary>{heading}</summary>{drawn}</details>")
    return section("", tables=parts)


def _class(line: str, language: Language) -> str:
    return ' class="fault"' if line.startswith(words.FAULTS.of(language)) else ""


def _wide(table: str) -> str:
    return f'<div class="wide">{table}</div>'


def _picture(drawing: bytes | None, name: str) -> list[str]:
    if drawing is None:
        return []
    data = b64encode(drawing).decode("ascii")
    return [f'<img alt="{escape(name)}" src="data:image/svg+xml;base64,{data}">']

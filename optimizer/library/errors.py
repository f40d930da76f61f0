"""The page docs/errors.md: every code of bad input, incoherence, runs, sweeps, benchmarks, papers and certificates."""

from __future__ import annotations

from optimizer.bench.orlib import CODES as BENCH
from optimizer.coherence.page import page as incoherent
from optimizer.instance.page import listed
from optimizer.instance.page import page as bad_input
from optimizer.reporting.papers.needs import CODES as PAPERS
from optimizer.scale.codes import CODES as CERTIFICATES
from optimizer.scenario.sweep_codes import page as sweeps


def page() -> str:
    """Return the page."""
    brief = (
        listed("Benchmarks (LD-76x)", BENCH),
        listed("Papers (LD-77x)", PAPERS),
        listed("Certificates (LD-78x)", CERTIFICATES),
    )
    return "\n".join((bad_input(), incoherent(), sweeps(), *brief))

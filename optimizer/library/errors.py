"""The page docs/errors.md: every code of bad input, of incoherent plans, runs, sweeps, benchmarks and papers."""

from __future__ import annotations

from optimizer.bench.orlib import CODES as BENCH
from optimizer.coherence.page import page as incoherent
from optimizer.instance.page import listed
from optimizer.instance.page import page as bad_input
from optimizer.reporting.papers.needs import CODES as PAPERS
from optimizer.scenario.sweep_codes import page as sweeps


def page() -> str:
    """Return the page."""
    return "\n".join(
        (bad_input(), incoherent(), sweeps(), listed("Benchmarks (LD-76x)", BENCH), listed("Papers (LD-77x)", PAPERS))
    )

"""The single file of ``lodeplan report --html``: the board's page with everything in it."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from optimizer.cli.say import Voice
from optimizer.explain.kept_answers import kept_dossiers, kept_importance
from optimizer.scenario import of_run
from optimizer.serve.board import BASE, Board
from optimizer.serve.opening import equipped
from optimizer.serve.queue import Queue
from optimizer.serve.vault import Vault
from optimizer.spatial import Derived
from optimizer.store import Run


def single_written(
    voice: Voice,
    where: Path,
    stored: Run,
    geometry: Derived | None,
    out: Path,
    store: Path | None,
    against: Sequence[Path] = (),
) -> None:
    """Write one HTML file of the run at ``where`` that needs no network, with the runs ``against`` to compare with.

    Raises BadInputError where the extra is missing or a run does not hold, and OSError.
    """
    equipped()
    from optimizer.serve.single import single_file  # noqa: PLC0415 - its libraries are an extra

    layers = {} if geometry is None else geometry.layers
    kept = kept_dossiers(where, stored.outcome)
    beside = None if store is None else Board(stored.case, stored.outcome, layers, Vault(store), Queue(0), kept=kept)
    alone = tuple(kept[site.id] for site in stored.case.sites if site.id in kept)
    minutes, dossiers = ((), alone) if beside is None else (beside.vault.minutes, beside.dossiers(BASE))
    others = [of_run(folder) for folder in against]
    importance = kept_importance(where, stored.outcome)
    often = {} if importance is None else importance.often
    own = of_run(where) if others else None
    written = single_file(stored.case, stored.outcome, layers, voice.language, minutes, dossiers, others, own, often)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_bytes(written)
    voice.answer({"out": str(out), "bytes": len(written)})
    voice.show(f"{out}   {len(written) / 1e6:.1f} MB")

"""Where the run of a solve is to lie, and whether its answer is there already.

``results/`` and every folder that keeps a catalogue is a store: nothing in it is overwritten, and a solve whose key it
holds answers from it. A folder named with ``--out`` elsewhere is written to as asked, as any file would be.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from models.outcome import Outcome
from optimizer.cli.say import Voice
from optimizer.instance import Loaded
from optimizer.solve import Settings
from optimizer.solve.about import plain_settings
from optimizer.store import Run, claim, entries, is_store, key_of, read_run, recall, shelve, sweep_leftovers
from optimizer.store.catalogue import shared_address
from optimizer.store.shelf import run_name
from optimizer.store.whole import Place as Mover
from optimizer.store.whole import move

RESULTS = Path("results")


@dataclass(frozen=True, slots=True)
class Place:
    """The folder of a run, whether it lies in a store, and the key under which it would be known there."""

    folder: Path
    store: bool
    named: bool
    key: str
    catalogue: str = ""

    @property
    def put(self) -> Mover:
        """How a finished run is moved there."""
        return shelve if self.store else move

    @contextmanager
    def claimed(self, voice: Voice) -> Iterator[None]:
        """Hold the right to solve this; waits, and says so, while another process does."""
        if not self.store:
            yield
            return
        with claim(self.folder.parent, self.key, wait=False) as mine:
            if mine:
                sweep_leftovers(self.folder.parent)
                yield
                return
        voice.remark("另一进程正在求解同一问题，等待其结果" if voice.language == "zh" else
                     "another process is solving the same; waiting for its answer")  # fmt: skip
        with claim(self.folder.parent, self.key):
            yield

    def known(self) -> tuple[Path, Run] | None:
        """Return the stored run that answers this, and its folder."""
        found = recall(self.folder.parent, self.key, self.catalogue, self.folder.name) if self.store else None
        return None if found is None else (found, read_run(found))

    def enter(self) -> None:
        """Have the catalogue know what was written."""
        if self.store:
            entries(self.folder.parent, self.catalogue)


def place_of(
    loaded: Loaded, settings: Settings, out: Path | None, keep: bool, catalogue: str, by_blocks: bool = False
) -> Place:
    """Return where the run of a solve goes; without `keep` nothing is to be written."""
    folder = out or RESULTS / run_name(loaded.case.frame.id, loaded.scenario)
    store = is_store(folder.parent) or (keep and (out is None or bool(shared_address(catalogue))))
    key = key_of(loaded.case, loaded.scenario, plain_settings(settings, by_blocks))
    return Place(folder, store, out is not None, key, catalogue)


def worth_keeping(outcome: Outcome) -> bool:
    """Return whether an outcome makes a run: there is a plan, or a proof that there is none."""
    return outcome.plan is not None or bool(outcome.conflict)

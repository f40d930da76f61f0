"""Opening a board on a run or an instance, and serving it until it is stopped.

The store lies beside the run, never in it, because a run folder shows every file that was added to it.
"""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path

from models import Scenario
from optimizer.explain.kept_answers import kept_conflict, kept_dossiers
from optimizer.instance import load_case
from optimizer.instance.stack import known
from optimizer.instance.titles import scenario_at
from optimizer.serve.board import BASE, Board
from optimizer.serve.codes import BoardError
from optimizer.serve.draft import Draft, Edit
from optimizer.serve.queue import Queue
from optimizer.serve.shelf import Shelf
from optimizer.serve.vault import Vault
from optimizer.store import read_run
from optimizer.store.manifest import INSTANCE, OUTCOME

NEEDED = ("fastapi", "uvicorn", "jinja2")
GROUND = ("layers", "geography")
"""Parts of a case whose change would need the geometry to be read anew; scenarios that change them are not offered."""


def equipped() -> None:
    """Raise BoardError (LD-901) when a library of the board is missing."""
    missing = [name for name in NEEDED if find_spec(name) is None]
    if missing:
        raise BoardError("LD-901", ", ".join(missing))


def board_of(
    where: Path,
    store: Path | None,
    queue: Queue,
    seconds: float = 120.0,
    backend: str = "highs",
    results: Path | None = None,
    quick: Queue | None = None,
) -> Board:
    """Return the board of a run, or of an instance that is solved on the board. Raises BadInputError.

    ``results`` is the folder whose runs it may compare with, None for none; ``quick`` works on first answers alone.
    """
    stored = (where / OUTCOME).is_file()
    if stored:
        run = read_run(where)
        folder = where / INSTANCE
        geometry = load_case(folder, run.manifest.scenarios).geometry if folder.is_dir() else None
        case, base = run.case, run.outcome
        kept, conflict = kept_dossiers(where, base), kept_conflict(where)
    else:
        folder, loaded = where, load_case(where)
        case, base, geometry = loaded.case, None, loaded.geometry
        kept, conflict = {}, None
    vault = Vault(store or where.resolve().parent / f"{where.resolve().name}-board")
    layers = {} if geometry is None else geometry.layers
    shelf = Shelf(results, where.resolve() if stored else None)
    board = Board(
        case, base, layers, vault, queue, seconds, backend, scenarios_of(folder), shelf, quick, kept, conflict
    )
    if base is None and board.answered(BASE):
        board.base = board.shown(BASE).outcome
    return board


def scenarios_of(folder: Path) -> dict[str, Draft]:
    """Return the scenarios of an instance as what-ifs of one edit, their bases' changes first."""
    read = {name: scenario_at(path) for name, path in known(folder).items()}
    found = {}
    for name in read:
        line = _line(name, read)
        changes = tuple(change for one in line for change in one.changes)
        locks = tuple(lock for one in line for lock in one.locks)
        if line and not any(change.path.startswith(GROUND) for change in changes):
            edit = Edit(text=line[-1].title, changes=changes, locks=locks)
            found[name] = Draft(steps=(edit,), at=1)
    return found


def _line(name: str, read: dict[str, Scenario | None], above: tuple[str, ...] = ()) -> list[Scenario]:
    """Return a scenario after those it is based on; nothing where one cannot be read or a circle is met."""
    one = read.get(name)
    if one is None or name in above:
        return []
    below = [_line(base, read, (*above, name)) for base in one.base]
    return [] if not all(below) else list({s.id: s for line in (*below, [one]) for s in line}.values())

"""A sweep: every cell solved once, kept as a run in the store, the rest going on whatever befalls one.

What the store holds is taken from there, so that a sweep that was killed goes on where it stopped when the same command
is given again, with the same answers. Cells that another process is solving are waited for at the end.

    time left ≈ Σ over back ends of (cells open × mean time of the cells solved by it) / cells done at once      [s]

It is unknown before a first cell was solved.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace

from models import BadInputError, Verdict
from optimizer.instance import Loaded, load_case
from optimizer.scenario.sweep_cells import Cell, Row, Stack
from optimizer.scenario.sweep_codes import died, unreached
from optimizer.scenario.sweep_terms import Progress, Tell, Terms
from optimizer.scenario.sweep_work import Job, Work, work
from optimizer.solve import Settings
from optimizer.solve.about import plain_settings
from optimizer.store import RunError, claim, entries, key_of, read_run, recall, shelve, sweep_leftovers, write_run
from optimizer.store.manifest import code_version
from optimizer.store.shelf import run_name
from optimizer.workers import HERE, Pool, Unreached, done, placed


@dataclass(slots=True)
class _Sweep:
    """A sweep under way: rows by the number of their cell, cells still open, claims held, seconds measured."""

    cells: Sequence[Cell]
    terms: Terms
    tell: Tell
    width: int = 1
    rows: dict[int, Row] = field(default_factory=dict)
    ready: deque[tuple[int, Row]] = field(default_factory=deque)
    taken: list[int] = field(default_factory=list)
    claims: dict[int, ExitStack] = field(default_factory=dict)
    cases: dict[Stack, Loaded | BadInputError] = field(default_factory=dict)
    keys: dict[Cell, str] = field(default_factory=dict)
    seconds: dict[str, list[float]] = field(default_factory=dict)

    def loaded(self, cell: Cell) -> Loaded | BadInputError:
        """Return the case of a cell, or what keeps it from being read; each stack is read once."""
        if cell.scenarios not in self.cases:
            try:
                self.cases[cell.scenarios] = load_case(self.terms.instance, cell.scenarios)
            except BadInputError as error:
                self.cases[cell.scenarios] = error
        return self.cases[cell.scenarios]

    def sound(self, number: int) -> tuple[Cell, Loaded]:
        """Return a cell that is to be solved, with its case."""
        loaded = self.loaded(self.cells[number])
        assert isinstance(loaded, Loaded)
        return self.cells[number], loaded

    def settings(self, cell: Cell) -> Settings:
        """Return the settings of a cell."""
        return replace(self.terms.settings, backend=cell.backend, seed=cell.seed)

    def key(self, cell: Cell, loaded: Loaded) -> str:
        """Return the key of a cell's run; each is made once, since a large case takes long to hash."""
        if cell not in self.keys:
            self.keys[cell] = key_of(loaded.case, loaded.scenario, plain_settings(self.settings(cell)))
        return self.keys[cell]

    def known(self, cell: Cell) -> Row | None:
        """Return the row of a cell that the store answers or whose input is bad; None when it is to be solved."""
        loaded = self.loaded(cell)
        if isinstance(loaded, BadInputError):
            return Row(cell, "none", problems=tuple(one for one in loaded.problems if one.fatal))
        if self.terms.again:
            return None
        folder = recall(self.terms.results, self.key(cell, loaded), self.terms.catalogue)
        if folder is None:
            return None
        run = read_run(folder)
        spent = float(sum(run.manifest.seconds.values()))
        return Row(cell, "store", spent, folder.name, run.outcome)

    def jobs(self, numbers: Sequence[int]) -> Iterator[tuple[int, Job]]:
        """Yield the jobs of cells that this process may solve; those of another are left to `taken`."""
        for number in numbers:
            cell, loaded = self.sound(number)
            stack = ExitStack()
            if not stack.enter_context(claim(self.terms.results, self.key(cell, loaded), wait=False)):
                self.taken.append(number)
                continue
            self.claims[number] = stack
            found = self.known(cell)  # another process may have finished it meanwhile
            if found is not None:
                self.ready.append((number, found))
                continue
            yield number, self.job(cell, loaded)

    def job(self, cell: Cell, loaded: Loaded) -> Job:
        """Return what a worker is sent; layers go along only where something is drawn."""
        geometry = loaded.geometry
        drawn = None if geometry is None or self.terms.render is None else replace(geometry, layers={**geometry.layers})
        return Job(
            loaded.case, loaded.scenario, self.settings(cell), code_version(),
            memory=self.terms.memory, geometry=drawn, render=self.terms.render,
        )  # fmt: skip

    def keep(self, number: int, work: Work) -> Row:
        """Return the row of a job that is done, its run written to the store. Raises RunError when the disk refuses."""
        cell, loaded = self.sound(number)
        if work.problem is not None or work.outcome is None or work.about is None:
            return Row(cell, "none", work.seconds, problems=() if work.problem is None else (work.problem,))
        self.seconds.setdefault(cell.backend, []).append(work.seconds)
        if work.outcome.verdict == Verdict.FAILED:
            return Row(cell, "solved", work.seconds, outcome=work.outcome)
        name = f"{run_name(loaded.case.frame.id, loaded.scenario)}.{self.key(cell, loaded)[:12]}"
        said = replace(work.about, scenarios=cell.scenarios, inputs=loaded.inputs)
        try:
            write_run(
                self.terms.results / name, loaded.case, work.outcome, dict(work.parts), said,
                instance=self.terms.instance, overwrite=True, place=shelve,
            )  # fmt: skip
        except RunError as error:
            if error.problems[0].code == "LD-708":
                raise
            return Row(cell, "none", work.seconds, problems=error.problems)
        return Row(cell, "solved", work.seconds, name, work.outcome)

    def enter(self, number: int, row: Row) -> None:
        """Take a row up, let its claim go, and say how far the sweep is."""
        self.rows[number] = row
        if number in self.claims:
            self.claims.pop(number).close()
        self.tell(Progress(len(self.rows), len(self.cells), row, self.left()))

    def left(self) -> float | None:
        """Return the time that the open cells may take [s], None where nothing is measured."""
        every = [spent for seconds in self.seconds.values() for spent in seconds]
        if not every:
            return None if len(self.rows) < len(self.cells) else 0.0
        mean = {name: sum(seconds) / len(seconds) for name, seconds in self.seconds.items()}
        open_cells = [cell for number, cell in enumerate(self.cells) if number not in self.rows]
        return sum(mean.get(cell.backend, sum(every) / len(every)) for cell in open_cells) / self.width

    def solve(self, numbers: Sequence[int], pool: Pool) -> None:
        """Solve the cells of these numbers, each as a worker becomes free; those of another process come last."""
        while numbers:
            for number, found in done(self.jobs(numbers), work, _lost, pool):
                self.enter(number, self.keep(number, found))
                self.settle()
            self.settle()
            numbers, self.taken = self.taken, []
            if numbers:
                with claim(self.terms.results, self.key(*self.sound(numbers[0]))):
                    pass  # now free; nothing is held while waiting, so that two sweeps never wait for one another

    def settle(self) -> None:
        """Take up what needed no solve."""
        while self.ready:
            self.enter(*self.ready.popleft())


def _lost(reason: str) -> Work:
    return Work(0.0, problem=died(reason))


def sweep(
    cells: Sequence[Cell], terms: Terms, pool: Pool = HERE, tell: Tell = lambda _: None
) -> tuple[Row, ...]:  # fmt: skip
    """Return the rows of all cells, in their order; every run is in the store ``terms.results``.

    Raises RunError (LD-708) when the disk refuses a run, and BadInputError (LD-755) when the cluster does not answer;
    what was solved by then is kept.
    """
    terms.results.mkdir(parents=True, exist_ok=True)
    sweep_leftovers(terms.results)
    going = _Sweep(cells, terms, tell)
    try:
        for number, cell in enumerate(cells):
            if (found := going.known(cell)) is not None:
                going.enter(number, found)
        numbers = [number for number in range(len(cells)) if number not in going.rows]
        if numbers:
            with placed(pool) as going.width:
                going.solve(numbers, pool)
    except Unreached as error:
        raise BadInputError((unreached(error.address, error.reason),)) from None
    finally:
        for stack in going.claims.values():
            stack.close()
        entries(terms.results, terms.catalogue)
    return tuple(going.rows[number] for number in range(len(cells)))

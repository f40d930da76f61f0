"""Hold the explanations kept in a run against their own manifests, and against the run that they speak of."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from optimizer.store.canonical import canonical, digest_file
from optimizer.store.explained import Explained, read_explained
from optimizer.store.manifest import EXPLAINED, MANIFEST
from optimizer.store.tampering_files import Tampering, files_against, is_folder


def tampered_explained(run: Path) -> Iterator[Tampering]:
    """Yield whatever in `run`/explained is not as it was written, paths relative to `run`."""
    room = run / EXPLAINED
    if not is_folder(room):
        return
    for folder in sorted(room.iterdir()):
        name = folder.relative_to(run).as_posix()
        found = read_explained(folder) if is_folder(folder) else None
        if found is None:
            yield Tampering(name, "added" if not (folder / MANIFEST).is_file() else "unreadable")
            continue
        yield from _faults(run, folder, found)


def kept_answers(run: Path, verb: str) -> tuple[Path, ...]:
    """Return the folders of the answers of ``verb`` in `run` that are whole and speak of it, latest first."""
    room = run / EXPLAINED
    found = ((folder, read_explained(folder)) for folder in sorted(room.glob(f"{verb}-*")) if is_folder(folder))
    known = ((told, folder) for folder, told in found if told is not None and told.verb == verb)
    whole = [(told.created, folder) for told, folder in known if not [*_faults(run, folder, told)]]
    return tuple(folder for _, folder in sorted(whole, reverse=True))


def _faults(run: Path, folder: Path, found: Explained) -> Iterator[Tampering]:
    yield from _seal(run, folder, found)
    for one in files_against(folder, found.files):
        yield Tampering(f"{folder.relative_to(run).as_posix()}/{one.path}", one.way, one.expected, one.found)


def _seal(run: Path, folder: Path, found: Explained) -> Iterator[Tampering]:
    path, name = folder / MANIFEST, (folder / MANIFEST).relative_to(run).as_posix()
    wanted = found.sealed()
    if found.seal != wanted or canonical(found) != path.read_bytes() or path.is_symlink():
        yield Tampering(name, "seal", wanted, found.seal)
    run_now = digest_file(run / MANIFEST)
    if found.run != run_now:
        yield Tampering(name, "foreign", found.run, run_now)

"""Write a run folder: everything into a temporary sibling first, then renamed into place, so that no half run exists.

    manifest.json                 who, from what, how long, and the hash of every other file
    outcome.json                  the answer
    inputs/case.json              the whole validated case, loadable by models.Case
    inputs/instance/...           the instance's own files as they were read
    ...                           the parts: tables, maps, GIS files

This is the only function that writes a run.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter

from models import Case, Outcome
from optimizer.store.canonical import canonical, digest_file
from optimizer.store.manifest import CASE, INSTANCE, MANIFEST, OUTCOME, About, Manifest, compose, fault
from optimizer.store.whole import Content, Place, hashes, move, put
from optimizer.store.workshop import sync, workshop


def write_run(
    folder: Path,
    case: Case,
    outcome: Outcome,
    parts: Mapping[str, Content],
    about: About,
    *,
    instance: Path | None = None,
    overwrite: bool = False,
    place: Place = move,
) -> Manifest:
    """Write a run and return its manifest; `parts` are named by their path in the folder.

    Files named in ``about.inputs`` are copied from `instance`. Raises RunError (LD-701 the folder is there, LD-702 it
    is no run, LD-703 an input changed meanwhile, LD-704 a part's name leaves the folder, LD-708 the disk refuses).
    Nothing is left behind by a failure, an interrupt included; what a killed process leaves is no run, and is swept
    away by `sweep_leftovers`.
    """
    _admit(folder, overwrite)
    with _disk(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
        with workshop(folder) as room:
            if instance is not None:
                _copy_inputs(instance, room, about.inputs)
            seconds = _fill(room, {CASE: canonical(case), OUTCOME: canonical(outcome)}, parts)
            seen = "" if instance is None else _seen(instance, folder)
            manifest = compose(about, seconds, hashes(room), outcome, seen)
            put(room, MANIFEST, canonical(manifest))
            sync(room)
            place(room, folder)
    return manifest


def _fill(room: Path, core: Mapping[str, bytes], parts: Mapping[str, Content]) -> dict[str, float]:
    """Write everything but manifest and inputs; return the seconds that the parts took, by the head of their names."""
    for name, text in core.items():
        put(room, name, text)
    seconds: dict[str, float] = {}
    for name, content in parts.items():
        head = name.split("/", maxsplit=1)[0]
        seconds[head] = seconds.get(head, 0.0) + _timed(room, name, content)
    return seconds


def _seen(instance: Path, folder: Path) -> str:
    """Return the way from the run to its instance, which holds as long as both move together."""
    try:
        return Path(os.path.relpath(instance.resolve(), folder.resolve())).as_posix()
    except ValueError:  # on another drive
        return instance.resolve().as_posix()


@contextmanager
def _disk(folder: Path) -> Iterator[None]:
    """Tell a fault of the disk as a problem with a code."""
    try:
        yield
    except OSError as error:
        reason = error.strerror or str(error)
        raise fault(
            "LD-708", str(folder), f"无法写入运行成果：{reason}", f"the run cannot be written: {reason}",
            ("腾出磁盘空间或检查权限后重试；未留下不完整的成果",
             "free some disk space or look at the permissions, then try again; no half run was left behind"),
        ) from error  # fmt: skip


def _admit(folder: Path, overwrite: bool) -> None:
    if not folder.exists() or (folder.is_dir() and not any(folder.iterdir())):
        return
    if not (folder / MANIFEST).is_file():
        raise fault(
            "LD-702", str(folder), f"{folder} 已存在且不是运行成果目录，不予覆盖",
            f"{folder} exists and is no run folder; it is left alone", ("另选目录", "choose another folder"),
        )  # fmt: skip
    if not overwrite:
        raise fault(
            "LD-701", str(folder), f"运行成果 {folder} 已存在", f"the run {folder} exists already",
            ("另选目录，或明确要求覆盖", "choose another folder, or ask for it to be overwritten"),
        )  # fmt: skip


def _timed(room: Path, name: str, content: Content) -> float:
    start = perf_counter()
    put(room, name, content)
    return perf_counter() - start


def _copy_inputs(instance: Path, room: Path, inputs: Mapping[str, str]) -> None:
    for name, known in inputs.items():
        source = instance / name
        kept = name if source.resolve().is_relative_to(instance.resolve()) else f"scenarios/{source.name}"
        put(room, f"{INSTANCE}/{kept}", source.read_bytes())
        if digest_file(room / INSTANCE / kept) != known:
            raise fault(
                "LD-703", name, f"输入文件 {name} 在求解期间被改动", f"the input {name} changed while it was solved",
                ("重新求解", "solve again"),
            )  # fmt: skip

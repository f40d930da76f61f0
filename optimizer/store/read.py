"""Read a run folder back: the case, the outcome and the manifest, validated as they were when written."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from pydantic import ValidationError

from models import Case, Outcome, Record
from optimizer.store.manifest import CASE, FORMAT, MANIFEST, OUTCOME, Manifest, fault

R = TypeVar("R", bound=Record)


@dataclass(frozen=True)
class Run:
    """A run as stored."""

    case: Case
    outcome: Outcome
    manifest: Manifest


def read_run(folder: Path) -> Run:
    """Return the run in `folder`. Raises RunError (LD-705) naming the file that is missing or cannot be read.

    Nothing is judged here: see `tampered` for the seal and `optimizer.audit` for the plan.
    """
    return Run(_read(folder, CASE, Case), _read(folder, OUTCOME, Outcome), read_manifest(folder))


def read_manifest(folder: Path) -> Manifest:
    """Return the manifest of a run. Raises RunError (LD-705)."""
    manifest = _read(folder, MANIFEST, Manifest)
    if manifest.format != FORMAT:
        raise fault(
            "LD-705", MANIFEST, f"成果格式 {manifest.format} 不受支持", f"the format {manifest.format} is not known",
            (f"使用能写 {FORMAT} 的版本", f"use a version that writes {FORMAT}"),
        )  # fmt: skip
    return manifest


def _read(folder: Path, name: str, kind: type[R]) -> R:
    try:
        return kind.model_validate_json((folder / name).read_bytes())
    except (OSError, ValidationError) as error:
        reason = str(error).splitlines()[0]
        raise fault(
            "LD-705", name, f"无法读取成果文件 {name}：{reason}", f"the run's file {name} cannot be read: {reason}",
            ("检查目录是否完整，或重新求解", "check that the folder is whole, or solve again"),
        ) from error  # fmt: skip

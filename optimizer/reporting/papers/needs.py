"""What papers need beyond the core, and what is told when it is missing or a paper cannot be made."""

from __future__ import annotations

from importlib import import_module
from typing import Any

from models import BadInputError, Problem, Text

CODES: tuple[tuple[str, str], ...] = (
    ("LD-771", "a package that this paper needs is not installed"),
    ("LD-772", "the template cannot be opened, or is no .docx"),
    ("LD-773", "the template asks for something that is not known, or is not well formed"),
    ("LD-774", "a site asked for is not in the run"),
    ("LD-775", "kept explanations cannot be read, or are of another plan"),
)
EXTRA = Text(zh="安装文书组件：pip install 'lodeplan[papers]'", en="install the extra: pip install 'lodeplan[papers]'")


def needed(module: str, package: str) -> Any:
    """Return `module`, imported. Raises BadInputError (LD-771) naming `package` when it is not installed."""
    try:
        return import_module(module)
    except ImportError as error:
        told = Text(zh=f"没有安装 {package}，无法生成该文书", en=f"{package} is not installed; this paper needs it")
        raise BadInputError((Problem(code="LD-771", value=package, message=told, remedy=EXTRA),)) from error


def refused(code: str, message: Text, remedy: Text, **place: str) -> BadInputError:
    """Return the error of one problem; `place` names file, row, field or value."""
    return BadInputError((Problem(code=code, message=message, remedy=remedy, **place),))

"""Whole-number codes of the vocabularies, so that courses can be kept in arrays; -1 stands for none."""

from __future__ import annotations

from models.words import Action, Kind, Size

NONE = -1
SIZES = (Size.SMALL, Size.MEDIUM, Size.LARGE)
ACTIONS = tuple(Action)
KINDS = tuple(Kind)

SIZE_CODE = {size: code for code, size in enumerate(SIZES)}
ACTION_CODE = {action: code for code, action in enumerate(ACTIONS)}
KIND_CODE = {kind: code for code, kind in enumerate(KINDS)}

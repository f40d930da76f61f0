"""The shape that the models give to every part of the raw case: record, list, mapping or single value.

Raw values are texts; pydantic turns them into figures, words and dates. Only whole numbers among fixed choices
(``Literal[1, 2, 3]``) it takes as numbers alone, so `fit` turns those.
"""

from __future__ import annotations

import types
from collections.abc import Mapping
from functools import cache
from typing import Annotated, Any, Literal, Union, get_args, get_origin

from pydantic import BaseModel

Kind = Literal["record", "list", "mapping", "value"]


@cache
def bare(annotation: Any) -> Any:
    """Return the type without ``Annotated`` and without ``| None``."""
    while True:
        origin = get_origin(annotation)
        if origin is Annotated:
            annotation = get_args(annotation)[0]
        elif origin in (Union, types.UnionType):
            rest = [arg for arg in get_args(annotation) if arg is not type(None)]
            if len(rest) != 1:
                return annotation
            annotation = rest[0]
        else:
            return annotation


@cache
def kind_of(annotation: Any) -> Kind:
    """Return the shape of a type."""
    plain_type = bare(annotation)
    origin = get_origin(plain_type)
    if isinstance(plain_type, type) and issubclass(plain_type, BaseModel):
        return "record"
    if origin is tuple:
        return "list"
    if isinstance(origin, type) and issubclass(origin, Mapping):
        return "mapping"
    return "value"


def fields_of(annotation: Any) -> tuple[str, ...]:
    """Return the names a record of this type may hold, none for other shapes."""
    return tuple(bare(annotation).model_fields) if kind_of(annotation) == "record" else ()


def below(annotation: Any, key: str | int) -> Any | None:
    """Return the type of the part under ``key``, None when there can be none of that name."""
    plain_type = bare(annotation)
    kind = kind_of(plain_type)
    if kind == "record":
        field = plain_type.model_fields.get(key)
        return None if field is None else field.annotation
    args = get_args(plain_type)
    if kind == "mapping":
        return args[1]
    if kind == "list" and args:
        return args[0] if args[-1] is Ellipsis else args[min(int(key), len(args) - 1)] if isinstance(key, int) else None
    return None


def type_at(annotation: Any, path: tuple[str | int, ...]) -> Any | None:
    """Return the type of the part along ``path``, None when the models know none."""
    for key in path:
        annotation = below(annotation, key)
        if annotation is None:
            return None
    return annotation


@cache
def _chooses(annotation: Any) -> bool:
    """Return whether a whole number among fixed choices stands anywhere in a type."""
    plain_type = bare(annotation)
    if kind_of(annotation) == "record":
        return any(_chooses(field.annotation) for field in plain_type.model_fields.values())
    return get_origin(plain_type) is Literal or any(_chooses(part) for part in get_args(plain_type))


def fit(value: Any, annotation: Any) -> Any:
    """Return the value with whole numbers in place of their texts where only those are choices."""
    kind = kind_of(annotation)
    if kind == "record" and isinstance(value, dict):
        return (
            {key: fit(part, below(annotation, key)) for key, part in value.items()} if _chooses(annotation) else value
        )
    if kind == "mapping" and isinstance(value, dict):
        return value
    if kind == "list" and isinstance(value, list):
        return [fit(part, below(annotation, place)) for place, part in enumerate(value)]
    plain_type = bare(annotation)
    if get_origin(plain_type) is Literal and isinstance(value, str):
        return {str(choice): choice for choice in get_args(plain_type)}.get(value, value)
    return value

"""Frozen dataclasses made again from their JSON-able values, by their own annotations.

Only the standard library is used: what is read back are the types of `assistant.types`, whose
fields are all that there is to know about them.
"""

from __future__ import annotations

import math
import types
from dataclasses import MISSING, fields, is_dataclass
from datetime import datetime
from functools import cache
from typing import Any, Literal, TypeVar, cast, get_args, get_origin, get_type_hints

Restored = TypeVar("Restored")


def restored(kind: type[Restored], plain: Any) -> Restored:
    """A dataclass from the values that `asdict` gave, dates in ISO 8601 and tuples as lists.

    A field that has a default may be missing: what an earlier version kept can be read. Dates have
    zones, numbers are finite, and a whole number stands for a float, as in JSON from a browser.

    Raises:
        ValueError: a field is missing, unknown or of another type; the message names its place.
    """
    return cast("Restored", _value(kind, plain, kind.__name__))


def _value(kind: Any, plain: Any, at: str) -> Any:
    origin, arguments = get_origin(kind), get_args(kind)
    if origin is types.UnionType:  # X | None is the only one
        return None if plain is None else _value(arguments[0], plain, at)
    if origin is Literal:
        return plain if isinstance(plain, str) and plain in arguments else _refuse(at, plain)
    if origin is tuple:
        if not isinstance(plain, list):
            _refuse(at, plain)
        return tuple(_value(arguments[0], item, f"{at}[{n}]") for n, item in enumerate(plain))
    if origin is dict:
        if not isinstance(plain, dict) or not all(isinstance(key, str) for key in plain):
            _refuse(at, plain)
        return {key: _value(arguments[1], item, f"{at}[{key!r}]") for key, item in plain.items()}
    if is_dataclass(kind):
        return _dataclass(kind, plain, at)
    if kind is datetime:
        return _date(plain, at)
    if kind is float and type(plain) in (int, float) and math.isfinite(plain):
        return float(plain)
    return plain if kind is not float and type(plain) is kind else _refuse(at, plain)


def _dataclass(kind: Any, plain: Any, at: str) -> Any:
    if not isinstance(plain, dict):
        _refuse(at, plain)
    hints = _hints(kind)
    if unknown := sorted(map(str, plain.keys() - hints.keys())):
        raise ValueError(f"{at} has no field {unknown[0]!r}")
    for field in fields(kind):
        optional = field.default is not MISSING or field.default_factory is not MISSING
        if field.name not in plain and not optional:
            raise ValueError(f"{at} lacks the field {field.name!r}")
    return kind(**{name: _value(hints[name], item, f"{at}.{name}") for name, item in plain.items()})


def _date(plain: Any, at: str) -> datetime:
    if not isinstance(plain, str):
        _refuse(at, plain)
    try:
        date = datetime.fromisoformat(plain)
    except ValueError:
        _refuse(at, plain)
    return date if date.tzinfo else _refuse(at, plain)


@cache
def _hints(kind: type) -> dict[str, Any]:
    return get_type_hints(kind)


def _refuse(at: str, plain: Any) -> Any:
    raise ValueError(f"{at} cannot be {repr(plain)[:80]}")

"""Make many unsaved rows quickly: `Model(...)` spends most of an import in signals, descriptors and keyword checks."""

from collections.abc import Callable
from functools import cache
from typing import Any, TypeVar

from django.db import models
from django.db.models.base import ModelState

Row = TypeVar("Row", bound=models.Model)


@cache
def _plan(model: type[models.Model]) -> tuple[dict[str, Any], dict[str, Callable[[], Any]], dict[str, str]]:
    """What a new row holds: fixed defaults, made defaults, and relations by name with their columns."""
    fixed: dict[str, Any] = {}
    made: dict[str, Callable[[], Any]] = {}
    relations: dict[str, str] = {}
    for field in model._meta.concrete_fields:
        if field.has_default() and callable(field.default):
            made[field.attname] = field.default
        else:
            fixed[field.attname] = field.get_default()
        if isinstance(field, models.ForeignKey):
            relations[field.name] = field.attname
    return fixed, made, relations


def make_row(model: type[Row], /, **values: Any) -> Row:
    """An unsaved row, as `model(**values)` gives it: columns, or relations by name.

    No signals are sent, and values go in as they are. Raises `TypeError` for a name that is no column.
    """
    fixed, made, relations = _plan(model)
    row = model.__new__(model)
    state = ModelState()
    held = {**fixed, **values}
    for name in relations.keys() & values.keys():
        other = state.fields_cache[name] = held.pop(name)
        held[relations[name]] = other.pk if other is not None else None
    for name, make in made.items():
        if name not in values:
            held[name] = make()
    if len(held) != len(fixed) + len(made):
        unknown = sorted(held.keys() - fixed.keys() - made.keys())
        raise TypeError(f"{model.__name__} has no column {', '.join(unknown)}")
    held["_state"] = state
    row.__dict__ = held
    return row

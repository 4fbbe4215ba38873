"""The fingerprint of a row: what the ledger compares live rows with. An import makes half a million of them: kept
quick."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from functools import cache
from operator import itemgetter
from typing import Any

from django.db import models

from rasoat.web.vault.canonical import moment_text, number_value, plain_value
from rasoat.web.vault.sealing import digest, digest_matches, unseal

Convert = Callable[[Any], Any]


def state_of(row: models.Model) -> dict[str, Any]:
    """The tracked columns of a row (its model's `STATE_FIELDS`) as JSON values."""
    return _shape(type(row)).values(row, history_only=True)


def row_digest(row: models.Model) -> str:
    """The keyed fingerprint of a row's tracked columns, as hex. Raises `TypeError` for a model without
    `STATE_FIELDS`."""
    return digest(_message(row)).hex()


def row_matches(row: models.Model, found: str) -> bool:
    """Whether a fingerprint, of whatever key version, is that of the row as it stands. Raises `KeysMissingError`."""
    try:
        raw = bytes.fromhex(found)
    except ValueError:
        return False
    return digest_matches(_message(row), raw)


def key_value(key: Any) -> int | str:
    """A primary key as it stands in an entry: an int, or text."""
    return key if isinstance(key, int) else str(key)


def _message(row: models.Model) -> list[Any]:
    """Model, key and columns. Empty columns are left out, so that a column added later leaves old fingerprints valid.

    Sealed columns count by their content: sealing again under a new key changes no fingerprint.
    """
    shape = _shape(type(row))
    state = {name: value for name, value in shape.values(row).items() if value or type(value) in _COUNTS_WHEN_ZERO}
    for name in shape.sealed:
        if sealed := getattr(row, name):
            state[name] = unseal(sealed, bound_to=row.seal_bond(name)).hex()  # type: ignore[attr-defined]
    return [shape.label, key_value(row.pk), state]


_COUNTS_WHEN_ZERO = frozenset({int, bool})


@dataclass(frozen=True)
class _Shape:
    """How the tracked columns of one model are read. `steps` remembers, by the types found, what must be converted."""

    label: str
    names: tuple[str, ...]
    history: int
    converters: tuple[Convert, ...]
    plain_types: tuple[type | None, ...]
    sealed: tuple[str, ...]
    read: Callable[[Mapping[str, Any]], tuple[Any, ...]]
    steps: dict[tuple[type, ...], tuple[int, ...]] = field(default_factory=dict)

    def values(self, row: models.Model, *, history_only: bool = False) -> dict[str, Any]:
        """Column values as JSON values, by name."""
        try:
            found = self.read(row.__dict__)
        except KeyError:  # a deferred column
            found = tuple(getattr(row, name) for name in self.names)
        types = tuple(map(type, found))
        steps = self.steps.get(types)
        if steps is None:
            steps = self.steps[types] = tuple(
                at for at, kind in enumerate(types) if kind is not type(None) and kind is not self.plain_types[at]
            )
        listed = list(found)
        for at in steps:
            listed[at] = self.converters[at](listed[at])
        if history_only:
            return dict(zip(self.names[: self.history], listed, strict=False))
        return dict(zip(self.names, listed, strict=True))


@cache
def _shape(model: type[models.Model]) -> _Shape:
    """`STATE_FIELDS`, and `LEDGER_FIELDS`: columns that history does not keep (they never change) but nobody may
    touch."""
    history = getattr(model, "STATE_FIELDS", None)
    if not history:
        raise TypeError(f"{model._meta.label} has no STATE_FIELDS: the ledger cannot track it")
    names = (*history, *getattr(model, "LEDGER_FIELDS", ()))
    by_name: Mapping[str, models.Field[Any, Any]] = {column.attname: column for column in model._meta.concrete_fields}
    made = [_converter(by_name[name]) for name in names]
    read = itemgetter(*names) if len(names) > 1 else lambda values: (values[names[0]],)
    return _Shape(
        model._meta.label_lower, names, len(history), tuple(each[1] for each in made), tuple(each[0] for each in made),
        tuple(getattr(model, "SEALED_FIELDS", ())), read,
    )  # fmt: skip


def _converter(column: "models.Field[Any, Any]") -> tuple[type | None, Convert]:
    """The type that needs no conversion, and how any other value (from Python or either database) becomes one JSON
    value."""
    target = column.target_field if isinstance(column, models.ForeignKey) else column
    match target:
        case models.JSONField():
            return None, plain_value
        case models.BooleanField():
            return bool, bool
        case models.FloatField():
            return None, lambda value: number_value(float(value))
        case models.DecimalField():
            return None, lambda value: number_value(target.to_python(value))
        case models.IntegerField():
            return int, int
        case models.DateTimeField():
            return None, lambda value: moment_text(value) if isinstance(value, datetime) else str(value)
        case models.DateField() | models.TimeField():
            return None, lambda value: value if isinstance(value, str) else value.isoformat()
        case models.BinaryField():
            return None, lambda value: bytes(value).hex()
        case models.UUIDField():
            return None, lambda value: str(target.to_python(value))
        case _:
            return str, str

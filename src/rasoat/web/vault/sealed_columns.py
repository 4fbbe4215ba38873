"""Sealed columns of all apps: a model names them, and what they are sealed to.

`SEALED_FIELDS` are its binary columns with sealed values, `seal_bond(field)` says what a row's value is bound to,
`SEAL_NEEDS` are relations that `seal_bond` reads. `BLIND_INDEX` names a look-up index of a sealed value.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.apps import apps
from django.db import models, transaction
from django.db.models import Count, F
from django.db.models.functions import Substr

from rasoat.web.vault.sealing import VERSION, blind_index, ring, seal, seal_version, unseal


@dataclass(frozen=True, slots=True)
class BlindIndex:
    """An index column made of the text in a sealed column, with the column that says which key version made it."""

    column: str
    version: str
    of: str
    purpose: str


@dataclass(frozen=True, slots=True)
class SealedColumn:
    """One sealed column of one model."""

    model: type[models.Model]
    field: str

    @property
    def name(self) -> str:
        """`register.personalnumber.sealed`."""
        return f"{self.model._meta.label_lower}.{self.field}"

    @property
    def label(self) -> str:
        """For people: the model's Vietnamese name where it has one."""
        return str(getattr(self.model, "SEALED_LABEL", self.name))

    def rows(self) -> "models.QuerySet[models.Model]":
        """All rows with a value, with what their bond needs."""
        needs: tuple[str, ...] = getattr(self.model, "SEAL_NEEDS", ())
        found = self.model._base_manager.exclude(**{f"{self.field}__isnull": True}).exclude(**{self.field: b""})
        return found.select_related(*needs) if needs else found

    def count_by_version(self) -> Mapping[int, int]:
        """How many values each key version still seals (one scan)."""
        head = Substr(F(self.field), 1, VERSION, output_field=models.BinaryField())
        found = (
            self.rows().select_related(None).order_by().annotate(head=head).values_list("head").annotate(Count("pk"))
        )
        return {seal_version(version): count for version, count in found}


@dataclass(frozen=True, slots=True)
class Step:
    """What one batch did: rows read, rows sealed anew, rows that did not open, and the key to go on after."""

    read: int
    changed: int
    broken: int
    last: Any


def sealed_columns() -> list[SealedColumn]:
    """Every sealed column of the site."""
    return [SealedColumn(model, field) for model in apps.get_models() for field in getattr(model, "SEALED_FIELDS", ())]


def indexed_models() -> list[type[models.Model]]:
    """Every model with a blind index."""
    return [model for model in apps.get_models() if hasattr(model, "BLIND_INDEX")]


def reseal_batch(column: SealedColumn, after: Any, size: int) -> Step:
    """Seal a batch of values under the current key, in one short transaction. A value somebody changed meanwhile is
    kept.

    Values whose key is lost or that do not open are left as they are and counted as `broken`.
    """
    current = ring().current("seal")
    rows = _batch(column.rows(), after, size)
    changed = broken = 0
    with transaction.atomic():
        for row in rows:
            old = bytes(getattr(row, column.field))
            if seal_version(old) == current:
                continue
            bond = row.seal_bond(column.field)  # type: ignore[attr-defined]
            try:
                new = seal(unseal(old, bound_to=bond), bound_to=bond)
            except (ValueError, RuntimeError):
                broken += 1
                continue
            same = column.model._base_manager.filter(pk=row.pk, **{column.field: old})
            changed += same.update(**{column.field: new})
    return Step(len(rows), changed, broken, rows[-1].pk if rows else after)


def reindex_batch(model: type[models.Model], after: Any, size: int) -> Step:
    """Make the blind indexes of a batch anew under the current key."""
    index: BlindIndex = model.BLIND_INDEX  # type: ignore[attr-defined]
    current = ring().current("blind")
    rows = _batch(SealedColumn(model, index.of).rows(), after, size)
    changed = broken = 0
    with transaction.atomic():
        for row in rows:
            if getattr(row, index.version) == current:
                continue
            try:
                made = index_for(row, current)
            except (ValueError, RuntimeError):
                broken += 1
                continue
            old = {"pk": row.pk, index.of: bytes(getattr(row, index.of))}
            changed += model._base_manager.filter(**old).update(**{index.column: made, index.version: current})
    return Step(len(rows), changed, broken, rows[-1].pk if rows else after)


def index_for(row: models.Model, version: int) -> bytes:
    """The blind index that a row ought to have. Raises `SealBrokenError` or `KeysMissingError`."""
    index: BlindIndex = row.BLIND_INDEX  # type: ignore[attr-defined]
    plain = unseal(getattr(row, index.of), bound_to=row.seal_bond(index.of))  # type: ignore[attr-defined]
    return blind_index(plain.decode(), purpose=index.purpose, version=version)


def index_versions(model: type[models.Model]) -> Mapping[int, int]:
    """How many rows have an index of each key version."""
    index: BlindIndex = model.BLIND_INDEX  # type: ignore[attr-defined]
    return dict(model._base_manager.order_by().values_list(index.version).annotate(Count("pk")))


def batches(read: Callable[[Any, int], Step], size: int) -> Iterator[Step]:
    """Run `read(after, size)` until nothing is left."""
    after = None
    while True:
        step = read(after, size)
        if not step.read:
            return
        yield step
        after = step.last


def _batch(rows: "models.QuerySet[models.Model]", after: Any, size: int) -> list[models.Model]:
    return list((rows if after is None else rows.filter(pk__gt=after)).order_by("pk")[:size])

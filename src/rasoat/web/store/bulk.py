"""Insert many rows at once: COPY on PostgreSQL, one prepared statement on SQLite.

Several times faster than `bulk_create`.
Ids are given out beforehand (from the sequence, or above the highest one under SQLite's write lock), so that rows of
several tables can be linked before any is written. Database defaults and signals are not used in this house.
"""

import gc
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime
from operator import attrgetter
from typing import Any, TypeVar

from django.db import connection, models, transaction
from django.utils import timezone

Row = TypeVar("Row", bound=models.Model)
_AS_IS = (models.CharField, models.TextField, models.IntegerField, models.FloatField, models.BooleanField)


def insert(rows: Iterable[Row]) -> list[Row]:
    """Write rows of one model and give them their ids. Must run inside `transaction.atomic`."""
    made = list(rows)
    if not made:
        return made
    if not connection.in_atomic_block:
        raise transaction.TransactionManagementError("rows are inserted inside the action's transaction only")
    model = type(made[0])
    _give_ids(model, made)
    now = timezone.now()
    fields = list(model._meta.concrete_fields)
    readers = [_reader(field, now) for field in fields]
    values = [[read(row) for read in readers] for row in made]
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    table = connection.ops.quote_name(model._meta.db_table)
    if connection.vendor == "postgresql":
        _copy(f"COPY {table} ({columns}) FROM STDIN", values)
    else:
        marks = ", ".join(["%s"] * len(fields))
        with connection.cursor() as cursor:
            cursor.executemany(f"INSERT INTO {table} ({columns}) VALUES ({marks})", values)
    for row in made:
        row._state.adding, row._state.db = False, connection.alias
    return made


@contextmanager
def many_objects() -> Iterator[None]:
    """While a batch is built, no garbage is collected.

    The collector would walk hundreds of thousands of rows again and again: a third of the time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def _copy(statement: str, values: Iterable[Sequence[Any]]) -> None:
    with connection.cursor() as cursor, cursor.copy(statement) as copy:
        for row in values:
            copy.write_row(row)


def _give_ids(model: type[models.Model], rows: Sequence[models.Model]) -> None:
    key = model._meta.pk
    wanting = [row for row in rows if row.pk is None]
    if not wanting or not isinstance(key, models.AutoField | models.BigAutoField):
        return
    table, column = model._meta.db_table, key.column
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute(
                "SELECT nextval(pg_get_serial_sequence(%s, %s)) FROM generate_series(1, %s)",
                [connection.ops.quote_name(table), column, len(wanting)],
            )
            ids: Iterable[int] = (found for (found,) in cursor.fetchall())
        else:
            cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
            last = (cursor.fetchone() or (0,))[0]
            ids = range(last + 1, last + 1 + len(wanting))
    for row, given in zip(wanting, ids, strict=True):
        row.pk = given


def _reader(field: "models.Field[Any, Any]", now: datetime) -> Callable[[models.Model], Any]:
    """How a column's value is taken from a row: directly where the driver takes it, else through the field."""
    name = field.attname
    if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
        stamp = field.get_db_prep_save(now if isinstance(field, models.DateTimeField) else now.date(), connection)
        return lambda _row: stamp
    target = field.target_field if isinstance(field, models.ForeignKey) else field
    if isinstance(target, models.JSONField):
        return lambda row: None if (value := getattr(row, name)) is None else json.dumps(value, ensure_ascii=False)
    if isinstance(target, models.DateField) and not isinstance(target, models.DateTimeField):
        return attrgetter(name) if connection.vendor == "postgresql" else _iso(name)
    if isinstance(target, models.UUIDField) and connection.vendor != "postgresql":
        return lambda row: value.hex if (value := getattr(row, name)) is not None else None
    if isinstance(target, (*_AS_IS, models.UUIDField)) or type(target) is models.BinaryField:
        return attrgetter(name)
    return lambda row: field.get_db_prep_save(getattr(row, name), connection)


def _iso(name: str) -> Callable[[models.Model], Any]:
    def read(row: models.Model) -> Any:
        value = getattr(row, name)
        return value.isoformat() if isinstance(value, date) else value

    return read

"""Tables as lines of JSON, alike on both databases: a copy made on SQLite can be restored on PostgreSQL and back.

One way for both was chosen over the databases' own tools: no `pg_dump` of the right version is needed on the office's
machine, and a commune's site can move into the province's database by backup and restore.
"""

import base64
import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import date, datetime, time
from decimal import Decimal
from itertools import islice
from typing import Any, BinaryIO

from django.apps import apps as live_apps
from django.apps.registry import Apps
from django.core.management.color import no_style
from django.db import connections, models, transaction
from django.db.backends.base.base import BaseDatabaseWrapper

LEFT_OUT = frozenset({"sessions", "contenttypes", "auth", "usersessions"})
"""Apps whose rows are not copied: sign-ins of today, and what migrations make themselves."""

STEP = 2000


@contextmanager
def one_moment(using: str = "default") -> Iterator[None]:
    """All reads inside see the database as it is now, while people go on writing."""
    connection = connections[using]
    if connection.in_atomic_block:
        yield
    elif connection.vendor == "postgresql":
        with transaction.atomic(using=using), connection.cursor() as cursor:
            cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ, READ ONLY")
            yield
    else:  # a deferred read transaction of SQLite in WAL mode: `atomic` would take the write lock
        with connection.cursor() as cursor:
            cursor.execute("BEGIN DEFERRED")
            try:
                yield
            finally:
                cursor.execute("ROLLBACK")


def kept_models(registry: Apps | None = None) -> list[type[models.Model]]:
    """Models whose tables are copied."""
    found = (registry or live_apps).get_models(include_auto_created=True)
    return [
        model
        for model in found
        if model._meta.managed and not model._meta.proxy and model._meta.app_label not in LEFT_OUT
    ]


def columns_of(model: type[models.Model]) -> list[str]:
    """Columns that are copied, by attribute name."""
    return [column.attname for column in model._meta.concrete_fields]


def table_lines(model: type[models.Model], using: str = "default") -> Iterator[bytes]:
    """One JSON array a row, in the order of `columns_of`."""
    rows = model._base_manager.using(using).order_by("pk").values_list(*columns_of(model))
    for row in rows.iterator(chunk_size=STEP):
        yield json.dumps([_out(value) for value in row], ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def load_table(model: type[models.Model], columns: Sequence[str], stream: BinaryIO, using: str = "default") -> int:
    """Write the lines of one table; returns how many. Runs inside the restore's one transaction."""
    connection = connections[using]
    by_name = {column.attname: column for column in model._meta.concrete_fields}
    fields = [by_name[name] for name in columns]
    quote = connection.ops.quote_name
    names = ", ".join(quote(str(column.column)) for column in fields)
    places = ", ".join(["%s"] * len(fields))
    sql = f"INSERT INTO {quote(model._meta.db_table)} ({names}) VALUES ({places})"
    lines = iter(stream)
    count = 0
    with connection.cursor() as cursor:
        while batch := list(islice(lines, STEP)):
            cursor.executemany(sql, [_row(line, fields, connection) for line in batch])
            count += len(batch)
    return count


def settle_sequences(loaded: Sequence[type[models.Model]], using: str = "default") -> None:
    """New rows get numbers above the copied ones."""
    connection = connections[using]
    with connection.cursor() as cursor:
        for sql in connection.ops.sequence_reset_sql(no_style(), loaded):
            cursor.execute(sql)


def _row(line: bytes, fields: "Sequence[models.Field[Any, Any]]", connection: BaseDatabaseWrapper) -> list[Any]:
    values = json.loads(line)
    if len(values) != len(fields):
        raise ValueError("a row with another number of columns")
    return [
        column.get_db_prep_save(_in(column, value), connection) for column, value in zip(fields, values, strict=True)
    ]


def _out(value: Any) -> Any:
    match value:
        case bytes() | memoryview():
            return base64.b64encode(bytes(value)).decode()
        case datetime() | date() | time():
            return value.isoformat()
        case None | bool() | int() | float() | str() | dict() | list():
            return value
        case Decimal():
            return str(value)
        case _:
            return str(value)


def _in(column: "models.Field[Any, Any]", value: Any) -> Any:
    if value is None:
        return None
    target = column
    while isinstance(target, models.ForeignKey):
        target = target.target_field
    match target:
        case models.BinaryField():
            return base64.b64decode(value)
        case models.JSONField():
            return value
        case models.DateTimeField():
            return datetime.fromisoformat(value)
        case models.DateField():
            return date.fromisoformat(value)
        case _:
            return target.to_python(value)

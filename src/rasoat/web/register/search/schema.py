"""The database's own index over `SearchRow.text`, made after every migration where it is missing.

PostgreSQL: a GIN index over the words as lexemes, without any parser or dictionary. SQLite: an FTS5 table over the same
column (`ascii` cuts exactly at what is not a letter or digit, since the text is folded), kept in step by triggers.
"""

from typing import Any

from django.db import connections

from rasoat.web.register.models import SearchRow

TABLE = SearchRow._meta.db_table
FTS = "register_search_fts"
LEXEMES = f"""array_to_tsvector(string_to_array(translate("{TABLE}"."text", E'\\n\\t', '  '), ' '))"""
_POSTGRESQL = (f'CREATE INDEX IF NOT EXISTS register_search_gin ON "{TABLE}" USING gin ({LEXEMES})',)
_TAKE_OUT = f"INSERT INTO {FTS}({FTS}, rowid, text) VALUES ('delete', old.household_id, old.text);"
_PUT_IN = f"INSERT INTO {FTS}(rowid, text) VALUES (new.household_id, new.text);"
_RENEW = f"{_TAKE_OUT} {_PUT_IN}"
_OPTIONS = f"text, content='{TABLE}', content_rowid='household_id', tokenize='ascii', detail='none'"
_SQLITE = (
    f"CREATE VIRTUAL TABLE IF NOT EXISTS {FTS} USING fts5({_OPTIONS})",
    f'CREATE TRIGGER IF NOT EXISTS register_search_in AFTER INSERT ON "{TABLE}" BEGIN {_PUT_IN} END',
    f'CREATE TRIGGER IF NOT EXISTS register_search_out AFTER DELETE ON "{TABLE}" BEGIN {_TAKE_OUT} END',
    f'CREATE TRIGGER IF NOT EXISTS register_search_new AFTER UPDATE OF text ON "{TABLE}" BEGIN {_RENEW} END',
)


def ensure_indexes(using: str = "default", **_: Any) -> None:
    """Make what is missing; the receiver of `post_migrate` for the app `register`."""
    connection = connections[using]
    if TABLE not in connection.introspection.table_names():
        return
    with connection.cursor() as cursor:
        for statement in _POSTGRESQL if connection.vendor == "postgresql" else _SQLITE:
            cursor.execute(statement)


def refill_indexes(using: str = "default") -> None:
    """Fill the index from the rows that are there: after a restore, which loads rows before the index is made."""
    connection = connections[using]
    if connection.vendor == "sqlite" and FTS in connection.introspection.table_names():
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {FTS}({FTS}) VALUES ('rebuild')")

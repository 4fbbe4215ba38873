"""The database's index, asked for households that hold every word somewhere: more than match, never fewer."""

from collections.abc import Sequence

from django.db import connection
from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

from rasoat.web.register.models import SearchRow, SearchWord
from rasoat.web.register.search.schema import FTS, LEXEMES
from rasoat.web.register.search.words import OPEN

_MOST_READINGS = 80


def with_every_word(rows: QuerySet[SearchRow], wanted: Sequence[str]) -> QuerySet[SearchRow]:
    """The rows whose text holds, for each word wanted, a word that begins with it. `wanted` holds `[a-z0-9]` only."""
    if connection.vendor == "postgresql":
        return rows.filter(RawSQL(f"{LEXEMES} @@ %s::tsquery", [_lexemes(wanted)], output_field=BooleanField()))
    asked = " AND ".join(f'"{word}"*' for word in wanted)
    return rows.filter(pk__in=RawSQL(f"SELECT rowid FROM {FTS} WHERE {FTS} MATCH %s", [asked]))


def _lexemes(wanted: Sequence[str]) -> str:
    """A `tsquery`. A beginning is written out as the words it can stand for when they are few: twice as fast."""
    return " & ".join(_readings(word) for word in wanted)


def _readings(word: str) -> str:
    if word.isalpha():
        known = list(
            SearchWord.objects.filter(word__startswith=word).values_list("word", flat=True)[: _MOST_READINGS + 1]
        )
        if 0 < len(known) <= _MOST_READINGS:
            return "(" + " | ".join(_lexeme(reading) for reading in sorted(set(known))) + ")"
    return f"'{word}':*"


def _lexeme(reading: str) -> str:
    return f"'{reading.removesuffix(OPEN)}':*" if reading.endswith(OPEN) else f"'{reading}'"

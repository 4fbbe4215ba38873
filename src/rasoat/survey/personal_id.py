"""Structure of the personal identification number (12 digits) and of old identity cards (9 digits).

The structure is recalled from practice, so it never refuses a person: findings are warnings for people to clear.
Digits 1-3: place of birth registration (old place codes stay valid after mergers and are never repaired); digit 4:
century and sex; digits 5-6: year of birth; 6 random digits.
"""

from dataclasses import dataclass
from enum import StrEnum

import polars as pl

from rasoat.law.marks import Mark

STRUCTURE_MARK = Mark.RECALLED
_FIRST_CENTURY = 1900
_YEARS_A_PAIR = 100


class IdFinding(StrEnum):
    """What is odd about a number."""

    NOT_DIGITS = "personal-id-not-digits"
    LENGTH = "personal-id-length"
    LOST_ZERO = "personal-id-lost-zero"
    SEX = "personal-id-sex"
    YEAR = "personal-id-year"


@dataclass(frozen=True, slots=True)
class IdParts:
    """What a 12-digit number says."""

    place: str
    sex: int
    birth_year: int


def parts_of(number: str) -> IdParts | None:
    """The parts of a 12-digit number; None for anything else.

    >>> parts_of("024184012345")
    IdParts(place='024', sex=2, birth_year=1984)
    """
    if len(number) != 12 or not (number.isascii() and number.isdigit()):
        return None
    century, female = divmod(int(number[3]), 2)
    return IdParts(number[:3], female + 1, _FIRST_CENTURY + _YEARS_A_PAIR * century + int(number[4:6]))


def findings(number: str, sex: int | None = None, birth_year: int | None = None) -> list[IdFinding]:
    """Everything odd about one number; empty when it is in order, is an old 9-digit card, or is missing."""
    if not number or (len(number) == 9 and number.isascii() and number.isdigit()):
        return []
    if not (number.isascii() and number.isdigit()):
        return [IdFinding.NOT_DIGITS]
    parts = parts_of(number)
    if parts is None:
        return [IdFinding.LOST_ZERO if len(number) in {10, 11} else IdFinding.LENGTH]
    found = []
    if sex is not None and sex != parts.sex:
        found.append(IdFinding.SEX)
    if birth_year is not None and birth_year != parts.birth_year:
        found.append(IdFinding.YEAR)
    return found


def finding_expr(number: str = "personal_id", sex: str = "sex", birth_year: str = "birth_year") -> pl.Expr:
    """`findings` for whole tables: a list column of finding names (empty when in order)."""
    text = pl.col(number).fill_null("")
    digits = text.str.contains(r"^[0-9]+$")
    length = text.str.len_chars()
    whole = digits & (length == 12)
    fourth = text.str.slice(3, 1).cast(pl.Int64, strict=False)
    year = _FIRST_CENTURY + _YEARS_A_PAIR * (fourth // 2) + text.str.slice(4, 2).cast(pl.Int64, strict=False)
    tests = {
        IdFinding.NOT_DIGITS: (text != "") & ~digits,
        IdFinding.LENGTH: digits & ~length.is_in([9, 10, 11, 12]),
        IdFinding.LOST_ZERO: digits & length.is_in([10, 11]),
        IdFinding.SEX: whole & (pl.col(sex) != fourth % 2 + 1).fill_null(value=False),
        IdFinding.YEAR: whole & (pl.col(birth_year) != year).fill_null(value=False),
    }
    flags = [pl.when(test).then(pl.lit(str(name))) for name, test in tests.items()]
    return pl.concat_list(flags).list.drop_nulls()

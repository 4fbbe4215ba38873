"""Which standard serves a purpose on a day: the purpose chooses, the date alone never does."""

from datetime import date

import pytest

from rasoat.law.book import LawBook
from rasoat.law.standard import Purpose

REVIEW, OPENING, POLICY = Purpose.REVIEW, Purpose.OPENING_SURVEY, Purpose.POLICY
DONG_NAI, BAC_NINH = "dong_nai_local_2022", "bac_ninh_local"


@pytest.mark.parametrize(
    ("day", "purpose", "expected"),
    [
        (date(2005, 12, 31), REVIEW, []),
        (date(2010, 12, 31), REVIEW, ["national_2006"]),
        (date(2011, 1, 1), REVIEW, ["national_2011"]),
        (date(2015, 12, 31), REVIEW, ["national_2011"]),
        (date(2016, 1, 1), REVIEW, ["national_2016"]),
        (date(2021, 12, 31), REVIEW, ["national_2016"]),
        (date(2021, 12, 31), OPENING, ["national_2022"]),
        (date(2022, 1, 1), REVIEW, ["national_2022", DONG_NAI]),
        (date(2022, 1, 1), OPENING, []),
        (date(2025, 9, 1), REVIEW, ["national_2022", DONG_NAI, BAC_NINH]),
        (date(2026, 12, 31), REVIEW, ["national_2022"]),
        (date(2026, 12, 31), OPENING, ["national_2027"]),
        (date(2026, 12, 31), POLICY, ["national_2022"]),
        (date(2027, 1, 1), REVIEW, ["national_2027"]),
        (date(2027, 1, 1), POLICY, ["national_2027"]),
        (date(2031, 1, 1), REVIEW, []),
    ],
)
def test_standard_of_a_purpose_on_a_day(day: date, purpose: Purpose, expected: list[str], law_book: LawBook) -> None:
    assert [standard.id for _, standard in law_book.at(day, purpose)] == expected


def test_without_a_purpose_every_use_is_named(law_book: LawBook) -> None:
    found = [(purpose, standard.id) for purpose, standard in law_book.at(date(2026, 11, 22))]

    assert found == [(REVIEW, "national_2022"), (OPENING, "national_2027"), (POLICY, "national_2022")]


def test_standards_without_definitions_are_blocked(law_book: LawBook) -> None:
    blocked = {standard.id for standard in law_book.standards.values() if standard.blocked}

    assert blocked == {"national_2006", "national_2027"}

"""Corrections of the calendar: who, with which document, and back again."""

from collections.abc import Callable
from datetime import date

import pytest

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.policy import NotAllowedError
from rasoat.web.areas.models import Unit
from rasoat.web.ledger.verify import verify
from rasoat.web.look.refusals import RefusedError
from rasoat.web.rounds.actions.add_day_change import add_day_change
from rasoat.web.rounds.actions.withdraw_day_change import withdraw_day_change
from rasoat.web.rounds.calendar_page import day_lines, month_lines
from rasoat.web.rounds.working_days import is_working

pytestmark = pytest.mark.django_db
FRIDAY = date(2027, 2, 12)


def test_a_day_off_with_its_document_and_back(admin: Acting, province: Unit) -> None:
    row = add_day_change(admin, province, FRIDAY, works=False, name="Nghỉ Tết", document="TB 100/TB-BNV")
    assert not is_working(FRIDAY, province)
    assert is_working(FRIDAY, None)

    withdraw_day_change(admin, row)
    assert is_working(FRIDAY, province)
    with pytest.raises(RefusedError, match="đã được rút"):
        withdraw_day_change(admin, row)
    assert [finding for finding in verify([province], []) if finding.is_fault] == []


@pytest.mark.parametrize(("day", "works", "document", "code"), [
    (FRIDAY, False, " ", "refused"), (FRIDAY, True, "CV", "day-so"), (date(2027, 2, 13), False, "CV", "day-so"),
])  # fmt: skip
def test_what_is_refused(admin: Acting, province: Unit, day: date, works: bool, document: str, code: str) -> None:
    with pytest.raises(RefusedError) as refused:
        add_day_change(admin, province, day, works=works, document=document)
    assert refused.value.code == code


def test_one_word_a_day(admin: Acting, province: Unit) -> None:
    add_day_change(admin, province, FRIDAY, works=False, document="CV 1")

    with pytest.raises(RefusedError, match="trước đó"):
        add_day_change(admin, province, FRIDAY, works=True, document="CV 2")


@pytest.mark.parametrize("role", ["province_officer", "province_chair", "commune_officer", "auditor"])
def test_only_the_administrator(role: str, acting_for: Callable[..., Acting], province: Unit, communes) -> None:
    somebody = acting_for(role, communes[0] if role.startswith("commune") else province)

    with pytest.raises(NotAllowedError):
        add_day_change(somebody, province, FRIDAY, works=False, document="CV")


def test_the_country_belongs_to_the_nation(admin: Acting, acting_for: Callable[..., Acting], province: Unit) -> None:
    with pytest.raises(NotAllowedError):
        add_day_change(admin, None, FRIDAY, works=False, document="TB")

    add_day_change(acting_for("province_admin", None), None, FRIDAY, works=False, document="TB")

    assert not is_working(FRIDAY, province)


def test_the_page_of_a_year(admin: Acting, province: Unit) -> None:
    row = add_day_change(admin, province, date(2026, 10, 17), works=True, name="Làm bù", document="CV 3")

    lines = {line.day: line for line in day_lines(province, 2026)}

    assert lines[row.day].works
    assert lines[row.day].change == row
    assert lines[date(2026, 8, 22)].works  # swapped by the library
    assert lines[date(2026, 9, 2)].name == "Quốc khánh"
    assert row.day not in {line.day for line in day_lines(None, 2026)}
    october = month_lines(province, 2026)[9]
    assert (october.working, october.free) == (23, 0)

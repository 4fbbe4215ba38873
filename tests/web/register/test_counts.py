"""Stored totals follow every change that they count, and are left alone by others."""

from datetime import date

import pytest

from rasoat.web.register.actions.edit_household import edit_household
from rasoat.web.register.actions.record_birth import record_birth
from rasoat.web.register.drafts import MemberDraft
from rasoat.web.register.models import Household, UnitCount
from rasoat.web.register.occasion import Occasion

pytestmark = pytest.mark.django_db
LATER = Occasion(date(2026, 3, 1), "thử")


def totals() -> list[tuple]:
    return sorted(UnitCount.objects.values_list("pk", "village_id", "households", "persons"))


def test_a_new_address_writes_no_total_anew(officer, home: Household) -> None:
    before = totals()

    edit_household(officer, home, {"present_address": "Số 5"}, LATER)

    assert totals() == before


def test_another_village_and_a_birth_are_counted(officer, home: Household, villages) -> None:
    edit_household(officer, home, {"village_id": villages[1].pk}, LATER, correction=True)
    moved = [(village, persons) for _pk, village, _homes, persons in totals()]
    home.refresh_from_db()
    record_birth(officer, home, MemberDraft("Lò Văn Mới", birth_date=date(2026, 3, 2)), Occasion(date(2026, 3, 2)))

    assert moved == [(villages[1].pk, 2)]
    assert [(village, persons) for _pk, village, _homes, persons in totals()] == [(villages[1].pk, 3)]

"""Bulk insert writes what `bulk_create` writes, on either database."""

import uuid
from datetime import date

import pytest
from django.db import transaction
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.django import TestCase

from rasoat.web.areas.models import Unit
from rasoat.web.register.models import FactSheet, Household, Member, PersonalNumber
from rasoat.web.store.bulk import insert

TEXTS = st.text(st.characters(exclude_characters="\x00", exclude_categories=("Cs",)), max_size=40)


def home(unit: Unit, **values: object) -> Household:
    return Household(
        **{"code": "X", "province": unit, "commune": unit, "area": "rural", "since": date(2026, 1, 1)} | values
    )


def test_refuses_outside_a_transaction(transactional_db, communes) -> None:
    with pytest.raises(transaction.TransactionManagementError):
        insert([home(communes[0])])


def test_gives_ids_that_follow_on(communes) -> None:
    first = insert([home(communes[0]), home(communes[0])])
    kept = home(communes[0])
    kept.save()
    second = insert([home(communes[0])])

    ids = [row.pk for row in (*first, kept, *second)]
    assert sorted(set(ids)) == ids
    assert Household.objects.count() == 4


def test_nothing_is_nothing(db) -> None:
    assert insert([]) == []


def test_binary_uuid_and_json_come_back(communes) -> None:
    (owner,) = insert([home(communes[0], extra={"Cột lạ": ["đ", 1, None]})])
    (member,) = insert([Member(household=owner, province=communes[0], commune=communes[0], number=1, full_name="Ơn",
                               since=date(2026, 1, 1), birth_date=date(1980, 2, 3))])  # fmt: skip
    insert(
        [
            PersonalNumber(
                member=member, province=communes[0], kind="old_id", sealed=b"\x00\xff\\N\t", index=b"\x01", tail="123"
            )
        ]
    )

    assert Household.objects.get().extra == {"Cột lạ": ["đ", 1, None]}
    assert bytes(PersonalNumber.objects.get().sealed) == b"\x00\xff\\N\t"
    assert Member.objects.get().public_id == member.public_id
    assert Member.objects.get().birth_date == date(1980, 2, 3)


class TestAnyText(TestCase):
    @given(TEXTS, st.recursive(st.none() | st.booleans() | st.integers(-9999, 9999) | TEXTS, st.lists, max_leaves=5))
    def test_comes_back(self, name: str, value: object) -> None:
        unit = Unit.objects.create(
            key=str(uuid.uuid4())[:20], code="x", name="x", level="commune", folded="", initials="", sort_key=""
        )
        with transaction.atomic():
            (made,) = insert([home(unit, head_name=name)])
            insert(
                [
                    FactSheet(
                        household=made,
                        province=unit,
                        commune=unit,
                        year=2026,
                        on=date(2026, 1, 1),
                        source="t",
                        values={"v": value},
                    )
                ]
            )

        assert Household.objects.get(pk=made.pk).head_name == name
        assert FactSheet.objects.get(household=made).values == {"v": value}

"""Adding households: rows, to-dos, seals, repeated keys, totals and ledger."""

import uuid
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from rasoat.web.accounts.policy import NotAllowedError
from rasoat.web.ledger.models import Entry
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.actions.add_households import add_households
from rasoat.web.register.drafts import HouseholdDraft, MemberDraft
from rasoat.web.register.identity import index_of, reveal
from rasoat.web.register.models import Household, PersonalNumber, ToDo, UnitCount

NUMBER = "024184012345"
ON = date(2026, 9, 1)


def family(villages, **values) -> HouseholdDraft:
    members = (
        MemberDraft("Tòng Thị Đào", relation="head", sex=2, birth_year=1984, ethnicity="03", personal_id=NUMBER),
        MemberDraft("Lò Văn Ơn", relation="spouse", sex=1, birth_date=date(1980, 2, 3), ethnicity="03"),
    )
    return HouseholdDraft(
        **{"commune": villages[0].commune, "village": villages[0], "on": ON, "members": members} | values
    )


def test_writes_household_members_and_numbers(villages, acting_for: Callable) -> None:
    acting = acting_for("commune_officer", villages[0].commune)

    (home,) = add_households(acting, [family(villages)])

    home.refresh_from_db()
    number = PersonalNumber.objects.get()
    assert (home.code, home.head_name, home.member_count) == ("TT00000001", "Tòng Thị Đào", 2)
    assert home.head.full_name == "Tòng Thị Đào"
    assert (home.flag_minority, home.female_head, home.ethnicity) == (True, True, "03")
    assert NUMBER.encode() not in bytes(number.sealed)
    assert bytes(number.index) == index_of(NUMBER)
    assert reveal(number) == NUMBER
    assert number.tail == "345"


def test_ledger_names_every_row(villages, acting_for: Callable) -> None:
    acting = acting_for("commune_officer", villages[0].commune)

    (home,) = add_households(acting, [family(villages, answers={"water": 1})])

    entry = Entry.objects.get(action="register.household_created")
    assert entry.subject_id == str(home.pk)
    assert sorted(row[0] for row in entry.rows) == [
        "register.factsheet", "register.household", "register.householdevent", "register.member", "register.member",
        "register.personalnumber",
    ]  # fmt: skip


def test_repeated_client_key_makes_one_household(villages, acting_for: Callable) -> None:
    acting = acting_for("commune_officer", villages[0].commune)
    draft = family(villages, client_key=uuid.uuid4())

    first = add_households(acting, [draft])
    second = add_households(acting, [draft])

    assert first[0].pk == second[0].pk
    assert Household.objects.count() == 1


def test_heads_only_list_becomes_to_dos(villages, acting_for: Callable) -> None:
    acting = acting_for("commune_officer", villages[0].commune)

    (home,) = add_households(acting, [family(villages, members=(), head_name="Lò Văn Ơn", member_count=5)])

    kinds = set(ToDo.objects.values_list("kind", flat=True))
    assert kinds == {"members_missing", "number_missing", "birth_missing"}
    assert (home.member_count, home.members.count()) == (5, 1)


def test_odd_number_is_noted_not_refused(villages, acting_for: Callable) -> None:
    acting = acting_for("commune_officer", villages[0].commune)
    member = MemberDraft("Lò Văn Ơn", sex=1, birth_year=1980, personal_id=NUMBER)

    add_households(acting, [family(villages, members=(member,))])

    assert ToDo.objects.get().kind == "number_odd"


def test_totals_follow(villages, acting_for: Callable) -> None:
    acting = acting_for("commune_officer", villages[0].commune)

    add_households(acting, [family(villages), family(villages)])

    total = UnitCount.objects.get(household_class="", village=villages[0])
    assert (total.households, total.persons) == (2, 4)


@pytest.mark.parametrize(
    ("values", "field"),
    [
        ({"members": (), "head_name": " "}, "full_name"),
        ({"members": (MemberDraft(" "),)}, "full_name"),
        ({"on": timezone.localdate() + timedelta(days=2)}, "on"),
    ],
)
def test_refuses_and_writes_nothing(villages, acting_for: Callable, values: dict, field: str) -> None:
    acting = acting_for("commune_officer", villages[0].commune)

    with pytest.raises(RefusedError) as refused:
        add_households(acting, [family(villages), family(villages, **values)])

    assert refused.value.field == field
    assert not Household.objects.exists()


def test_refuses_a_village_of_another_commune(villages, acting_for: Callable) -> None:
    acting = acting_for("commune_officer", villages[0].commune)

    with pytest.raises(RefusedError, match="không thuộc"):
        add_households(acting, [family(villages, village=villages[2])])


@pytest.mark.parametrize("role", ["commune_chair", "village_head", "auditor", "trainee"])
def test_roles_without_the_pen_may_not(villages, acting_for: Callable, role: str) -> None:
    acting = acting_for(role, villages[0].commune)

    with pytest.raises(NotAllowedError):
        add_households(acting, [family(villages)])


def test_not_in_another_commune(villages, acting_for: Callable) -> None:
    acting = acting_for("commune_officer", villages[2].commune)

    with pytest.raises(NotAllowedError):
        add_households(acting, [family(villages)])


def test_queries_do_not_grow_with_households(villages, acting_for: Callable) -> None:
    acting = acting_for("commune_officer", villages[0].commune)
    add_households(acting, [family(villages)])

    with CaptureQueriesContext(connection) as few:
        add_households(acting, [family(villages) for _ in range(3)])
    with CaptureQueriesContext(connection) as many:
        add_households(acting, [family(villages) for _ in range(60)])

    assert len(many) <= len(few)

"""Births that cannot be true are refused wherever a person is written, and nothing is written."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone

from rasoat.web.accounts.acting import Acting
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.actions.add_households import add_households
from rasoat.web.register.actions.add_member import add_member
from rasoat.web.register.actions.edit_member import edit_member
from rasoat.web.register.actions.record_birth import record_birth
from rasoat.web.register.drafts import HouseholdDraft, MemberDraft
from rasoat.web.register.models import EventKind, Household, Member
from rasoat.web.register.occasion import Occasion

ON = date(2026, 1, 5)
pytestmark = pytest.mark.django_db


@pytest.fixture
def officer(communes, acting_for: Callable[..., Acting]) -> Acting:
    return acting_for("commune_officer", communes[0])


@pytest.fixture
def home(officer: Acting, villages) -> Household:
    return add_households(officer, [draft(villages)])[0]


def draft(villages, **born) -> HouseholdDraft:
    members = (MemberDraft("Lò Thị Thử", relation="head", birth_year=1980), MemberDraft("Lò Văn Mới", **born))
    return HouseholdDraft(commune=villages[0].commune, village=villages[0], on=ON, members=members)


def future() -> list[dict]:
    today = timezone.localdate()
    return [{"birth_year": today.year + 1}, {"birth_date": today + timedelta(1)}]


@pytest.mark.parametrize("which", [0, 1])
def test_no_birth_in_the_future(which, officer, home, villages) -> None:
    born, member = future()[which], home.members.get(birth_year=1980)

    for write in (
        lambda: add_households(officer, [draft(villages, **born)]),
        lambda: add_households(officer, [draft(villages, **born)], kind=EventKind.MOVED_IN),
        lambda: add_member(officer, home, MemberDraft("Lò Văn Hai", **born), Occasion(ON, "về ở cùng")),
        lambda: edit_member(officer, member, born, Occasion(ON, "sửa")),
    ):
        with pytest.raises(RefusedError) as refused:
            write()
        assert refused.value.field == "birth"
        assert "tương lai" in str(refused.value)
    assert (Household.objects.count(), Member.objects.count()) == (1, 2)


@pytest.mark.parametrize("which", [0, 1])
def test_imports_tell_it_row_by_row(which, officer, villages) -> None:
    (made,) = add_households(officer, [draft(villages, **future()[which])], kind=EventKind.IMPORTED)

    assert made.member_count == 2


@pytest.mark.parametrize("born", [{"birth_date": ON + timedelta(1)}, {"birth_year": ON.year + 1}])
def test_nobody_joins_before_birth(born, officer, home, monkeypatch) -> None:
    monkeypatch.setattr(timezone, "localdate", lambda *_: date(2028, 1, 1))

    with pytest.raises(RefusedError) as refused:
        add_member(officer, home, MemberDraft("Lò Văn Hai", **born), Occasion(ON, "về ở cùng"))

    assert refused.value.field == "on"


def test_a_birth_is_of_somebody_just_born(officer, home) -> None:
    with pytest.raises(RefusedError) as refused:
        record_birth(officer, home, MemberDraft("Lò Văn Hai", birth_year=ON.year - 2), Occasion(ON))

    late = record_birth(officer, home, MemberDraft("Lò Văn Ba", birth_year=ON.year - 1), Occasion(ON))

    assert refused.value.field == "birth"
    assert late.member is not None
    assert late.member.birth_year == ON.year - 1

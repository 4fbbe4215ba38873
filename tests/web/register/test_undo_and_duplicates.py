"""Taking back events and mergings; finding duplicates."""

import uuid
from collections.abc import Callable
from datetime import date

import pytest

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.policy import NotAllowedError
from rasoat.web.ledger.models import Entry
from rasoat.web.ledger.record import state_of
from rasoat.web.ledger.verify import verify
from rasoat.web.look.refusals import RefusedError, StaleError
from rasoat.web.register.actions.add_member import add_member
from rasoat.web.register.actions.edit_household import edit_household
from rasoat.web.register.actions.edit_member import edit_member
from rasoat.web.register.actions.merge_duplicates import merge_duplicates
from rasoat.web.register.actions.record_birth import record_birth
from rasoat.web.register.actions.record_death import record_death
from rasoat.web.register.actions.record_decision import DecisionDraft, LineDraft, record_decision
from rasoat.web.register.actions.settle_duplicate import settle_duplicate
from rasoat.web.register.actions.split_household import split_household
from rasoat.web.register.actions.undo_event import undo_event
from rasoat.web.register.actions.undo_merge import undo_merge
from rasoat.web.register.drafts import MemberDraft
from rasoat.web.register.duplicates import notice
from rasoat.web.register.identity import reveal
from rasoat.web.register.models import DuplicatePair, Household, Member, NumberKind, PairState, PersonalNumber, Status
from rasoat.web.register.occasion import Occasion
from rasoat.web.register.queries import statuses_on

NUMBER = "024184012345"
WHEN = Occasion(date(2026, 3, 1), "thử")


def everything() -> tuple:
    """States of all households and members, with the copies and the status that lists use."""
    return (
        {row.pk: (state_of(row), row.member_count, row.sort_key, row.since) for row in Household.objects.all()},
        {row.pk: (state_of(row), row.since) for row in Member.objects.all()},
        sorted(Status.objects.values_list("household_id", "standard_id", "household_class", "commune_id")),
    )


@pytest.mark.django_db
def test_undone_death_restores_everybody(officer: Acting, family: Callable) -> None:
    home = family()
    before = everything()
    heir = home.members.get(number=2)
    event = record_death(officer, home, home.head, WHEN, new_head=heir)

    undo_event(officer, event, reason="ghi nhầm người")

    assert everything() == before
    event.refresh_from_db()
    assert event.undone_by is not None


@pytest.mark.django_db
def test_only_the_latest_event_is_undone(officer: Acting, family: Callable) -> None:
    home = family()
    first = record_birth(officer, home, MemberDraft("Lò Văn Mới"), WHEN)
    record_birth(officer, home, MemberDraft("Lò Thị Mới"), WHEN)

    with pytest.raises(RefusedError, match="sau đó"):
        undo_event(officer, first, reason="nhầm")


@pytest.mark.django_db
def test_undoing_needs_a_reason_and_the_pen(officer: Acting, acting_for: Callable, family: Callable, communes) -> None:
    home = family()
    event = record_birth(officer, home, MemberDraft("Lò Văn Mới"), WHEN)

    with pytest.raises(RefusedError):
        undo_event(officer, event, reason=" ")
    with pytest.raises(NotAllowedError):
        undo_event(acting_for("commune_officer", communes[1]), event, reason="nhầm")


@pytest.mark.django_db
def test_split_household_stands_when_it_is_in_a_decision(officer: Acting, family: Callable) -> None:
    home = family()
    child = home.members.get(number=3)
    event = split_household(officer, home, [child], child, WHEN)
    record_decision(
        officer, DecisionDraft(home.commune, "national_2022", 2026, WHEN.on), [LineDraft(event.other_household, "poor")]
    )

    with pytest.raises(RefusedError, match="quyết định"):
        undo_event(officer, event, reason="nhầm")


@pytest.mark.django_db
@pytest.mark.parametrize("day", [date(2025, 12, 31), date(2027, 1, 1)])
def test_events_before_the_household_and_in_the_future_are_refused(
    officer: Acting, family: Callable, day: date
) -> None:
    home = family()

    with pytest.raises(RefusedError) as refused:
        record_birth(officer, home, MemberDraft("Lò Văn Mới"), Occasion(day))

    assert refused.value.field == "on"


@pytest.mark.django_db
def test_second_editor_is_shown_both_values(officer: Acting, family: Callable) -> None:
    home = family()
    seen = home.version
    edit_household(officer, home, {"present_address": "Bản trên"}, WHEN, version=seen)

    with pytest.raises(StaleError) as stale:
        edit_household(officer, home, {"present_address": "Bản dưới"}, WHEN, version=seen)

    assert (stale.value.mine, stale.value.theirs) == ({"present_address": "Bản dưới"}, {"present_address": "Bản trên"})


@pytest.mark.django_db
def test_new_number_closes_the_old_one_and_its_to_do(officer: Acting, family: Callable) -> None:
    head = family().head

    edit_member(officer, head, {}, WHEN, numbers={NumberKind.PERSONAL_ID: NUMBER})
    edit_member(officer, head, {}, WHEN, numbers={NumberKind.PERSONAL_ID: "024184054321"})

    rows = list(PersonalNumber.objects.filter(member=head).order_by("id"))
    assert [(reveal(row), row.until) for row in rows] == [(NUMBER, WHEN.on), ("024184054321", None)]
    assert not head.to_dos.filter(kind="number_missing", done_at__isnull=True).exists()


@pytest.mark.django_db
def test_completing_a_list_of_heads_keeps_the_count(officer: Acting, family: Callable) -> None:
    home = family("Lò Văn Ơn", member_count=3)

    for name in ("Lò Thị Hai", "Lò Văn Ba"):
        add_member(officer, home, MemberDraft(name), Occasion(WHEN.on, "bổ sung"), was_there=True)

    home.refresh_from_db()
    assert home.member_count == 3
    assert not home.to_dos.filter(kind="members_missing", done_at__isnull=True).exists()


@pytest.mark.django_db
def test_same_number_is_found_in_another_commune(officer, acting_for, family, villages, communes) -> None:
    other = acting_for("commune_officer", communes[1])
    one = family(members=[MemberDraft("Lò Văn Ơn", personal_id=NUMBER)])
    two = family(by=other, village=villages[2], members=[MemberDraft("Lò Ơn", personal_id=NUMBER)])

    pair = DuplicatePair.objects.get()

    assert (pair.first_id, pair.second_id, pair.ground) == (one.pk, two.pk, "number")


@pytest.mark.django_db
def test_like_names_with_different_numbers_are_two_people(officer: Acting, family: Callable) -> None:
    for number in (NUMBER, "024184054321"):
        family(members=[MemberDraft("Lò Văn Ơn", birth_year=1984, personal_id=number)])
    assert not DuplicatePair.objects.exists()

    family(members=[MemberDraft("Lo Van Ơn", birth_year=1984)])

    assert DuplicatePair.objects.count() == 2


@pytest.mark.django_db
def test_a_pair_said_to_be_apart_is_not_put_up_again(officer: Acting, family: Callable) -> None:
    one, _two = family(), family()
    pair = DuplicatePair.objects.get()
    settle_duplicate(officer, pair, PairState.APART, reason="hai anh em họ")

    notice_again = notice(officer, [one.pk])

    pair.refresh_from_db()
    assert notice_again == []
    assert pair.state == PairState.APART


@pytest.mark.django_db
def test_merging_unites_and_undoing_restores_both_exactly(officer: Acting, family: Callable) -> None:
    one = family("Lò Văn Ơn", "Tòng Thị Đào")
    two = family(
        members=[
            MemberDraft("Lò Văn Ơn", relation="head", sex=1, birth_year=1980, personal_id=NUMBER),
            MemberDraft("Lò Văn Út", birth_year=2015),
        ]
    )
    record_decision(officer, DecisionDraft(one.commune, "national_2022", 2026, WHEN.on), [LineDraft(two, "poor")])
    pair = DuplicatePair.objects.get()
    before = everything()

    merge_duplicates(officer, pair, one, reason="một hộ ghi hai lần", household_values={"present_address": "Bản dưới"})

    one.refresh_from_db()
    two.refresh_from_db()
    names = sorted(one.members.filter(left_on__isnull=True).values_list("full_name", flat=True))
    assert names == ["Lò Văn Út", "Lò Văn Ơn", "Tòng Thị Đào"]
    assert (one.member_count, one.present_address, two.end_kind, two.member_count) == (3, "Bản dưới", "duplicate", 0)
    assert statuses_on(one, WHEN.on)["national_2022"].household_class == "poor"
    assert [reveal(row) for row in PersonalNumber.objects.filter(member=one.head, until__isnull=True)] == [NUMBER]

    pair.refresh_from_db()
    undo_merge(officer, pair, reason="xem lại là hai hộ")

    assert everything() == before
    assert [found.row for found in verify() if found.row.startswith("register.")] == []
    assert not PersonalNumber.objects.filter(member=one.head, until__isnull=True).exists()


@pytest.mark.django_db
def test_merging_with_later_changes_is_not_undone(officer: Acting, family: Callable) -> None:
    one, _two = family(), family()
    pair = DuplicatePair.objects.get()
    merge_duplicates(officer, pair, one, reason="trùng")
    record_birth(officer, one, MemberDraft("Lò Văn Mới"), Occasion(officer.today()))

    with pytest.raises(RefusedError, match="sau đó"):
        undo_merge(officer, pair, reason="nhầm")


@pytest.mark.django_db
def test_every_row_of_an_event_stands_in_the_ledger(officer: Acting, family: Callable) -> None:
    home = family()
    child = home.members.get(number=3)

    split_household(officer, home, [child], child, WHEN)

    entry = Entry.objects.get(action="register.household_split")
    kinds = {row[0] for row in entry.rows}
    assert kinds == {"register.household", "register.member", "register.householdevent", "register.paststate"}
    assert uuid.UUID(str(entry.request_id)) == officer.request_id

"""Any sequence of events keeps the register whole: one living head, right counts, states that do not overlap."""

from collections.abc import Callable
from datetime import date, timedelta
from itertools import pairwise

import pytest
from django.db import transaction
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from rasoat.web.accounts.acting import Acting, acting_as
from rasoat.web.accounts.models import Assignment, User
from rasoat.web.ledger.record import state_of
from rasoat.web.ledger.verify import verify
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.actions.add_member import add_member
from rasoat.web.register.actions.change_head import change_head
from rasoat.web.register.actions.edit_household import edit_household
from rasoat.web.register.actions.edit_member import edit_member
from rasoat.web.register.actions.end_household import end_household
from rasoat.web.register.actions.member_left import member_left
from rasoat.web.register.actions.merge_households import merge_households
from rasoat.web.register.actions.move_household import move_household
from rasoat.web.register.actions.record_birth import record_birth
from rasoat.web.register.actions.record_death import record_death
from rasoat.web.register.actions.split_household import split_household
from rasoat.web.register.actions.undo_event import undo_event
from rasoat.web.register.drafts import MemberDraft
from rasoat.web.register.history import state_on
from rasoat.web.register.models import Household, HouseholdEvent, Member, PastState, UnitCount
from rasoat.web.register.occasion import Occasion

FIRST = date(2026, 1, 1)
NAMES = ("Lò Văn A", "Lò Thị Bua", "Vàng A Sùng", "Giàng Thị Dợ", "Quàng Văn Ơn")
STEPS = st.tuples(
    st.sampled_from(
        ["birth", "join", "death", "left", "head", "move", "split", "merge", "end", "edit", "rename", "correct", "undo"]
    ),
    st.integers(0, 9),
    st.integers(0, 9),
    st.integers(0, 12),
)


class Walk:
    """Does events as told, skipping those that are refused, and remembers each state as it was recorded."""

    def __init__(self, acting: Acting, villages: list) -> None:
        self.acting, self.villages, self.day = acting, villages, FIRST
        self.seen: dict[tuple[int, date], tuple] = {}

    def step(self, what: str, a: int, b: int, days: int) -> None:
        self.day = min(self.day + timedelta(days=days), date(2026, 11, 1))
        homes = list(Household.objects.filter(ended_on__isnull=True).order_by("pk"))
        if not homes:
            return
        home, other = homes[a % len(homes)], homes[b % len(homes)]
        members = list(Member.objects.filter(household=home, left_on__isnull=True).order_by("pk"))
        one, two = members[a % len(members)], members[b % len(members)]
        when = Occasion(self.day, "thử", "GT 1")
        try:
            self._do(what, home, other, one, two, members, when)
        except RefusedError:
            return
        self._forget_later() if what == "undo" else None
        for row in Household.objects.all():
            self.seen[row.pk, self.day] = picture(row)

    def _forget_later(self) -> None:
        self.seen.clear()

    def _do(self, what: str, home, other, one, two, members, when: Occasion) -> None:
        heir = next((row for row in members if row.pk != one.pk), None)
        match what:
            case "birth":
                record_birth(self.acting, home, MemberDraft("Bé Mới"), when)
            case "join":
                add_member(self.acting, home, MemberDraft("Người Mới", birth_year=1990), when)
            case "death":
                record_death(self.acting, home, one, when, new_head=heir)
            case "left":
                member_left(self.acting, home, one, when, new_head=heir)
            case "head":
                change_head(self.acting, home, two, when)
            case "move":
                village = self.villages[one.pk % len(self.villages)]
                move_household(self.acting, home, village.commune, village, when)
            case "split":
                leaving = members[1:] if one.pk % 2 else members[:1]
                split_household(self.acting, home, leaving, leaving[0] if leaving else None, when, old_head=members[-1])
            case "merge":
                merge_households(self.acting, home, other, when)
            case "end":
                end_household(self.acting, home, when)
            case "edit":
                edit_household(self.acting, home, {"present_address": f"Nhà {one.pk} {self.day}"}, when)
            case "rename":
                edit_member(self.acting, one, {"full_name": f"Tên {one.pk} {self.day}"}, when)
            case "correct":
                edit_household(self.acting, home, {"permanent_address": f"Đúng {self.day}"}, when, correction=True)
                self.seen.clear()
            case "undo":
                event = HouseholdEvent.objects.filter(household=home, undone_by__isnull=True).order_by("-id").first()
                undo_event(self.acting, event, reason="nhầm")


def picture(home: Household) -> tuple:
    """Today's state of a household with its living members."""
    living = Member.objects.filter(household=home, left_on__isnull=True).order_by("pk")
    return state_of(home), [(row.pk, state_of(row)) for row in living]


def behind_the_ledgers_back() -> list[str]:
    """Rows of the register that the ledger does not explain."""
    return [f"{found.kind} {found.row}" for found in verify() if found.row.startswith("register.")]


def check_whole() -> None:
    for home in Household.objects.all():
        living = list(Member.objects.filter(household=home, left_on__isnull=True))
        if home.ended_on is None:
            assert [row.pk for row in living if row.relation == "head"] == [home.head_id]
            assert home.head_name == home.head.full_name
            assert home.member_count == len(living)
        else:
            assert not living
            assert home.member_count == 0
        assert {row.commune_id for row in living} <= {home.commune_id}
    kept: dict[tuple, list[tuple[date, date]]] = {}
    for past in PastState.objects.filter(wrong=False):
        kept.setdefault((past.member_id, None if past.member_id else past.household_id), []).append(
            (past.since, past.until)
        )
    for (member_id, home_id), spans in kept.items():
        row = Member.objects.get(pk=member_id) if member_id else Household.objects.get(pk=home_id)
        ordered = sorted(span for span in spans if span[0] < span[1])
        assert all(one[1] <= two[0] for one, two in pairwise(ordered))
        assert all(until <= row.since for _, until in ordered)
    assert (
        sum(UnitCount.objects.filter(household_class="").values_list("persons", flat=True))
        == Member.objects.filter(left_on__isnull=True).count()
    )


@pytest.fixture
def province_hand(villages) -> Acting:
    """Somebody who keeps the registers of both communes."""
    user = User.objects.create_user("hai-xa", "x", full_name="Cán bộ hai xã")
    for commune in {village.commune for village in villages}:
        Assignment.objects.create(user=user, role="commune_officer", unit=commune, valid_from=FIRST)
    return acting_as(user, "web")


@pytest.mark.django_db
@settings(
    max_examples=12, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture],
    phases=(Phase.explicit, Phase.generate),
)  # fmt: skip
@given(steps=st.lists(STEPS, min_size=3, max_size=14))
def test_events_keep_the_register_whole(steps, province_hand: Acting, villages, family: Callable) -> None:
    with transaction.atomic():
        family(*NAMES[:3], by=province_hand)
        family(*NAMES[3:], by=province_hand)
        walk = Walk(province_hand, villages)

        for step in steps:
            walk.step(*step)
            check_whole()

        for (pk, day), (values, members) in walk.seen.items():
            then = state_on(Household.objects.get(pk=pk), day)
            if then is None or not then.is_living:
                continue
            assert state_of(then.household) == values
            assert sorted((row.pk, state_of(row)) for row in then.members) == sorted(members)
        assert behind_the_ledgers_back() == []
        transaction.set_rollback(True)

"""Who may give which role to whom; duties kept apart; exceptions."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.utils import timezone

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.actions.assign_role import assign_role
from rasoat.web.accounts.actions.create_user import create_user
from rasoat.web.accounts.actions.end_assignment import end_assignment
from rasoat.web.accounts.actions.grant_exception import grant_exception
from rasoat.web.accounts.actions.invite import invite
from rasoat.web.accounts.apart import may_approve
from rasoat.web.accounts.capabilities import LEVELS, Capability
from rasoat.web.accounts.granting import GRANTABLE, may_manage
from rasoat.web.accounts.models import Assignment, Role, User
from rasoat.web.accounts.policy import NotAllowedError, policy_of
from rasoat.web.areas.models import Unit
from rasoat.web.ledger.models import Entry
from rasoat.web.look.refusals import RefusedError

ActingFor = Callable[..., Acting]
UserWith = Callable[..., User]
PAIR = frozenset({"commune_chair", "commune_officer"})


def today() -> date:
    return timezone.localdate()


def test_nobody_may_give_the_own_role_or_one_that_gives_it() -> None:
    for giver, given in GRANTABLE.items():
        for role in given:
            assert giver not in GRANTABLE.get(role, ())
            assert giver != role


def test_every_grantable_role_has_a_level_below_or_equal() -> None:
    order = ["nation", "province", "district", "commune", "village"]
    for giver, given in GRANTABLE.items():
        top = min(order.index(level) for level in LEVELS[giver])
        assert all(max(order.index(level) for level in LEVELS[role]) >= top for role in given)


def test_province_admin_gives_roles_inside_the_province(
    acting_for: ActingFor, province: Unit, communes: list[Unit]
) -> None:
    acting = acting_for("province_admin", province)
    user = create_user(acting, full_name="Lê Thị Hoa")

    row = assign_role(acting, user, "commune_officer", communes[0])

    assert policy_of(user, today()).may(Capability.HOUSEHOLD_EDIT, communes[0])
    assert not policy_of(user, today()).may(Capability.HOUSEHOLD_EDIT, communes[1])
    assert Entry.objects.filter(
        action="accounts.role_assigned", subject_id=str(row.pk), chain__unit=communes[0]
    ).exists()


def test_a_role_outside_the_area_is_not_given(acting_for: ActingFor, console: Acting, communes: list[Unit]) -> None:
    chair = acting_for("commune_chair", communes[0])
    user = create_user(console, full_name="Lê Thị Hoa")

    with pytest.raises(NotAllowedError):
        assign_role(chair, user, "commune_officer", communes[1])


@pytest.mark.parametrize("role", sorted(role.value for role in Role))
def test_commune_officer_gives_village_roles_only(
    role: str, acting_for: ActingFor, console: Acting, communes, villages
) -> None:
    officer = acting_for("commune_officer", communes[0])
    user = create_user(console, full_name="Lê Thị Hoa")
    unit = villages[0] if "village" in LEVELS[role] else communes[0]

    if role in {"village_head", "reviewer"}:
        assert assign_role(officer, user, role, unit).role == role
    else:
        with pytest.raises((NotAllowedError, RefusedError)):
            assign_role(officer, user, role, unit)
        assert not user.assignments.exists()


@pytest.mark.parametrize("role", ["commune_board", "province_officer", "reviewer", "auditor", "ministry_viewer"])
def test_without_the_capability_no_role_is_given(
    role: str, acting_for: ActingFor, console, province, communes, villages
) -> None:
    place = {"commune": communes[0], "province": province, "village": villages[0]}
    level = next(level for level in ("commune", "province", "village", "nation") if level in LEVELS[role])
    acting = acting_for(role, place.get(level))
    user = create_user(console, full_name="Lê Thị Hoa")

    with pytest.raises(NotAllowedError):
        assign_role(acting, user, "reviewer", villages[0])


def test_nobody_gives_a_role_to_himself(acting_for: ActingFor, province: Unit) -> None:
    acting = acting_for("province_admin", province)
    assert acting.user

    with pytest.raises(NotAllowedError):
        assign_role(acting, acting.user, "province_chair", province)


def test_a_role_at_the_wrong_level_is_refused(acting_for: ActingFor, province: Unit, villages: list[Unit]) -> None:
    acting = acting_for("province_admin", province)
    user = create_user(acting, full_name="Lê Thị Hoa")

    with pytest.raises(RefusedError) as refusal:
        assign_role(acting, user, "commune_officer", villages[0])
    assert refusal.value.field == "unit"


def test_only_the_technical_administrator_makes_province_administrators(acting_for: ActingFor, province: Unit) -> None:
    technical, admin = acting_for("technical_admin", None), acting_for("province_admin", province)

    assert (
        invite(technical, full_name="Trần Văn Bình", role="province_admin", unit=province)[0].user.assignments.count()
        == 1
    )
    with pytest.raises(NotAllowedError):
        invite(admin, full_name="Trần Văn Cường", role="province_admin", unit=province)
    with pytest.raises(NotAllowedError):
        invite(technical, full_name="Trần Văn Dũng", role="technical_admin", unit=None)
    assert not User.objects.filter(full_name="Trần Văn Dũng").exists()


def test_preparer_does_not_become_approver(acting_for: ActingFor, user_with: UserWith, province, communes) -> None:
    admin = acting_for("province_admin", province)
    officer = user_with("commune_officer", communes[0])

    with pytest.raises(RefusedError) as refusal:
        assign_role(admin, officer, "commune_chair", communes[0])
    assert refusal.value.code == "duties_apart"
    assert assign_role(admin, officer, "commune_chair", communes[1])


def test_surveyor_does_not_become_rechecker_above(
    acting_for: ActingFor, user_with: UserWith, province, villages
) -> None:
    admin = acting_for("province_admin", province)
    reviewer = user_with("reviewer", villages[0])

    with pytest.raises(RefusedError):
        assign_role(admin, reviewer, "rechecker", province)


def test_a_recorded_exception_allows_both_and_ends_them(
    acting_for: ActingFor, user_with: UserWith, province, communes
) -> None:
    admin = acting_for("province_admin", province)
    officer = user_with("commune_officer", communes[0])
    last = today() + timedelta(days=60)

    grant_exception(
        admin,
        officer,
        communes[0],
        PAIR,
        reason="Xã thiếu người",
        document="CV 12",
        valid_from=today(),
        valid_until=last,
    )
    row = assign_role(admin, officer, "commune_chair", communes[0])

    assert row.valid_until == last
    entry = Entry.objects.get(action="accounts.exception_granted")
    assert entry.chain.unit == communes[0]


@pytest.mark.parametrize(("reason", "document"), [("", "CV 12"), ("Thiếu người", " ")])
def test_an_exception_needs_reason_and_paper(reason, document, acting_for, user_with, province, communes) -> None:
    admin, officer = acting_for("province_admin", province), user_with("commune_officer", communes[0])

    with pytest.raises(RefusedError):
        grant_exception(
            admin, officer, communes[0], PAIR, reason=reason, document=document, valid_from=today(), valid_until=today()
        )


def test_nobody_grants_himself_an_exception(acting_for: ActingFor, communes: list[Unit]) -> None:
    chair = acting_for("commune_chair", communes[0])
    assert chair.user

    with pytest.raises(NotAllowedError):
        grant_exception(
            chair, chair.user, communes[0], PAIR, reason="x", document="y", valid_from=today(), valid_until=today()
        )


def test_an_exception_stays_inside_the_area(acting_for: ActingFor, user_with: UserWith, communes: list[Unit]) -> None:
    chair, officer = acting_for("commune_chair", communes[0]), user_with("commune_officer", communes[1])

    with pytest.raises(NotAllowedError):
        grant_exception(
            chair, officer, communes[1], PAIR, reason="x", document="y", valid_from=today(), valid_until=today()
        )


def test_nobody_approves_the_own_work_unless_excepted(acting_for, user_with, province, communes, villages) -> None:
    chair, other = acting_for("commune_chair", communes[0]), user_with("commune_officer", communes[0])
    assert chair.user

    assert may_approve(chair, other, communes[0])
    assert not may_approve(chair, chair.user, communes[0])
    grant_exception(
        acting_for("province_admin", province),
        chair.user,
        communes[0],
        PAIR,
        reason="Thiếu người",
        document="CV 12",
        valid_from=today(),
        valid_until=today(),
    )
    assert may_approve(chair, chair.user.pk, communes[0])
    assert may_approve(chair, chair.user, villages[0])
    assert not may_approve(chair, chair.user, communes[1])


def test_one_manages_only_those_whose_every_role_one_could_give(
    acting_for, user_with, province, communes, villages
) -> None:
    officer = acting_for("commune_officer", communes[0])
    head = user_with("village_head", villages[0])

    assert may_manage(officer, head)
    assert not may_manage(officer, user_with("commune_chair", communes[0]))
    assert not may_manage(officer, user_with("village_head", villages[2]))
    assert not may_manage(officer, officer.user)
    Assignment.objects.create(user=head, role="commune_board", unit=communes[0], valid_from=date(2025, 1, 1))
    assert not may_manage(officer, head)
    assert may_manage(acting_for("province_admin", province), head)


def test_nobody_ends_the_own_role(acting_for: ActingFor, province: Unit) -> None:
    admin = acting_for("province_admin", province)
    assert admin.user

    with pytest.raises(NotAllowedError):
        end_assignment(admin, admin.user.assignments.get())

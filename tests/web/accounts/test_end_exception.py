"""An exception to duties kept apart ends early: the person loses what stood on it alone, and the history says so."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client

from rasoat.web.accounts.acting import Acting, acting_as
from rasoat.web.accounts.actions.assign_role import assign_role
from rasoat.web.accounts.actions.delegate import delegate
from rasoat.web.accounts.actions.end_exception import end_exception
from rasoat.web.accounts.actions.grant_exception import grant_exception
from rasoat.web.accounts.apart import may_approve
from rasoat.web.accounts.models import Assignment, DutyException, User
from rasoat.web.accounts.policy import NotAllowedError
from rasoat.web.areas.models import Unit
from rasoat.web.ledger.models import Entry
from rasoat.web.ledger.verify import verify
from rasoat.web.look.refusals import RefusedError

PAIR = frozenset({"commune_chair", "commune_officer"})


@pytest.fixture
def admin(acting_for: Callable[..., Acting], province: Unit) -> Acting:
    return acting_for("province_admin", province)


@pytest.fixture
def officer(admin: Acting, communes: list[Unit], acting_for: Callable[..., Acting]) -> User:
    """Somebody whose first role was given through the program, so that the ledger knows it."""
    user = User.objects.create_user("can.bo", "mat-khau-thu-2026", full_name="Cán Bộ Thử")
    assign_role(admin, user, "commune_officer", communes[0])
    return user


def grant(acting: Acting, person: User, unit: Unit, *, lasts: int = 60) -> DutyException:
    return grant_exception(
        acting, person, unit, PAIR, reason="Xã thiếu người", document="CV 12", valid_from=acting.today(),
        valid_until=acting.today() + timedelta(days=lasts),
    )  # fmt: skip


def running(person: User) -> list[str]:
    return sorted(Assignment.objects.filter(user=person, ended_at=None).values_list("role", flat=True))


def test_the_later_role_ends_with_the_exception(admin: Acting, officer: User, communes: list[Unit]) -> None:
    row = grant(admin, officer, communes[0])
    assign_role(admin, officer, "commune_chair", communes[0])

    ended = end_exception(admin, row, reason="Đã có chủ tịch mới")

    row.refresh_from_db()
    assert [role.role for role in ended] == ["commune_chair"]
    assert running(officer) == ["commune_officer"]
    assert (row.ended_by, row.end_reason) == (admin.user, "Đã có chủ tịch mới")
    actions = Entry.objects.filter(chain__unit=communes[0]).order_by("number").values_list("action", flat=True)
    assert list(actions)[-2:] == ["accounts.exception_ended", "accounts.role_ended"]


def test_the_ledger_agrees_with_the_rows_afterwards(admin: Acting, officer: User, communes: list[Unit]) -> None:
    row = grant(admin, officer, communes[0])
    assign_role(admin, officer, "commune_chair", communes[0])
    end_exception(admin, row, reason="Hết việc")

    names = {finding.row for finding in verify() if finding.is_fault}

    assert f"accounts.dutyexception {row.pk}" not in names
    assert not any(
        name == f"accounts.assignment {pk}" for pk in officer.assignments.values_list("pk", flat=True) for name in names
    )


def test_nothing_is_given_or_approved_on_an_ended_exception(admin: Acting, officer: User, communes: list[Unit]) -> None:
    row = grant(admin, officer, communes[0])
    end_exception(admin, row, reason="Hết việc")

    with pytest.raises(RefusedError) as refusal:
        assign_role(admin, officer, "commune_chair", communes[0])
    assert refusal.value.code == "duties_apart"


def test_the_own_work_is_not_approved_after_the_end(admin: Acting, acting_for, communes: list[Unit]) -> None:
    chair = acting_for("commune_chair", communes[0])
    row = grant(admin, chair.user, communes[0])
    assert may_approve(chair, chair.user, communes[0])

    end_exception(admin, row, reason="Hết việc")

    assert not may_approve(chair, chair.user, communes[0])


def test_another_exception_keeps_both_roles(admin: Acting, officer: User, communes: list[Unit]) -> None:
    first, _second = grant(admin, officer, communes[0]), grant(admin, officer, communes[0], lasts=90)
    assign_role(admin, officer, "commune_chair", communes[0])

    assert end_exception(admin, first, reason="Ghi hai lần") == []
    assert running(officer) == ["commune_chair", "commune_officer"]


def test_roles_elsewhere_stay(admin: Acting, officer: User, communes: list[Unit]) -> None:
    row = grant(admin, officer, communes[0])
    assign_role(admin, officer, "commune_chair", communes[1])

    assert end_exception(admin, row, reason="Không cần nữa") == []


def test_what_was_delegated_from_the_role_ends_too(admin: Acting, officer: User, user_with, communes) -> None:
    row = grant(admin, officer, communes[0])
    chair = assign_role(admin, officer, "commune_chair", communes[0])
    colleague = user_with("commune_board", communes[0])
    delegate(acting_as(officer, "web"), chair, colleague, until=admin.today() + timedelta(days=5))

    end_exception(admin, row, reason="Hết việc")

    assert running(colleague) == ["commune_board"]


def test_who_may_not_grant_may_not_end(admin: Acting, officer: User, acting_for, communes: list[Unit]) -> None:
    row = grant(admin, officer, communes[0])

    for acting in (
        acting_for("commune_chair", communes[1]), acting_for("commune_board", communes[0]),
        acting_for("technical_admin", None),
    ):  # fmt: skip
        with pytest.raises(NotAllowedError):
            end_exception(acting, row, reason="x")


def test_nobody_ends_the_own_exception(admin: Acting, acting_for, communes: list[Unit]) -> None:
    chair = acting_for("commune_chair", communes[0])
    row = grant(admin, chair.user, communes[0])

    with pytest.raises(NotAllowedError):
        end_exception(chair, row, reason="x")


def test_an_end_needs_a_reason_and_happens_once(admin: Acting, officer: User, communes: list[Unit]) -> None:
    row = grant(admin, officer, communes[0])

    with pytest.raises(RefusedError) as refusal:
        end_exception(admin, row, reason=" ")
    end_exception(admin, row, reason="Hết việc")
    with pytest.raises(RefusedError):
        end_exception(admin, row, reason="Hết việc")
    assert refusal.value.field == "reason"


def test_an_exception_that_ran_out_is_not_ended(admin: Acting, officer: User, communes: list[Unit]) -> None:
    row = grant(admin, officer, communes[0])
    DutyException.objects.filter(pk=row.pk).update(valid_until=admin.today() - timedelta(days=1))

    with pytest.raises(RefusedError):
        end_exception(admin, row, reason="Hết việc")


def test_the_page_ends_it_and_shows_the_history(client_for, officer: User, admin: Acting, province, communes) -> None:
    row = grant(admin, officer, communes[0])
    browser: Client = client_for("province_admin", province)
    page = f"/nguoi-dung/{officer.public_id}/"

    before = browser.get(page).content.decode()
    browser.post(f"{page}viec/", {"viec": "cham-dut-ngoai-le", "ngoai-le": row.pk, "reason": "Đã có người thay"})
    after = browser.get(page).content.decode()

    assert f'data-open-dialog="ngoai-le-{row.pk}"' in before
    assert "Chấm dứt trước hạn" not in after
    assert "Đã có người thay" in after
    assert "Chấm dứt ngoại lệ kiêm nhiệm" in after


def test_another_persons_exception_is_not_reached_through_the_page(
    client_for, officer, user_with, admin, province, communes
) -> None:
    row = grant(admin, officer, communes[0])
    other = user_with("commune_board", communes[0])

    answer = client_for("province_admin", province).post(
        f"/nguoi-dung/{other.public_id}/viec/", {"viec": "cham-dut-ngoai-le", "ngoai-le": row.pk, "reason": "x"}
    )

    assert answer.status_code == 404

"""Whatever is changed in accounts behind the program's back is named by the check of the ledger, row by row."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.apps import apps
from django.db import connection
from django.utils import timezone

from rasoat.web.accounts.acting import Acting, acting_as
from rasoat.web.accounts.actions.assign_role import assign_role
from rasoat.web.accounts.actions.create_user import create_user
from rasoat.web.accounts.actions.delegate import delegate
from rasoat.web.accounts.actions.end_exception import end_exception
from rasoat.web.accounts.actions.grant_exception import grant_exception
from rasoat.web.accounts.actions.invite import invite
from rasoat.web.accounts.actions.issue_token import issue_token
from rasoat.web.accounts.models import ApiToken, Assignment, DutyException, Invitation, User
from rasoat.web.areas.models import Unit
from rasoat.web.ledger.findings import FindingKind
from rasoat.web.ledger.verify import verify

CHANGES = {
    "user": [
        "username = 'ke.gian'", "full_name = 'Kẻ Gian'", "position = 'Chủ tịch'", "phone = '0900000000'",
        "is_active = false", "must_change_password = true", "language = 'en'",
        "password = (SELECT password FROM accounts_user ORDER BY id LIMIT 1)",
        "public_id = '7d4448409dc011d1b2455ffdce74fad2'", "created_at = '2020-01-01 00:00:00+00:00'",
    ],
    "assignment": [
        "user_id = (SELECT min(id) FROM accounts_user)", "role = 'province_admin'", "unit_id = NULL",
        "valid_from = '2020-01-01'", "valid_until = '2099-12-31'", "document = 'QĐ giả'",
        "ended_at = '2026-01-01 00:00:00+00:00'", "delegated_from_id = id",
    ],
    "invitation": [
        "user_id = (SELECT min(id) FROM accounts_user)", "invited_by_id = NULL",
        "expires_at = '2099-12-31 00:00:00+00:00'", "used_at = '2026-01-01 00:00:00+00:00'",
        "revoked_at = '2026-01-01 00:00:00+00:00'", "code_digest = secret",
        "created_at = '2020-01-01 00:00:00+00:00'",
    ],
    "dutyexception": [
        "user_id = (SELECT min(id) FROM accounts_user)", "duties = 'rechecker+reviewer'", "reason = 'x'",
        "document = 'x'", "granted_by_id = user_id", "valid_from = '2020-01-01'", "valid_until = '2099-12-31'",
        "ended_at = NULL", "ended_by_id = NULL", "end_reason = 'x'",
        "unit_id = (SELECT max(id) FROM areas_unit)",
    ],
    "apitoken": [
        "user_id = (SELECT min(id) FROM accounts_user)", "name = 'x'", 'scopes = \'["household.edit"]\'',
        "expires_at = '2099-12-31 00:00:00+00:00'", "revoked_at = '2026-01-01 00:00:00+00:00'",
        "secret_digest = secret", "created_at = '2020-01-01 00:00:00+00:00'",
    ],
}  # fmt: skip
"""By model: one change of each tracked column; `secret` is the digest of a code that the intruder knows."""

EVERY = [(model, change) for model, changes in CHANGES.items() for change in changes]


@pytest.fixture
def written(acting_for: Callable[..., Acting], province: Unit, communes: list[Unit]) -> dict[str, int]:
    """One row of each model, written by the program; by model, its key."""
    admin = acting_for("province_admin", province)
    invitation, _code = invite(admin, full_name="Lò Thị Ơn", role="commune_officer", unit=communes[0])
    officer = invitation.user
    exception = grant_exception(
        admin, officer, communes[0], frozenset({"commune_chair", "commune_officer"}), reason="Thiếu người",
        document="CV 12", valid_from=admin.today(), valid_until=admin.today() + timedelta(days=9),
    )  # fmt: skip
    end_exception(admin, exception, reason="Hết việc")
    token, _secret = issue_token(acting_as(officer, "web"), name="Sở", scopes=["household.view"], days=30)
    colleague = create_user(admin, full_name="Vàng A Páo", unit=communes[0])
    assign_role(admin, colleague, "commune_board", communes[0])
    role = officer.assignments.get()
    row = delegate(acting_as(officer, "web"), role, colleague, until=admin.today() + timedelta(days=3))
    return {
        "user": officer.pk, "assignment": row.pk, "invitation": invitation.pk, "dutyexception": exception.pk,
        "apitoken": token.pk,
    }  # fmt: skip


def run(sql: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        assert cursor.rowcount == 1


def named(model: str, pk: int) -> list[FindingKind]:
    return [finding.kind for finding in verify() if finding.row == f"accounts.{model} {pk}"]


def test_every_tracked_column_of_accounts_is_tried() -> None:
    tried = {model: {change.split(" = ")[0] for change in changes} for model, changes in CHANGES.items()}
    tracked = {
        model._meta.model_name: {*model.STATE_FIELDS, *getattr(model, "LEDGER_FIELDS", ())}
        for model in apps.get_app_config("accounts").get_models()
        if hasattr(model, "STATE_FIELDS")
    }

    assert tried == tracked


def test_what_the_program_wrote_verifies(written: dict[str, int]) -> None:
    assert {model: named(model, pk) for model, pk in written.items()} == {model: [] for model in written}


@pytest.mark.parametrize(("model", "change"), EVERY)
def test_a_changed_column_is_named(written: dict[str, int], model: str, change: str) -> None:
    digest = "decode('00ff', 'hex')" if connection.vendor == "postgresql" else "x'00ff'"
    run(f"UPDATE accounts_{model} SET {change.replace('= secret', f'= {digest}')} WHERE id = %s", written[model])

    assert named(model, written[model]) == [FindingKind.ROW_CHANGED]


@pytest.mark.parametrize("model", ["invitation", "dutyexception", "apitoken", "assignment"])
def test_a_vanished_row_is_named(written: dict[str, int], model: str) -> None:
    run(f"DELETE FROM accounts_{model} WHERE id = %s", written[model])

    assert named(model, written[model]) == [FindingKind.ROW_VANISHED]


@pytest.mark.usefixtures("written")
def test_rows_added_past_the_program_are_named(province: Unit) -> None:
    """A role, a slip, a token, an exception, and a whole account that nobody gave."""
    today, now = timezone.localdate(), timezone.now()
    intruder = User.objects.create_user("ke.gian", full_name="Kẻ Gian")
    rows = [
        intruder,
        Assignment.objects.create(user=intruder, role="province_admin", unit=province, valid_from=today),
        Invitation.objects.create(user=intruder, code_digest=b"1", expires_at=now),
        ApiToken.objects.create(user=intruder, name="x", secret_digest=b"1", expires_at=now),
        DutyException.objects.create(
            user=intruder, unit=province, duties="rechecker+reviewer", reason="x", granted_by=intruder,
            valid_from=today, valid_until=today,
        ),
    ]  # fmt: skip

    assert [named(row._meta.model_name, row.pk) for row in rows] == [[FindingKind.ROW_APPEARED]] * len(rows)

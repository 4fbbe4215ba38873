"""Invitations: made once, used once, gone in time."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.actions.invite import invite
from rasoat.web.accounts.actions.reissue_slip import reissue_slip
from rasoat.web.accounts.actions.revoke_invitation import revoke_invitation
from rasoat.web.accounts.models import Invitation, User
from rasoat.web.accounts.policy import NotAllowedError
from rasoat.web.accounts.slips import ALPHABET, digest_of, new_code
from rasoat.web.accounts.usernames import suggest, well_formed
from rasoat.web.areas.models import Unit
from rasoat.web.ledger.models import Entry
from rasoat.web.look.refusals import RefusedError

NEW = "mot-cau-de-nho-2026"
GOOD = {"password1": NEW, "password2": NEW}


@pytest.fixture
def slip(acting_for: Callable[..., Acting], province: Unit, communes: list[Unit]) -> tuple[Invitation, str]:
    return invite(
        acting_for("province_admin", province), full_name="Nguyễn Thị Ánh", role="commune_officer", unit=communes[0]
    )


def test_codes_are_long_readable_and_forgiving() -> None:
    code = new_code()

    assert len(set(ALPHABET)) == 32
    assert len(code) == 19
    assert digest_of(code) == digest_of(code.lower().replace("-", " "))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "expected"),
    [("Nguyễn Văn Đạt", "dat.nguyen.van"), ("H’ Đơk", "dok.h"), ("An", "nguoi.dung"), ("???", "nguoi.dung")],
)
def test_sign_in_names_come_from_full_names(name: str, expected: str) -> None:
    assert suggest(name) == expected


@pytest.mark.django_db
def test_a_taken_name_gets_a_number() -> None:
    User.objects.create_user("dat.nguyen.van", full_name="Nguyễn Văn Đạt")

    assert suggest("Nguyễn Văn Đạt") == "dat.nguyen.van2"


@given(st.text(max_size=80))
def test_well_formed_names_are_plain(text: str) -> None:
    if well_formed(text):
        assert text.isascii()
        assert text == text.lower()
        assert 3 <= len(text) <= 60


def test_a_slip_sets_the_first_password_and_the_person_signs_in(slip: tuple[Invitation, str]) -> None:
    invitation, code = slip
    client = Client()

    page = client.get(f"/moi/{code}/")
    answer = client.post(f"/moi/{code}/", GOOD)
    client.post("/dang-nhap/", {"login": "anh.nguyen.thi", "password": NEW})

    assert "Nguyễn Thị Ánh" in page.content.decode()
    assert page["Cache-Control"].startswith("max-age=0")
    assert answer["Location"] == "/dang-nhap/"
    assert client.session["_auth_user_id"] == str(invitation.user_id)
    entry = Entry.objects.get(action="accounts.invitation_accepted")
    assert entry.user_id == invitation.user_id


def test_the_code_is_nowhere_in_the_database(slip: tuple[Invitation, str]) -> None:
    invitation, code = slip

    assert code.encode() not in bytes(invitation.code_digest)
    assert not any(code.encode() in bytes(entry.payload) for entry in Entry.objects.all())


def test_a_slip_serves_once(slip: tuple[Invitation, str]) -> None:
    _invitation, code = slip
    Client().post(f"/moi/{code}/", GOOD)

    again = Client().post(f"/moi/{code}/", {"password1": "ke-trom-doi-lai-1", "password2": "ke-trom-doi-lai-1"})

    assert again.status_code == 410
    assert User.objects.get(username="anh.nguyen.thi").check_password(NEW)


def test_an_old_slip_is_refused(slip: tuple[Invitation, str]) -> None:
    invitation, code = slip
    Invitation.objects.filter(pk=invitation.pk).update(expires_at=timezone.now() - timedelta(seconds=1))

    assert Client().get(f"/moi/{code}/").status_code == 410
    assert Client().post(f"/moi/{code}/", GOOD).status_code == 410


def test_a_revoked_slip_is_refused(slip: tuple[Invitation, str], console: Acting) -> None:
    invitation, code = slip

    revoke_invitation(console, invitation, reason="Thất lạc")

    assert Client().post(f"/moi/{code}/", GOOD).status_code == 410
    with pytest.raises(RefusedError):
        revoke_invitation(console, invitation)


def test_a_new_slip_ends_the_old_one_the_password_and_the_sessions(slip, console: Acting, sign_in) -> None:
    invitation, code = slip
    Client().post(f"/moi/{code}/", GOOD)
    client = sign_in(invitation.user, password=NEW)
    assert client.get("/tai-khoan/").status_code == 200

    _second, second_code = reissue_slip(console, invitation.user, reason="Quên mật khẩu")

    assert client.get("/tai-khoan/").status_code == 302
    assert "_auth_user_id" not in sign_in(invitation.user, password=NEW).session
    assert Client().post(f"/moi/{second_code}/", GOOD).status_code == 302
    assert Entry.objects.filter(action="accounts.password_reset").exists()


def test_reissue_revokes_the_slip_that_was_open(slip, console: Acting) -> None:
    invitation, code = slip

    reissue_slip(console, invitation.user)

    assert Client().get(f"/moi/{code}/").status_code == 410
    assert Entry.objects.filter(action="accounts.invitation_reissued").exists()


def test_nobody_outside_reissues(slip, acting_for, communes: list[Unit]) -> None:
    invitation, _code = slip

    with pytest.raises(NotAllowedError):
        reissue_slip(acting_for("commune_officer", communes[1]), invitation.user)


@pytest.mark.parametrize(
    "data", [{}, {"password1": "ngan", "password2": "ngan"}, {"password1": NEW, "password2": "khac-hoan-toan"}]
)
def test_a_bad_password_leaves_the_slip_open(data, slip: tuple[Invitation, str]) -> None:
    invitation, code = slip

    assert Client().post(f"/moi/{code}/", data).status_code == 200
    invitation.refresh_from_db()
    assert invitation.used_at is None


@pytest.mark.django_db
def test_guessing_is_slowed_down() -> None:
    cache.clear()
    client = Client()

    statuses = [client.get(f"/moi/{new_code()}/").status_code for _ in range(25)]

    assert statuses[0] == 410
    assert statuses[-1] == 429


@pytest.mark.usefixtures("slip")
def test_a_duplicate_name_is_refused_beside_its_field(console: Acting, communes: list[Unit]) -> None:
    with pytest.raises(RefusedError) as refusal:
        invite(console, full_name="Ai Đó", username="anh.nguyen.thi", role="commune_board", unit=communes[0])
    assert refusal.value.field == "username"


def test_a_refused_role_leaves_no_account(acting_for, province: Unit, communes: list[Unit]) -> None:
    chair = acting_for("commune_chair", communes[0])

    with pytest.raises(NotAllowedError):
        invite(chair, full_name="Kẻ Leo Thang", role="province_admin", unit=province)
    assert not User.objects.filter(full_name="Kẻ Leo Thang").exists()

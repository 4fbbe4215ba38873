"""Forced and chosen changes of the password; sessions; what the demo shows."""

from collections.abc import Callable

import pytest
from django.test import Client

from rasoat.web.accounts.models import User
from rasoat.web.accounts.showcase_accounts import code_now

from .conftest import PASSWORD, SECRET

UserWith = Callable[..., User]
SignIn = Callable[..., Client]
PROFILE = "/tai-khoan/"


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


@pytest.fixture
def newcomer(user_with, communes) -> User:
    user = user_with("commune_officer", communes[0])
    User.objects.filter(pk=user.pk).update(must_change_password=True)
    user.refresh_from_db()
    return user


@pytest.mark.parametrize("path", ["/", PROFILE, "/nguoi-dung/", "/tai-khoan/xac-thuc/"])
def test_comes_before_anything_else(path: str, newcomer: User, sign_in: SignIn) -> None:
    assert sign_in(newcomer).get(path)["Location"] == "/tai-khoan/mat-khau/"


def test_then_the_site_opens(newcomer: User, sign_in: SignIn) -> None:
    client = sign_in(newcomer)
    new = "mot-cau-moi-2026"

    client.post("/tai-khoan/mat-khau/", {"current": PASSWORD, "password1": new, "password2": new})

    assert client.get(PROFILE).status_code == 200
    assert signed_in(sign_in(newcomer, password=new))


@pytest.mark.parametrize(
    ("current", "first", "second"),
    [
        ("sai", "mot-cau-moi-2026", "mot-cau-moi-2026"),
        (PASSWORD, PASSWORD, PASSWORD),
        (PASSWORD, "mot-cau-moi-2026", "mot-cau-khac-2026"),
        (PASSWORD, "ngan", "ngan"),
        (PASSWORD, "password123", "password123"),
    ],
)
def test_bad_changes_are_refused(current, first, second, newcomer: User, sign_in: SignIn) -> None:
    client = sign_in(newcomer)

    answer = client.post("/tai-khoan/mat-khau/", {"current": current, "password1": first, "password2": second})

    assert answer.status_code == 200
    assert client.get(PROFILE)["Location"] == "/tai-khoan/mat-khau/"


def test_changing_the_password_ends_other_sessions_and_keeps_this_one(user_with, communes, sign_in: SignIn) -> None:
    user = user_with("commune_officer", communes[0])
    here, elsewhere = sign_in(user), sign_in(user)
    new = "mot-cau-moi-2026"

    here.post("/tai-khoan/mat-khau/", {"current": PASSWORD, "password1": new, "password2": new})

    assert here.get(PROFILE).status_code == 200
    assert elsewhere.get(PROFILE)["Location"].startswith("/dang-nhap/")
    assert here.get("/tai-khoan/phien/").content.decode().count("phiên này") == 1


def test_a_strong_session_stays_strong_after_a_change_of_password(
    user_with, communes, with_totp, sign_in: SignIn
) -> None:
    client = sign_in(with_totp(user_with("commune_chair", communes[0])))
    new = "mot-cau-moi-2026"

    client.post("/tai-khoan/mat-khau/", {"current": PASSWORD, "password1": new, "password2": new})

    assert client.get("/nguoi-dung/").status_code == 200


def test_own_sessions_can_be_ended_one_or_all(user_with, communes, sign_in: SignIn) -> None:
    user = user_with("commune_officer", communes[0])
    here, second, third = sign_in(user), sign_in(user), sign_in(user)
    number = user.usersession_set.get(session_key=second.session.session_key).pk

    here.post("/tai-khoan/phien/", {"session": number})
    assert second.get(PROFILE).status_code == 302
    assert third.get(PROFILE).status_code == 200
    here.post("/tai-khoan/phien/", {})
    assert third.get(PROFILE).status_code == 302
    assert here.get(PROFILE).status_code == 200


def test_a_session_of_somebody_else_is_not_ended_by_its_number(user_with, communes, sign_in: SignIn) -> None:
    user, other = user_with("commune_officer", communes[0]), user_with("commune_board", communes[0])
    here, theirs = sign_in(user), sign_in(other)

    here.post("/tai-khoan/phien/", {"session": other.usersession_set.get().pk})

    assert theirs.get(PROFILE).status_code == 200


def test_the_demo_shows_its_accounts_and_codes_only_in_demo_mode(settings, user_with, communes, with_totp) -> None:
    with_totp(user_with("commune_chair", communes[0], username="demo.chu-tich"))

    assert "demo.chu-tich" not in Client().get("/dang-nhap/").content.decode()
    settings.DEMO = True
    page = Client().get("/dang-nhap/").content.decode()
    assert "demo.chu-tich" in page
    assert code_now(SECRET) in page

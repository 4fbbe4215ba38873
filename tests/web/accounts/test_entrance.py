"""Sign-in, lock-out, sign-out."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from axes.models import AccessAttempt
from django.test import Client
from django.urls import get_resolver
from django.utils import timezone

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.actions.deactivate import deactivate
from rasoat.web.accounts.actions.unlock import unlock
from rasoat.web.accounts.models import User
from rasoat.web.accounts.policy import NotAllowedError, policy_of
from rasoat.web.areas.models import Unit
from rasoat.web.ledger.models import Entry

from .conftest import PASSWORD

UserWith = Callable[..., User]
SignIn = Callable[..., Client]
PROFILE = "/tai-khoan/"


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_sign_in_by_name_and_password_whatever_the_case(user_with: UserWith, communes: list[Unit]) -> None:
    user = user_with("commune_officer", communes[0], username="an.nguyen")
    client = Client()

    answer = client.post("/dang-nhap/", {"login": " An.Nguyen ", "password": PASSWORD})

    assert answer.status_code == 302
    assert client.session["_auth_user_id"] == str(user.pk)
    assert client.get(PROFILE).status_code == 200


def test_the_session_key_changes_at_sign_in(user_with: UserWith, communes: list[Unit]) -> None:
    user = user_with("commune_officer", communes[0])
    client = Client()
    planted = client.session
    planted["anything"] = 1
    planted.save()
    client.cookies["sessionid"] = planted.session_key

    client.post("/dang-nhap/", {"login": user.username, "password": PASSWORD})

    assert client.session.session_key != planted.session_key
    assert signed_in(client)


@pytest.mark.parametrize(
    "target", ["https://ac.example/", "//ac.example/", "/\\ac.example", "javascript:alert(1)", "http:ac.example"]
)
def test_next_never_leads_away(target: str, user_with: UserWith, communes: list[Unit]) -> None:
    user = user_with("commune_officer", communes[0])

    answer = Client().post("/dang-nhap/", {"login": user.username, "password": PASSWORD, "next": target})

    assert answer["Location"] == "/"


def test_next_leads_back_inside(user_with: UserWith, communes: list[Unit]) -> None:
    user = user_with("commune_officer", communes[0])

    answer = Client().post("/dang-nhap/", {"login": user.username, "password": PASSWORD, "next": "/tai-khoan/phien/"})

    assert answer["Location"] == "/tai-khoan/phien/"


@pytest.mark.django_db
def test_visitors_are_led_to_the_sign_in_page_and_back() -> None:
    answer = Client().get("/nguoi-dung/?q=an")

    assert answer["Location"] == "/dang-nhap/?next=/nguoi-dung/%3Fq%3Dan"


def test_a_wrong_password_and_an_unknown_name_look_the_same(user_with: UserWith, communes: list[Unit]) -> None:
    user = user_with("commune_officer", communes[0])

    wrong = Client().post("/dang-nhap/", {"login": user.username, "password": "sai-mat-khau"})
    unknown = Client().post("/dang-nhap/", {"login": "khong.co.ai", "password": "sai-mat-khau"})

    texts = [
        answer.content.decode().replace(user.username, "X").replace("khong.co.ai", "X") for answer in (wrong, unknown)
    ]
    csrf = [text.count("csrfmiddlewaretoken") for text in texts]
    assert wrong.status_code == unknown.status_code == 200
    assert csrf[0] == csrf[1]
    assert "Tên đăng nhập hoặc mật khẩu không đúng" in texts[0]
    assert "Tên đăng nhập hoặc mật khẩu không đúng" in texts[1]


@pytest.mark.parametrize("known", [True, False])
def test_five_failures_lock_the_name_at_this_address(known: bool, user_with: UserWith, communes: list[Unit]) -> None:
    user = user_with("commune_officer", communes[0])
    name = user.username if known else "khong.co.ai"
    client = Client()

    answers = [client.post("/dang-nhap/", {"login": name, "password": "sai"}) for _ in range(5)]
    after = client.post("/dang-nhap/", {"login": name.upper(), "password": PASSWORD})

    assert [answer.status_code for answer in answers] == [200, 200, 200, 200, 429]
    assert after.status_code == 429
    assert "Tạm khóa đăng nhập" in after.content.decode()
    assert not signed_in(client)


def test_a_lock_holds_for_one_name_and_address_only(user_with: UserWith, communes: list[Unit]) -> None:
    victim, neighbour = user_with("commune_officer", communes[0]), user_with("commune_board", communes[0])
    client = Client(REMOTE_ADDR="10.0.0.9")
    for _ in range(5):
        client.post("/dang-nhap/", {"login": victim.username, "password": "sai"})

    assert (
        Client(REMOTE_ADDR="10.0.0.9")
        .post("/dang-nhap/", {"login": neighbour.username, "password": PASSWORD})
        .status_code
        == 302
    )
    assert (
        Client(REMOTE_ADDR="10.0.0.8").post("/dang-nhap/", {"login": victim.username, "password": PASSWORD}).status_code
        == 302
    )


def test_a_lock_ends_by_itself(user_with: UserWith, communes: list[Unit]) -> None:
    user = user_with("commune_officer", communes[0])
    for _ in range(5):
        Client().post("/dang-nhap/", {"login": user.username, "password": "sai"})
    AccessAttempt.objects.update(attempt_time=timezone.now() - timedelta(minutes=16))

    assert Client().post("/dang-nhap/", {"login": user.username, "password": PASSWORD}).status_code == 302


def test_an_administrator_unlocks_inside_the_area(user_with, acting_for, communes: list[Unit], province: Unit) -> None:
    user = user_with("commune_officer", communes[0])
    for _ in range(5):
        Client().post("/dang-nhap/", {"login": user.username, "password": "sai"})

    with pytest.raises(NotAllowedError):
        unlock(acting_for("commune_chair", communes[1]), user)
    unlock(acting_for("province_admin", province), user)

    assert Client().post("/dang-nhap/", {"login": user.username, "password": PASSWORD}).status_code == 302
    assert Entry.objects.filter(action="accounts.sign_in_unlocked").count() == 1


def test_no_password_or_code_is_kept_with_a_failure(user_with: UserWith, communes: list[Unit], with_totp) -> None:
    user = with_totp(user_with("commune_chair", communes[0]))
    client = Client()
    client.post("/dang-nhap/", {"login": user.username, "password": "bi-mat-lo-lang"})
    client.post("/dang-nhap/", {"login": user.username, "password": PASSWORD})
    client.post("/dang-nhap/xac-thuc/", {"code": "987654"})

    kept = " ".join(f"{row.post_data} {row.get_data}" for row in AccessAttempt.objects.all())
    assert kept
    assert "bi-mat-lo-lang" not in kept
    assert PASSWORD not in kept
    assert "987654" not in kept


def test_a_deactivated_person_does_not_get_in_and_is_out_at_once(
    user_with, console: Acting, communes, sign_in: SignIn
) -> None:
    user = user_with("commune_officer", communes[0])
    client = sign_in(user)
    assert client.get(PROFILE).status_code == 200

    deactivate(console, user, reason="Chuyển công tác")

    assert client.get(PROFILE)["Location"].startswith("/dang-nhap/")
    assert not signed_in(sign_in(user))
    assert not policy_of(User.objects.get(pk=user.pk), timezone.localdate()).grants


def test_sign_out_is_a_post(user_with, communes, sign_in: SignIn) -> None:
    client = sign_in(user_with("commune_officer", communes[0]))

    assert client.get("/dang-xuat/").status_code == 405
    assert signed_in(client)
    client.post("/dang-xuat/")
    assert not signed_in(client)


def test_sign_in_needs_a_csrf_token(user_with, communes) -> None:
    user = user_with("commune_officer", communes[0])
    client = Client(enforce_csrf_checks=True)

    assert client.post("/dang-nhap/", {"login": user.username, "password": PASSWORD}).status_code == 403


@pytest.mark.django_db
def test_nothing_else_of_allauth_can_be_reached(client: Client) -> None:
    names = {key for key in get_resolver().reverse_dict if isinstance(key, str)}

    assert {name for name in names if name.startswith(("account_", "mfa_", "usersessions_"))} == {
        "account_login",
        "account_logout",
        "mfa_authenticate",
    }
    for path in ("/accounts/signup/", "/accounts/login/", "/accounts/password/reset/", "/accounts/2fa/", "/signup/"):
        assert client.get(path).status_code == 404

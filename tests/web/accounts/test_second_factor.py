"""The second factor: those who decide sign in with one; nothing goes around it."""

from collections.abc import Callable

import pytest
from django.test import Client
from django.utils import timezone

from rasoat.web.accounts.acting import acting_as
from rasoat.web.accounts.actions.print_codes import print_codes
from rasoat.web.accounts.actions.remove_factor import remove_factor, reset_factors
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.models import User
from rasoat.web.accounts.policy import NotAllowedError, policy_of
from rasoat.web.accounts.showcase_accounts import code_now
from rasoat.web.ledger.models import Entry
from rasoat.web.look.refusals import RefusedError

from .conftest import PASSWORD, SECRET

UserWith = Callable[..., User]
SignIn = Callable[..., Client]
PROFILE = "/tai-khoan/"


def signed_in(client: Client) -> bool:
    return "_auth_user_id" in client.session


def test_without_one_the_deciding_role_is_not_in_force(user_with, communes, sign_in: SignIn) -> None:
    chair = user_with("commune_chair", communes[0])
    client = sign_in(chair)

    answer = client.get("/nguoi-dung/")

    assert answer.status_code == 302
    assert answer["Location"] == "/tai-khoan/xac-thuc/"
    weak = acting_as(chair, "web", strong=False)
    assert not weak.policy.may(Capability.OPENING_APPROVE, communes[0])
    assert [grant.role for grant in weak.policy.withheld] == ["commune_chair"]


def test_other_roles_of_the_same_person_stay_in_force(user_with, communes) -> None:
    chair = user_with("commune_chair", communes[0])
    chair.assignments.create(role="front_observer", unit=communes[1], valid_from="2025-01-01")

    weak = policy_of(chair, timezone.localdate(), strong=False)

    assert [grant.role for grant in weak.grants] == ["front_observer"]


@pytest.mark.parametrize(
    "path", ["/", "/nguoi-dung/", "/tai-khoan/phien/", "/tai-khoan/uy-quyen/", "/tai-khoan/ma-truy-cap/"]
)
def test_no_page_goes_around_it(path: str, user_with, communes, sign_in: SignIn) -> None:
    client = sign_in(user_with("commune_chair", communes[0]))

    assert client.get(path)["Location"] == "/tai-khoan/xac-thuc/"
    assert client.post(path)["Location"] == "/tai-khoan/xac-thuc/"
    assert client.get(path, headers={"HX-Request": "true"})["HX-Redirect"] == "/tai-khoan/xac-thuc/"


def test_the_api_with_a_weak_session_is_refused(user_with, communes, sign_in: SignIn) -> None:
    client = sign_in(user_with("commune_chair", communes[0]))

    answer = client.get("/api/v1/openapi.json")

    assert answer.status_code in {403, 404}


def test_password_alone_does_not_sign_in_when_a_factor_exists(user_with, communes, with_totp) -> None:
    user = with_totp(user_with("commune_chair", communes[0]))
    client = Client()

    answer = client.post("/dang-nhap/", {"login": user.username, "password": PASSWORD})

    assert answer["Location"] == "/dang-nhap/xac-thuc/"
    assert not signed_in(client)
    assert client.get("/nguoi-dung/")["Location"].startswith("/dang-nhap/")
    assert client.get("/dang-nhap/xac-thuc/").status_code == 200


def test_the_code_page_needs_the_password_first(user_with, communes, with_totp) -> None:
    with_totp(user_with("commune_chair", communes[0]))

    assert Client().post("/dang-nhap/xac-thuc/", {"code": code_now(SECRET)})["Location"] == "/dang-nhap/"


def test_password_and_code_make_a_strong_session(user_with, communes, with_totp, sign_in: SignIn) -> None:
    client = sign_in(with_totp(user_with("commune_chair", communes[0])))

    assert client.get("/nguoi-dung/").status_code == 200


def test_a_code_serves_once(user_with, communes, with_totp, sign_in: SignIn) -> None:
    user = with_totp(user_with("commune_chair", communes[0]))
    code = code_now(SECRET)

    assert signed_in(sign_in(user, code=code))
    assert not signed_in(sign_in(user, code=code))


def test_wrong_codes_lock_in_the_database(user_with, communes, with_totp, sign_in: SignIn) -> None:
    user = with_totp(user_with("commune_chair", communes[0]))
    client = Client()
    client.post("/dang-nhap/", {"login": user.username, "password": PASSWORD})

    answers = [client.post("/dang-nhap/xac-thuc/", {"code": "000000"}) for _ in range(5)]

    assert answers[-1].status_code == 429
    assert not signed_in(sign_in(user))


def test_the_flag_of_another_person_is_worth_nothing(user_with, communes, with_totp, sign_in: SignIn) -> None:
    first = with_totp(user_with("commune_chair", communes[0]))
    client = sign_in(first)
    assert client.session["second_factor"] == first.pk
    second = user_with("commune_chair", communes[1])

    client.post("/dang-xuat/")
    sign_in(second, client=client)

    assert client.get("/nguoi-dung/")["Location"] == "/tai-khoan/xac-thuc/"


def test_printed_codes_alone_are_enough_each_once(user_with, communes, console, sign_in: SignIn) -> None:
    chair = user_with("commune_chair", communes[0])
    codes = print_codes(console, chair, reason="Không có điện thoại")

    assert len(codes) == 10
    assert sign_in(chair, code=codes[3]).get("/nguoi-dung/").status_code == 200
    assert not signed_in(sign_in(chair, code=codes[3]))
    assert signed_in(sign_in(chair, code=f"{codes[4][:4]} {codes[4][4:]}"))


def test_new_codes_end_the_old_ones(user_with, communes, console, sign_in: SignIn) -> None:
    chair = user_with("commune_chair", communes[0])
    old = print_codes(console, chair)
    print_codes(console, chair)

    assert not signed_in(sign_in(chair, code=old[0]))


def test_printing_for_others_is_recorded_and_ends_their_sessions(
    user_with, acting_for, province, communes, sign_in
) -> None:
    officer = user_with("commune_officer", communes[0])
    client = sign_in(officer)

    codes = print_codes(acting_for("province_admin", province), officer, reason="Có mặt")

    assert client.get(PROFILE)["Location"].startswith("/dang-nhap/")
    entry = Entry.objects.get(action="accounts.codes_printed")
    assert not any(code.encode() in bytes(entry.payload) for code in codes)


def test_strangers_do_not_print_codes(user_with, acting_for, communes) -> None:
    with pytest.raises(NotAllowedError):
        print_codes(acting_for("commune_officer", communes[1]), user_with("commune_officer", communes[0]))


def test_setting_up_through_the_pages_gives_the_role_its_force(user_with, communes, sign_in: SignIn) -> None:
    chair = user_with("commune_chair", communes[0])
    client = sign_in(chair)
    page = client.get("/tai-khoan/xac-thuc/ung-dung/")
    secret = client.session["mfa.totp.secret"]
    assert "<svg" in page.content.decode()
    assert "style=" not in page.content.decode().split("<svg", 1)[1].split("</svg>", 1)[0]

    answer = client.post("/tai-khoan/xac-thuc/ung-dung/", {"code": code_now(secret)})

    assert answer["Location"] == "/tai-khoan/xac-thuc/"
    assert client.get("/nguoi-dung/").status_code == 200
    assert Entry.objects.filter(action="accounts.totp_set_up").exists()


def test_a_wrong_first_code_binds_nothing(user_with, communes, sign_in: SignIn) -> None:
    client = sign_in(user_with("commune_chair", communes[0]))
    client.get("/tai-khoan/xac-thuc/ung-dung/")

    assert client.post("/tai-khoan/xac-thuc/ung-dung/", {"code": "000000"}).status_code == 200
    assert client.get("/nguoi-dung/")["Location"] == "/tai-khoan/xac-thuc/"


def test_replacing_a_factor_needs_the_password(user_with, communes, with_totp, sign_in: SignIn) -> None:
    client = sign_in(with_totp(user_with("commune_chair", communes[0])))
    client.get("/tai-khoan/xac-thuc/ung-dung/")
    code = code_now(client.session["mfa.totp.secret"])

    refused = client.post("/tai-khoan/xac-thuc/ung-dung/", {"code": code, "current": "sai"})
    done = client.post("/tai-khoan/xac-thuc/ung-dung/", {"code": code, "current": PASSWORD})

    assert refused.status_code == 200
    assert done.status_code == 302


def test_a_weak_session_cannot_replace_an_existing_factor_without_the_password(user_with, communes, console) -> None:
    chair = user_with("commune_chair", communes[0])
    client = Client()
    client.force_login(chair, backend="allauth.account.auth_backends.AuthenticationBackend")
    print_codes(console, chair)

    client.post("/tai-khoan/xac-thuc/ma-giay/", {})

    assert client.session.get("second_factor") is None


def test_the_last_factor_of_a_deciding_role_stays(user_with, communes, with_totp) -> None:
    chair = with_totp(user_with("commune_chair", communes[0]))
    factor = chair.authenticator_set.get()

    with pytest.raises(RefusedError):
        remove_factor(acting_as(chair, "web"), chair, factor.pk)
    print_codes(acting_as(chair, "web"), chair)
    remove_factor(acting_as(chair, "web"), chair, factor.pk)
    assert chair.authenticator_set.get().type == "recovery_codes"


def test_a_lost_telephone(user_with, acting_for, province, communes, with_totp, sign_in: SignIn) -> None:
    chair = with_totp(user_with("commune_chair", communes[0]))
    admin = acting_for("province_admin", province)

    with pytest.raises(RefusedError):
        reset_factors(admin, chair, reason=" ")
    reset_factors(admin, chair, reason="Mất điện thoại")

    assert sign_in(chair).get("/nguoi-dung/")["Location"] == "/tai-khoan/xac-thuc/"


def test_secrets_are_sealed_in_the_database(user_with, communes, with_totp) -> None:
    chair = with_totp(user_with("commune_chair", communes[0]))

    assert SECRET not in str(chair.authenticator_set.get().data)


def test_the_passkey_page_gives_a_challenge_for_this_host(user_with, communes, sign_in: SignIn) -> None:
    client = sign_in(user_with("commune_chair", communes[0]))

    page = client.get("/tai-khoan/xac-thuc/khoa/").content.decode()

    assert "data-options=" in page
    assert "&quot;challenge&quot;" in page
    assert client.session["mfa.webauthn.state"]


@pytest.mark.parametrize(
    "credential", ["{}", '{"id": "x"}', "[]", "null", "kem", '{"response": {"clientDataJSON": "x"}}']
)
def test_a_bad_passkey_answer_is_refused(credential: str, user_with, communes, sign_in: SignIn) -> None:
    chair = user_with("commune_chair", communes[0])
    client = sign_in(chair)
    client.get("/tai-khoan/xac-thuc/khoa/")

    answer = client.post("/tai-khoan/xac-thuc/khoa/", {"credential": credential})

    assert answer.status_code == 200
    assert not chair.authenticator_set.exists()

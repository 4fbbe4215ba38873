"""The language that a person keeps: chosen by the switch, stronger than the browser, followed by papers."""

from collections.abc import Callable

import pytest
from django.test import Client

from rasoat.web.accounts.acting import Acting, acting_as
from rasoat.web.accounts.actions.choose_language import choose_language
from rasoat.web.accounts.actions.invite import invite
from rasoat.web.accounts.models import User
from rasoat.web.accounts.policy import NotAllowedError
from rasoat.web.areas.models import Unit
from rasoat.web.ledger.models import Entry
from rasoat.web.look.refusals import RefusedError

SWITCH = "/i18n/setlang/"


@pytest.fixture
def officer(user_with: Callable[..., User], communes: list[Unit]) -> User:
    return user_with("commune_officer", communes[0])


def shown(client: Client, page: str = "/tai-khoan/") -> str:
    return client.get(page)["Content-Language"]


def test_the_switch_is_kept_with_the_account_and_recorded(officer: User, sign_in, communes: list[Unit]) -> None:
    client = sign_in(officer)

    client.post(SWITCH, {"language": "en"})
    client.post(SWITCH, {"language": "en"})

    officer.refresh_from_db()
    assert officer.language == "en"
    assert Entry.objects.filter(action="accounts.language_chosen", chain__unit=communes[0]).count() == 1
    assert shown(client) == "en"


def test_another_browser_shows_the_language_kept_and_so_does_its_sign_in_page(officer: User, sign_in) -> None:
    choose_language(acting_as(officer, "web"), officer, "en")

    client = sign_in(officer)
    inside = shown(client)
    client.post("/dang-xuat/")

    assert inside == "en"
    assert shown(client, "/dang-nhap/") == "en"


def test_the_account_is_stronger_than_the_browser(officer: User, sign_in) -> None:
    client = Client()
    client.post(SWITCH, {"language": "en"})
    choose_language(acting_as(officer, "web"), officer, "vi")

    assert shown(client, "/dang-nhap/") == "en"
    assert shown(sign_in(officer, client=client)) == "vi"


def test_who_never_chose_sees_what_the_browser_was_set_to(officer: User, sign_in) -> None:
    client = Client()
    client.post(SWITCH, {"language": "en"})

    assert shown(sign_in(officer, client=client)) == "en"
    assert User.objects.get(pk=officer.pk).language == ""


@pytest.mark.parametrize("language", ["", "fr", "VI", "vi\x00"])
def test_a_language_that_the_site_lacks_is_not_kept(officer: User, sign_in, language: str) -> None:
    client = sign_in(officer)

    client.post(SWITCH, {"language": language})

    officer.refresh_from_db()
    assert officer.language == ""
    assert shown(client) == "vi"
    with pytest.raises(RefusedError):
        choose_language(acting_as(officer, "web"), officer, language)


def test_reading_changes_nothing(officer: User, sign_in) -> None:
    client = sign_in(officer)

    client.get(SWITCH, {"language": "en"})

    officer.refresh_from_db()
    assert officer.language == ""


def test_nobody_chooses_for_another(officer: User, user_with, communes: list[Unit]) -> None:
    with pytest.raises(NotAllowedError):
        choose_language(acting_as(user_with("commune_chair", communes[0]), "web"), officer, "en")


def test_a_slip_speaks_the_language_of_who_gets_it(client_for, acting_for, province, communes: list[Unit]) -> None:
    admin: Acting = acting_for("province_admin", province)
    person = invite(admin, full_name="Lò Thị Ơn", role="commune_officer", unit=communes[0])[0].user
    User.objects.filter(pk=person.pk).update(language="en")

    page = client_for("province_admin", province).post(f"/nguoi-dung/{person.public_id}/viec/", {"viec": "phieu-moi"})

    html = page.content.decode()
    assert '<div lang="en">' in html
    assert "In và trao tận tay" in html
    assert html.count("Cán bộ cấp phiếu không bao giờ hỏi mật khẩu của bạn.") == 0

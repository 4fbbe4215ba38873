"""The frame of every page: navigation, search, language, errors, size."""

import gzip
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.conf import settings
from django.contrib.auth.models import AnonymousUser
from django.contrib.staticfiles import finders
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import Client, RequestFactory
from django.urls import reverse

from rasoat.web.areas.models import Unit
from rasoat.web.look import home as cards
from rasoat.web.look import navigation, person
from rasoat.web.look.errors import csrf_failure

WEB = Path(settings.WEB)
FIRST_LOAD_BYTES = 100_000
NAMED_ICON = re.compile(r"""\{%\s*icon\s+["']([\w-]+)["']|\w*icon=["']([\w-]+)["']""")


@pytest.fixture
def officer(client_for: Callable[..., Client], communes: list[Unit]) -> Client:
    return client_for("commune_officer", communes[0])


@pytest.fixture
def trainee(client_for: Callable[..., Client], communes: list[Unit]) -> Client:
    return client_for("trainee", communes[0])


@pytest.mark.django_db
def test_home_sends_visitors_to_sign_in(client: Client) -> None:
    answer = client.get("/")

    assert answer.status_code == 302
    assert answer.url.endswith("?next=/")


@pytest.mark.django_db
def test_gallery_is_for_people_who_have_signed_in(client: Client) -> None:
    assert client.get("/giao-dien/").status_code == 302


@pytest.mark.parametrize("path", ["/", "/giao-dien/"])
def test_pages_open_and_write_nothing(path: str, officer: Client) -> None:
    assert officer.get(path).status_code == 200
    assert officer.post(path).status_code == 405


@pytest.mark.parametrize("path", ["/", "/giao-dien/"])
def test_pages_hold_to_the_content_policy(path: str, officer: Client) -> None:
    shown = officer.get(path).content.decode()

    assert not re.search(r"<style|\sstyle=|\son[a-z]+=|javascript:", shown)
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", shown))
    assert not re.search(r'(?:src|href)="(?:https?:)?//', shown)


def test_first_load_of_the_fullest_page_is_within_the_budget(officer: Client) -> None:
    page = officer.get("/giao-dien/").content
    names = ("look.css", "look.js", "theme.js", "htmx.js", "icons.svg", "mark.svg")
    files = [Path(finders.find(f"look/{name}")).read_bytes() for name in names]

    total = sum(len(gzip.compress(part, 6)) for part in (page, *files))

    assert total < FIRST_LOAD_BYTES


def test_search_box_is_for_people_who_may_see_households(officer: Client, trainee: Client) -> None:
    box = f'role="search" action="{reverse("register:find")}" method="post"'

    assert box in officer.get("/").content.decode()
    assert box not in trainee.get("/").content.decode()


def test_a_person_without_anything_to_do_is_told_whom_to_ask(trainee: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cards, "_CARDS", [])
    monkeypatch.setattr(navigation, "_ENTRIES", [])

    assert "liên hệ người đã cấp tài khoản" in trainee.get("/").content.decode()


def test_a_card_is_shown_to_those_it_is_for(officer: Client, trainee: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cards, "_CARDS", [])
    may = lambda request: request.acting.policy.may("household.view")  # noqa: E731
    cards.register_card(
        cards.HomeCard("Thẻ thử", "Một câu.", "look:gallery", "house", 1, may, lambda _request: "3 việc")
    )

    shown = officer.get("/").content.decode()

    assert "Thẻ thử" in shown
    assert "3 việc" in shown
    assert "Thẻ thử" not in trainee.get("/").content.decode()


def test_vietnamese_whatever_the_browser_says_and_english_by_the_switch(officer: Client) -> None:
    assert '<html lang="vi"' in officer.get("/", headers={"accept-language": "en-US"}).content.decode()

    officer.post("/i18n/setlang/", {"language": "en", "next": "/"})

    assert '<html lang="en"' in officer.get("/").content.decode()


def test_a_made_up_language_is_vietnamese(officer: Client) -> None:
    officer.cookies[settings.LANGUAGE_COOKIE_NAME] = "../../xx"

    assert '<html lang="vi"' in officer.get("/").content.decode()


def test_demo_says_that_nobody_here_is_real(officer: Client, settings) -> None:
    assert "Bản trình diễn" not in officer.get("/").content.decode()

    settings.DEMO = True

    assert "Bản trình diễn" in officer.get("/").content.decode()


def test_header_shows_the_person_as_accounts_describe_them(officer: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    line = person.PersonLine("Nông Thị Thử", "Xã Đồng Trám", ("Cán bộ giảm nghèo xã, Xã Đồng Trám",))
    monkeypatch.setattr(person, "_DESCRIBERS", [lambda _request: line])

    shown = officer.get("/").content.decode()

    assert "Nông Thị Thử" in shown
    assert "Cán bộ giảm nghèo xã, Xã Đồng Trám" in shown


@pytest.mark.parametrize("name", ["400.html", "403.html", "404.html", "429.html", "500.html"])
def test_error_pages_need_no_request_and_say_what_next(name: str) -> None:
    assert "Làm gì tiếp theo" in render_to_string(name)


def test_an_unknown_address_gives_our_page(officer: Client) -> None:
    answer = officer.get("/khong-co-trang-nay/")

    assert answer.status_code == 404
    assert "Không tìm thấy" in answer.content.decode()


def test_a_stale_form_is_explained(rf: RequestFactory) -> None:
    answer = csrf_failure(_anonymous(rf.post("/")), "CSRF token missing.")

    assert answer.status_code == 403
    assert "Phiếu đã cũ" in answer.content.decode()
    assert "CSRF token" not in answer.content.decode()


def _anonymous(request: HttpRequest) -> HttpRequest:
    request.user = AnonymousUser()
    return request


def test_every_icon_that_is_named_is_drawn() -> None:
    drawn = set(re.findall(r'<symbol id="([^"]+)"', Path(finders.find("look/icons.svg")).read_text()))
    used = {entry.icon for entry in navigation._ENTRIES} | {card.icon for card in cards._CARDS}
    for template in WEB.rglob("*.html"):
        used |= {name for pair in NAMED_ICON.findall(template.read_text()) for name in pair if name}

    assert used <= drawn, f"chạy scripts/build_frontend.sh để vẽ thêm: {sorted(used - drawn)}"


def test_the_frame_of_a_page_costs_the_session_the_person_and_the_roles(
    officer: Client, django_assert_max_num_queries: Callable[..., object]
) -> None:
    with django_assert_max_num_queries(5):
        officer.get("/giao-dien/")

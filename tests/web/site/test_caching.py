"""Nobody's pages stay in a browser or a proxy after signing out."""

from collections.abc import Callable

import pytest
from django.http import HttpResponse
from django.test import Client, RequestFactory

from rasoat.web.accounts.models import User
from rasoat.web.areas.models import Unit
from rasoat.web.site.caching import NothingKeptMiddleware


@pytest.mark.django_db
@pytest.mark.parametrize("path", ["/", "/ho/", "/tai-khoan/", "/don-vi/", "/dang-nhap/", "/khong-co-trang-nay/"])
def test_pages_are_not_kept(client: Client, user_with: Callable[..., User], communes: list[Unit], path: str) -> None:
    client.force_login(user_with("village_head", communes[0]))

    assert "no-store" in client.get(path).headers["Cache-Control"]


@pytest.mark.django_db
def test_answers_of_the_api_are_asked_for_again(
    client: Client, user_with: Callable[..., User], communes: list[Unit]
) -> None:
    client.force_login(user_with("village_head", communes[0]))

    assert client.get("/api/v1/households").headers["Cache-Control"] == "private, no-cache"


def test_what_a_view_says_stays() -> None:
    said = NothingKeptMiddleware(lambda _request: HttpResponse(headers={"Cache-Control": "max-age=60"}))

    assert said(RequestFactory().get("/"))["Cache-Control"] == "max-age=60"

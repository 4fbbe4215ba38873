"""Every address x role x own and other unit x visitor: no failure, no look into other units, no write in a GET."""

import re
from collections.abc import Iterator
from datetime import date

import pytest
from django.db import connection
from django.http import HttpResponse
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from rasoat.web.accounts.capabilities import LEVELS
from rasoat.web.accounts.models import Assignment, Role, User
from rasoat.web.accounts.strength import mark_strong
from web.site.address_book import BOOK, Address
from web.site.places import Place, make_place

WRITE = re.compile(r'^\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+"?(\w+)"?', re.IGNORECASE)
SESSION_TABLES = {"django_session", "usersessions_usersession"}
HIDDEN = {403, 404, 405}
UNREAD = {400, 415, 422}
"""What the API says of a body that it cannot read, before it looks for anything."""


def names(resolver: URLResolver, spaces: tuple[str, ...] = ()) -> Iterator[str]:
    """Every named address below a resolver; one without a name fails."""
    for item in resolver.url_patterns:
        if isinstance(item, URLResolver):
            yield from names(item, (*spaces, item.namespace) if item.namespace else spaces)
        elif isinstance(item, URLPattern):
            assert item.name, f"an address without a name: {item.pattern}"
            yield ":".join((*spaces, item.name))


ALL = sorted(set(names(get_resolver())))


def test_every_address_is_in_the_book_and_the_other_way_round() -> None:
    assert set(ALL) - set(BOOK) == set()
    assert set(BOOK) - set(ALL) == set()


@pytest.fixture
def own(db: None) -> Place:
    return make_place("DT")


@pytest.fixture
def sister(own: Place) -> Place:
    """Another commune of the same province."""
    return make_place("DS", own.province)


@pytest.fixture
def foreign(db: None) -> Place:
    """A commune of another province."""
    return make_place("NG")


def level_of(role: str) -> str:
    return next(level for level in ("village", "commune", "province", "nation", "district") if level in LEVELS[role])


def signed_in(role: str, place: Place) -> tuple[Client, User]:
    level = level_of(role)
    user = User.objects.create_user(f"di-{role}".replace("_", "-"), None, full_name=f"Đi dạo {role}")
    unit = place.unit_at("province" if level == "district" else level)
    Assignment.objects.create(user=user, role=role, unit=unit, valid_from=date(2025, 7, 1))
    client = Client(raise_request_exception=False)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
    session = client.session
    mark_strong(session, user)
    session.save()
    return client, user


def looked_at(client: Client, name: str, address: Address, place: Place) -> tuple[HttpResponse, list[str]]:
    """The answer to a GET, and the tables that it wrote to."""
    url = reverse(name, kwargs=dict(address.arguments(place)))
    with CaptureQueriesContext(
        connection,
    ) as asked:
        answer = client.get(url)
        if answer.streaming:
            b"".join(answer.streaming_content)
    written = [found[1] for query in asked.captured_queries if (found := WRITE.match(query["sql"]))]
    return answer, [table for table in written if table not in SESSION_TABLES]


def sent_to(client: Client, name: str, address: Address, place: Place) -> HttpResponse:
    return client.post(reverse(name, kwargs=dict(address.arguments(place))), dict(address.sent(place)))


@pytest.mark.parametrize("role", [*Role.values])
def test_as_every_role(role: str, own: Place, sister: Place, foreign: Place) -> None:
    """The walk of one role. All faults are told at once."""
    client, user = signed_in(role, own)
    outside = {"village": [sister, foreign], "commune": [sister, foreign], "nation": []}.get(level_of(role), [foreign])
    faults: list[str] = []

    for name, address in BOOK.items():
        answer, written = looked_at(client, name, address, own)
        faults += [f"GET {name} wrote to {table}" for table in written]
        if answer.status_code >= 500:
            faults.append(f"GET {name} in the own unit: {answer.status_code}")
        for place in outside if address.guarded else []:
            answer, _ = looked_at(client, name, address, place)
            if answer.status_code not in HIDDEN:
                faults.append(f"GET {name} in {place.commune.key}: {answer.status_code}")
            answer = sent_to(client, name, address, place)
            if answer.status_code not in (HIDDEN | UNREAD if name.startswith("api-") else HIDDEN):
                faults.append(f"POST {name} in {place.commune.key}: {answer.status_code}")

    for name, address in BOOK.items():
        if name == "account_logout":
            continue
        answer = sent_to(client, name, address, own)
        if answer.status_code >= 500:
            faults.append(f"POST {name} in the own unit: {answer.status_code}")
    assert User.objects.get(pk=user.pk).is_active
    assert faults == []


def test_as_a_visitor(own: Place) -> None:
    faults: list[str] = []

    for name, address in BOOK.items():
        client = Client(raise_request_exception=False)
        answer, written = looked_at(client, name, address, own)
        faults += [f"GET {name} wrote to {table}" for table in written]
        posted = sent_to(client, name, address, own)
        for verb, got in (("GET", answer), ("POST", posted)):
            led_away = got.status_code == 302 and got.headers["Location"].startswith("/dang-nhap/")
            if got.status_code >= 500 or not (address.open or led_away or got.status_code in {401, *HIDDEN}):
                faults.append(f"{verb} {name}: {got.status_code}")

    assert faults == []


@pytest.mark.parametrize("name", [name for name, address in BOOK.items() if address.guarded and not address.private])
def test_somebody_of_the_own_unit_gets_in(name: str, own: Place) -> None:
    """Otherwise the refusals above would prove nothing. 422: a form that was read and found incomplete."""
    good, statuses = {200, 204, 302, 422}, set()

    for role in (
        "commune_officer",
        "commune_chair",
        "province_admin",
        "province_officer",
        "auditor",
        "technical_admin",
    ):
        client, _user = signed_in(role, own)
        statuses.add(looked_at(client, name, BOOK[name], own)[0].status_code)
        statuses.add(sent_to(client, name, BOOK[name], own).status_code)
        if statuses & good:
            break

    assert statuses & good, statuses

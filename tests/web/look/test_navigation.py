"""Which entry of the navigation is the present one."""

import pytest
from django.test import Client
from django.urls import reverse


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("name", "current"),
    [("register:list", "/ho/"), ("register:to_dos", "/ho/can-bo-sung/"), ("register:new", "/ho/"), ("look:home", None)],
)
def test_only_the_closest_entry_is_current(client_for, communes, name: str, current: str | None) -> None:
    client: Client = client_for("commune_officer", communes[0])

    page = client.get(reverse(name))

    assert [entry["url"] for entry in page.context["navigation"] if entry["current"]] == ([current] if current else [])

"""A token is never worth more than its owner, its scopes and its days."""

import json
import uuid
from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from rasoat.web.accounts.models import ApiToken, Assignment, User
from rasoat.web.register.models import Household

URL = "/api/v1/households"
TokenOf = Callable[..., tuple[Client, ApiToken]]

DEATHS = {
    "expired": lambda token: ApiToken.objects.filter(pk=token.pk).update(expires_at=timezone.now()),
    "revoked": lambda token: ApiToken.objects.filter(pk=token.pk).update(revoked_at=timezone.now()),
    "owner stopped": lambda token: User.objects.filter(pk=token.user_id).update(is_active=False),
    "deleted": lambda token: token.delete(),
}


@pytest.mark.parametrize("death", DEATHS)
def test_a_dead_token_is_nobody(token_of: TokenOf, officer: User, death: str) -> None:
    client, token = token_of(officer)
    assert client.get(URL).status_code == 200

    DEATHS[death](token)

    assert client.get(URL).status_code == 401


def test_a_token_loses_what_its_owner_loses(token_of: TokenOf, officer: User, add_home) -> None:
    add_home("Lò Văn Ơn")
    client, _token = token_of(officer)
    assert len(client.get(URL).json()["items"]) == 1

    Assignment.objects.filter(user=officer).update(valid_until=timezone.localdate() - timedelta(days=1))

    assert client.get(URL).status_code == 403


def test_a_deciding_role_without_second_factor_gives_its_token_nothing(token_of: TokenOf, user_with, province) -> None:
    client, _token = token_of(user_with("province_officer", province))

    assert client.get(URL).status_code == 403


def body_of(commune: str) -> str:
    return json.dumps(
        {"client_key": str(uuid.uuid4()), "commune": commune, "on": "2026-09-01", "members": [{"full_name": "Ơn"}]}
    )


def test_who_may_only_read_does_not_write(token_of: TokenOf, officer: User, add_home, villages) -> None:
    home: Household = add_home("Lò Văn Ơn")
    client, _token = token_of(officer, ("household.view",))
    url = f"{URL}/{home.code}"
    change = json.dumps({"on": "2026-09-02", "reason": "x", "values": {"present_address": "y"}})

    answers = [
        client.patch(url, change, content_type="application/json", headers={"If-Match": client.get(url)["ETag"]}),
        client.post(URL, body_of(villages[0].commune.key), content_type="application/json"),
        client.post(f"{url}/members", json.dumps({"on": "2026-09-02", "member": {"full_name": "Ớt"}}),
                    content_type="application/json"),
    ]  # fmt: skip

    assert [answer.status_code for answer in answers] == [403, 403, 403]


def test_who_may_write_but_not_read_is_told_before_anything_is_written(token_of, officer, add_home, villages) -> None:
    home: Household = add_home("Lò Văn Ơn")
    client, _token = token_of(officer, ("household.edit",))
    joins = json.dumps({"on": "2026-09-02", "reason": "x", "member": {"full_name": "Ớt"}})

    answers = [
        client.post(URL, body_of(villages[0].commune.key), content_type="application/json"),
        client.post(f"{URL}/{home.code}/members", joins, content_type="application/json"),
    ]

    assert [answer.status_code for answer in answers] == [403, 403]
    assert Household.objects.count() == 1


def test_classes_need_their_own_scope(token_of: TokenOf, officer: User, add_home) -> None:
    home: Household = add_home("Lò Văn Ơn")
    client, _token = token_of(officer, ("household.view",))

    assert client.get(URL).json()["items"][0]["classes"] == {}
    assert client.get(f"{URL}/{home.code}/statuses").status_code == 403
    assert client.get(URL, {"household_class": "poor"}).status_code == 403


def test_a_scope_that_the_role_lacks_adds_nothing(token_of: TokenOf, user_with, villages) -> None:
    client, _token = token_of(
        user_with("village_head", villages[0]), ("household.view", "household.edit", "import.run")
    )

    assert client.get(URL).status_code == 200
    assert client.post(URL, body_of(villages[0].commune.key), content_type="application/json").status_code == 403
    assert client.get(f"/api/v1/imports/{uuid.uuid4()}").status_code == 403


def test_the_session_of_a_browser_needs_its_csrf_token_to_write(user_with, villages) -> None:
    client, user = Client(enforce_csrf_checks=True), user_with("commune_officer", villages[0].commune)
    client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")

    answer = client.post(URL, body_of(villages[0].commune.key), content_type="application/json")

    assert answer.status_code == 403
    assert answer["Content-Type"].startswith("application/problem+json")
    assert not Household.objects.exists()

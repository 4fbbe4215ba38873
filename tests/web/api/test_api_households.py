"""Households through the API: policy, cursors, versions, problems, repeated calls."""

import json
import uuid
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from rasoat.web.accounts.models import ApiToken
from rasoat.web.accounts.tokens import digest_of, new_secret
from rasoat.web.register.actions.add_households import add_households
from rasoat.web.register.drafts import HouseholdDraft, MemberDraft
from rasoat.web.register.models import Household

URL = "/api/v1/households"
NUMBER = "024184012345"


@pytest.fixture
def homes(villages, acting_for: Callable) -> list[Household]:
    """Three households in the first commune, one in the second."""
    found = []
    for village, names in ((villages[0], ("Lò Văn Ơn", "Tòng Thị Đào", "Cà Văn Ánh")), (villages[2], ("Đinh Thị Én",))):
        drafts = [
            HouseholdDraft(
                commune=village.commune, village=village, on=date(2026, 1, 5),
                members=(MemberDraft(name, sex=1, birth_year=1970, personal_id=NUMBER),),
            )
            for name in names
        ]  # fmt: skip
        found += add_households(acting_for("commune_officer", village.commune), drafts)
    return found


@pytest.fixture
def caller(user_with: Callable) -> Callable[..., Client]:
    """`caller(role, unit, scopes)`: a program with a token of somebody in that role."""

    def make(role: str, unit: object, scopes: list[str] | None = None) -> Client:
        secret = new_secret()
        wanted = ["household.view", "household.edit", "status.view", "unit.view"] if scopes is None else scopes
        ApiToken.objects.create(
            user=user_with(role, unit), name="thử", secret_digest=digest_of(secret), scopes=wanted,
            expires_at=timezone.now() + timedelta(days=1),
        )  # fmt: skip
        return Client(headers={"Authorization": f"Bearer {secret}"})

    return make


def body_of(commune: str, **values: object) -> dict[str, object]:
    return {
        "client_key": str(uuid.uuid4()), "commune": commune, "on": "2026-09-01",
        "members": [{"full_name": "Vàng A Páo"}],
    } | values  # fmt: skip


def test_list_shows_the_own_area_only(homes, villages, caller) -> None:
    found = caller("commune_officer", villages[0].commune).get(URL).json()

    assert [item["head_name"] for item in found["items"]] == ["Cà Văn Ánh", "Tòng Thị Đào", "Lò Văn Ơn"]
    assert found["next"] is None


def test_cursor_walks_the_list_once(homes, province, caller) -> None:
    client, cursor, seen = caller("rechecker", province), "", []
    while cursor is not None:
        page = client.get(URL, {"limit": 1, "cursor": cursor}).json()
        seen += [item["code"] for item in page["items"]]
        cursor = page["next"]

    assert sorted(seen) == sorted(home.code for home in homes)


def test_forged_cursor_is_refused(homes, villages, caller) -> None:
    answer = caller("commune_officer", villages[0].commune).get(URL, {"cursor": "x.y"})

    assert answer.status_code == 400
    assert answer["Content-Type"].startswith("application/problem+json")


def test_numbers_are_masked(homes, villages, caller) -> None:
    answer = caller("commune_officer", villages[0].commune).get(f"{URL}/{homes[0].code}")

    assert answer.json()["members"][0]["numbers"] == [{"kind": "personal_id", "masked": "•••••••••345"}]
    assert NUMBER not in answer.content.decode()


def test_etag_saves_a_transfer(homes, villages, caller) -> None:
    client = caller("commune_officer", villages[0].commune)
    tag = client.get(f"{URL}/{homes[0].code}")["ETag"]

    again = client.get(f"{URL}/{homes[0].code}", headers={"If-None-Match": tag})

    assert (again.status_code, again.content) == (304, b"")


def test_change_needs_the_version_seen(homes, villages, caller) -> None:
    client = caller("commune_officer", villages[0].commune)
    url = f"{URL}/{homes[0].code}"
    tag = client.get(url)["ETag"]
    change = json.dumps({"on": "2026-09-02", "reason": "chuyển nhà", "values": {"present_address": "Bản Mới"}})

    without = client.patch(url, change, content_type="application/json")
    first = client.patch(url, change, content_type="application/json", headers={"If-Match": tag})
    late = client.patch(url, change, content_type="application/json", headers={"If-Match": tag})

    assert [without.status_code, first.status_code, late.status_code] == [428, 200, 412]
    assert first.json()["present_address"] == "Bản Mới"


def test_repeated_call_makes_one_household(villages, caller) -> None:
    client, body = caller("commune_officer", villages[0].commune), body_of(villages[0].commune.key)

    answers = [client.post(URL, json.dumps(body), content_type="application/json") for _ in range(2)]

    assert [answer.status_code for answer in answers] == [201, 201]
    assert Household.objects.count() == 1


def test_refusal_is_a_problem_with_its_field(villages, caller) -> None:
    body = body_of(villages[0].commune.key, on=(timezone.localdate() + timedelta(days=1)).isoformat())

    answer = caller("commune_officer", villages[0].commune).post(URL, json.dumps(body), content_type="application/json")

    assert (answer.status_code, answer.json()["field"]) == (422, "on")


def test_misspelt_member_is_refused_without_repeating_it(villages, caller) -> None:
    body = body_of(villages[0].commune.key, members=[{"full_name": "Ơn", "personal_idd": NUMBER}])

    answer = caller("commune_officer", villages[0].commune).post(URL, json.dumps(body), content_type="application/json")

    assert answer.status_code == 422
    assert NUMBER not in answer.content.decode()


def test_titles_follow_the_language_asked_for(caller, villages) -> None:
    client = caller("commune_officer", villages[0].commune)

    english = client.get(f"{URL}/NONE", headers={"Accept-Language": "en"}).json()
    vietnamese = client.get(f"{URL}/NONE").json()

    assert english["title"] == "No such record in your area"
    assert vietnamese["title"].startswith("Không có bản ghi này")


@pytest.mark.parametrize("role", ["trainee", "technical_admin", "ministry_viewer"])
def test_roles_without_households_see_none(homes, role: str, caller, villages) -> None:
    unit = None if role in {"technical_admin", "ministry_viewer"} else villages[0].commune

    assert caller(role, unit).get(URL).status_code == 403


def test_scope_of_the_token_is_a_limit(homes, villages, caller) -> None:
    client = caller("commune_officer", villages[0].commune, scopes=["unit.view"])

    assert client.get(URL).status_code == 403
    assert client.get("/api/v1/units").status_code == 200


def test_outside_the_area_is_not_there(homes, villages, caller) -> None:
    client = caller("commune_officer", villages[2].commune)

    assert client.get(f"{URL}/{homes[0].code}").status_code == 404
    body = json.dumps(body_of(villages[0].commune.key))
    assert client.post(URL, body, content_type="application/json").status_code == 404


@pytest.mark.parametrize("header", ["", "Bearer rst_wrong", "Basic abc"])
def test_without_a_valid_token_nothing(db, header: str) -> None:
    answer = Client(headers={"Authorization": header} if header else {}).get(URL)

    assert answer.status_code == 401
    assert answer["WWW-Authenticate"] == "Bearer"


def test_queries_do_not_grow_with_the_page(homes, province, caller) -> None:
    client = caller("rechecker", province)
    client.get(URL)

    with CaptureQueriesContext(connection) as one:
        client.get(URL, {"limit": 1})
    with CaptureQueriesContext(connection) as all_of_them:
        client.get(URL, {"limit": 50})

    assert len(all_of_them) == len(one)


def test_member_is_added_and_changed(homes, villages, caller) -> None:
    client = caller("commune_officer", villages[0].commune)
    joins = {
        "on": "2026-09-01",
        "reason": "kết hôn",
        "member": {"full_name": "Quàng Thị Ớt", "sex": 2, "relation": "spouse"},
    }

    made = client.post(f"{URL}/{homes[0].code}/members", json.dumps(joins), content_type="application/json")
    url = f"/api/v1/members/{made.json()['id']}"
    change = json.dumps(
        {
            "on": "2026-09-02",
            "reason": "làm CCCD",
            "values": {"birth_date": "1990-05-06"},
            "numbers": {"personal_id": NUMBER},
        }
    )
    changed = client.patch(url, change, content_type="application/json", headers={"If-Match": client.get(url)["ETag"]})

    assert (made.status_code, changed.status_code) == (200, 200)
    assert changed.json()["birth_year"] == 1990
    assert changed.json()["numbers"][0]["masked"].endswith("345")
    assert caller("commune_officer", villages[2].commune).get(url).status_code == 404

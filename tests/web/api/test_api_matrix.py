"""Every endpoint x every role x inside and outside the area x tokens that say too little.

The policy holds everywhere.
"""

import json
import uuid
from collections.abc import Callable, Iterator
from datetime import date, timedelta

import pytest
from allauth.mfa.totp.internal.auth import generate_totp_secret
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from rasoat.web.accounts.acting import installer
from rasoat.web.accounts.actions.set_up_totp import set_up_totp
from rasoat.web.accounts.capabilities import CAPABILITIES, DECIDES, LEVELS, Capability
from rasoat.web.accounts.models import ApiToken, Role
from rasoat.web.accounts.tokens import digest_of, new_secret
from rasoat.web.api.version_1 import api
from rasoat.web.register.actions.add_households import add_households
from rasoat.web.register.drafts import HouseholdDraft, MemberDraft

C = Capability
NEEDS = {
    ("GET", "/units"): C.UNIT_VIEW,
    ("GET", "/units/{key}"): C.UNIT_VIEW,
    ("GET", "/units/{key}/lineage"): C.UNIT_VIEW,
    ("GET", "/households"): C.HOUSEHOLD_VIEW,
    ("POST", "/households"): C.HOUSEHOLD_EDIT,
    ("GET", "/households/{code}"): C.HOUSEHOLD_VIEW,
    ("PATCH", "/households/{code}"): C.HOUSEHOLD_EDIT,
    ("GET", "/households/{code}/statuses"): C.STATUS_VIEW,
    ("POST", "/households/{code}/members"): C.HOUSEHOLD_EDIT,
    ("GET", "/members/{member_id}"): C.HOUSEHOLD_VIEW,
    ("PATCH", "/members/{member_id}"): C.HOUSEHOLD_EDIT,
    ("POST", "/imports"): C.IMPORT_RUN,
    ("GET", "/imports/{import_id}"): C.IMPORT_RUN,
    ("GET", "/imports/{import_id}/rows"): C.IMPORT_RUN,
    ("POST", "/imports/{import_id}/confirm"): C.IMPORT_RUN,
    ("POST", "/imports/{import_id}/undo"): C.IMPORT_RUN,
}
"""What each endpoint asks for first."""

BODIES = {
    ("POST", "/households"): {"client_key": "", "commune": "", "on": "2026-09-01", "members": [{"full_name": "Ơn"}]},
    ("PATCH", "/households/{code}"): {"on": "2026-09-01", "reason": "thử", "values": {"present_address": "x"}},
    ("POST", "/households/{code}/members"): {"on": "2026-09-01", "member": {"full_name": "Ơn"}},
    ("PATCH", "/members/{member_id}"): {"on": "2026-09-01", "reason": "thử", "values": {"activity": ""}},
    ("POST", "/imports/{import_id}/confirm"): {},
    ("POST", "/imports/{import_id}/undo"): {"reason": "thử"},
}
OF_PLACES = {"{code}", "{member_id}", "{import_id}"}
"""Parts of an address that name something inside a unit."""


def endpoints() -> Iterator[tuple[str, str]]:
    """Method and address of everything the schema lists."""
    for path, methods in api.get_openapi_schema()["paths"].items():
        for method in methods:
            yield method.upper(), path.removeprefix("/api/v1")


ALL = sorted(endpoints())


@pytest.fixture
def program(user_with: Callable) -> Callable[..., Client]:
    """A program acting as a role with every scope (or those given); deciding roles have their second factor."""

    def make(role: str, unit: object, scopes: list[str] | None = None) -> Client:
        user, secret = user_with(role, unit), new_secret()
        if role in DECIDES:
            set_up_totp(installer(), user, generate_totp_secret())
        ApiToken.objects.create(
            user=user, name="thử", secret_digest=digest_of(secret), expires_at=timezone.now() + timedelta(days=1),
            scopes=[str(item) for item in Capability] if scopes is None else scopes,
        )  # fmt: skip
        return Client(headers={"Authorization": f"Bearer {secret}"})

    return make


@pytest.fixture
def home(villages, acting_for: Callable):
    draft = HouseholdDraft(
        commune=villages[0].commune, village=villages[0], on=date(2026, 1, 5), members=(MemberDraft("Lò Văn Ơn"),)
    )
    return add_households(acting_for("commune_officer", villages[0].commune), [draft])[0]


def call(client: Client, method: str, path: str, home, *, import_id: str = "") -> int:
    address = "/api/v1" + path.format(
        key=home.commune.key, code=home.code, member_id=home.head.public_id, import_id=import_id or uuid.uuid4()
    )
    if (method, path) == ("POST", "/imports"):
        file = SimpleUploadedFile("ho.xlsx", b"not a workbook")
        return client.post(
            address, {"file": file, "place": home.commune.key, "list_date": "2026-01-01", "standard": "national_2022"}
        ).status_code
    body = dict(BODIES.get((method, path), {}))
    if "client_key" in body:
        body |= {"client_key": str(uuid.uuid4()), "commune": home.commune.key}
    return client.generic(method, address, json.dumps(body), content_type="application/json").status_code


def place_of(role: str, villages) -> object:
    """A unit of the right level around the first village."""
    village = villages[0]
    by_level = {"village": village, "commune": village.commune, "province": village.province, "nation": None}
    level = next((level for level in ("village", "commune", "province", "nation") if level in LEVELS[role]), "province")
    return by_level[level]


def test_the_list_of_needs_is_complete() -> None:
    assert sorted(NEEDS) == ALL


@pytest.mark.parametrize(("method", "path"), ALL)
def test_summary_is_in_both_languages(method: str, path: str) -> None:
    operation = api.get_openapi_schema()["paths"][f"/api/v1{path}"][method.lower()]

    assert " | " in operation["summary"]
    assert operation["description"]


@pytest.mark.parametrize("role", [role for role in Role if role != Role.DISTRICT_OFFICER])
def test_every_endpoint_obeys_the_role(role: str, home, villages, program) -> None:
    client = program(role, place_of(role, villages))

    for method, path in ALL:
        status = call(client, method, path, home)

        assert status < 500, (method, path, status)
        if NEEDS[method, path] in CAPABILITIES[role]:
            assert status != 403, (method, path, status)
        else:
            assert status == 403, (method, path, status)


@pytest.mark.parametrize("role", [Role.COMMUNE_OFFICER, Role.COMMUNE_CHAIR, Role.COMMUNE_BOARD, Role.FRONT_OBSERVER])
def test_records_of_another_unit_are_not_there(role: str, home, villages, program) -> None:
    client = program(role, villages[2].commune)

    for method, path in ALL:
        if any(part in path for part in OF_PLACES) or (method, path) == ("POST", "/households"):
            assert call(client, method, path, home) in {403, 404}, (method, path)


@pytest.mark.parametrize(("method", "path"), ALL)
def test_nobody_and_narrow_tokens_get_nothing(method: str, path: str, home, villages, program) -> None:
    narrow = program("commune_officer", villages[0].commune, scopes=[])

    assert call(Client(), method, path, home) == 401
    assert call(narrow, method, path, home) == 403

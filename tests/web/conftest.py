"""A small province for tests of the site: two communes with two villages each, and people in roles.

Nobody is a superuser.
"""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest
from django.test import Client

from rasoat.survey.text import clean, fold
from rasoat.web.accounts.acting import Acting, acting_as
from rasoat.web.accounts.models import Assignment, User
from rasoat.web.accounts.strength import mark_strong
from rasoat.web.areas.models import Unit
from rasoat.web.vault.keyring import new_ring, write_ring

PASSWORD = "mat-khau-thu-2026"


@pytest.fixture(autouse=True)
def own_keys_and_files(tmp_path: Path, settings) -> None:
    """Every test has its own key ring and files."""
    settings.KEYS_PATH = tmp_path / "keys.json"
    settings.FILES_ROOT = tmp_path / "files"
    settings.DATA_ROOT = tmp_path
    write_ring(settings.KEYS_PATH, new_ring())


def make_unit(key: str, name: str, level: str, parent: Unit | None = None, **fields: object) -> Unit:
    """A unit of today; its names are folded as the loaders do."""
    unit = Unit(
        key=key, code=key, name=clean(name), level=level, parent=parent, folded=fold(name),
        initials="".join(word[0] for word in fold(name).split()), sort_key=fold(name), valid_from=date(2025, 7, 1),
        province=parent.province or parent if parent else None, **fields,
    )  # fmt: skip
    if level == "village":
        unit.commune = parent
    unit.save()
    if level == "province":
        Unit.objects.filter(pk=unit.pk).update(province=unit)
    if level == "commune":
        Unit.objects.filter(pk=unit.pk).update(commune=unit)
    unit.refresh_from_db()
    return unit


@pytest.fixture
def province(db: None) -> Unit:
    return make_unit("TT", "Tỉnh Thử", "province", kind="Tỉnh")


@pytest.fixture
def communes(province: Unit) -> list[Unit]:
    return [
        make_unit("TT0001", "Đồng Trám", "commune", province, kind="Xã", area="rural"),
        make_unit("TT0002", "Bến Gỗ", "commune", province, kind="Phường", area="urban"),
    ]


@pytest.fixture
def villages(communes: list[Unit]) -> list[Unit]:
    return [
        make_unit(f"{commune.key}-{number:02}", name, "village", commune, kind="Thôn", area=commune.area)
        for commune in communes
        for number, name in ((1, "Cuối Suối"), (2, "Gốc Đa"))
    ]


@pytest.fixture
def user_with(db: None) -> Callable[..., User]:
    """`user_with(role, unit)`: somebody with one role on a unit (None: the nation)."""
    made: list[User] = []

    def make(role: str, unit: Unit | None, *, username: str = "") -> User:
        name = username or f"{role}-{len(made) + 1}"
        user = User.objects.create_user(name, PASSWORD, full_name=f"Người {role} {len(made) + 1}")
        Assignment.objects.create(user=user, role=role, unit=unit, valid_from=date(2025, 1, 1))
        made.append(user)
        return user

    return make


@pytest.fixture
def acting_for(user_with: Callable[..., User]) -> Callable[..., Acting]:
    """`acting_for(role, unit)`: an `Acting` of somebody new with that role."""
    return lambda role, unit: acting_as(user_with(role, unit), "web", address="127.0.0.1")


@pytest.fixture
def client_for(user_with: Callable[..., User]) -> Callable[..., Client]:
    """`client_for(role, unit)`: a browser in which somebody new with that role has signed in, with a second factor."""

    def make(role: str, unit: Unit | None) -> Client:
        client, user = Client(), user_with(role, unit)
        client.force_login(user, backend="allauth.account.auth_backends.AuthenticationBackend")
        session = client.session
        mark_strong(session, user)
        session.save()
        return client

    return make

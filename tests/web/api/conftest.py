"""A program with a token, for tests of the API."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.models import ApiToken, User
from rasoat.web.accounts.tokens import digest_of, new_secret
from rasoat.web.areas.models import Unit
from rasoat.web.register.actions.add_households import add_households
from rasoat.web.register.drafts import HouseholdDraft, MemberDraft
from rasoat.web.register.models import Household

SCOPES = ("household.view", "household.edit", "status.view", "unit.view")


@pytest.fixture(autouse=True)
def fresh_limits() -> None:
    """Calls of one test do not count in the next."""
    cache.clear()


@pytest.fixture
def token_of(db: None) -> Callable[..., tuple[Client, ApiToken]]:
    """`token_of(user, scopes)`: a program with a token of that person, and the token."""

    def make(user: User, scopes: tuple[str, ...] = SCOPES) -> tuple[Client, ApiToken]:
        secret = new_secret()
        row = ApiToken.objects.create(
            user=user, name="thử", secret_digest=digest_of(secret), scopes=list(scopes),
            expires_at=timezone.now() + timedelta(days=1),
        )  # fmt: skip
        return Client(headers={"Authorization": f"Bearer {secret}"}), row

    return make


@pytest.fixture
def officer(user_with: Callable[..., User], villages: list[Unit]) -> User:
    return user_with("commune_officer", villages[0].commune)


@pytest.fixture
def program(token_of: Callable[..., tuple[Client, ApiToken]], officer: User) -> Client:
    """A program of an officer of the first commune."""
    return token_of(officer)[0]


@pytest.fixture
def add_home(acting_for: Callable[..., Acting], villages: list[Unit]) -> Callable[[str], Household]:
    """`add_home(name)`: one more household in the first village."""
    acting = acting_for("commune_officer", villages[0].commune)

    def add(name: str) -> Household:
        draft = HouseholdDraft(
            commune=villages[0].commune, village=villages[0], on=date(2026, 1, 5), members=(MemberDraft(name),)
        )
        return add_households(acting, [draft])[0]

    return add

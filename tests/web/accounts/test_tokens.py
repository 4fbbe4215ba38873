"""Tokens of the API."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.actions.issue_token import issuable, issue_token, revoke_token
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.models import ApiToken, User
from rasoat.web.accounts.policy import NotAllowedError
from rasoat.web.accounts.tokens import acting_for_token
from rasoat.web.areas.models import Unit
from rasoat.web.ledger.models import Entry
from rasoat.web.look.refusals import RefusedError

ActingFor = Callable[..., Acting]


@pytest.fixture
def officer(acting_for: ActingFor, communes: list[Unit]) -> Acting:
    return acting_for("commune_officer", communes[0])


def test_a_token_acts_for_its_owner_within_its_scopes(officer: Acting, communes: list[Unit]) -> None:
    _token, secret = issue_token(officer, name="Máy chủ báo cáo", scopes=["household.view"], days=30)

    acting = acting_for_token(secret, "10.0.0.1")

    assert acting
    assert acting.user == officer.user
    assert (acting.channel, acting.address) == ("api", "10.0.0.1")
    assert acting.policy.may(Capability.HOUSEHOLD_VIEW, communes[0])
    assert not acting.policy.may(Capability.HOUSEHOLD_VIEW, communes[1])
    assert not acting.policy.may(Capability.HOUSEHOLD_EDIT, communes[0])
    assert ApiToken.objects.get().last_used_on == timezone.localdate()


def test_the_second_use_of_a_day_writes_nothing(officer: Acting, django_assert_num_queries) -> None:
    _token, secret = issue_token(officer, name="x", scopes=["household.view"], days=30)
    acting_for_token(secret, "")

    with django_assert_num_queries(3):
        acting_for_token(secret, "")


@pytest.mark.parametrize("secret", ["", "rst_", "rst_abc", "x" * 500, "rst_\x00"])
@pytest.mark.django_db
def test_unknown_secrets_are_nobody(secret: str) -> None:
    assert acting_for_token(secret, "") is None


def test_the_secret_is_not_kept(officer: Acting) -> None:
    token, secret = issue_token(officer, name="x", scopes=["household.view"], days=30)

    assert secret.startswith("rst_")
    assert secret.encode() not in bytes(token.secret_digest)
    assert not any(secret.encode() in bytes(entry.payload) for entry in Entry.objects.all())


def test_expired_revoked_and_deactivated_tokens_are_dead(officer: Acting) -> None:
    assert officer.user
    token, secret = issue_token(officer, name="x", scopes=["household.view"], days=30)
    ApiToken.objects.update(expires_at=timezone.now() - timedelta(seconds=1))
    assert acting_for_token(secret, "") is None
    ApiToken.objects.update(expires_at=timezone.now() + timedelta(days=1))
    assert acting_for_token(secret, "")
    User.objects.update(is_active=False)
    assert acting_for_token(secret, "") is None
    User.objects.update(is_active=True, must_change_password=True)
    assert acting_for_token(secret, "") is None
    User.objects.update(must_change_password=False)
    revoke_token(officer, token)
    assert acting_for_token(secret, "") is None


def test_a_token_never_gives_more_than_the_owner_has_today(officer: Acting, communes: list[Unit]) -> None:
    assert officer.user
    _token, secret = issue_token(officer, name="x", scopes=["household.view", "household.edit"], days=30)
    officer.user.assignments.update(ended_at=timezone.now())

    acting = acting_for_token(secret, "")

    assert acting
    assert not acting.policy.may(Capability.HOUSEHOLD_VIEW, communes[0])


def test_a_deciding_role_counts_only_with_a_second_factor(acting_for: ActingFor, province: Unit, with_totp) -> None:
    admin = acting_for("province_admin", province)
    assert admin.user
    _token, secret = issue_token(admin, name="x", scopes=["unit.edit"], days=30)

    weak = acting_for_token(secret, "")
    with_totp(admin.user)
    strong = acting_for_token(secret, "")

    assert weak
    assert strong
    assert not weak.policy.may(Capability.UNIT_EDIT, province)
    assert strong.policy.may(Capability.UNIT_EDIT, province)


@pytest.mark.parametrize(
    "scopes",
    [[], ["unit.edit"], ["system.manage"], ["token.issue"], ["account.invite"], ["khong.co"], ["household.view", "x"]],
)
def test_scopes_are_a_subset_of_ones_own_power(scopes: list[str], officer: Acting) -> None:
    with pytest.raises(RefusedError):
        issue_token(officer, name="x", scopes=scopes, days=30)


def test_power_is_not_given_away_by_a_token(acting_for: ActingFor, province: Unit) -> None:
    offered = issuable(acting_for("province_admin", province))

    assert Capability.ACCOUNT_INVITE not in offered
    assert Capability.EXCEPTION_GRANT not in offered
    assert Capability.UNIT_EDIT in offered


def test_a_token_does_not_issue_tokens(officer: Acting) -> None:
    _token, secret = issue_token(officer, name="x", scopes=["household.view"], days=30)
    acting = acting_for_token(secret, "")
    assert acting

    with pytest.raises(NotAllowedError):
        issue_token(acting, name="y", scopes=["household.view"], days=30)


@pytest.mark.parametrize("days", [0, -1, 367])
def test_a_token_lives_a_year_at_most(days: int, officer: Acting) -> None:
    with pytest.raises(RefusedError):
        issue_token(officer, name="x", scopes=["household.view"], days=days)


def test_strangers_do_not_revoke(officer: Acting, acting_for: ActingFor, communes: list[Unit]) -> None:
    token, _secret = issue_token(officer, name="x", scopes=["household.view"], days=30)

    with pytest.raises(NotAllowedError):
        revoke_token(acting_for("commune_officer", communes[1]), token)


def test_the_page_shows_the_secret_once(client_for: Callable[..., Client], communes: list[Unit]) -> None:
    client = client_for("commune_officer", communes[0])

    made = client.post("/tai-khoan/ma-truy-cap/", {"name": "Báo cáo", "scopes": ["household.view"], "days": "90"})

    assert "rst_" in made.content.decode()
    assert "no-store" in made["Cache-Control"]
    assert "rst_" not in client.get("/tai-khoan/ma-truy-cap/").content.decode()
    client.post("/tai-khoan/ma-truy-cap/", {"revoke": ApiToken.objects.get().pk})
    assert ApiToken.objects.get().revoked_at


def test_the_page_is_closed_without_the_capability(client_for: Callable[..., Client], communes: list[Unit]) -> None:
    assert client_for("commune_board", communes[0]).get("/tai-khoan/ma-truy-cap/").status_code == 403

"""Who acts: every action takes one `Acting`, whether it comes from a page, the API, a job or the command line."""

import uuid
from dataclasses import dataclass, field, replace
from datetime import date, datetime
from typing import Any, Literal

from django.utils import timezone

from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.models import User
from rasoat.web.accounts.policy import NOBODY, Grant, Policy, policy_of

Channel = Literal["web", "api", "job", "cli", "import", "showcase"]


@dataclass(frozen=True)
class Acting:
    """A person at work: identity, policy, and what the ledger notes of the moment.

    `on_behalf_of` names the person whose signed paper is being entered (nhập thay).
    """

    user: User | None
    policy: Policy
    channel: Channel
    address: str = ""
    on_behalf_of: str = ""
    request_id: uuid.UUID = field(default_factory=uuid.uuid4)
    batch: uuid.UUID | None = None

    @property
    def name(self) -> str:
        """The name in the ledger."""
        return self.user.get_full_name() if self.user else "Hệ thống"

    def now(self) -> datetime:
        """This moment."""
        return timezone.now()

    def today(self) -> date:
        """Today in Vietnam."""
        return timezone.localdate()

    def require(self, capability: Capability, place: Any = None) -> None:
        """Raise `NotAllowedError` unless the person may do this here."""
        self.policy.require(capability, place)

    def role_for(self, capability: Capability, place: Any = None) -> str:
        """The role under which the person may do this, for the ledger."""
        for grant in self.policy.holding(capability):
            if place is None or grant.covers(place):
                return grant.role
        return ""

    def for_batch(self, batch: uuid.UUID) -> "Acting":
        """The same person, with every write marked as part of one import."""
        return replace(self, batch=batch)


def acting_as(user: User, channel: Channel, *, address: str = "", strong: bool = True) -> Acting:
    """A person with the roles in force today; `strong`: whether a second factor stands behind this sign-in."""
    return Acting(user, policy_of(user, timezone.localdate(), strong=strong), channel, address)


def nobody(channel: Channel = "web", address: str = "") -> Acting:
    """A visitor who has not signed in."""
    return Acting(None, NOBODY, channel, address)


def installer() -> Acting:
    """The person at the server's own console: may do everything, and the ledger says `cli`."""
    everything = tuple(Grant(role, "nation", None) for role in ("technical_admin", "province_admin", "commune_officer"))
    return Acting(None, Policy(everything), "cli")

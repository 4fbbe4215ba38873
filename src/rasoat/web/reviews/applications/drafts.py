"""A request as it is typed in from paper."""

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from rasoat.web.areas.models import Unit
from rasoat.web.register.models import Household
from rasoat.web.reviews.models import Application, RequestChannel, RequestKind
from rasoat.web.reviews.recording import Told
from rasoat.web.vault.canonical import canonical, plain_value
from rasoat.web.vault.sealing import seal, unseal


@dataclass(frozen=True, slots=True)
class ApplicationDraft:
    """One request. `told.happened_on`: the day it was received. `details`: what the form says of persons, sealed.

    `again`: why it is kept although the household has another request in the same round.
    """

    commune: Unit
    kind: RequestKind
    channel: RequestChannel
    applicant: str
    told: Told
    village: Unit | None = None
    household: Household | None = None
    file_code: str = ""
    reason: str = ""
    again: str = ""
    details: Mapping[str, Any] = field(default_factory=dict)


def sealed_details(application: Application, details: Mapping[str, Any]) -> bytes:
    """The details, sealed to the request."""
    return seal(canonical(plain_value(dict(details))), bound_to=application.seal_bond("details"))


def details_of(application: Application) -> dict[str, Any]:
    """The details in the clear; empty when there are none."""
    if not application.details:
        return {}
    found: dict[str, Any] = json.loads(unseal(application.details, bound_to=application.seal_bond("details")))
    return found

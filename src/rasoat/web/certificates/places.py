"""Whose paper it is after communes merged or were split: made papers keep their name, new ones bear today's."""

from collections.abc import Mapping
from typing import Final

from django.db.models import Q

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Unit
from rasoat.web.certificates.models import Certificate
from rasoat.web.certificates.signing import CHAIR
from rasoat.web.register.models import Household

UNSIGNED: Final[Mapping[str, str]] = {"signer": "", "signer_title": CHAIR}
"""The signature of a paper that another commune makes than the one that decided: who signs it writes the name."""


def has_ended(unit: Unit) -> bool:
    """Whether a commune gives out no more papers."""
    return unit.valid_until is not None


def maker_of(commune: Unit, home: Household) -> Unit:
    """Who makes a paper of a household today: the commune, or the one where the household stands since it ended."""
    return home.commune if has_ended(commune) else commune


def held_by(commune: Unit) -> Q:
    """Certificates that a commune looks after: its own, and those of ended communes whose households stand in it."""
    return Q(commune=commune) | Q(household__commune=commune, commune__valid_until__isnull=False)


def may_issue(acting: Acting, certificate: Certificate) -> bool:
    """Whether the person may do anything with a paper: in its commune, or where its household stands since."""
    place = certificate.household if has_ended(certificate.commune) else certificate
    return acting.policy.may(Capability.CERTIFICATE_ISSUE, place)

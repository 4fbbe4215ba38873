"""Take old key versions out of the ring once nothing needs them."""

import time

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.backup.actions.installation import INSTALLATION
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.vault.keyring import Purpose, read_ring, write_ring
from rasoat.web.vault.usage import key_usage

WAIT = 15 * 60
"""Seconds after the ring last changed: long writes that began under the old key are over by then."""

_RETIRABLE: tuple[Purpose, ...] = ("seal", "blind")


def retire_keys(acting: Acting, *, wait: float = WAIT, reason: str = "") -> list[tuple[Purpose, int]]:
    """Drop the versions that nothing uses; returns them. Digest keys stay for ever: old entries are checked by them.

    Raises `NotAllowedError`, `KeysMissingError`, and `RefusedError` too soon after a rotation.
    """
    acting.require(Capability.SYSTEM_MANAGE)
    age = time.time() - settings.KEYS_PATH.stat().st_mtime
    if age < wait:
        raise RefusedError(
            _("Vừa đổi khóa, có thể còn lượt ghi dở dang dùng khóa cũ."),
            remedy=_("Chạy lại sau %(minutes)s phút.") % {"minutes": int((wait - age) // 60) + 1}, code="too-soon",
        )  # fmt: skip
    ring, usage = read_ring(settings.KEYS_PATH), key_usage()
    gone = [
        (purpose, version) for purpose in _RETIRABLE for version in ring.versions(purpose)
        if version != ring.current(purpose) and not usage.total(purpose, version)
    ]  # fmt: skip
    if not gone:
        return []
    for purpose, version in gone:
        ring = ring.without(purpose, version)
    with transaction.atomic():
        record(
            acting,
            "keys.retired",
            INSTALLATION,
            unit=None,
            after={"versions": gone, "ring": ring.mark()},
            reason=reason,
        )
    write_ring(settings.KEYS_PATH, ring)
    return gone

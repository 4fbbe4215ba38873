"""The day the keys are lost for good: new keys, and what nobody can read any more goes on the list to be asked
again."""

from collections.abc import Iterator
from typing import Any

from django.conf import settings
from django.db import models, transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Unit
from rasoat.web.backup.actions.installation import INSTALLATION
from rasoat.web.ledger.models import Entry
from rasoat.web.ledger.record import record
from rasoat.web.ledger.renew import renew_fingerprints
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.models import Household, MemberHealth, PersonalNumber, ToDo
from rasoat.web.vault.keyring import PURPOSES, KeyRing, KeysMissingError, Purpose, new_ring, read_ring, write_ring
from rasoat.web.vault.sealing import ring as live_ring
from rasoat.web.vault.sealing import seal_version
from rasoat.web.vault.usage import key_usage

BATCH = 500
TITLES = {
    "number_lost": gettext_lazy("số đã mất cùng khóa"),
    "health_lost": gettext_lazy("thông tin sức khỏe đã mất cùng khóa"),
}
LOSSES: tuple[tuple[type[PersonalNumber | MemberHealth], str], ...] = (
    (PersonalNumber, "number_lost"),
    (MemberHealth, "health_lost"),
)


def abandon_keys(acting: Acting, *, reason: str) -> KeyRing:
    """Make a ring whose versions lie above all that data still names, keeping keys still at hand; returns it.

    Raises `NotAllowedError`, and `RefusedError` without a reason or when no key is missing.
    """
    acting.require(Capability.SYSTEM_MANAGE)
    if not reason.strip():
        raise RefusedError(_("Chưa ghi lý do."), remedy=_("Nói khóa mất thế nào, ai quyết định bỏ."), field="reason")
    used = versions_in_use()
    try:
        known = read_ring(settings.KEYS_PATH)
        if all(used[purpose] <= set(known.keys[purpose]) for purpose in PURPOSES):
            raise RefusedError(_("Không thiếu khóa nào: mọi dữ liệu vẫn mở được."), code="keys-complete")
    except KeysMissingError:
        known = None
    ring = _above(used, known)
    write_ring(settings.KEYS_PATH, ring)
    with transaction.atomic():
        after = {"ring": ring.mark(), "versions": {purpose: ring.current(purpose) for purpose in PURPOSES}}
        record(acting, "keys.abandoned", INSTALLATION, unit=None, after=after, reason=reason)
    return ring


def give_up_lost(acting: Acting, *, reason: str) -> Iterator[tuple[Unit | None, int]]:
    """Commune by commune: lost numbers and health facts become to-dos, rows get new fingerprints. Can be run again.

    Yields each unit (None: rows of no commune) with the number of values given up there.
    """
    acting.require(Capability.SYSTEM_MANAGE)
    ids = Household.objects.order_by().values_list("commune_id", flat=True).distinct()
    for unit in Unit.objects.filter(pk__in=list(ids)).order_by("key"):
        count = _give_up(acting, unit, reason)
        renew_fingerprints(acting, unit, reason=reason)
        yield unit, count
    renew_fingerprints(acting, None, reason=reason)
    yield None, 0


def versions_in_use() -> dict[Purpose, set[int]]:
    """Versions that sealed values, indexes and fingerprints name."""
    usage = key_usage()
    digests: set[int] = set()
    for rows in Entry.objects.values_list("rows", flat=True).iterator(chunk_size=2000):
        digests |= {int(row[2][:4], 16) for row in rows if row[2]}
    return {"seal": usage.versions("seal"), "blind": usage.versions("blind"), "digest": digests}


def _above(used: dict[Purpose, set[int]], known: KeyRing | None) -> KeyRing:
    fresh = new_ring()
    made: dict[Purpose, dict[int, bytes]] = {}
    for purpose in PURPOSES:
        kept = dict(known.keys[purpose]) if known else {}
        top = max({0, *used[purpose], *kept})
        made[purpose] = {**kept, top + 1: fresh.keys[purpose][1]}
    return KeyRing(made)


def _give_up(acting: Acting, unit: Unit, reason: str) -> int:
    """Empty what cannot be opened, in batches, each with its to-dos and its entry."""
    held = set(live_ring().keys["seal"])
    today, count = acting.today(), 0
    for model, kind in LOSSES:
        held_rows: models.Manager[Any] = model.objects
        after = 0
        while True:
            with transaction.atomic():
                rows = list(
                    held_rows.filter(member__commune=unit, pk__gt=after).exclude(sealed=b"").order_by("pk")
                    .select_related("member")[:BATCH]
                )  # fmt: skip
                lost = [row for row in rows if seal_version(row.sealed) not in held]
                for row in lost:
                    row.sealed = b""
                    if isinstance(row, PersonalNumber):
                        row.index, row.until = b"", row.until or today
                if lost:
                    columns = ["sealed", "index", "until"] if model is PersonalNumber else ["sealed"]
                    held_rows.bulk_update(lost, columns)
                    ToDo.objects.bulk_create(_to_do(row, kind) for row in lost)
                    record(
                        acting,
                        f"register.{kind}",
                        lost[0],
                        unit=unit,
                        rows=lost,
                        reason=reason,
                        after={"count": len(lost)},
                    )
            if not rows:
                break
            after, count = rows[-1].pk, count + len(lost)
    return count


def _to_do(row: PersonalNumber | MemberHealth, kind: str) -> ToDo:
    tail = f"; số cũ tận cùng {row.tail}" if isinstance(row, PersonalNumber) and row.tail else ""
    member = row.member
    return ToDo(
        household_id=member.household_id,
        member=member,
        commune_id=member.commune_id,
        kind=kind,
        note=f"{TITLES[kind]}{tail}",
    )

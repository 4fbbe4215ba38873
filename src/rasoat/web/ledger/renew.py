"""Fingerprint live rows anew: after the digest key was lost, or a tracked column was renamed by a migration."""

from collections.abc import Iterator
from itertools import islice

from django.db import models, transaction

from rasoat.web.areas.models import Unit
from rasoat.web.ledger.models import Entry
from rasoat.web.ledger.record import Actor, locked_chain, make_entry
from rasoat.web.ledger.tracked import Tracked, tracked_models

ACTION = "ledger.fingerprints_renewed"
BATCH = 1000


def renew_fingerprints(actor: Actor, unit: Unit | None, *, reason: str) -> int:
    """Write entries that hold the fingerprints of all live rows of a commune (None: of rows without one). Returns rows.

    The old state is taken on trust from here on: the entries say who vouches for it, when and why.
    """
    count = 0
    for tracked in tracked_models().values():
        if bool(tracked.commune_path) == (unit is None) or not tracked.recorded:
            continue
        for rows in _batches(tracked, unit):
            with transaction.atomic():
                chain = locked_chain(unit)
                entry = make_entry(chain, actor, ACTION, rows[0], rows=rows, reason=reason, after={"rows": len(rows)})
                Entry.objects.bulk_create([entry])
                chain.save(update_fields=["length", "head"])
            count += len(rows)
    return count


def _batches(tracked: Tracked, unit: Unit | None) -> Iterator[list[models.Model]]:
    rows = tracked.rows(unit.pk if unit else None).iterator(chunk_size=BATCH)
    while batch := list(islice(rows, BATCH)):
        yield batch

"""Keys that clients make for one write each, so that a repeated request is known again."""

import uuid

from django.db import IntegrityError, transaction

from rasoat.web.register.models import ClientKey


def claim(key: uuid.UUID, model: str) -> ClientKey | None:
    """Take a key for a write; the earlier use of the key, if there was one. Inside the action's transaction, first.

    A twin of the same request waits here until the other one is written (or refused, then it may write itself).
    Follow with `settle` once the record is there.
    """
    before = ClientKey.objects.filter(pk=key).first()
    if before is not None:
        return before
    try:
        with transaction.atomic():
            ClientKey(key=key, model=model, record_id=0).save(force_insert=True)
    except IntegrityError:
        return ClientKey.objects.get(pk=key)
    return None


def settle(key: uuid.UUID, record_id: int) -> None:
    """Note which record a claimed key has made."""
    ClientKey.objects.filter(pk=key).update(record_id=record_id)

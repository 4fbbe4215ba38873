"""New key versions, and everything sealed anew under them, while the site goes on."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from django.conf import settings
from django.db import transaction

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.backup.actions.installation import INSTALLATION
from rasoat.web.ledger.record import record
from rasoat.web.vault.keyring import Purpose, read_ring, write_ring
from rasoat.web.vault.sealed_columns import Step, batches, indexed_models, reindex_batch, reseal_batch, sealed_columns
from rasoat.web.vault.usage import FILES, reseal_files

BATCH = 500


@dataclass(slots=True)
class Progress:
    """Work done so far on one column, index or on files."""

    what: str
    read: int = 0
    changed: int = 0
    broken: int = 0


def add_key_version(acting: Acting, purposes: Sequence[Purpose], *, reason: str = "") -> dict[Purpose, int]:
    """Make a new version of each purpose and use it from now on; old data stays readable. Returns the new versions.

    Raises `NotAllowedError`, `KeysMissingError`.
    """
    acting.require(Capability.SYSTEM_MANAGE)
    ring = read_ring(settings.KEYS_PATH)
    for purpose in purposes:
        ring = ring.with_new(purpose)
    made = {purpose: ring.current(purpose) for purpose in purposes}
    write_ring(settings.KEYS_PATH, ring)
    with transaction.atomic():
        record(
            acting,
            "keys.rotated",
            INSTALLATION,
            unit=None,
            after={"versions": made, "ring": ring.mark()},
            reason=reason,
        )
    return made


def reseal_everything(*, size: int = BATCH) -> Iterator[Progress]:
    """Seal every column, index and file under the current keys. Can be stopped at any moment and run again.

    Yields after each batch. Values that do not open are left alone and counted in `broken`.
    """
    for column in sealed_columns():
        yield from _told(column.name, batches(partial(reseal_batch, column), size))
    for model in indexed_models():
        steps = batches(partial(reindex_batch, model), size)
        yield from _told(f"{model._meta.label_lower}.{model.BLIND_INDEX.column}", steps)  # type: ignore[attr-defined]
    yield from _told(FILES, reseal_files())


def _told(what: str, steps: Iterator[Step]) -> Iterator[Progress]:
    progress = Progress(what)
    for step in steps:
        progress.read += step.read
        progress.changed += step.changed
        progress.broken += step.broken
        yield progress

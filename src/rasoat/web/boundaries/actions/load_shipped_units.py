"""Write the shipped units of Vietnam into a new installation, with the ledger."""

from django.db import models, transaction

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas import loading
from rasoat.web.areas.loading import Loaded
from rasoat.web.areas.models import Unit
from rasoat.web.ledger.record import record

CHUNK = 2000


def load_shipped_units(acting: Acting) -> Loaded:
    """Load both maps and their lineage; a second run adds nothing. The nation's chain keeps it. Needs SYSTEM_MANAGE."""
    acting.require(Capability.SYSTEM_MANAGE)
    with transaction.atomic():
        loaded = loading.load_shipped_units()
        note_loaded(acting, loaded, "vietnamadminunits 1.0.4")
    return loaded


def note_loaded(acting: Acting, loaded: Loaded, source: str) -> None:
    """Write into the ledger what a load added, a few thousand rows an entry."""
    rows: list[models.Model] = [*loaded.added, *loaded.successions]
    for at in range(0, len(rows), CHUNK):
        part = rows[at : at + CHUNK]
        subject = part[0] if isinstance(part[0], Unit) else loaded.successions[0]
        record(
            acting, "boundaries.units_loaded", subject, unit=None, rows=part, after={"count": len(part)}, reason=source
        )

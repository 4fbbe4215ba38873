"""Show the content of an entry to an auditor: that it was read is itself an entry."""

from typing import Any

from django.db import transaction

from rasoat.web.ledger.models import Entry
from rasoat.web.ledger.payloads import Payload, open_payload
from rasoat.web.ledger.record import record

ACTION = "ledger.payload_read"


def read_payload(acting: Any, entry: Entry) -> Payload:
    """The payload. Raises `NotAllowedError`, and `RefusedError` where it does not open (then nothing is noted)."""
    acting.require("ledger.read", entry.chain.unit)
    payload = open_payload(entry)
    with transaction.atomic():
        role = acting.role_for("ledger.read", entry.chain.unit)
        record(
            acting,
            ACTION,
            entry,
            unit=entry.chain.unit,
            after={"number": entry.number, "action": entry.action},
            role=role,
        )
    return payload

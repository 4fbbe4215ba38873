"""Write one entry: called by every action, inside the action's own transaction."""

import hashlib
import os
import uuid
from collections.abc import Iterable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Protocol

from django.db import models, transaction

from rasoat.web.areas.models import Unit
from rasoat.web.ledger.fingerprint import key_value, row_digest, state_of
from rasoat.web.ledger.models import Chain, Entry
from rasoat.web.store.rows import make_row
from rasoat.web.vault.canonical import canonical, moment_text, plain_value
from rasoat.web.vault.sealing import seal

SALT = 16
VILLAGE = "village"

__all__ = [
    "Actor", "entry_hash", "locked_chain", "locked_chains", "make_entry", "payload_bond", "plain_value", "record",
    "row_digest", "state_of",
]  # fmt: skip


class Actor(Protocol):
    """What the ledger needs to know of who acts (`accounts.acting.Acting`)."""

    @property
    def user(self) -> Any: ...

    @property
    def channel(self) -> Any: ...

    @property
    def address(self) -> str: ...

    @property
    def on_behalf_of(self) -> str: ...

    @property
    def request_id(self) -> uuid.UUID: ...

    @property
    def name(self) -> str: ...

    def now(self) -> datetime: ...


def record(
    actor: Actor, action: str, subject: models.Model, *, unit: Unit | None, rows: Iterable[models.Model] = (),
    gone: Iterable[models.Model] = (), before: Mapping[str, Any] | None = None, after: Mapping[str, Any] | None = None,
    reason: str = "", role: str = "",
) -> Entry:  # fmt: skip
    """Append to the chain of a commune (`unit`; None for the nation's). Must run inside `transaction.atomic`.

    `rows`: rows the action made or changed, as they now stand; `gone`: rows it deleted (give them as they were, with
    their keys). `before` and `after` go into the sealed payload with `reason`. An action that writes into several
    chains takes them by `locked_chains` first. Raises `TransactionManagementError` outside a transaction.
    """
    chain = locked_chain(unit)
    entry = make_entry(
        chain, actor, action, subject, rows=rows, gone=gone, before=before, after=after, reason=reason, role=role
    )
    entry.save(force_insert=True)
    chain.save(update_fields=["length", "head"])
    return entry


def locked_chain(unit: Unit | None) -> Chain:
    """The chain of a unit, locked until the transaction ends. A village writes into the chain of its commune."""
    if not transaction.get_connection().in_atomic_block:
        raise transaction.TransactionManagementError("the ledger writes inside the action's transaction only")
    unit_id = _chain_unit(unit)
    chain = Chain.objects.select_for_update().filter(unit=unit_id).first()
    if chain is None:
        Chain.objects.get_or_create(unit_id=unit_id)  # type: ignore[misc]  # None is the nation: the column may be null
        chain = Chain.objects.select_for_update().get(unit=unit_id)
    return chain


def locked_chains(units: Iterable[Unit | None]) -> dict[int | None, Chain]:
    """Several chains by id of their unit, locked in one order everywhere: two writers never wait for each other."""
    by_id = {_chain_unit(unit): unit for unit in units}
    return {unit_id: locked_chain(by_id[unit_id]) for unit_id in sorted(by_id, key=lambda pk: pk or 0)}


def _chain_unit(unit: Unit | None) -> int | None:
    if unit is None:
        return None
    return unit.commune_id if unit.level == VILLAGE and unit.commune_id else unit.pk


def make_entry(
    chain: Chain, actor: Actor, action: str, subject: models.Model, *, rows: Iterable[models.Model] = (),
    gone: Iterable[models.Model] = (), before: Mapping[str, Any] | None = None, after: Mapping[str, Any] | None = None,
    reason: str = "", role: str = "", erases: Sequence[Entry] = (),
) -> Entry:  # fmt: skip
    """The next entry of a locked chain, not yet saved; moves the chain's head in memory. For bulk writers.

    `erases`: entries whose payload goes with this one (`ledger.actions.erase_payloads`).
    """
    plain = canonical({"after": plain_value(after or {}), "before": plain_value(before or {}), "reason": reason})
    salted = os.urandom(SALT) + plain
    number = chain.length + 1
    entry = make_row(
        Entry, chain=chain, number=number, at=actor.now().astimezone(UTC), user_id=getattr(actor.user, "pk", None),
        actor=actor.name,
        on_behalf_of=actor.on_behalf_of, role=role, channel=actor.channel, address=actor.address,
        request_id=actor.request_id, action=action, subject_model=subject._meta.label_lower, subject_id=str(subject.pk),
        rows=[*([row._meta.label_lower, key_value(row.pk), row_digest(row)] for row in rows),
              *([row._meta.label_lower, key_value(row.pk), None] for row in gone),
              *(["ledger.payload", entry.pk, None] for entry in erases)],
        payload=seal(salted, bound_to=payload_bond(chain, number)), payload_digest=hashlib.sha256(salted).digest(),
        previous=bytes(chain.head),
    )  # fmt: skip
    entry.hash = entry_hash(entry)
    chain.length, chain.head = number, entry.hash
    return entry


def payload_bond(chain: Chain, number: int) -> str:
    """What a payload is sealed to."""
    return f"ledger:{chain.pk}:{number}"


def entry_hash(entry: Entry) -> bytes:
    """SHA-256 over the previous hash and the canonical form of the columns."""
    columns = {
        "chain": entry.chain_id, "number": entry.number, "at": moment_text(entry.at), "user": entry.user_id,
        "actor": entry.actor, "on_behalf_of": entry.on_behalf_of, "role": entry.role, "channel": entry.channel,
        "address": entry.address, "request": str(entry.request_id), "action": entry.action,
        "subject": [entry.subject_model, entry.subject_id], "rows": entry.rows,
        "payload": bytes(entry.payload_digest).hex(),
    }  # fmt: skip
    return hashlib.sha256(bytes(entry.previous) + canonical(columns)).digest()

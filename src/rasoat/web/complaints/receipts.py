"""The code on the receipt: whoever holds it may ask for the state, without signing in and without a name."""

import secrets
from dataclasses import dataclass
from datetime import date

from rasoat.web.complaints.models import Complaint, Denunciation
from rasoat.web.complaints.models.common import RECEIPT
from rasoat.web.complaints.state_graphs import COMPLAINT, DENUNCIATION
from rasoat.web.vault.sealing import blind_index, blind_indexes, ring, seal, unseal

LETTERS = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
"""Without 0, 1, I and O, which people mix up when they write a code down."""
LENGTH = 12
GROUP = 4


@dataclass(frozen=True, slots=True)
class Standing:
    """What the holder of a code learns: where the letter stands, and nothing of what it says."""

    state: str
    received_on: date
    due_on: date | None = None
    answered_on: date | None = None
    answer_number: str = ""
    posting_ends_on: date | None = None


def new_code() -> str:
    """`K7QF-2MXC-9RTA`: 60 random bits."""
    drawn = "".join(secrets.choice(LETTERS) for _ in range(LENGTH))
    return "-".join(drawn[at : at + GROUP] for at in range(0, LENGTH, GROUP))


def tidy(code: str) -> str:
    """A code as it is compared: letters and digits only, in capitals.

    >>> tidy(" k7qf 2mxc-9rta ")
    'K7QF2MXC9RTA'
    """
    return "".join(letter for letter in code.upper() if letter.isalnum())


def give_receipt(letter: Complaint | Denunciation) -> str:
    """Give a letter its code, sealed and indexed; not saved. Returns the code."""
    code = new_code()
    letter.receipt = seal(tidy(code).encode(), bound_to=letter.seal_bond(RECEIPT))
    letter.receipt_index = blind_index(tidy(code), purpose=RECEIPT)
    letter.receipt_version = ring().current("blind")
    return code


def code_of(letter: Complaint | Denunciation) -> str:
    """The code again, for a receipt to print."""
    plain = unseal(letter.receipt, bound_to=letter.seal_bond(RECEIPT)).decode()
    return "-".join(plain[at : at + GROUP] for at in range(0, len(plain), GROUP))


def standing_of(code: str) -> Standing | None:
    """Where the letter with this code stands; None for an unknown code (one query a kind)."""
    if len(tidy(code)) != LENGTH:
        return None
    indexes = blind_indexes(tidy(code), purpose=RECEIPT)
    found = Complaint.objects.filter(receipt_index__in=indexes).first()
    if found is not None:
        return Standing(
            COMPLAINT.states[found.state].label, found.happened_on, found.due_on, found.answered_on,
            found.answer_number, found.posting_ends_on,
        )  # fmt: skip
    apart = Denunciation.objects.filter(receipt_index__in=indexes).first()
    return Standing(DENUNCIATION.states[apart.state].label, apart.received_on) if apart else None

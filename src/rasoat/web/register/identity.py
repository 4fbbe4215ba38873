"""Identity numbers of members: sealed to their member, shown masked, found by equality."""

import re
from datetime import date

from rasoat.web.register.models import Member, NumberKind, PersonalNumber
from rasoat.web.store.rows import make_row
from rasoat.web.vault.sealing import blind_index, ring, seal, unseal

_NOT_KEPT = re.compile(r"[\s.\-]+")
SHOWN = 3


def tidy(number: str) -> str:
    """The number as it is compared and kept: without blanks, dots and hyphens; nothing is repaired.

    >>> tidy(" 024 184.012345")
    '024184012345'
    """
    return _NOT_KEPT.sub("", number)


def index_of(number: str) -> bytes:
    """The blind index of a number of any kind: the same number typed as another kind is still found."""
    return blind_index(tidy(number), purpose="identity")


def number_row(member: Member, kind: NumberKind, number: str, since: date | None) -> PersonalNumber:
    """A row, not yet saved, for a member that has its `public_id` and `pk`."""
    plain = tidy(number)
    return make_row(
        PersonalNumber, member=member, province_id=member.province_id, kind=kind,
        sealed=seal(plain.encode(), bound_to=bond(member, kind)), index=index_of(plain),
        index_version=ring().current("blind"), tail=plain[-SHOWN:], since=since,
    )  # fmt: skip


def reveal(row: PersonalNumber) -> str:
    """The plain number. Raises `SealBrokenError` or `KeysMissingError`."""
    return unseal(row.sealed, bound_to=bond(row.member, row.kind)).decode()


def bond(member: Member, kind: str) -> str:
    """What a number is sealed to."""
    return f"number:{member.public_id}:{kind}"


def masked(row: PersonalNumber) -> str:
    """What screens show: dots and the last digits."""
    return f"•••••••••{row.tail}"

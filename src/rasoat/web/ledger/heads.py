"""Chain heads: printed on reports, so that a ledger rewritten as a whole shows against paper."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from django.utils import timezone
from django.utils.translation import gettext as _

from rasoat.web.areas.models import Unit
from rasoat.web.ledger.models import Chain, Entry

SHORT = 16
"""Hex digits of a printed hash: 64 bits, too many to hit by trying."""

NATION = "VN"
"""Stands for the chain without a unit."""

_HEAD = re.compile(r"^(?P<key>[^:\s]+):(?P<number>\d+):(?P<hash>[0-9a-f]{8,64})$")


@dataclass(frozen=True, slots=True)
class Head:
    """Where a chain stood: key of the unit, number of the entry, first digits of its hash."""

    key: str
    number: int
    short_hash: str

    def code(self) -> str:
        """`TT0001:12:9f86d081884c7d65`, as printed and as `rasoat ledger verify --head` reads it."""
        return f"{self.key}:{self.number}:{self.short_hash}"

    def fits(self, found: bytes | None) -> bool:
        """Whether the entry of that number still has the printed hash."""
        return found is not None and found.hex().startswith(self.short_hash)


def read_head(text: str) -> Head:
    """A printed head. Raises `ValueError` with what is wrong.

    >>> read_head("TT0001:12:9F86 D081 884C 7D65").short_hash
    '9f86d081884c7d65'
    """
    key, _colon, rest = "".join(text.split()).partition(":")
    found = _HEAD.match(f"{key}:{rest.lower()}")
    if not found:
        raise ValueError(f"“{text}” không phải đầu chuỗi: cần MÃ:SỐ:MÃ BĂM như in trên báo cáo")
    return Head(found["key"], int(found["number"]), found["hash"])


def heads_of(units: Iterable[Unit]) -> list[Head]:
    """Heads of the chains of these units that have any entry, in the order of their keys."""
    chains = Chain.objects.filter(unit__in=list(units), length__gt=0).select_related("unit").order_by("unit__key")
    return [head_of(chain) for chain in chains]


def head_of(chain: Chain) -> Head:
    """The head of a chain."""
    key = chain.unit.key if chain.unit else NATION
    return Head(key, chain.length, bytes(chain.head).hex()[:SHORT])


def head_line(unit: Unit | None) -> str:
    """The line for the foot of a report: `Nhật ký Xã Đồng Trám: TT0001:12:9f86… · 10:30 01/12/2026`; empty before
    the first entry."""
    chain = Chain.objects.filter(unit=unit, length__gt=0).select_related("unit").first()
    if chain is None:
        return ""
    at = timezone.localtime(Entry.objects.values_list("at", flat=True).get(chain=chain, number=chain.length))
    name = unit.full_name if unit else _("Cả nước")
    return f"{_('Nhật ký')} {name}: {head_of(chain).code()} · {at:%H:%M %d/%m/%Y}"

"""The register of numbers of a commune's papers (sổ công văn): own numbers, those of decisions and answers, gaps."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Final

from rasoat.web.areas.models import Unit
from rasoat.web.complaints.models import Complaint
from rasoat.web.paperwork.models import PaperNumber
from rasoat.web.register.words import standard_name
from rasoat.web.reviews.models import RoundDecision

_NUMBER = re.compile(r"^(?P<prefix>MẪU-)?0*(?P<number>\d{1,6})[a-zA-Z]?/(?P<symbol>\S.*)$")
SAMPLE: Final = "MẪU-"
MOST_GAPS: Final = 30
"""Gaps of a symbol that are named one by one."""


@dataclass(frozen=True, slots=True)
class Line:
    """A number of the book. `symbol`: what follows the number, with the prefix of training rounds before it."""

    text: str
    on: date | None
    about: str
    round: str
    note: str = ""
    own: PaperNumber | None = None

    @property
    def parsed(self) -> tuple[str, int] | None:
        """Symbol and number; None for a number that is written otherwise."""
        found = _NUMBER.match(self.text.strip())
        return (f"{found['prefix'] or ''}{found['symbol']}", int(found["number"])) if found else None


@dataclass(frozen=True, slots=True)
class Book:
    """`gaps`: missing numbers by symbol, in words."""

    rows: list[Line] = field(default_factory=list)
    gaps: Mapping[str, str] = field(default_factory=dict)


def book_of(commune: Unit, year: int) -> Book:
    """All numbers of a commune in a year (three queries), by symbol and number."""
    rows = list(_lines(commune, year))
    rows.sort(key=lambda row: (row.parsed or ("", 0), row.text))
    used: dict[str, set[int]] = {}
    for row in rows:
        if row.parsed is not None:
            used.setdefault(row.parsed[0], set()).add(row.parsed[1])
    gaps = {symbol: missing(numbers) for symbol, numbers in sorted(used.items())}
    return Book(rows, {symbol: said for symbol, said in gaps.items() if said})


def missing(numbers: Iterable[int]) -> str:
    """The numbers between 1 and the highest that are not there, in words.

    >>> missing([1, 2, 5, 9]), missing([1, 2])
    ('3-4, 6-8', '')
    """
    found = sorted(set(numbers))
    gaps = [(before + 1, after - 1) for before, after in zip([0, *found], found, strict=False) if after - before > 1]
    said = [f"{first}" if first == last else f"{first}-{last}" for first, last in gaps]
    return ", ".join(said[:MOST_GAPS]) + (", ..." if len(said) > MOST_GAPS else "")


def _lines(commune: Unit, year: int) -> Iterable[Line]:
    for row in PaperNumber.objects.filter(commune=commune, year=year).select_related("round"):
        note = f"đã bỏ: {row.reason}" if row.state == "void" else ""
        yield Line(row.text, row.on, row.about, row.round.name if row.round else "", note, row)
    decisions = RoundDecision.objects.filter(commune=commune, signed_on__year=year).exclude(number="")
    for decision in decisions.select_related("round"):
        about = f"Công nhận danh sách hộ nghèo, hộ cận nghèo, {standard_name(decision.standard_id)}"
        note = {"withdrawn": "đã rút", "signed": "chờ người thứ hai xác nhận"}.get(decision.state, "")
        yield Line(decision.number, decision.signed_on, about, decision.round.name, note)
    answered = Complaint.objects.filter(commune=commune, answered_on__year=year).exclude(answer_number="")
    for complaint in answered.select_related("round"):
        row_name = complaint.round.name if complaint.round else ""
        yield Line(complaint.answer_number, complaint.answered_on, f"Trả lời đơn {complaint}", row_name)

"""Small wordings of the `law` commands: validity, money, marks, counts of marks."""

from collections import Counter
from datetime import date

from rasoat.law.cited import Evidence, Fact
from rasoat.law.evidence_walk import evidence_of
from rasoat.law.marks import Mark
from rasoat.law.standard import Purpose, Standard
from rasoat.survey.dates import format_date

UNITS = {"points": "điểm", "vnd_per_person_month": "đồng/người/tháng", "indicators": "chỉ số", "members": "người"}
SCOPES = {"national": "quốc gia", "province": "tỉnh"}
OPEN_END = "…"


def span(start: date | None, end: date | None) -> str:
    """`01/01/2022 - 31/12/2026`; an open end is `…`."""
    return f"{format_date(start) or OPEN_END} - {format_date(end) or OPEN_END}"


def review_span(standard: Standard) -> str:
    """From the first to the last day on which the standard serves yearly reviews."""
    uses = [item for item in standard.applies if item.purpose is Purpose.REVIEW] or list(standard.applies)
    starts, ends = [item.valid_from for item in uses], [item.valid_until for item in uses]
    first = None if None in starts else min(day for day in starts if day)
    last = None if None in ends else max(day for day in ends if day)
    return span(first, last)


def amount(fact: Fact[int], unit: str) -> str:
    """`1.500.000 đồng/người/tháng`, or that it is missing."""
    return bare(fact) if fact.value is None else f"{bare(fact)} {UNITS[unit]}"


def bare(fact: Fact[int]) -> str:
    """`1.500.000`, or that it is missing."""
    return Mark.MISSING.label_vi if fact.value is None else f"{fact.value:,}".replace(",", ".")


def source(item: Evidence) -> str:
    """`NĐ 07/2021/NĐ-CP, Điều 3 (đã đối chiếu văn bản)`."""
    law = ", ".join(part for part in (item.instrument, item.article) if part)
    if not law and item.mark is Mark.INFERRED:
        return "suy ra từ các quy tắc khác"
    if not law and item.mark is Mark.MISSING:
        return item.mark.label_vi
    return f"{law or 'chưa có văn bản'} ({item.mark.label_vi})"


def mark_counts(standard: Standard) -> Counter[Mark]:
    """How many pieces of evidence of the standard bear each mark."""
    return Counter(item.mark for _, item in evidence_of(standard))


def needs_office(standard: Standard) -> int:
    """How many of them an office must confirm or supply."""
    return sum(count for mark, count in mark_counts(standard).items() if mark.needs_office)

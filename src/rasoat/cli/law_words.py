"""Small wordings of the `law` commands: validity, money, marks, counts of marks; tables that several of them print."""

from collections import Counter
from collections.abc import Sequence
from datetime import date

from rich.console import Console, RenderableType
from rich.table import Table

from rasoat.cli.screen import table
from rasoat.law.cited import Evidence, Fact
from rasoat.law.evidence_walk import evidence_of
from rasoat.law.marks import Mark
from rasoat.law.procedure import Procedure
from rasoat.law.standard import Gap, Purpose, Standard
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


def gaps_table(gaps: Sequence[Gap]) -> Table:
    """What a standard or procedure says itself that it lacks."""
    rows = table("Còn thiếu", "Chặn việc", title="Chỗ còn thiếu (đủ hơn: rasoat law gaps)")
    for gap in gaps:
        rows.add_row(gap.what.vi, gap.blocks.vi)
    return rows


def section(rows: RenderableType, out: Console) -> None:
    """An empty line, then the rows."""
    out.print()
    out.print(rows)


def mark_counts(law: Standard | Procedure) -> Counter[Mark]:
    """How many pieces of evidence of a standard or procedure bear each mark."""
    return Counter(item.mark for _, item in evidence_of(law))


def needs_office(law: Standard | Procedure) -> int:
    """How many of them an office must confirm or supply."""
    return sum(count for mark, count in mark_counts(law).items() if mark.needs_office)

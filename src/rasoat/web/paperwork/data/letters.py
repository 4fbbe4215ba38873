"""Letters to people who asked or complained, and the register of numbers."""

from typing import Any

from rasoat.web.complaints import paper_data as complaints
from rasoat.web.paperwork.numbers import book_of
from rasoat.web.paperwork.subjects import Subject
from rasoat.web.reviews.models import Application

Data = dict[str, Any]


def application_data(subject: Subject) -> Data:
    """The receipt of an application and the answer to it. Nothing of what is sealed is read."""
    row: Application = subject.record
    return {
        "applicant": row.applicant, "village": row.village.full_name if row.village else "", "file_code": row.file_code,
        "request": str(row.get_kind_display()), "channel": str(row.get_channel_display()),
        "received_on": row.happened_on, "received_by": row.acted, "answer": row.answer, "answered_on": row.answered_on,
        "screened_out": row.state == "screened_out",
    }  # fmt: skip


def complaint_receipt_data(subject: Subject) -> Data:
    """The receipt of a complaint, with the code by which its sender asks."""
    return complaints.receipt_data(subject.record)


def complaint_answer_data(subject: Subject) -> Data:
    """The answer to a complaint."""
    return complaints.answer_data(subject.record)


def book_data(subject: Subject) -> Data:
    """The register of numbers of a commune and year; `subject.standard` is the year."""
    year = int(subject.standard)
    found = book_of(subject.commune, year)
    return {
        "year": year,
        "rows": [
            {"number": row.text, "on": row.on, "about": row.about, "round": row.round, "note": row.note}
            for row in found.rows
        ],
        "gaps": [{"symbol": symbol, "numbers": numbers} for symbol, numbers in found.gaps.items()],
    }  # fmt: skip

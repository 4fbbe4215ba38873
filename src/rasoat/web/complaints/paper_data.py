"""What the papers of a complaint say, as plain data for the templates of the office."""

from typing import Any

from django.utils import timezone

from rasoat.web.complaints.models import Complaint
from rasoat.web.complaints.receipts import code_of
from rasoat.web.complaints.telling import answer_of, told_of


def receipt_data(complaint: Complaint) -> dict[str, Any]:
    """The receipt: number, day, by when, and the code with which the sender asks for the state."""
    return {
        **_head(complaint),
        "code": code_of(complaint),
        "due_on": complaint.due_on,
        "received_by": complaint.acted,
    }


def answer_data(complaint: Complaint) -> dict[str, Any]:
    """The written answer: to whom, about what, the outcome, the text with its reasons, and the posting."""
    told = told_of(complaint)
    return {
        **_head(complaint),
        "contact": told["contact"],
        "asked": told["text"],
        "outcome": complaint.get_outcome_display() if complaint.outcome else "",
        "text": answer_of(complaint),
        "answer_number": complaint.answer_number,
        "answered_on": complaint.answered_on,
        "posted_on": complaint.posted_on,
        "posting_ends_on": complaint.posting_ends_on,
    }


def recheck_data(complaint: Complaint) -> dict[str, Any]:
    """What is posted of a re-check: the household on the list and its class by standard. No sender, no text."""
    case, check = complaint.case, complaint.recheck
    return {
        "commune": complaint.commune.full_name,
        "village": case.village.full_name if case and case.village else "",
        "household": case.head_name if case else "",
        "classes": dict(check.classes) if check else {},
        "posted_on": complaint.posted_on,
        "posting_ends_on": complaint.posting_ends_on,
    }


def _head(complaint: Complaint) -> dict[str, Any]:
    """`watermark`: of a round that counts for nothing; its papers say so."""
    row = complaint.round
    prefix = row.number_prefix if row else ""
    return {
        "commune": complaint.commune.full_name,
        "number": f"{prefix}{complaint}",
        "kind": complaint.get_kind_display(),
        "topic": complaint.get_topic_display(),
        "name": told_of(complaint)["name"],
        "received_on": complaint.happened_on,
        "printed_on": timezone.localdate(),
        "watermark": "" if row is None or row.counts else str(row.get_purpose_display()),
    }

"""Forms without any household: lines to write on, for a village that has no list yet."""

from typing import Any, Final

from rasoat.web.paperwork.data.commune import round_data
from rasoat.web.paperwork.data.form import groups_of, questions_of
from rasoat.web.paperwork.data.village import blank_line
from rasoat.web.paperwork.subjects import Subject
from rasoat.web.register.words import standard_name
from rasoat.web.reviews.listing.quick_form import quick_form_of
from rasoat.web.reviews.survey.sheet import sheet_of
from rasoat.web.rounds.models import Round

Data = dict[str, Any]
ROWS: Final = 20
"""Lines for households on a blank list: two pages."""

PEOPLE: Final = 6
"""Lines for members on a blank application."""

VILLAGE: Final = "Thôn " + "." * 30
_DOTS: Final = "." * 24


def blank_list(subject: Subject) -> Data:
    """The list of households to review, to be written by hand."""
    rows = [{**_household(number), "opening": [], "origin": ""} for number in range(1, ROWS + 1)]
    return {**_place(subject), "households": rows, "total": None}


def blank_form(subject: Subject) -> Data:
    """The survey form of the round without household and without a code for keying."""
    return {
        **_place(subject), **_household(None), "code": "", "opening": [_DOTS],
        **questions_of(sheet_of(_round(subject))), "groups": groups_of([]),
    }  # fmt: skip


def blank_minutes(subject: Subject) -> Data:
    """The minutes of a meeting with lines for households."""
    rows = [blank_line(number) for number in range(1, ROWS + 1)]
    return {
        **_place(subject), "standard": standard_name(subject.standard), "meeting_place": "", "reviewers": [],
        "total": None, "households": rows, "scored": True,
    }  # fmt: skip


def blank_application(subject: Subject) -> Data:
    """Mẫu 01 and Mẫu 04."""
    return {**round_data(_round(subject)), "lines": list(range(1, PEOPLE + 1))}


def quick_form(subject: Subject) -> Data:
    """Phiếu A with the items that the province has set; none where it has not."""
    found = quick_form_of(_round(subject))
    return {**_place(subject), "items": list(found.items), "cut_off": found.cut_off}


def quick_form_lacks(subject: Subject) -> str:
    """Why there is no Phiếu A, in Vietnamese; empty when there is."""
    found = quick_form_of(_round(subject))
    if found.items:
        return ""
    return f"{found.without or 'chưa có nội dung'}. Cần: {found.ask or 'văn bản của tỉnh'}."


def _household(number: int | None) -> Data:
    return {"number": number, "head_name": "", "members": None}


def _place(subject: Subject) -> Data:
    return {**round_data(_round(subject)), "village": VILLAGE}


def _round(subject: Subject) -> Round:
    assert subject.round is not None
    return subject.round

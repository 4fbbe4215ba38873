"""Signed lists for tests: a round whose results come from lists, households in it, and workbooks made by hand."""

from collections.abc import Callable, Sequence
from datetime import date
from io import BytesIO
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from rasoat.web.accounts.acting import Acting
from rasoat.web.areas.models import Unit
from rasoat.web.reviews.actions.take_list import ListDraft, take_list
from rasoat.web.reviews.models import Case, SignedList
from rasoat.web.reviews.recording import Told
from rasoat.web.reviews.signed.planning import Plan, plan_list
from rasoat.web.reviews.signed.scope import results_for
from rasoat.web.rounds.models import Round
from web.review_making import STANDARD, make_case, make_round
from web.reviews.first.conftest import family, officer  # noqa: F401  # fixtures of the first steps

DOCUMENT = "Danh sách số 5/DS-UBND ngày 01/10/2026"
SIGNED = Told(date(2026, 10, 1), "Lường Văn Chủ, Phó Chủ tịch", on_behalf=True)
HEADINGS = ("Mã hộ", "Họ và tên chủ hộ", "Năm sinh", "Thôn", "Loại hộ", "Điểm A", "Điểm B", "Lý do")


def workbook(*rows: Sequence[Any], headings: Sequence[str] = HEADINGS, name: str = "ds.xlsx") -> SimpleUploadedFile:
    """A workbook as an office types it: a title, headings in the third row, then the rows."""
    target = BytesIO()
    with xlsxwriter.Workbook(target, {"in_memory": True, "strings_to_formulas": True}) as book:
        sheet = book.add_worksheet("Danh sách")
        sheet.write(0, 0, "DANH SÁCH HỘ SAU RÀ SOÁT")
        for at, heading in enumerate(headings):
            sheet.write(2, at, heading)
        for number, row in enumerate(rows, start=3):
            for at, value in enumerate(row):
                if value not in {None, ""}:
                    sheet.write(number, at, value)
    return SimpleUploadedFile(name, target.getvalue())


@pytest.fixture
def list_round(province: Unit, communes: list[Unit], villages: list[Unit]) -> Round:
    return make_round(province, communes, route="entered")


@pytest.fixture
def cases(list_round: Round, family: Callable) -> list[Case]:  # noqa: F811
    """Three households of the first village."""
    return [make_case(list_round, family(head)) for head in ("Lò Văn Ơn", "Tòng Thị Đào", "Quàng Văn Hặc")]


@pytest.fixture
def take(officer: Acting, list_round: Round, communes: list[Unit]) -> Callable[..., SignedList]:  # noqa: F811
    """`take(*rows)`: the list taken in, of the whole commune unless `village` is given."""

    def make(*rows: Sequence[Any], headings: Sequence[str] = HEADINGS, **fields: Any) -> SignedList:
        values = {"document": DOCUMENT, "told": SIGNED, "file": workbook(*rows, headings=headings)} | fields
        return take_list(officer, list_round, communes[0], ListDraft(STANDARD, **values))

    return make


def plan_of(kept: SignedList) -> Plan:
    return plan_list(kept, list(results_for(kept.round, kept.commune, kept.village, kept.standard_id)))


def told_of(plan: Plan) -> list[tuple[str, str]]:
    """Cell and what is wrong of each fault."""
    return [(fault.cell, fault.what) for fault in plan.faults]

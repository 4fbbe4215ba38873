"""A receiver with an empty template of its own, and a commune with two households on the list."""

from collections.abc import Callable
from datetime import date
from io import BytesIO
from typing import Any

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from rasoat.web.accounts.acting import Acting
from rasoat.web.areas.models import Unit
from rasoat.web.jobs.worker import run_until_idle
from rasoat.web.receivers.actions.order_delivery import order_delivery
from rasoat.web.receivers.actions.save_profile import save_profile, use_profile
from rasoat.web.receivers.actions.set_receiver import ReceiverWords, set_receiver
from rasoat.web.receivers.actions.start_profile import start_profile
from rasoat.web.receivers.models import Delivery, ProfileVersion, Receiver, ReceiverKind
from rasoat.web.receivers.profiles import plain, profile_of
from rasoat.web.register.actions.add_households import add_households
from rasoat.web.register.actions.record_decision import DecisionDraft, LineDraft, record_decision
from rasoat.web.register.drafts import HouseholdDraft, MemberDraft
from rasoat.web.register.models import Household
from rasoat.web.vault.files import open_sealed
from rasoat.web.vault.models import SealedFile

NUMBER = "024184012345"
HEADINGS = ("STT", "Họ và tên", "Quan hệ với chủ hộ", "Năm sinh", "Giới tính", "Số CCCD", "Diện hộ", "Thôn")
WORDS = ReceiverWords(
    ReceiverKind.INSURER, "Bảo hiểm xã hội thử", "national_2022", ("poor", "near_poor"), "Điều 1 văn bản thử"
)


def template(headings: tuple[str, ...] = HEADINGS, name: str = "mau-bhxh.xlsx") -> SimpleUploadedFile:
    out = BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        page = book.add_worksheet("D01")
        page.write(0, 0, "DANH SÁCH NGƯỜI THUỘC HỘ NGHÈO, HỘ CẬN NGHÈO")
        page.write_row(2, 0, headings)
    return SimpleUploadedFile(name, out.getvalue())


@pytest.fixture
def clerk(acting_for: Callable[..., Acting], province: Unit) -> Acting:
    """The officer of the province."""
    return acting_for("province_officer", province)


@pytest.fixture
def officer(acting_for: Callable[..., Acting], communes: list[Unit]) -> Acting:
    return acting_for("commune_officer", communes[0])


@pytest.fixture
def receiver(clerk: Acting, province: Unit) -> Receiver:
    return set_receiver(clerk, province, WORDS)


@pytest.fixture
def homes(officer: Acting, villages: list[Unit]) -> list[Household]:
    drafts = [
        HouseholdDraft(
            villages[0].commune, villages[0], date(2026, 1, 1),
            (
                MemberDraft(
                    "Lò Văn Ơn", relation="head", sex=1, birth_year=1984, personal_id=NUMBER,
                    health={"disability_degree": "severe"},
                ),
                MemberDraft("Lò Thị Út", relation="child", sex=2, birth_year=2012),
            ),
        ),
        HouseholdDraft(
            villages[1].commune, villages[1], date(2026, 1, 1),
            (MemberDraft("Vàng A Dụ", relation="head", sex=1, birth_year=1975),),
        ),
        HouseholdDraft(
            villages[1].commune, villages[1], date(2026, 1, 1),
            (MemberDraft("Nông Văn Khá", relation="head", sex=1, birth_year=1970),),
        ),
    ]  # fmt: skip
    return list(Household.objects.filter(pk__in=[home.pk for home in add_households(officer, drafts)]).order_by("pk"))


def decide(acting: Acting, classes: dict[Household, str], on: date = date(2026, 1, 1), **more: Any) -> None:
    home = next(iter(classes))
    draft = DecisionDraft(home.commune, "national_2022", on.year, on, number="9/QĐ-UBND", signed_on=on, **more)
    record_decision(acting, draft, [LineDraft(home, found) for home, found in classes.items()])


@pytest.fixture
def listed(officer: Acting, homes: list[Household]) -> list[Household]:
    decide(officer, {homes[0]: "poor", homes[1]: "near_poor", homes[2]: "not_poor"})
    return homes


def looked_at(content: dict[str, Any]) -> dict[str, Any]:
    """Every column looked at, and named as the test needs it."""
    for sheet in content["sheets"]:
        for column in sheet["columns"]:
            column.pop("review", None)
    return content


@pytest.fixture
def version(clerk: Acting, receiver: Receiver) -> ProfileVersion:
    """A profile in use, out of the receiver's template."""
    row = start_profile(clerk, receiver, 2026, template())
    save_profile(clerk, row, looked_at(plain(profile_of(row))), changes=row.changes)
    row.refresh_from_db()
    use_profile(clerk, row)
    row.refresh_from_db()
    return row


def delivered(acting: Acting, receiver: Receiver, place: Unit, on: date = date(2026, 2, 1)) -> Delivery:
    """A list as of a day, written."""
    row = order_delivery(acting, receiver, place, on)
    run_until_idle()
    row.refresh_from_db()
    assert row.job is not None
    assert row.job.error == ""
    return row


def rows_of(file: SealedFile | None) -> list[list[Any]]:
    """The rows of a list below its headings."""
    assert file is not None
    page = load_workbook(BytesIO(b"".join(open_sealed(file)))).active
    assert page is not None
    return [list(row) for row in page.iter_rows(min_row=4, values_only=True) if any(row)]


def names_in(file: SealedFile | None) -> list[str]:
    return [row[1] for row in rows_of(file)]

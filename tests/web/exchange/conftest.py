"""Workbooks of the test province, in known and unknown layouts."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from io import BytesIO
from pathlib import Path

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile

from rasoat.web.accounts.acting import Acting
from rasoat.web.areas.models import Unit
from rasoat.web.exchange.actions.order_export import order_export
from rasoat.web.exchange.actions.start_import import start_import
from rasoat.web.exchange.models import Export, Import
from rasoat.web.jobs.worker import run_until_idle
from rasoat.web.vault.files import open_sealed

HEADINGS = (
    "STT hộ", "Họ và tên", "Quan hệ với chủ hộ", "Ngày sinh", "Giới tính", "Số CCCD", "Dân tộc", "Xã", "Thôn",
    "Phân loại hộ", "Ghi sổ tay",
)  # fmt: skip
LIST_DATE = date(2026, 1, 15)

PEOPLE = (
    (
        1,
        "Hoàng Văn Mẫu",
        "Chủ hộ",
        "02/03/1980",
        "Nam",
        "001080000011",
        "Kinh",
        "Đồng Trám",
        "Cuối Suối",
        "Hộ nghèo",
        "nhà sàn",
    ),
    (1, "Lò Thị Thử", "Vợ", "1982", "Nữ", "", "Thái", "Đồng Trám", "Cuối Suối", "Hộ nghèo", ""),
    (2, "Vàng A Dụ", "Chủ hộ", "1975", "Nam", "001075000012", "Mông", "Đồng Trám", "Gốc Đa", "Hộ cận nghèo", ""),
    (3, "Nông Thị Ví", "Chủ hộ", "1960", "Nữ", "", "Tày", "Đồng Trám", "Gốc Đa", "Hộ nghèo", "ở một mình"),
)


def workbook(rows: Sequence[Sequence[object]], headings: Sequence[str] = HEADINGS, title: str = "Sổ xã") -> bytes:
    """A workbook of one sheet: a title, a blank row, headings, rows."""
    out = BytesIO()
    book = xlsxwriter.Workbook(out, {"in_memory": True, "strings_to_numbers": False})
    book.set_properties({"created": datetime(2026, 1, 1)})  # noqa: DTZ001
    page = book.add_worksheet(title)
    page.write(0, 0, "DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO NĂM 2025")
    for at, heading in enumerate(headings):
        page.write(2, at, heading)
    for number, row in enumerate(rows, start=3):
        for at, value in enumerate(row):
            if value not in (None, ""):
                page.write(number, at, value)
    book.close()
    return out.getvalue()


def upload(content: bytes, name: str = "so-xa.xlsx") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


@pytest.fixture
def officer(acting_for, communes, villages) -> Acting:
    assert villages
    return acting_for("commune_officer", communes[0])


@pytest.fixture
def read(officer: Acting, communes: list[Unit]) -> Callable[..., Import]:
    """`read(content)`: an import as it stands after its file was read (mapping proposed and kept on the way)."""

    def make(
        content: bytes, *, name: str = "so-xa.xlsx", acting: Acting = officer, place: Unit = communes[0]
    ) -> Import:
        batch = start_import(acting, place, upload(content, name), list_date=LIST_DATE, standard_id="national_2022")
        return settle(acting, batch)

    return make


def settle(acting: Acting, batch: Import) -> Import:
    """Run the jobs; keep the proposed mapping where one is asked for."""
    from rasoat.web.exchange import files
    from rasoat.web.exchange.actions.keep_mapping import keep_mapping

    run_until_idle()
    batch.refresh_from_db()
    if batch.state == "mapping":
        keep_mapping(acting, batch, files.json_kept(batch.proposal)["profile"])
        run_until_idle()
        batch.refresh_from_db()
    return batch


def saved(content: bytes, path: Path) -> Path:
    path.write_bytes(content)
    return path


def exported(acting: Acting, place: Unit, origin: Import, *, with_numbers: bool = True) -> Export:
    """The register of a place in the layout of an import, written."""
    export = order_export(
        acting, place, "same", standard_id="national_2022", with_numbers=with_numbers, origin=origin
    )  # fmt: skip
    run_until_idle()
    export.refresh_from_db()
    assert export.file is not None, export.job and export.job.error
    return export


def content_of(export: Export) -> bytes:
    return b"".join(open_sealed(export.file))

"""A workbook with all that people put into workbooks, and rounds of a synthetic village."""

import struct
import zlib
from collections.abc import Callable
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

import polars as pl
import pytest
import xlsxwriter

from rasoat.demo.generate import generate
from rasoat.law.book import LawBook
from rasoat.law.faults import Fault, Place, Severity
from rasoat.law.pack import Pack
from rasoat.scoring.packs import make_packs
from rasoat.survey.dataset import Dataset
from rasoat.survey.fault_list import ALL
from rasoat.survey.marking.recheck import Examination, examine
from rasoat.survey.national_write import write_national
from rasoat.survey.questionnaire_build import questionnaire_for
from rasoat.survey.reading import read_any
from rasoat.survey.survey_write import write_survey_template

REVIEW = date(2026, 9, 15)
FaultMaker = Callable[..., Fault]


@pytest.fixture
def fault() -> FaultMaker:
    """Makes a fault at a cell of a sheet."""

    def make(
        cell: str, sheet: str = "Danh sách", *, rule: str = "sai", warning: bool = False, value: str = ""
    ) -> Fault:
        row = int("".join(filter(str.isdigit, cell)) or 0) or None
        place = Place("a.xlsx", sheet, row, "Cột", "H1", cell)
        severity = Severity.WARNING if warning else Severity.ERROR
        return Fault(rule, f"{rule} ở đây", "wrong here", "ghi lại", "write again", place, value, severity)

    return make


def picture() -> BytesIO:
    """A PNG of one point."""

    def chunk(kind: bytes, body: bytes) -> bytes:
        return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))

    head = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    body = chunk(b"IHDR", head) + chunk(b"IDAT", zlib.compress(bytes(4))) + chunk(b"IEND", b"")
    return BytesIO(b"\x89PNG\r\n\x1a\n" + body)


@pytest.fixture
def rich(tmp_path: Path) -> Path:
    """Formulas, formats, conditional formats, validations, comments, a chart, a picture, a table, protection, names."""
    path = tmp_path / "cua-xa.xlsx"
    book: Any = xlsxwriter.Workbook(str(path))
    sheet, other, hidden = (book.add_worksheet(title) for title in ("Danh sách", "Tổng hợp của xã", "Ẩn"))
    text = book.add_format({"num_format": "@", "border": 1, "locked": False})
    money = book.add_format({"num_format": "#,##0 đ", "bg_color": "#DDEBF7", "bold": True})
    day = book.add_format({"num_format": "dd/mm/yyyy", "font_color": "#C00000"})
    sheet.set_column("A:A", 12, text)
    sheet.set_column("C:C", 22, money)
    sheet.write_row("A1", ["Mã", "Tên", "Tiền", "Ngày", "Tổng"], book.add_format({"bold": True, "bottom": 2}))
    for row in range(1, 21):
        sheet.write_string(row, 0, f"{row:012d}", text)
        sheet.write_string(row, 1, f"Người {row} <&>")
        sheet.write_number(row, 2, row * 1000, money)
        sheet.write_datetime(row, 3, date(2026, 1, row), day)
        sheet.write_formula(row, 4, f"=C{row + 1}*2", money, row * 2000)
    sheet.write_rich_string("B3", "Người ", book.add_format({"bold": True}), "đậm")
    sheet.merge_range("G2:H4", "gộp", money)
    sheet.conditional_format("C2:C21", {"type": "3_color_scale"})
    sheet.conditional_format("A2:A21", {"type": "duplicate", "format": book.add_format({"bg_color": "#FFC7CE"})})
    sheet.data_validation("D2:D21", {"validate": "date", "criteria": ">", "value": date(1900, 1, 1)})
    sheet.write_comment("B5", "hỏi lại nhà này", {"author": "Chị Hoa"})
    sheet.write_comment("A2", "đã xem", {"author": "Chị Hoa"})
    sheet.insert_image("J2", "a.png", {"image_data": picture()})
    sheet.insert_button("J9", {"caption": "Nút"})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "='Danh sách'!$C$2:$C$21"})
    sheet.insert_chart("J12", chart)
    sheet.protect("", {"format_cells": True})
    sheet.autofilter("A1:E21")
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.repeat_rows(0)
    sheet.set_header("&CXã mẫu")
    other.add_table(
        "A1:B4", {"columns": [{"header": "Thôn"}, {"header": "Hộ"}], "data": [["A", 1], ["B", 2], ["C", 3]]}
    )
    other.write_formula("D1", "=SUM('Danh sách'!C2:C21)", None, 210000)
    other.write_url("D2", "https://example.vn")
    hidden.write_string("A1", "danh mục")
    hidden.hide()
    book.define_name("TienXa", "='Danh sách'!$C$2:$C$21")
    book.close()
    return path


@pytest.fixture(scope="session")
def pack() -> Pack:
    """The law of 2022-2026 without a point table."""
    return make_packs(LawBook.load(), ["national_2022"], (), None, REVIEW)[0]


@pytest.fixture(scope="session")
def village() -> Dataset:
    """A village of the synthetic province."""
    data = generate("tinh-mau-2026", scale=0.0008).current
    return Dataset(data.households, data.members)


Write = Callable[[Dataset, Path], Path]


@pytest.fixture
def as_survey(pack: Pack) -> Write:
    """Writes a round as our own survey workbook."""

    def write(data: Dataset, path: Path) -> Path:
        write_survey_template(questionnaire_for(pack.standard, pack.point_table), path, data)
        return path

    return write


@pytest.fixture
def as_national() -> Write:
    """Writes a round as the national lists."""

    def write(data: Dataset, path: Path) -> Path:
        write_national(data, path)
        return path

    return write


@pytest.fixture
def read() -> Callable[[Path], Dataset]:
    """Reads a workbook with every fault told."""
    return lambda path: read_any(path, listed=ALL)


@pytest.fixture
def examined(pack: Pack) -> Callable[..., Examination]:
    """Examines a round, alone or after an earlier examination."""

    def run(data: Dataset, before: Examination | None = None) -> Examination:
        return examine(data, pack, REVIEW, before.record if before else None, salt=b"muoi")

    return run


@pytest.fixture
def spoiled(village: Dataset) -> Dataset:
    """The village with wrong answers: missing areas, a score that fits no tick, a number that two people have."""
    at = pl.int_range(pl.len())
    households = village.households.with_columns(
        pl.when(at % 5 != 1).then("area").alias("area"),
        pl.when(at == 2).then(37).otherwise("deprivation_score").alias("deprivation_score"),
    )
    first = village.members["personal_id"].drop_nulls()[0]
    members = village.members.with_columns(
        pl.when(at.is_in([7, 12])).then(pl.lit(first)).otherwise("personal_id").alias("personal_id"),
        pl.when(at == 9).then(None).otherwise("full_name").alias("full_name"),
    )
    return Dataset(households, members)

"""A made-up receiving system: its empty template, the profile of an office for it, and a small round to send."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

import polars as pl
import pytest
import xlsxwriter

from rasoat.survey.dataset import Dataset
from rasoat.survey.ethnic_groups import ethnic_groups
from rasoat.survey.exporting.profile import ExportProfile
from rasoat.survey.exporting.record import record_template
from rasoat.survey.exporting.store import find_profile
from rasoat.survey.exporting.template import Template

SHEET = "DS_Ho"
FIRST_ROW = 6

PROFILE = """\
id: he-thong-mau
system: Hệ thống mẫu của bài kiểm tra
year: 2026
evidence: {mark: ours, valid_from: 2026-01-01, valid_until: 2026-12-31}
sheets:
  - name: DS_Ho
    rows: members
    where: {class: [poor, near_poor]}
    order: [village]
    header_rows: [3, 4]
    first_row: 6
    cells:
      - {at: A2, from: notice}
    columns:
      - {at: A, heading: [STT], number: row, form: number}
      - {at: B, heading: ["Mã hộ"], from: household_id, required: true}
      - {at: C, heading: ["Họ và tên"], from: full_name, required: true}
      - {at: D, heading: ["Năm sinh", Nam], from: birth_date, form: year, only: {sex: ["1"]}}
      - {at: E, heading: ["Năm sinh", "Nữ"], from: birth_date, form: year, only: {sex: ["2"]}}
      - {at: F, heading: ["Giới tính"], from: sex, codes: {"1": Nam, "2": "Nữ"}}
      - {at: G, heading: ["Số CCCD"], from: personal_id}
      - {at: H, heading: ["Diện hộ"], from: class, codes: {poor: Hộ nghèo, near_poor: Hộ cận nghèo}}
      - {at: I, heading: ["Dân tộc"], from: ethnicity}
      - {at: J, heading: ["Ngày quyết định"], from: decision_date, form: date}
      - {at: K, heading: ["Có công"], from: flag_merit, form: mark, once: true}
      - {at: L, heading: ["Thôn"], from: village, max_length: 50}
      - {at: M, heading: ["Điểm B1"], from: income_score, form: number}
      - {at: "N", heading: ["Ghi chú"], empty: true}
"""

_HEADS = (
    "STT", "Mã hộ (*)", "Họ và tên", "", "", "Giới tính", "Số CCCD", "Diện hộ", "Dân tộc", "Ngày quyết định",
    "Có công", "Thôn", "Điểm B1", "Ghi chú",
)  # fmt: skip


def written_template(path: Path, *, date_1904: bool = False) -> None:
    """Merged heads in two rows, a number row, lists of three kinds, formats, a formula elsewhere."""
    with xlsxwriter.Workbook(str(path), {"default_date_format": "dd/mm/yyyy"} | {"date_1904": date_1904}) as book:
        head = book.add_format({"bold": True, "border": 1, "text_wrap": True, "bg_color": "#DDEBF7"})
        forms = {
            "text": book.add_format({"num_format": "@", "border": 1, "font_name": "Arial"}),
            "date": book.add_format({"num_format": "dd/mm/yyyy", "border": 1}),
            "plain": book.add_format({"border": 1}),
        }
        guide = book.add_worksheet("Hướng dẫn")
        guide.write_string("A1", "Đọc kỹ trước khi nhập")
        guide.write_formula("A2", f"=COUNTA({SHEET}!C6:C5000)", None, 0)
        guide.insert_textbox("C3", "Không đổi tên trang")
        page = book.add_worksheet(SHEET)
        page.merge_range("A1:N1", "DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO", head)
        for at, text in enumerate(_HEADS):
            if text:
                page.merge_range(2, at, 3, at, text, head)
        page.merge_range("D3:E3", "Năm sinh", head)
        page.write_row("D4", ["Nam", "Nữ"], head)
        page.write_row("A5", [f"({at + 1})" for at in range(len(_HEADS))], head)
        page.set_row(FIRST_ROW - 1, 21)
        for at in range(len(_HEADS)):
            page.write_blank(FIRST_ROW - 1, at, None, forms[{6: "text", 9: "date"}.get(at, "plain")])
        page.freeze_panes(5, 3)
        page.conditional_format("M6:M500", {"type": "cell", "criteria": ">", "value": 140, "format": head})
        lists = book.add_worksheet("DanhMuc")
        lists.write_column("A1", ["Diện", "Hộ nghèo", "Hộ cận nghèo"])
        lists.write_column("C1", ["Dân tộc", *(group.name_vi for group in ethnic_groups())])
        lists.hide()
        book.define_name("DanToc", f"=DanhMuc!$C$2:$C${len(ethnic_groups()) + 1}")
        page.data_validation("F6:F500", {"validate": "list", "source": ["Nam", "Nữ"]})
        page.data_validation("H6:H500", {"validate": "list", "source": "=DanhMuc!$A$2:$A$3"})
        page.data_validation("I6:I500", {"validate": "list", "source": "=DanToc"})
        page.data_validation("K6:K500", {"validate": "list", "source": ["x"]})
        page.data_validation("L6:L500", {"validate": "length", "criteria": "<=", "value": 50})
        page.data_validation("M6:M500", {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": 999})
        page.set_landscape()
        page.activate()


def made_round(**changes: list[object]) -> Dataset:
    """Two households that are sent and one that is not, four members; `changes` replace columns of the households."""
    households = {
        "household_id": ["H2", "H1", "H3"], "village": ["Thôn Đông", "Bản Ả", "Bản Ả"],
        "class": ["near_poor", "poor", "not_poor"], "flag_merit": [False, True, False],
        "income_score": [120, 95, 200], "decision_date": [date(2026, 11, 22), date(2026, 11, 22), None],
        "head_name": ["Đỗ Văn Út", "=1+1", "Ma Seo"],
    } | changes  # fmt: skip
    members = {
        "household_id": ["H2", "H1", "H1", "H3"], "member_no": [1, 1, 2, 1],
        "full_name": ["Đỗ Văn Út", "=1+1", "Lò <A> & B", "Ma Seo"], "relation": ["head", "head", "child", "head"],
        "sex": [1, 2, 1, 1], "birth_date": [date(1960, 5, 1), date(1984, 11, 5), None, date(1990, 1, 1)],
        "birth_year": [1960, 1984, 2015, 1990], "ethnicity": ["01", "08", "08", "02"],
        "personal_id": ["001060000003", "001184000001", None, "001090000009"],
    }  # fmt: skip
    return Dataset(pl.DataFrame(households), pl.DataFrame(members), source="nguon.xlsx")


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The empty template, not to be changed."""
    path = tmp_path_factory.mktemp("receiver") / "mau.xlsx"
    written_template(path)
    return path


@pytest.fixture
def template_of_1904(tmp_path: Path) -> Path:
    """The same with dates that count from 1904."""
    path = tmp_path / "mau-1904.xlsx"
    written_template(path, date_1904=True)
    return path


@pytest.fixture
def profile_text() -> str:
    """The office's profile for it."""
    return PROFILE


@pytest.fixture
def check_with(tmp_path: Path) -> Callable[..., ExportProfile]:
    """The profile (or another text) as it is after a check against a template."""

    def check(template: Path, text: str = PROFILE) -> ExportProfile:
        path = tmp_path / "p.yaml"
        path.write_text(text, encoding="utf-8")
        record_template(find_profile(str(path)).profile, path, Template(template), path)
        return find_profile(str(path)).profile

    return check


@pytest.fixture
def small_round() -> Callable[..., Dataset]:
    """Makes the small round; columns of its households can be given."""
    return made_round

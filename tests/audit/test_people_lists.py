"""Reports 14 and 15 as printed."""

from pathlib import Path

import pytest

from rasoat.audit.api import official_audit

from .small_tables import changed, write_book

LIST = [
    ["DANH SÁCH CHI TIẾT HỘ NGHÈO", *[""] * 9],
    ["STT hộ", "STT thành viên", "Họ và tên", "Nam", "Nữ", "Dân tộc", "Quan hệ với chủ hộ", "Nghèo mới", "Tái nghèo",
     "Nghèo cũ"],
    ["A", "B", "C", "1", "2", "3", "4", "5", "6", "7"],
    ["", "", "Xã Một", *[""] * 7],
    ["1", "1", "Vũ Văn Mẫu", "1962", "", "Kinh", "Chủ hộ", "", "", "x"],
    ["", "2", "Ngô Thị Thử", "", "1965", "Kinh", "Vợ/chồng", "", "", ""],
    ["2", "1", "Hà Thị Ví Dụ", "", "1970", "Tày", "Chủ hộ", "x", "", ""],
    ["", "", "Xã Hai", *[""] * 7],
    ["1", "1", "Lò Văn Thí", "1980", "", "Thái", "Chủ hộ", "", "", ""],
    ["", "", "NGƯỜI LẬP BIỂU", *[""] * 7],
]  # fmt: skip


def defects(tmp_path: Path, rows: list[list[object]]) -> list[tuple[str, str]]:
    path = write_book(tmp_path / "a.xlsx", {"Biểu 15": rows})
    (result,) = official_audit([path], layout="report-15").results
    return [(item.address.rpartition("!")[2], item.vi) for item in result.source.defects]


def test_a_sound_list_has_no_defect_and_numbers_may_begin_again_at_a_new_place(tmp_path: Path) -> None:
    assert defects(tmp_path, LIST) == []  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("row", "column", "value", "address", "said"),
    [
        (6, 0, "3", "A7", "số thứ tự hộ phải là 2"),
        (6, 0, "1", "A7", "số thứ tự hộ phải là 2"),
        (6, 0, "hai", "A7", "số thứ tự hộ phải là 2"),
        (5, 1, "3", "B6", "số thứ tự thành viên phải là 2"),
        (4, 4, "1962", "D5", "phải ghi năm sinh ở đúng một cột Nam hoặc Nữ"),
        (4, 3, "một chín sáu hai", "D5", "“một chín sáu hai” không phải năm sinh"),
        (4, 3, "63", "D5", "“63” không phải năm sinh"),
        (4, 7, "x", "H5", "chỉ chủ hộ có dấu, và chỉ một dấu: mới, tái nghèo hoặc cũ"),
        (5, 9, "x", "H6", "chỉ chủ hộ có dấu, và chỉ một dấu: mới, tái nghèo hoặc cũ"),
        (5, 2, "", "C6", "thiếu họ tên"),
        (6, 6, "Con", "G7", "dòng có số thứ tự hộ phải là của chủ hộ"),
    ],
)
def test_one_slip_is_one_line_at_its_cell(
    tmp_path: Path, row: int, column: int, value: str, address: str, said: str
) -> None:
    assert defects(tmp_path, changed(LIST, row, column, value)) == [(address, said)]


def test_a_sheet_that_is_no_list_is_refused_with_the_columns_that_lack(tmp_path: Path) -> None:
    path = write_book(tmp_path / "a.xlsx", {"S": [["STT", "Họ và tên", "Giới tính"], [1, "Vũ Văn Mẫu", "Nam"]]})

    (fault,) = official_audit([path], layout="report-15").faults

    assert fault.rule == "audit-list-columns"
    assert "STT hộ" in fault.value

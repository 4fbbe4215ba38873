"""Tables found on sheets, and numbers as they are printed."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasoat.audit.columns import ColumnNames
from rasoat.audit.printed_numbers import rate_text, read_count, read_rate
from rasoat.law.faults import FaultsFoundError
from rasoat.tables.numbers_vi import count_text

from .small_tables import first_grid, write_book, write_csv


@given(st.integers(0, 10**12))
def test_counts_are_read_as_vietnamese_readers_print_them(count: int) -> None:
    assert read_count(count_text(count)) == count
    assert read_count(str(count)) == count
    assert read_count(float(count)) == count


@given(st.integers(0, 10**6), st.integers(0, 4))
def test_rates_are_read_back(value: int, decimals: int) -> None:
    assert read_rate(rate_text(value, decimals), decimals) == value
    assert read_rate(rate_text(value, decimals) + " %", decimals) == value


@pytest.mark.parametrize("text", ["", "…", " ", "x", "12,5", "mười", "1.23.456", "12.5", "1 23", True])
def test_what_is_no_count(text: object) -> None:
    assert read_count(text) is None  # type: ignore[arg-type]


def test_long_fractions_are_rounded_half_up() -> None:
    assert [read_rate(value, 2) for value in (2.635, 2.634999, 0.005, 100.0)] == [264, 263, 1, 10000]
    assert read_rate("0.0263", 2, 100) == 263


def test_a_csv_is_a_table(tmp_path: Path) -> None:
    grid = first_grid(write_csv(tmp_path / "a.csv"))

    assert [parts[0] for parts in grid.headings] == [
        "place", "parent", "households", "poor", "near_poor", "total", "poor_pct",
    ]  # fmt: skip
    assert grid.first_row == 2
    assert grid.address(0, 2) == "C2"


def test_titles_merged_heads_and_numbers_of_columns(tmp_path: Path) -> None:
    rows = [
        ["KẾT QUẢ RÀ SOÁT NĂM 2025", "", "", "", ""],
        ["", "", "", "", ""],
        ["TT", "Địa bàn", "Tổng số hộ", "Hộ nghèo", ""],
        ["", "", "", "Số hộ", "Tỷ lệ"],
        ["A", "B", "1", "2", "3=2/1*100"],
        ["I", "Tỉnh", "1.200", 36, 3.0],
        [1, "Xã Một", "1.200", 36, 3.0],
    ]
    merges = ((0, 0, 0, 4), (2, 3, 2, 4), (2, 0, 3, 0), (2, 1, 3, 1), (2, 2, 3, 2))

    grid = first_grid(write_book(tmp_path / "a.xlsx", {"Biểu": rows}, merges))

    assert grid.headings == (("TT",), ("Địa bàn",), ("Tổng số hộ",), ("Hộ nghèo", "Số hộ"), ("Hộ nghèo", "Tỷ lệ"))
    assert grid.numbers[2:] == ("1", "2", "3=2/1*100")
    assert (grid.first_row, grid.above) == (6, ("KẾT QUẢ RÀ SOÁT NĂM 2025",))


def test_years_as_headings_are_no_data(tmp_path: Path) -> None:
    grid = first_grid(write_book(tmp_path / "a.xlsx", {"S": [["Địa bàn", 2023, 2024], ["Xã Một", 5, 6]]}))

    assert (grid.first_row, grid.headings[1]) == (2, ("2023",))


def test_columns_go_by_heading_its_last_part_its_number_or_letter(tmp_path: Path) -> None:
    rows = [["TT", "Địa bàn", "Hộ nghèo", "Hộ cận nghèo"], ["A", "B", "1", "2"], ["1", "Xã Một", 5, 6]]
    names = ColumnNames(first_grid(write_book(tmp_path / "a.xlsx", {"S": rows})))

    assert [names.find(name) for name in ("ho_ngheo", "HỘ NGHÈO", "c1", "C")] == [2, 2, 2, 2]


def test_an_unknown_or_double_name_is_refused_with_what_there_is(tmp_path: Path) -> None:
    rows = [["Địa bàn", "Số hộ", "Số hộ"], ["Xã Một", 5, 6]]
    names = ColumnNames(first_grid(write_book(tmp_path / "a.xlsx", {"S": rows})))

    with pytest.raises(FaultsFoundError, match=r"tên cột “Số hộ” là tên của nhiều cột.*B, C"):
        names.find("Số hộ")
    with pytest.raises(FaultsFoundError, match="tên cột “so khau” không có trong bảng"):
        names.find("so khau")

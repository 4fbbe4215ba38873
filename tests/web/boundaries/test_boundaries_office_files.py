"""Tables of an office: read as people write them, every fault with its row, nothing guessed."""

from contextlib import suppress
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasoat.web.boundaries.office_files import FILE_KINDS, read_count, read_share, read_table


@given(st.integers(0, 999_999_999))
def test_counts_are_read_however_thousands_are_written(number: int) -> None:
    assert (
        read_count(str(number))
        == read_count(f"{number:,}".replace(",", "."))
        == read_count(f"{number:,}".replace(",", " "))
        == number
    )


@given(st.text(max_size=12))
def test_a_count_is_a_whole_number_or_a_fault(text: str) -> None:
    number = None
    with suppress(ValueError):
        number = read_count(text)

    assert number is None or number >= 0


@pytest.mark.parametrize(("text", "share"), [("0,25", "0.25"), ("25%", "0.25"), ("1", "1"), ("33,333 %", "0.33333")])
def test_shares_are_read_as_written(text: str, share: str) -> None:
    assert read_share(text) == Decimal(share)


@pytest.mark.parametrize("text", ["0", "-1", "1,5", "nửa", "NaN", "Infinity", ""])
def test_a_share_outside_zero_to_one_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"[Tt]ỷ lệ"):
        read_share(text)


@pytest.mark.parametrize("separator", ["\t", ";", ","])
def test_columns_come_in_any_order_with_or_without_tones(separator: str) -> None:
    text = separator.join(("nam", "So ho", "MÃ ĐƠN VỊ")) + "\n" + separator.join(("2024", "1.200", "TT0001")) + "\n\n"

    table = read_table(text, FILE_KINDS["totals"])

    assert not table.faults
    assert [(line.row, line.values) for line in table.lines] == [
        (2, {"unit": "TT0001", "year": 2024, "households": 1200})
    ]


def test_every_fault_says_its_row_and_column() -> None:
    text = (
        "Mã đơn vị\tThuộc tính\tTừ ngày\nTT0001\tkhu vực III\t31/02/2026\n\tbiên giới\t\n"
        "TT0002\tlạ\t01/01/2026\nTT0002\tbiên giới\t01/01/2026"
    )

    table = read_table(text, FILE_KINDS["tags"])

    assert [(fault.place.row, fault.place.column) for fault in table.faults] == [
        (2, "Từ ngày"),
        (3, "Mã đơn vị"),
        (4, "Thuộc tính"),
    ]
    assert [line.values for line in table.lines] == [{"unit": "TT0002", "tag": "tag_border", "first": date(2026, 1, 1)}]


def test_a_missing_column_is_named() -> None:
    assert [fault.vi for fault in read_table("Mã đơn vị\nTT", FILE_KINDS["areas"]).faults] == ["Thiếu cột Khu vực"]


@given(st.text(max_size=300), st.sampled_from(sorted(FILE_KINDS)))
def test_no_text_breaks_the_reader(text: str, kind: str) -> None:
    table = read_table(text, FILE_KINDS[kind])

    assert all(FILE_KINDS[kind].needed <= set(line.values) for line in table.lines)

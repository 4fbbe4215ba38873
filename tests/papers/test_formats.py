"""Formats: numbers, dates, money and words the Vietnamese way; nothing for what is missing."""

from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from papers.reading_back import faults
from rasoat.papers.filling import fill
from rasoat.papers.words_vi import in_words

DAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("field", "value", "printed"),
    [
        ("a|so", 12558, "12.558"), ("a|so", Decimal("1234.50"), "1.234,50"), ("a|so(1)", 2.25, "2,3"),
        ("a|so", -5000, "-5.000"), ("a|so", "12558", "12.558"), ("a|so", None, ""), ("a", 2026, "2026"),
        ("a|dong", 700000, "700.000 đồng"), ("a|dong", None, ""),
        ("a|phan_tram", Decimal("2.63"), "2,63 %"), ("a|phan_tram(40)", 13, "32,50 %"),
        ("a|phan_tram(10000)", 263, "2,63 %"), ("a|phan_tram(0)", 3, ""), ("a|phan_tram(297899)", 13455, "4,52 %"),
        ("a|ngay", DAY, "26/11/2026"), ("a|ngay", "2026-02-05", "05/02/2026"), ("a|ngay", None, ""),
        ("a", DAY, "26/11/2026"),
        ("a|ngay_chu", DAY, "ngày 26 tháng 11 năm 2026"),
        ("a|ngay_chu", date(2026, 2, 5), "ngày 05 tháng 02 năm 2026"),
        ("a|ngay_chu", date(2026, 3, 15), "ngày 15 tháng 3 năm 2026"),
        ("a|ngay_chu", None, "ngày ...... tháng ...... năm ......"),
        ("a|hoa", "xã Đồng Trám", "XÃ ĐỒNG TRÁM"), ("a|thuong", "XÃ ĐỒNG", "xã đồng"),
        ("a|thuong(1)", "Tổ dân phố Đông Hải", "tổ dân phố Đông Hải"), ("a|thuong(1)", None, ""),
        ("a|default('-')", "", "-"), ("a|default('-')", None, "-"), ("a|default('-')", 0, "0"),
        ("b|default('-')", "", "-"),
        ("a|bang_chu", 12558, "mười hai nghìn năm trăm năm mươi tám"), ("a|bang_chu", None, ""),
        ("a|dien(10)", None, ".........."), ("a|dien(10)", "", ".........."), ("a|dien(10)", "Mẫu", "Mẫu"),
        ("b|dien(10)", "", ".........."), ("a|noi", ["A", "B"], "A, B"), ("a|noi(' - ')", [1, 2], "1 - 2"),
        ("a|dai", [1, 2, 3], "3"), ("a|tong", [1, Decimal("0.5")], "1,5"), ("a", True, "có"), ("a", None, ""),
    ],
)  # fmt: skip
def test_formats(field, value, printed):
    assert fill(f"x{{{{ {field} }}}}", {"a": value})[0].words() == f"x{printed}"


@pytest.mark.parametrize(
    ("field", "value"),
    [("so", "một"), ("so", True), ("so", float("nan")), ("so", "1e99"), ("ngay", "26/11/2026"), ("bang_chu", 1.5),
     ("bang_chu", 10**18), ("noi", "abc"), ("tong", [1, None]), ("dai", 5), ("phan_tram", "x")],
)  # fmt: skip
def test_unfit_values_are_refused(field, value):
    assert faults(f"{{{{ a|{field} }}}}", a=value) == [("template-value", 1)]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (0, "không"), (4, "bốn"), (5, "năm"), (10, "mười"), (11, "mười một"), (15, "mười lăm"), (21, "hai mươi mốt"),
        (24, "hai mươi bốn"), (55, "năm mươi lăm"), (100, "một trăm"), (101, "một trăm linh một"),
        (115, "một trăm mười lăm"), (1000, "một nghìn"), (1005, "một nghìn không trăm linh năm"),
        (20_000, "hai mươi nghìn"), (1_000_001, "một triệu không trăm linh một"),
        (700_000, "bảy trăm nghìn"), (2_050_000_000, "hai tỷ không trăm năm mươi triệu"), (-7, "âm bảy"),
        (10**12, "một nghìn tỷ"), (1_000_000_000_005, "một nghìn tỷ không trăm linh năm"),
    ],
)  # fmt: skip
def test_numbers_in_words(number, words):
    assert in_words(number) == words


@given(st.integers(0, 10**18 - 1), st.integers(0, 10**18 - 1))
def test_different_numbers_have_different_words(one, other):
    assert (in_words(one) == in_words(other)) == (one == other)

"""The words around a table: issuing body, date line, signatures, notes."""

from datetime import date

import pytest

from rasoat.tables.footnotes import footnotes, small_print
from rasoat.tables.head import Issuer, OfficialHead, SignatureCapacity, date_line, issuer, preparer, signer
from rasoat.tables.report import Column, ReportTable


def table(unit="Xã Mẫu", parent="", **options):
    columns = (Column("a", ("Tổng số",), "1"), Column("b", ("Tỷ lệ",), "2"), Column("c", ("Khác",)))
    return ReportTable("1", "Biểu", unit, "Năm 2026", "national_2022", columns, (), parent_name=parent, **options)


@pytest.mark.parametrize(
    ("unit", "parent", "expected"),
    [
        ("Xã Mẫu", "Tỉnh Mẫu", Issuer("UBND TỈNH MẪU", "UBND XÃ MẪU")),
        ("Thôn Một", "Xã Mẫu", Issuer("UBND XÃ MẪU", "THÔN MỘT")),
        ("Tỉnh Mẫu", "", Issuer("ỦY BAN NHÂN DÂN", "TỈNH MẪU", both_bold=True)),
        ("Cả nước", "", Issuer("", "CẢ NƯỚC")),
    ],
)
def test_the_issuing_body_follows_from_the_units(unit, parent, expected):
    assert issuer(table(unit, parent), OfficialHead()) == expected


def test_an_office_names_its_own_bodies():
    head = OfficialHead(higher_body="UBND TỈNH MẪU", issuing_body="BAN CHỈ ĐẠO RÀ SOÁT")

    assert issuer(table(), head) == Issuer("UBND TỈNH MẪU", "BAN CHỈ ĐẠO RÀ SOÁT")


@pytest.mark.parametrize(
    ("day", "line"),
    [
        (date(2026, 2, 5), "Xã Mẫu, ngày 05 tháng 02 năm 2026"),
        (date(2026, 12, 14), "Xã Mẫu, ngày 14 tháng 12 năm 2026"),
        (date(2026, 3, 31), "Xã Mẫu, ngày 31 tháng 3 năm 2026"),
    ],
)
def test_the_date_line(day, line):
    assert date_line(OfficialHead(place="Xã Mẫu", signed_on=day)) == line


def test_place_and_date_may_be_left_to_the_pen():
    assert "ngày ...... tháng" in date_line(OfficialHead())


@pytest.mark.parametrize(
    ("capacity", "titles"),
    [
        ("chair", ("TM. ỦY BAN NHÂN DÂN", "CHỦ TỊCH")),
        ("vice_chair", ("TM. ỦY BAN NHÂN DÂN", "KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        ("chair_alone", ("CHỦ TỊCH",)),
        ("vice_chair_alone", ("KT. CHỦ TỊCH", "PHÓ CHỦ TỊCH")),
        ("board_head", ("TM. BAN CHỈ ĐẠO", "TRƯỞNG BAN")),
        ("department_head", ("TL. CHỦ TỊCH", "TRƯỞNG PHÒNG")),
        ("village_head", ("TRƯỞNG THÔN",)),
    ],
)
def test_the_signature_says_in_whose_name(capacity, titles):
    signature = signer(OfficialHead(signature_capacity=SignatureCapacity(capacity)))

    assert signature.titles == titles
    assert (signature.hint == "(Ký, đóng dấu)") == (capacity != "village_head")


def test_titles_and_names_of_the_office_are_printed():
    head = OfficialHead(signer_titles=("GIÁM ĐỐC",), signer_name="Người ký", preparer_name="Người lập")

    assert (signer(head).titles, signer(head).name, preparer(head).name) == (("GIÁM ĐỐC",), "Người ký", "Người lập")


def test_columns_blank_for_the_same_reason_share_a_note():
    reasons = (("a", "thiếu tệp"), ("c", "thiếu tệp"), ("", "chưa có kỳ trước"))

    lines = footnotes(table(blank_reasons=reasons, notes=("Ghi chú.",)))

    expected = ("Cột (1), Khác để trống: thiếu tệp", "Biểu để trống: chưa có kỳ trước", "Ghi chú.")
    assert lines == expected


def test_an_unchecked_layout_says_so():
    assert "bố cục chưa đối chiếu" in small_print(table(layout_mark="secondary"))
    assert "bố cục chưa đối chiếu" not in small_print(table(layout_mark="verified"))
    assert "sha256:12" in small_print(table(pack="sha256:12"))

"""How marks are known again: titles, signs and colours of ours in a workbook of other people."""

from typing import Final

from rasoat.law.faults import Severity

SUMMARY_TITLE: Final = "Lỗi cần sửa"
"""Title of the tab that lists all faults; with a number behind it when people have such a tab themselves."""

SUMMARY_SIGN: Final = "RaSoat: các chỗ cần sửa"
"""How the first cell of that tab begins."""

HELPER_TITLE: Final = "rasoat_dau"
"""Title of the hidden tab that remembers original formats and what was checked."""

SIGN: Final = "RaSoat:"
"""How every comment of ours begins."""

AUTHOR: Final = "RaSoat"

COLOURS: Final = {Severity.ERROR: "FFCACF", Severity.WARNING: "FFF4C2"}
"""Fills of marked cells: light red, light yellow. Nobody picks these by hand; where somebody did, another is used."""

WORDS: Final = {Severity.ERROR: "Lỗi", Severity.WARNING: "Lưu ý"}
"""A fault's weight in a word."""

WHY: Final = {
    Severity.ERROR: "lỗi này chặn tệp: chưa sửa thì chưa nhận và chưa phân loại được",
    Severity.WARNING: "không chặn tệp, nhưng dễ sai: cần xem lại, đúng rồi thì để nguyên",
}
"""Why a fault wants attention."""

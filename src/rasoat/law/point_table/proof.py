"""The proof sheet: the whole table on paper, its totals and its hash, with room for the two signers."""

from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any

from rasoat.law.faults import Fault
from rasoat.law.point_table.model import PointTable
from rasoat.law.point_table.shape import TableShape
from rasoat.law.point_table.statement import table_hash
from rasoat.law.point_table.template_styles import Styles
from rasoat.law.point_table.template_words import PROOF_SHEET, content_of
from rasoat.law.point_table.template_writer import footer, write_sheets
from rasoat.law.point_table.totals import cut_off, highest_total
from rasoat.law.standard import Standard
from rasoat.law.whole_file import write_whole

_STATEMENT = "Hai người ký dưới đây đã so từng mục, từng câu trả lời, từng điểm số của bảng này với phụ lục."


def write_proof(path: Path, table: PointTable, standard: Standard, shape: TableShape, faults: list[Fault]) -> None:
    """Write the table in the layout of the template, with a sheet of totals, faults and signatures before the guide."""
    content = content_of(table, tuple(family.code for family in shape.families))
    stream = BytesIO()
    write_sheets(stream, content, _ProofSheet(table, standard, faults))
    write_whole(path, stream.getvalue())


@dataclass(frozen=True, slots=True)
class _ProofSheet:
    table: PointTable
    standard: Standard
    faults: list[Fault]

    def write(self, book: Any, styles: Styles) -> None:
        """Add the sheet to a workbook."""
        sheet = book.add_worksheet(PROOF_SHEET)
        sheet.set_column(0, 0, 34)
        sheet.set_column(1, 3, 26)
        sheet.merge_range(0, 0, 0, 3, "BẢN ĐỐI CHIẾU BẢNG ĐIỂM VỚI PHỤ LỤC", styles.title)
        sheet.merge_range(1, 0, 1, 3, self.table.watermark, styles.watermark)
        row = self._facts(sheet, 3, styles)
        row = self._totals(sheet, row + 1, styles)
        row = self._faults(sheet, row + 1, styles)
        sheet.merge_range(row + 1, 0, row + 1, 3, _STATEMENT, styles.body)
        sheet.set_row(row + 1, 34)
        for column, who in ((0, "NGƯỜI NHẬP"), (2, "NGƯỜI KIỂM TRA")):
            words = f"{who}\n(ngày, ký, ghi rõ họ tên)"
            sheet.merge_range(row + 3, column, row + 8, column + 1, words, styles.sign)
        sheet.set_paper(9)
        sheet.fit_to_pages(1, 0)
        sheet.set_footer(footer(self.table.table_id, self.table.watermark))

    def _facts(self, sheet: Any, row: int, styles: Styles) -> int:
        facts = (
            ("Mã bảng điểm", self.table.table_id),
            ("Chuẩn nghèo", self.standard.name.vi),
            ("Văn bản, phụ lục, trang", ", ".join(
                part for part in (self.table.legal_source, self.table.annex, self.table.page) if part
            )),
            ("Mã băm bản chụp phụ lục", self.table.file_hash),
            ("Mã băm nội dung bảng", table_hash(self.table)),
        )  # fmt: skip
        for label, value in facts:
            sheet.write_string(row, 0, label, styles.label)
            sheet.merge_range(row, 1, row, 3, value, styles.text)
            row += 1
        return row

    def _totals(self, sheet: Any, row: int, styles: Styles) -> int:
        for column, label in enumerate(("Khu vực", "Số mục được hỏi", "Tổng điểm cao nhất", "Mức so sánh của chuẩn")):
            sheet.write_string(row, column, label, styles.head)
        for area in self.table.areas:
            row += 1
            line = cut_off(self.standard, self.table.area_of[area])
            sheet.write_string(row, 0, area, styles.text)
            sheet.write_number(row, 1, sum(item.asked_in(area) for item in self.table.items), styles.number)
            sheet.write_number(row, 2, highest_total(self.table, area), styles.number)
            if line is not None:
                sheet.write_number(row, 3, line, styles.number)
        return row + 1

    def _faults(self, sheet: Any, row: int, styles: Styles) -> int:
        sheet.write_string(row, 0, f"Lỗi phần mềm tìm thấy: {len(self.faults)}", styles.sign)
        for fault in self.faults:
            row += 1
            sheet.merge_range(row, 0, row, 3, fault.text_vi(), styles.text)
            sheet.set_row(row, 34)
        return row + 1

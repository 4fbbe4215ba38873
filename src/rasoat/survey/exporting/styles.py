"""The number formats of a workbook's cell styles."""

import re
from dataclasses import dataclass
from typing import Final

from rasoat.survey.xlsx.package import Package
from rasoat.survey.xlsx.safe_xml import local, root_of
from rasoat.survey.xlsx.sheet_list import workbook_part

GENERAL: Final = "General"
TEXT: Final = "@"
_BUILT_IN = {0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00",
             12: "# ?/?", 13: "# ??/??", 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 48: "##0.0E+0",
             49: TEXT}  # fmt: skip
_DATES = {*range(14, 23), *range(27, 37), *range(45, 48), *range(50, 59)}
_QUOTED = re.compile(r'"[^"]*"|\\.|\[[^\]]*\]')


@dataclass(frozen=True, slots=True)
class CellStyle:
    """The number format of a style and whether its cells are locked once the sheet is protected."""

    number_format: str
    locked: bool = True

    @property
    def is_date(self) -> bool:
        """Whether numbers under it show as dates."""
        return bool(re.search("[dmyDMY]", _QUOTED.sub("", self.number_format))) and self.number_format != GENERAL

    @property
    def is_text(self) -> bool:
        """Whether what is typed under it stays text."""
        return self.number_format == TEXT

    @property
    def is_number(self) -> bool:
        """Whether it shows numbers: leading zeros are lost when the cell is typed again."""
        return not self.is_text and not self.is_date and self.number_format != GENERAL


def cell_styles(package: Package) -> list[CellStyle]:
    """Every style of the workbook by its number; a workbook without styles has one plain style."""
    workbook = workbook_part(package)
    part = next((item.target for item in package.relations(workbook) if item.kind == "styles"), "")
    if part not in package:
        return [CellStyle(GENERAL)]
    root = root_of(package.tree_source(part))
    written = {
        int(node.get("numFmtId", "0")): node.get("formatCode", "")
        for node in root.iter()
        if local(node.tag) == "numFmt"
    }
    found = []
    for group in root:
        if local(group.tag) == "cellXfs":
            for node in group:
                number = int(node.get("numFmtId", "0"))
                code = written.get(number) or _BUILT_IN.get(number) or ("dd/mm/yyyy" if number in _DATES else GENERAL)
                locks = [part.get("locked", "1") for part in node if local(part.tag) == "protection"]
                found.append(CellStyle(code, not locks or locks[0] in {"1", "true"}))
    return found or [CellStyle(GENERAL)]

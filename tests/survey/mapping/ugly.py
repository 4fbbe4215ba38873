"""Ugly workbooks of the kinds that offices keep, made of synthetic people, with the households and members in them."""

import unicodedata
import zipfile
from datetime import date
from pathlib import Path

import openpyxl
import xlsxwriter

from rasoat.survey.mapping.legacy_text import Encoding, encode

from .ugly_people import CLASSES, COMMUNES, Row, Ugly, people, said


def two_row_head(path: Path) -> Ugly:
    """(a) Two merged heading rows, births under Nam and Nữ, marks for the class, a number row, signatures."""
    groups = people()
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet("Danh sách")
    page.merge_range("A1:D1", "ỦY BAN NHÂN DÂN XÃ ĐỒNG TRÁM")
    page.merge_range("A2:L2", "DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO XÃ ĐỒNG TRÁM NĂM 2026")
    heads = ["STT hộ", "Họ và tên chủ hộ và các thành viên", "Quan hệ với chủ hộ", "Năm sinh", "", "Dân tộc",
             "Số CCCD", "Thôn, bản", "Phân loại hộ", "", "Tổng điểm B1", "Loại cây trồng chính"]  # fmt: skip
    for at, head in enumerate(heads):
        if head in {"Năm sinh", "Phân loại hộ"}:
            page.merge_range(4, at, 4, at + 1, head)
        elif head:
            page.merge_range(4, at, 5, at, head)
    for at, child in {3: "Nam", 4: "Nữ", 8: "Hộ nghèo", 9: "Hộ cận nghèo"}.items():
        page.write(5, at, child)
    for at in range(len(heads)):
        page.write(6, at, f"({at + 1})")
    row = 7
    for number, group in enumerate(groups, start=1):
        for at, member in enumerate(group):
            cells = [number if at == 0 else None, member["full_name"], said("relation", member["relation"]), None, None,
                     said("ethnicity", member["ethnicity"]), member["personal_id"], member["village"], None, None,
                     member["income_score"] if at == 0 else None, "ngô" if at == 0 else None]  # fmt: skip
            cells[2 + member["sex"]] = member["birth_year"]
            if at == 0:
                cells[8 + CLASSES.index(member["class"])] = "x"
            page.write_row(row, 0, cells)
            row += 1
    page.write_row(row, 0, ["Tổng cộng", None, None, None, None, None, None, None, 6, 6])
    page.write(row + 2, 7, "Đồng Trám, ngày 15 tháng 9 năm 2026")
    page.write(row + 3, 1, "NGƯỜI LẬP BIỂU")
    page.write(row + 3, 7, "TM. UBND XÃ")
    page.write(row + 7, 1, "Nguyễn Thị Người Lập")
    book.close()
    facts = ("full_name", "relation", "birth_year", "sex", "ethnicity", "personal_id")
    households = [
        {
            "head_name": group[0]["full_name"], "class": group[0]["class"], "village": group[0]["village"],
            "income_score": group[0]["income_score"], "household_size": len(group), "commune": "XÃ ĐỒNG TRÁM",
        }
        for group in groups
    ]  # fmt: skip
    return Ugly(path, households, [{name: member[name] for name in facts} for group in groups for member in group])


def heads_only(path: Path) -> Ugly:
    """(b) One row a household, sections of communes, NFD text, subtotals, headings repeated on the second page."""
    groups = sorted(people(), key=lambda group: COMMUNES.index(group[0]["commune"]))
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet("Trang_tính1")
    heads = ["TT", "Họ tên chủ hộ", "Năm sinh", "Giới tính", "Dân tộc", "Số khẩu", "Diện hộ", "Thôn/bản", "Ghi chú"]
    page.write(0, 0, _nfd("DANH SÁCH HỘ NGHÈO"))
    page.write_row(2, 0, [_nfd(head) for head in heads])
    row, number, last = 3, 0, ""
    households, members = [], []
    for group in groups:
        head = group[0]
        if head["commune"] != last:
            if last:
                page.write_row(row, 0, [_nfd("Cộng xã"), None, None, None, None, 99])
                row += 1
            last, number = head["commune"], 0
            page.write_row(row, 0, [f"{'I' * (COMMUNES.index(last) + 1)}", _nfd(last)])
            row += 1
            if last == COMMUNES[1]:
                page.write_row(row, 0, [_nfd(head) for head in heads])
                row += 1
        number += 1
        page.write_row(row, 0, [
            number, _nfd(head["full_name"]), head["birth_year"], _nfd(said("sex", head["sex"])),
            _nfd(said("ethnicity", head["ethnicity"])), len(group), "N" if head["class"] == "poor" else "CN",
            _nfd(head["village"]), _nfd("đã xem"),
        ])  # fmt: skip
        row += 1
        households.append({
            "head_name": head["full_name"], "class": head["class"], "household_size": len(group),
            "village": head["village"], "commune": head["commune"],
        })  # fmt: skip
        members.append({
            "full_name": head["full_name"], "relation": "head", "birth_year": head["birth_year"], "sex": head["sex"],
        })  # fmt: skip
    book.close()
    return Ugly(path, households, members)


def sheets_of_villages(path: Path) -> Ugly:
    """(c) A sheet a village, TCVN3 text, personal numbers as number cells (zeros lost), households told by the head."""
    groups = sorted(people(), key=lambda group: group[0]["village"])
    book = xlsxwriter.Workbook(str(path))
    households, members = [], []
    village = ""
    for group in groups:
        if group[0]["village"] != village:
            village, row = group[0]["village"], 3
            page = book.add_worksheet(village)
            page.write(0, 0, _tcvn3("DANH SÁCH NHÂN KHẨU HỘ NGHÈO"))
            page.write_row(
                2,
                0,
                [
                    _tcvn3(head)
                    for head in (
                        "Stt",
                        "Họ và tên",
                        "Quan hệ chủ hộ",
                        "Ngày sinh",
                        "Giới tính",
                        "Số CMND/CCCD",
                        "Phân loại hộ",
                    )
                ],
            )
        for member in group:
            number = int(member["personal_id"][3:])
            page.write_row(row, 0, [
                row - 2, _tcvn3(member["full_name"]), _tcvn3(said("relation", member["relation"])),
                member["birth_date"].strftime("%d/%m/%Y") if member["birth_date"] else str(member["birth_year"]),
                _tcvn3(said("sex", member["sex"])), number, _tcvn3(said("class", member["class"])),
            ])  # fmt: skip
            row += 1
            members.append({
                "full_name": member["full_name"], "relation": member["relation"], "birth_date": member["birth_date"],
                "birth_year": member["birth_year"], "sex": member["sex"], "personal_id": str(number),
            })  # fmt: skip
        households.append({
            "head_name": group[0]["full_name"], "class": group[0]["class"], "village": village,
            "household_size": len(group),
        })  # fmt: skip
    book.add_worksheet("Ghi chú").write(0, 0, "không phải danh sách")
    book.close()
    return Ugly(path, households, members)


def formulas_and_tail(path: Path, tail: int = 30_000) -> Ugly:
    """(d) Formulas with and without values, serial dates in General cells (1904 system), a hidden sheet, hidden rows,
    a tail of `tail` formatted empty rows and a dimension that reaches to the end of the sheet.
    """
    groups = people()
    book = openpyxl.Workbook()
    page = book.active
    assert page is not None
    page.title = "Tong hop ho"
    page.append(["Mã hộ", "Họ và tên", "Quan hệ", "Ngày sinh", "Phái", "Tuổi", "Số khẩu", "Loại hộ"])
    households, members = [], []
    for number, group in enumerate(groups, start=1):
        for member in group:
            born = member["birth_date"] or date(member["birth_year"], 1, 1)
            row = page.max_row + 1
            page.append([
                f"H{number:03d}", member["full_name"], said("relation", member["relation"]),
                (born - date(1904, 1, 1)).days if born.year > 1912 else born.strftime("%d/%m/%Y"),
                member["sex"], f"=2026-{born.year}", f"=COUNTIF(A:A,A{row})",
                "Hộ nghèo" if member["class"] == "poor" else "Hộ cận nghèo",
            ])  # fmt: skip
            members.append({
                "household_id": f"H{number:03d}", "full_name": member["full_name"], "relation": member["relation"],
                "birth_date": born, "sex": member["sex"], "age": 2026 - born.year,
            })  # fmt: skip
        households.append({
            "household_id": f"H{number:03d}", "head_name": group[0]["full_name"], "class": group[0]["class"],
            "household_size": len(group),
        })  # fmt: skip
    page.row_dimensions[5].hidden = True
    page.cell(row=page.max_row + 3, column=1).value = "   "
    hidden = book.create_sheet("Du lieu cu")
    hidden.sheet_state = "hidden"
    hidden.append(["Họ và tên", "Quan hệ", "Ngày sinh"])
    hidden.append(["Người Cũ", "Chủ hộ", "1950"])
    raw = path.with_suffix(".raw.xlsx")
    book.save(raw)
    _computed(raw, path, households, members, tail)
    raw.unlink()
    return Ugly(path, households, members)


def vni_abbreviations(path: Path) -> Ugly:
    """(e) VNI text, odd order, short English headings, a column of old communes, old identity cards of 9 digits."""
    groups = people()
    book = xlsxwriter.Workbook(str(path))
    page = book.add_worksheet("data")
    page.write_row(0, 0, ["ID no", "DOB", "Name", "Sex", "HH no", _vni("Xã cũ"), "Relation", "Ethnic", "Class", "Tel"])
    row = 1
    households, members = [], []
    for number, group in enumerate(groups, start=1):
        for member in group:
            card = member["personal_id"][-9:]
            page.write_row(row, 0, [
                card, member["birth_year"], _vni(member["full_name"]), "M" if member["sex"] == 1 else "F", number,
                _vni(member["commune"]), _vni(said("relation", member["relation"])),
                _vni(said("ethnicity", member["ethnicity"])), _vni(said("class", member["class"])), "0912000111",
            ])  # fmt: skip
            row += 1
            members.append({
                "full_name": member["full_name"], "relation": member["relation"], "birth_year": member["birth_year"],
                "sex": member["sex"], "personal_id": card, "ethnicity": member["ethnicity"],
            })  # fmt: skip
        households.append({
            "head_name": group[0]["full_name"], "class": group[0]["class"], "commune": group[0]["commune"],
            "household_size": len(group),
        })  # fmt: skip
    book.close()
    return Ugly(path, households, members)


ALL = {
    "two-row-head": two_row_head, "heads-only": heads_only, "sheets-of-villages": sheets_of_villages,
    "formulas-and-tail": formulas_and_tail, "vni": vni_abbreviations,
}  # fmt: skip


def _computed(raw: Path, path: Path, households: list[Row], members: list[Row], tail: int) -> None:
    """Put in what Excel would have computed, the 1904 system, and the tail."""
    sizes = {row["household_id"]: row["household_size"] for row in households}
    with zipfile.ZipFile(raw) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for name in old.namelist():
            content = old.read(name).decode()
            if name == "xl/workbook.xml":
                content = content.replace("<workbookPr", '<workbookPr date1904="1"', 1)
            if name == "xl/worksheets/sheet1.xml":
                for at, member in enumerate(members, start=2):
                    for letter, value in (("F", member["age"]), ("G", sizes[member["household_id"]])):
                        start = content.index(f'<c r="{letter}{at}"')
                        gap = content.index("<v", start)
                        end = content.index(">", gap) + 1
                        content = f"{content[:gap]}<v>{value}</v>{content[end:].removeprefix('</v>')}"
                start = content.index('<dimension ref="') + len('<dimension ref="')
                content = content[:start] + "A1:XFD1048576" + content[content.index('"', start) :]
                first = len(members) + 10
                empty = "".join(
                    f'<row r="{row}" s="0" customFormat="1"><c r="A{row}" s="0"/><c r="H{row}" s="0"/></row>'
                    for row in range(first, first + tail)
                )
                content = content.replace("</sheetData>", f"{empty}</sheetData>")
            new.writestr(name, content)


def _nfd(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def _tcvn3(text: str) -> str:
    return encode(text, Encoding.TCVN3)


def _vni(text: str) -> str:
    return encode(text, Encoding.VNI)

"""`law gaps`, `law check`: what is missing in the law data, and what is wrong in it."""

from itertools import groupby
from pathlib import Path
from typing import Any

import click
from rich.padding import Padding
from rich.table import Table

from rasoat.cli.faults import EXIT_FAULTS, faults_shown, print_faults
from rasoat.cli.law_options import json_option
from rasoat.cli.options import EXISTING_DIR, law_options
from rasoat.cli.screen import console, print_json, table
from rasoat.law.book import LawBook
from rasoat.law.check import check as check_law
from rasoat.law.faults import errors
from rasoat.law.gap_entry import GapEntry
from rasoat.law.gaps import gaps as find_gaps
from rasoat.law.gaps_elsewhere import POINT_TABLES, REGISTER
from rasoat.law.point_table.checks import check_tables
from rasoat.law.stray_files import stray_files
from rasoat.survey.derivation_types import derivation_faults

INDENT, DEEPER = (0, 0, 0, 2), (0, 0, 0, 4)


@click.command()
@law_options
@json_option
@faults_shown()
def gaps(law_dirs: tuple[Path, ...], *, as_json: bool) -> None:
    """Chỗ còn thiếu hoặc chưa xác nhận, việc bị chặn, tài liệu cần xin và nơi có tài liệu."""
    book = LawBook.load(*law_dirs)
    found = find_gaps(book)
    if as_json:
        print_json([_as_json(entry) for entry in found])
        return
    out = console()
    for where, entries in groupby(found, key=lambda entry: entry.where):
        out.print(_heading(where, book), style="bold")
        if where == REGISTER:
            out.print(Padding(_table(list(entries)), INDENT))
        else:
            for document, same in groupby(entries, key=lambda entry: entry.document):
                out.print(Padding(f"Cần xin: {document.name.vi}. Nơi có: {document.holder}.", INDENT))
                out.print(Padding(_table(list(same)), DEEPER))
        out.print()
    out.print(f"Tổng cộng {len(found)} mục cần cơ quan cung cấp hoặc xác nhận. / {len(found)} entries in all.")


@click.command()
@click.argument("directories", metavar="[THƯ_MỤC]...", nargs=-1, type=EXISTING_DIR)
@law_options
@faults_shown()
def check(directories: tuple[Path, ...], law_dirs: tuple[Path, ...]) -> None:
    """Kiểm tra luật kèm phần mềm cùng các THƯ_MỤC luật của đơn vị đặt chồng lên. Có lỗi thì mã thoát là 1."""
    book = LawBook.load(*law_dirs, *directories)
    strays = [fault for directory in (*law_dirs, *directories) for fault in stray_files(directory)]
    found = [*strays, *check_law(book), *derivation_faults(book), *check_tables(book)]
    print_faults(found)
    if errors(found):
        raise click.exceptions.Exit(EXIT_FAULTS)
    counted = f"{len(book.standards)} chuẩn, {len(book.procedures)} quy trình, {len(book.point_tables)} bảng điểm"
    counted += f", {len(book.instruments)} văn bản"
    click.echo(f"Không có lỗi: {counted}. / No fault found.")


def _heading(where: str, book: LawBook) -> str:
    if where == REGISTER:
        return "Văn bản trong danh mục chưa đọc được hoặc các nguồn ghi khác nhau: xin cơ quan ban hành"
    if where == POINT_TABLES:
        return "Khung bảng điểm (chung cho mọi bảng điểm)"
    if where in book.procedures:
        return f"{book.procedures[where].name.vi} ({where})"
    standard = book.standards[where]
    state = "; ĐANG CHẶN phân loại" if standard.blocked else ""
    return f"{standard.name.vi} ({where}{state})"


def _table(entries: list[GapEntry]) -> Table:
    rows = table("Còn thiếu, chưa chắc", "Mức chứng cứ", "Chặn việc", "Ghi chú")
    for entry in entries:
        rows.add_row(entry.what.vi, entry.mark.label_vi, entry.blocks.vi, entry.note)
    return rows


def _as_json(entry: GapEntry) -> dict[str, Any]:
    return {
        "where": entry.where,
        "paths": list(entry.paths),
        "what": entry.what.vi,
        "what_en": entry.what.en,
        "mark": entry.mark.value,
        "mark_label": entry.mark.label_vi,
        "blocks": entry.blocks.vi,
        "blocks_en": entry.blocks.en,
        "note": entry.note,
        "document": {
            "id": entry.document.id,
            "name": entry.document.name.vi,
            "name_en": entry.document.name.en,
            "holder": entry.document.holder,
        },
    }

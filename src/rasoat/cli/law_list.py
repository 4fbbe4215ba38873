"""`law list`, `law at`: which standards, procedures and point tables there are; which standards serve on a day."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from rasoat.cli.faults import faults_shown
from rasoat.cli.law_options import json_option, purpose_option
from rasoat.cli.law_words import SCOPES, mark_counts, needs_office, review_span, span
from rasoat.cli.options import Day, law_options
from rasoat.cli.screen import console, print_json, table
from rasoat.law.book import LawBook
from rasoat.law.canonical import plain
from rasoat.law.marks import Mark
from rasoat.law.path_words import PURPOSES
from rasoat.law.point_table.state import state_of
from rasoat.law.procedure import Procedure
from rasoat.law.standard import Purpose, Standard
from rasoat.survey.dates import format_date

_COLUMNS = ("Mã chuẩn", "Tên", "Phạm vi", "Dùng rà soát", "Trạng thái", "Căn cứ")


@click.command("list")
@law_options
@json_option
@faults_shown()
def list_(law_dirs: tuple[Path, ...], *, as_json: bool) -> None:
    """Liệt kê chuẩn nghèo, quy trình, bảng điểm và số văn bản đã biết."""
    book = LawBook.load(*law_dirs)
    if as_json:
        print_json(_overview(book))
        return
    out = console()
    standards = table(*_COLUMNS, whole=["Mã chuẩn"])
    for standard in _all(book):
        scope = standard.territory or SCOPES[standard.scope]
        span_of = review_span(standard)
        standards.add_row(standard.id, standard.name.vi, scope, span_of, _state(standard), _counted(standard))
    tables = table("Mã bảng điểm", "Tên", "Chuẩn", "Loại", "Tình trạng", "Khu vực", whole=["Mã bảng điểm", "Chuẩn"])
    for item in book.point_tables.values():
        kind = "minh họa" if item.kind == "illustrative" else "chính thức"
        tables.add_row(
            item.table_id, item.name.vi, item.standard_id, kind, state_of(item, book).label_vi, " ".join(item.areas)
        )
    procedures = table("Mã quy trình", "Tên", "Chuẩn", "Áp dụng", "Căn cứ", whole=["Mã quy trình", "Chuẩn"])
    for procedure in book.procedures.values():
        uses = "; ".join(span(use.valid_from, use.valid_until) for use in procedure.applies)
        procedures.add_row(procedure.id, procedure.name.vi, " ".join(procedure.standards), uses, _counted(procedure))
    for rows in (standards, procedures, tables):
        out.print(rows)
        out.print()
    out.print(f"Văn bản đã biết: {len(book.instruments)}. Tài liệu cần xin: {len(book.documents)}.")
    out.print("Xem một chuẩn, một quy trình: rasoat law show MÃ. Chỗ còn thiếu: rasoat law gaps.")


@click.command()
@click.argument("day", metavar="NGÀY", type=Day())
@purpose_option
@law_options
@json_option
@faults_shown()
def at(day: date, purpose: str | None, law_dirs: tuple[Path, ...], *, as_json: bool) -> None:
    """Các chuẩn áp dụng vào một ngày, theo mục đích. NGÀY viết 2026-12-31 hoặc 31/12/2026."""
    found = LawBook.load(*law_dirs).at(day, Purpose(purpose) if purpose else None)
    if as_json:
        print_json([{"purpose": use.value, **_summary(standard)} for use, standard in found])
        return
    out = console()
    if not found:
        out.print(f"Không có chuẩn nào áp dụng vào {format_date(day)}. / No standard applies on {day}.")
        return
    rows = table("Mục đích", "Mã chuẩn", "Tên", "Phạm vi", "Thời gian", "Trạng thái", whole=["Mã chuẩn"])
    for use, standard in found:
        scope = standard.territory or SCOPES[standard.scope]
        rows.add_row(PURPOSES[use].vi, standard.id, standard.name.vi, scope, _use(standard, use, day), _state(standard))
    out.print(f"Chuẩn áp dụng vào {format_date(day)}")
    out.print(rows)


def _overview(book: LawBook) -> dict[str, Any]:
    return {
        "standards": [_summary(standard) for standard in _all(book)],
        "procedures": [_procedure(item) for item in book.procedures.values()],
        "point_tables": [
            {"table_id": item.table_id, "name": item.name.vi, "standard_id": item.standard_id}
            | {"kind": item.kind, "state": state_of(item, book).value, "areas": list(item.areas)}
            for item in book.point_tables.values()
        ],
        "instruments": len(book.instruments),
        "documents": len(book.documents),
    }


def _procedure(item: Procedure) -> dict[str, Any]:
    return {
        "id": item.id,
        "name": item.name.vi,
        "name_en": item.name.en,
        "standards": list(item.standards),
        "applies": [
            {"valid_from": plain(use.valid_from), "valid_until": plain(use.valid_until), "mark": use.mark.value}
            for use in item.applies
        ],
        **_marks(item),
    }


def _marks(law: Standard | Procedure) -> dict[str, Any]:
    counts = {mark.value: count for mark, count in sorted(mark_counts(law).items())}
    return {"marks": counts, "needs_office": needs_office(law)}


def _counted(law: Standard | Procedure) -> str:
    marks = mark_counts(law)
    return f"{marks.total()}: {marks[Mark.VERIFIED]} đã đối chiếu, {needs_office(law)} cần xác nhận"


def _summary(standard: Standard) -> dict[str, Any]:
    return {
        "id": standard.id,
        "name": standard.name.vi,
        "name_en": standard.name.en,
        "scope": standard.scope,
        "territory": standard.territory,
        "blocked": standard.blocked.vi if standard.blocked else None,
        "blocked_en": standard.blocked.en if standard.blocked else None,
        "applies": [
            {
                "purpose": item.purpose.value,
                "valid_from": item.valid_from.isoformat() if item.valid_from else None,
                "valid_until": item.valid_until.isoformat() if item.valid_until else None,
                "instrument": item.instrument,
                "mark": item.mark.value,
            }
            for item in standard.applies
        ],
        **_marks(standard),
    }


def _use(standard: Standard, purpose: Purpose, day: date) -> str:
    uses = [item for item in standard.applies if item.purpose is purpose and item.holds_on(day)]
    return span(uses[0].valid_from, uses[0].valid_until)


def _state(standard: Standard) -> str:
    if standard.blocked:
        return "CHẶN phân loại"
    return "theo điểm, thu nhập" if standard.uses_points else "chỉ theo thu nhập"


def _all(book: LawBook) -> list[Standard]:
    return [book.standard(name) for name in book.ids_in_time()]

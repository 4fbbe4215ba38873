"""A proposal of `rasoat map` in words, and as plain data for programs."""

from collections.abc import Iterator, Sequence
from typing import Any

from rasoat.law.faults import Fault
from rasoat.survey.mapping.heading_words import target_label
from rasoat.survey.mapping.propose import Proposal, ProposedColumn, SheetProposal
from rasoat.survey.mapping.read import MappedFile
from rasoat.survey.mapping.words import ENCODING_NAMES

LOOK = "cần xem"
NO_LIST_REMEDY = (
    "Cách sửa: kiểm tra đã đưa đúng tệp chưa. Danh sách phải có một dòng tiêu đề trong 40 dòng đầu, với cột “Họ và tên”"
    ' hoặc “Họ tên chủ hộ”. Trang ẩn thì thêm --sheet "TÊN TRANG".'
)
_ROWS = {"members": "mỗi người một dòng", "heads": "mỗi hộ một dòng (chỉ chủ hộ)"}
_LEVELS = {"commune": "xã", "village": "thôn", "class": "loại hộ"}
_SHOWN = 4


def layout_line(sheet: SheetProposal) -> str:
    """Where the headings stand, how the rows are laid out, what tells the place, the encoding."""
    head = sheet.map.head_rows
    rows = f"dòng {head[0]}" if head[0] == head[1] else f"dòng {head[0]}-{head[1]}"
    shown = _few([f"“{title}”" for title in sheet.titles if title])
    parts = [
        f"Tiêu đề ở {rows}, dữ liệu từ dòng {sheet.map.first_row}",
        f"{_ROWS[sheet.map.rows]}; {sheet.layout.why_vi}" + ("" if sheet.layout.is_sure else f" ({LOOK})"),
    ]
    named = sheet.places.named or {}
    told: dict[str, str] = dict.fromkeys(sheet.map.sections, "dòng riêng trong danh sách")
    if sheet.map.place_from_title:
        told[sheet.map.place_from_title] = "tên trang tính"
    told |= dict.fromkeys(sheet.map.place_from_head, "tiêu đề phía trên")
    for level, where in told.items():
        parts.append(f"{_LEVELS[level]} theo {where}: {_few(named.get(level, []))}")
    if sheet.map.encoding != "unicode":
        parts.append(f"chữ viết bằng bảng mã {ENCODING_NAMES[sheet.map.encoding]}, đọc thành Unicode")
    lead = f"Trang {shown}: " if shown else ""
    return lead + ". ".join(parts) + "."


def _few(names: Sequence[str]) -> str:
    rest = f" và {len(names) - _SHOWN} nơi nữa" if len(names) > _SHOWN else ""
    return ", ".join(names[:_SHOWN]) + rest


def column_rows(sheet: SheetProposal) -> Iterator[tuple[str, str, str, str, str, str]]:
    """Rows of the table of columns: letter, heading, field, certainty, whether to look, why."""
    for column in sheet.columns:
        target = column.choice.target
        field = target_label(target) if target else "(giữ nguyên)"
        sure = f"{column.choice.certainty} %" if target else ""
        look = LOOK if needs_look(column) else ""
        why = column.choice.why_vi
        if column.unknown:
            why += f"; chưa hiểu: {', '.join(column.unknown[:_SHOWN])}"
        yield column.letter, " / ".join(column.heading), field, sure, look, why


def needs_look(column: ProposedColumn) -> bool:
    """True where a person must look: an unsure field, or values without a code."""
    return column.choice.target is not None and (not column.choice.is_sure or bool(column.unknown))


def skipped_lines(proposal: Proposal) -> Iterator[str]:
    """Sheets that were passed over, hidden ones, communes without a code."""
    for title, why in proposal.passed_over.items():
        yield f"Bỏ qua trang “{title}”: {why}" if title else f"Tệp này: {why}"
    for title in proposal.hidden:
        yield f'Không đọc trang ẩn “{title}” (thêm --sheet "{title}" nếu cần)'
    if proposal.unmapped_communes:
        yield f"Chưa có mã trong tệp địa bàn: {', '.join(proposal.unmapped_communes)}"


def proposal_json(proposal: Proposal) -> dict[str, Any]:
    """A proposal as plain data."""
    return {
        "profile": proposal.profile.model_dump(mode="json", exclude_defaults=True) if proposal.profile else None,
        "sheets": [
            {
                "titles": list(sheet.titles),
                "layout": {"why": sheet.layout.why_vi, "sure": sheet.layout.is_sure},
                "columns": [_column_json(column) for column in sheet.columns],
            }
            for sheet in proposal.sheets
        ],
        "passed_over": proposal.passed_over,
        "hidden": list(proposal.hidden),
        "communes_without_code": list(proposal.unmapped_communes),
        "read": read_json(proposal.read) if proposal.read else None,
    }


def read_json(read: MappedFile) -> dict[str, Any]:
    """What was read: counts and faults, no data of people beyond the cells at fault."""
    return {
        "households": read.dataset.households.height,
        "members": read.dataset.members.height,
        "sheets": [
            {"title": people.source.sheet, "households": people.households, "rows": people.rows.height,
             "passed_over": people.passed_over}
            for people in read.sheets
        ],
        "faults": [_fault_json(fault) for fault in read.dataset.faults],
    }  # fmt: skip


def _column_json(column: ProposedColumn) -> dict[str, Any]:
    target = column.choice.target
    return {
        "letter": column.letter,
        "heading": list(column.heading),
        "field": target.field if target else None,
        "mark": target.mark if target else "",
        "sex": target.sex if target else "",
        "label": target_label(target) if target else "",
        "certainty": column.choice.certainty,
        "look": needs_look(column),
        "why": column.choice.why_vi,
        "unknown_values": list(column.unknown),
    }


def _fault_json(fault: Fault) -> dict[str, Any]:
    return {
        "rule": fault.rule,
        "severity": fault.severity,
        "sheet": fault.place.sheet,
        "cell": fault.place.cell,
        "row": fault.place.row,
        "column": fault.place.column,
        "value": fault.value,
        "vi": fault.vi,
        "en": fault.en,
        "remedy_vi": fault.remedy_vi,
        "remedy_en": fault.remedy_en,
    }

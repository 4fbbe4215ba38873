"""Guards of our survey workbook: drop-downs and checks while typing, with messages in Vietnamese."""

from typing import Any

from rasoat.survey.columns import Kind
from rasoat.survey.questionnaire import Item, Table
from rasoat.survey.sheets import column_letter
from rasoat.survey.survey_layout import FIRST_ROW, TABS

_LARGEST = 10**12


def guard(item: Item, table: Table, at: int, source: str, last_row: int) -> dict[str, Any] | None:
    """XlsxWriter's options of the check of one column, or None. `source` is the range of its drop-down, or ""."""
    cell = f"{column_letter(at)}{FIRST_ROW}"
    found = _rule(item, table, cell, source, last_row)
    if found is None:
        return None
    rule, message = found
    hint = item.hint.vi if item.hint else message
    return rule | {
        "ignore_blank": True,
        "input_title": item.label.vi[:32],
        "input_message": hint[:255],
        "error_title": "Giá trị không hợp lệ",
        "error_message": f"{item.label.vi}: {message}"[:255],
        "error_type": "stop",
    }


def _rule(item: Item, table: Table, cell: str, source: str, last_row: int) -> tuple[dict[str, Any], str] | None:
    if source and item.type is not Kind.CODES:
        return {"validate": "list", "source": source}, "chọn một giá trị trong danh sách"
    if item.code == "household_id":
        return _key(table, cell, last_row)
    if item.code == "personal_id":
        formula = f"=AND(OR(LEN({cell})=12,LEN({cell})=9),ISNUMBER(--{cell}))"
        return {"validate": "custom", "value": formula}, "nhập 12 chữ số (CMND cũ: 9 chữ số), chưa có thì để trống"
    match item.type:
        case Kind.DATE:
            full = f'AND(LEN({cell})=10,MID({cell},3,1)="/",MID({cell},6,1)="/")'
            formula = f"=OR({full},AND(LEN({cell})=4,ISNUMBER(--{cell})))"
            return {"validate": "custom", "value": formula}, "nhập ngày/tháng/năm (05/11/1984) hoặc riêng năm (1984)"
        case Kind.INT:
            return _number(item)
        case Kind.CODES:
            return {"validate": "length", "criteria": "<=", "value": 255}, "ghi các giá trị cách nhau bằng dấu ;"
    return None


def _key(table: Table, cell: str, last_row: int) -> tuple[dict[str, Any], str]:
    letter = cell.rstrip("0123456789")
    if table == "household":
        formula = f"=COUNTIF(${letter}${FIRST_ROW}:${letter}${last_row},{cell})=1"
        return {"validate": "custom", "value": formula}, "mã hộ đã có ở dòng khác; mỗi hộ một mã"
    formula = f"=COUNTIF('{TABS['household']}'!$A:$A,{cell})>0"
    return {"validate": "custom", "value": formula}, "mã hộ chưa có ở trang Hộ; nhập hộ trước"


def _number(item: Item) -> tuple[dict[str, Any], str]:
    scale = item.written.scale if item.written else 1
    low, high = item.min or 0, item.max or _LARGEST
    if scale == 1:
        rule = {"validate": "integer", "criteria": "between", "minimum": low, "maximum": high}
        return rule, f"nhập số nguyên từ {low} đến {high}" if item.max else f"nhập số nguyên từ {low}"
    rule = {"validate": "decimal", "criteria": "between", "minimum": low / scale, "maximum": high / scale}
    unit = item.written.unit if item.written else ""
    return rule, f"nhập số theo {unit}, phần thập phân sau dấu phẩy"

"""The guide inside our survey workbook: how to fill it, and every column with its answers."""

from typing import Any

from rasoat.survey.columns import Kind
from rasoat.survey.questionnaire import Item, Questionnaire, Table
from rasoat.survey.survey_layout import TABS, heading

_LINES = (
    "Mỗi hộ ghi một dòng ở trang Hộ; mỗi người ghi một dòng ở trang Thành viên, cùng mã hộ.",
    "Không đổi tên trang, không xóa dòng mã màu xám. Thêm cột riêng thì đặt sau cột cuối cùng.",
    "Chưa biết thì để trống: ô trống là chưa trả lời, không bao giờ được tính là 0 hay Không.",
    "Cột tiêu đề màu cam bắt buộc phải có. Ô có danh sách thì chọn trong danh sách.",
    "Ngày ghi dạng chữ ngày/tháng/năm; chỉ biết năm thì ghi riêng năm. Số CCCD ghi dạng chữ, giữ số 0 ở đầu.",
    "Tổng điểm A chép từ phiếu giấy đã ký. Chỉ số thiếu hụt do rà soát viên đánh dấu, phần mềm chỉ nhắc khi mâu thuẫn.",
)
_WIDTHS = (24, 50, 76, 30)
_LINE_HEIGHT = 15
_A4 = 9
_ANSWERS = {
    Kind.TEXT: "chữ",
    Kind.INT: "số nguyên",
    Kind.BIT: "Có / Không",
    Kind.BOOL: "Có / Không",
    Kind.DATE: "ngày/tháng/năm",
}


def write_guide(page: Any, questionnaire: Questionnaire, formats: dict[str, Any]) -> None:
    """Fill the sheet of the guide."""
    for at, width in enumerate(_WIDTHS):
        page.set_column(at, at, width)
    page.set_landscape()
    page.set_paper(_A4)
    page.fit_to_pages(1, 0)
    page.write_string(0, 0, "HƯỚNG DẪN NHẬP PHIẾU RÀ SOÁT", formats["title"])
    page.write_string(1, 0, f"Chuẩn: {questionnaire.standard_id}", formats["bold"])
    if questionnaire.watermark:
        page.write_string(2, 0, questionnaire.watermark, formats["watermark"])
    row = 3
    for line in _LINES:
        page.write_string(row, 0, "• " + line, formats["text"])
        row += 1
    row += 1
    for table, tab in TABS.items():
        row = _write_items(page, row, table, tab, questionnaire, formats)


def _write_items(
    page: Any, row: int, table: Table, tab: str, questionnaire: Questionnaire, formats: dict[str, Any]
) -> int:
    for at, text in enumerate((f"Trang {tab}", "Cột", "Cách trả lời", "Căn cứ của câu hỏi")):
        page.write_string(row, at, text, formats["head"])
    row += 1
    for item in questionnaire.items(table):
        if item.use == "record":
            continue
        cells = (item.code, heading(item), _answers(item, questionnaire), item.mark.label_vi)
        lines = max(-(-len(text) // width) for text, width in zip(cells, _WIDTHS, strict=True))
        page.set_row(row, _LINE_HEIGHT * lines)
        for at, text in enumerate(cells):
            page.write_string(row, at, text, formats["wrap"])
        row += 1
    return row + 1


def _answers(item: Item, questionnaire: Questionnaire) -> str:
    choices = questionnaire.choices_of(item)
    if choices is None:
        answer = f"số, theo {item.written.unit}" if item.written else _ANSWERS[item.type]
    else:
        labels = list(choices.labels_vi.values())
        answer = "; ".join(labels) if len(labels) <= 12 else f"chọn trong danh sách {len(labels)} mục"
    return f"{answer}. {item.hint.vi}" if item.hint else answer

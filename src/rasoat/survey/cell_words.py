"""What is said about a cell that cannot be read."""

from rasoat.survey.choices import CodeList

_SHOWN = 12


def unreadable(kind: str, choices: CodeList | None) -> tuple[str, str, str, str, str]:
    """Rule, text (vi, en) and remedy (vi, en) for a cell that is not a `kind`, with its list of codes."""
    match kind:
        case "int" if not choices:
            return (
                "not-integer",
                "phải là số nguyên",
                "must be an integer",
                "ghi số nguyên, không có phần thập phân hay chữ; chưa biết thì để trống",
                "write an integer without decimals or words; leave blank when unknown",
            )
        case "decimal":
            return (
                "not-number",
                "không phải số hợp lệ",
                "is not a valid number",
                "ghi số không âm, phần thập phân sau dấu phẩy, không ghi chữ hay đơn vị",
                "write a number that is not negative, without words or unit",
            )
        case "bit":
            return (
                "not-tick",
                "phải là 0 hoặc 1",
                "must be 0 or 1",
                "ghi 1 nếu thiếu hụt, 0 nếu không; chưa biết thì để trống",
                "write 1 when deprived, 0 when not; leave blank when unknown",
            )
        case "bool":
            return (
                "not-yes-no",
                "phải là Có hoặc Không",
                "must be yes or no",
                "ghi Có hoặc Không; chưa biết thì để trống",
                "write yes or no; leave blank when unknown",
            )
        case "date":
            return (
                "not-date",
                "không phải ngày",
                "is not a date",
                "ghi ngày/tháng/năm, ví dụ 05/11/1984; chỉ biết năm thì ghi riêng năm",
                "write dd/mm/yyyy, for instance 05/11/1984; write the year alone when only it is known",
            )
    labels = _first(list(choices.labels_vi.values()) if choices else [], "giá trị nữa trong danh mục")
    codes = _first(list(choices.codes) if choices else [], "more of the list")
    return (
        "not-in-list",
        "không thuộc các giá trị cho phép",
        "is not an allowed value",
        f"dùng một trong: {'; '.join(labels)}",
        f"use one of: {', '.join(codes)}",
    )


def two_answers() -> tuple[str, str, str, str, str]:
    """The same for a question with one answer in which several were written."""
    return (
        "two-answers",
        "câu hỏi chỉ chọn một đáp án nhưng có nhiều đáp án",
        "several answers to a question that takes one",
        "hỏi lại hộ và giữ một đáp án",
        "ask the household and keep one answer",
    )


def _first(words: list[str], more: str) -> list[str]:
    """The first words, and how many are not shown."""
    rest = len(words) - _SHOWN
    return [*words[:_SHOWN], f"… ({rest} {more})"] if rest > 0 else words

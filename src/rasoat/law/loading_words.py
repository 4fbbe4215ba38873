"""The words of loading faults: what is wrong in a law file and how to mend it, in both languages."""

import re
from collections.abc import Mapping
from typing import Any

_SCHEMA = {
    "missing": "thiếu mục bắt buộc này",
    "extra_forbidden": "không có mục nào tên như vậy ở đây",
    "int_type": "phải là số nguyên",
    "int_parsing": "phải là số nguyên",
    "string_type": "phải là chữ",
    "date_type": "phải là ngày viết năm-tháng-ngày, ví dụ 2027-01-01",
    "date_parsing": "phải là ngày viết năm-tháng-ngày, ví dụ 2027-01-01",
    "date_from_datetime_parsing": "phải là ngày viết năm-tháng-ngày, ví dụ 2027-01-01",
    "date_from_datetime_inexact": "phải là ngày viết năm-tháng-ngày, không kèm giờ",
    "bool_type": "phải là true hoặc false",
    "enum": "chỉ được là một trong: {expected}",
    "literal_error": "chỉ được là một trong: {expected}",
    "list_type": "phải là danh sách",
    "tuple_type": "phải là danh sách",
    "dict_type": "phải là nhóm các dòng “khóa: giá trị”",
    "model_type": "phải là nhóm các dòng “khóa: giá trị”",
    "model_attributes_type": "phải là nhóm các dòng “khóa: giá trị”",
    "too_short": "cần ít nhất {min_length} phần tử, mới có {actual_length}",
    "too_long": "chỉ được có {max_length} phần tử, đang có {actual_length}",
    "string_too_short": "không được để trống",
    "string_too_long": "không được dài quá {max_length} ký tự",
    "string_pattern_mismatch": "không đúng kiểu viết mã (mẫu {pattern})",
    "greater_than_equal": "phải từ {ge} trở lên",
    "less_than_equal": "không được quá {le}",
    "union_tag_invalid": "không có phép tính “{tag}”; chỉ có: {expected_tags}",
    "union_tag_not_found": "mỗi biểu thức phải có đúng một phép tính, ví dụ {{le: [.., ..]}}",
}
_SCHEMA_EN = {
    "extra_forbidden": "there is no such key here",
    "model_type": "must be a group of “key: value” lines",
    "too_short": "needs at least {min_length} elements, has {actual_length}",
    "union_tag_invalid": "there is no operator “{tag}”; there are: {expected_tags}",
    "union_tag_not_found": "an expression has exactly one operator, such as {{le: [.., ..]}}",
}
_REMEDY = {
    "missing": ("thêm mục này vào nhóm ở dòng đã nêu", "add this key to the group at the named line"),
    "extra_forbidden": (
        "sửa tên mục cho đúng, hoặc xóa dòng; xem một tệp có sẵn cùng loại để đối chiếu",
        "correct the key or remove the line; compare with a shipped file of its kind",
    ),
}
MEND = ("mở tệp, sửa đúng dòng đã nêu rồi chạy lại", "open the file, mend the named line, run again")
NOT_UTF8 = (
    ("tệp không lưu ở bảng mã UTF-8", "the file is not UTF-8 text"),
    ("mở tệp, chọn Lưu thành (Save as), bảng mã (Encoding) UTF-8", "save the file again with encoding UTF-8"),
)
_YAML = (
    ("mapping values are not allowed", "dấu “:” đặt sai chỗ; câu chữ có dấu “:” phải để trong ngoặc kép"),
    ("could not find expected ':'", "thiếu dấu “:” sau tên mục"),
    ("cannot start any token", "có ký tự không dùng được ở đầu mục (thường là phím Tab: hãy dùng dấu cách)"),
    ("expected <block end>", "dòng thụt lề không khớp với các dòng cùng nhóm, hoặc ngoặc kép ở trên chưa đóng"),
    ("unexpected end of stream", "ngoặc kép hoặc ngoặc mở mà chưa đóng"),
    ("expected ',' or", "thiếu dấu phẩy hoặc dấu đóng ngoặc"),
    ("undefined alias", "ký hiệu “*” trỏ tới chỗ không có; câu chữ có “*” phải để trong ngoặc kép"),
    ("expected a single document", "tệp chỉ được có một phần, bỏ dòng “---” ở giữa"),
)


def schema_words(kind: str, message: str, context: Mapping[str, Any]) -> tuple[str, str]:
    """A schema fault of pydantic in Vietnamese and English; its own message where we have no better words."""
    known = _Known((name, str(value).replace(" or ", ", ").replace("'", "")) for name, value in context.items())
    vi, en = _SCHEMA.get(kind), _SCHEMA_EN.get(kind)
    return vi.format_map(known) if vi else message, en.format_map(known) if en else message


def remedy_words(kind: str) -> tuple[str, str]:
    """What to do about a fault of that kind, Vietnamese and English."""
    return _REMEDY.get(kind, MEND)


def yaml_words(problem: str) -> str:
    """The Vietnamese words of a syntax problem of the YAML reader."""
    found = next((words for english, words in _YAML if english in problem), "")
    return found or re.sub(r"\s+", " ", problem)


class _Known(dict[str, str]):
    def __missing__(self, key: str) -> str:
        return "?"

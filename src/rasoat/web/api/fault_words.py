"""What is wrong with a member of a request, in the language asked for; the checker itself speaks English only."""

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

WORDS: Mapping[str, str | Promise] = {
    "missing": gettext_lazy("Thiếu trường này."),
    "extra_forbidden": gettext_lazy("Không có trường này: kiểm tra chính tả."),
    "string_type": gettext_lazy("Phải là chữ."),
    "string_too_long": gettext_lazy("Dài quá %(max_length)s ký tự."),
    "string_too_short": gettext_lazy("Phải có ít nhất %(min_length)s ký tự."),
    "too_long": gettext_lazy("Quá %(max_length)s mục."),
    "too_short": gettext_lazy("Phải có ít nhất %(min_length)s mục."),
    "int_type": gettext_lazy("Phải là số nguyên."),
    "int_parsing": gettext_lazy("Phải là số nguyên."),
    "int_from_float": gettext_lazy("Phải là số nguyên."),
    "bool_type": gettext_lazy("Phải là true hoặc false."),
    "bool_parsing": gettext_lazy("Phải là true hoặc false."),
    "date_type": gettext_lazy("Phải là ngày dạng năm-tháng-ngày."),
    "date_parsing": gettext_lazy("Phải là ngày dạng năm-tháng-ngày."),
    "date_from_datetime_parsing": gettext_lazy("Phải là ngày dạng năm-tháng-ngày."),
    "uuid_type": gettext_lazy("Phải là mã UUID."),
    "uuid_parsing": gettext_lazy("Phải là mã UUID."),
    "literal_error": gettext_lazy("Phải là một trong: %(expected)s."),
    "greater_than_equal": gettext_lazy("Không được nhỏ hơn %(ge)s."),
    "less_than_equal": gettext_lazy("Không được lớn hơn %(le)s."),
    "list_type": gettext_lazy("Phải là một danh sách."),
    "dict_type": gettext_lazy("Phải là một đối tượng JSON."),
    "model_attributes_type": gettext_lazy("Phải là một đối tượng JSON."),
}
"""By the checker's own code of an error; the values of the rule, never those sent, may stand in the words."""


def fault_words(error: Mapping[str, Any]) -> str:
    """One sentence for an error of the checker."""
    words = WORDS.get(error["type"])
    if words is None:
        return _("Giá trị không hợp lệ.")
    return str(words) % error.get("ctx", {}) if "%(" in str(words) else str(words)

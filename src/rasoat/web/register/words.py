"""How fields and answers of the register are called and said on screens."""

from collections.abc import Mapping
from datetime import date
from functools import cache, lru_cache
from typing import Any

from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from rasoat.law.standard import Purpose
from rasoat.survey.code_lists import code_list
from rasoat.survey.ethnic_groups import ethnic_name
from rasoat.survey.questionnaire import Item
from rasoat.survey.questionnaire_build import full_questionnaire
from rasoat.web.areas.models import Unit
from rasoat.web.law import book, law_version

HOUSEHOLD_WORDS = {
    "commune_id": _("Xã"),
    "village_id": _("Thôn, tổ dân phố"),
    "area": _("Khu vực"),
    "head_name": _("Chủ hộ"),
    "permanent_address": _("Nơi thường trú"),
    "present_address": _("Nơi ở hiện tại"),
    "region_code": _("Vùng của bảng điểm"),
    "flag_minority": _("Hộ dân tộc thiểu số"),
    "flag_local_minority": _("Dân tộc thiểu số tại chỗ"),
    "flag_no_labour": _("Không có khả năng lao động"),
    "flag_merit": _("Có người có công với cách mạng"),
    "causes": _("Nguyên nhân nghèo"),
    "supports": _("Chính sách đang hưởng"),
    "latitude": _("Vĩ độ"),
    "longitude": _("Kinh độ"),
    "ended_on": _("Ngày kết thúc"),
    "end_kind": _("Kết thúc do"),
    "household_id": _("Hộ"),
}
"""Labels of household columns."""

MEMBER_WORDS = {
    "full_name": _("Họ và tên"),
    "relation": _("Quan hệ với chủ hộ"),
    "sex": _("Giới tính"),
    "birth_date": _("Ngày sinh"),
    "birth_year": _("Năm sinh"),
    "ethnicity": _("Dân tộc"),
    "activity": _("Tình trạng việc làm"),
    "has_health_insurance": _("Bảo hiểm y tế"),
    "education_level": _("Bằng cấp cao nhất"),
    "attends_school": _("Đang đi học"),
    "school_level": _("Cấp đang học"),
    "gets_social_allowance": _("Trợ cấp xã hội hằng tháng"),
    "left_on": _("Ngày ra khỏi hộ"),
    "joined_on": _("Ngày vào hộ"),
    "number": _("Số thứ tự"),
    "household_id": _("Hộ"),
}
"""Labels of member columns."""

HEALTH_WORDS = {
    "disability_degree": _("Mức độ khuyết tật"),
    "pregnant": _("Đang mang thai"),
    "malnourished": _("Suy dinh dưỡng"),
    "weight_kg": _("Cân nặng (kg)"),
    "height_cm": _("Chiều cao (cm)"),
    "measured_on": _("Ngày cân đo"),
}

_LISTS = {
    "relation": "relation",
    "sex": "sex",
    "activity": "activity",
    "education_level": "education_level",
    "school_level": "school_level",
    "area": "area",
    "disability_degree": "disability_degree",
}
_MANY = {"causes": "causes", "supports": "supports"}
SECTIONS = {
    "general": _("Thông tin chung"),
    "housing": _("Nhà ở"),
    "water": _("Nước và vệ sinh"),
    "information": _("Thông tin"),
    "score": _("Điểm"),
    "result": _("Kết quả"),
    "person": _("Thành viên"),
    "work": _("Việc làm"),
    "education": _("Giáo dục"),
    "health": _("Y tế"),
    "indicator": _("Chỉ số thiếu hụt"),
    "other": _("Câu trả lời khác"),
}


def said(name: str, value: Any) -> str:
    """A value of a column in Vietnamese words; empty when unknown.

    >>> said("relation", "spouse"), said("causes", "C2;C7"), said("sex", None)
    ('Vợ/chồng', 'Thiếu vốn; Ốm đau, bệnh nặng, tai nạn', '')
    """
    if value is None or value == "":
        return ""
    if isinstance(value, bool):
        return str(_("Có") if value else _("Không"))
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    if name == "ethnicity":
        return ethnic_name(str(value))
    if name in {"village_id", "commune_id"}:
        found = Unit.objects.filter(pk=value).first()
        return found.full_name if found else str(value)
    if name in _LISTS:
        return label_of(_LISTS[name], str(value))
    if name in _MANY:
        return "; ".join(label_of(_MANY[name], code) for code in str(value).split(";") if code)
    if name in {"birth_date", "left_on", "joined_on", "ended_on"} and isinstance(value, str):
        return f"{date.fromisoformat(value):%d/%m/%Y}"
    return str(value)


def choices_of(list_name: str) -> list[tuple[str, str]]:
    """Codes of a list with their wording in the language shown."""
    english = get_language() == "en"
    return [(choice.code, choice.name.en if english else choice.name.vi) for choice in code_list(list_name).choices]


def label_of(list_name: str, code: str) -> str:
    """The wording of a code in the language shown; the code itself when it is not on the list."""
    return dict(choices_of(list_name)).get(code, code)


def standard_name(standard_id: str) -> str:
    """What a standard is called; its id when the law book does not know it."""
    found = book().standards.get(standard_id)
    if found is None:
        return standard_id
    return found.name.en if get_language() == "en" else found.name.vi


def standard_choices() -> list[tuple[str, str]]:
    """Standards to choose from: first the national one of today's reviews, then the others, newest first."""
    used = {each.id for purpose, each in book().at(timezone.localdate()) if purpose == Purpose.REVIEW}
    newest = list(reversed(book().ids_in_time()))
    ordered = sorted(newest, key=lambda each: (each not in used, not each.startswith("national")))
    return [(standard_id, standard_name(standard_id)) for standard_id in ordered]


@lru_cache(maxsize=2)
def _indicators(_law_version: str) -> Mapping[str, tuple[str, str]]:
    return {
        one.code: (one.name.vi, one.name.en) for standard in book().standards.values() for one in standard.indicators
    }


@cache
def _items() -> Mapping[str, Item]:
    return {item.code: item for item in full_questionnaire().items("household")}


def fact_row(code: str, value: Any) -> tuple[str, str, str]:
    """Section, label and answer of one fact by questionnaire or indicator code."""
    english = get_language() == "en"
    indicators = _indicators(law_version())
    if code in indicators:
        told = {1: _("Thiếu hụt"), 0: _("Không thiếu hụt")}
        return "indicator", indicators[code][english], str(told.get(value, value if value is not None else ""))
    item = _items().get(code)
    if item is None:
        return "other", code, said(code, value)
    label = item.label.en if english else item.label.vi
    choices = full_questionnaire().choices_of(item)
    if choices is not None and value not in (None, ""):
        return item.section, label, label_of(choices.code, str(value))
    if item.written is not None and isinstance(value, int):
        return item.section, label, item.written.said(value)
    return item.section, label, said(code, value)


def change_lines(changes: Mapping[str, Any]) -> list[str]:
    """What an event changed, one sentence a field: `Lò Văn Ơn · Quan hệ với chủ hộ: Con → Chủ hộ`."""
    lines = []
    for part in changes.get("fields", []):
        words = HOUSEHOLD_WORDS if part["model"] == "household" else MEMBER_WORDS
        name = "" if part["model"] == "household" else f"{part['name']} · "
        for field, new in part["after"].items():
            if field in words and field not in {"household_id", "number"}:
                old = part["before"].get(field)
                lines.append(f"{name}{words[field]}: {said(field, old) or '–'} → {said(field, new) or '–'}")
    return lines

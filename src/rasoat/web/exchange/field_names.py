"""Names of the fields that a column of a file may be, in the reader's language."""

from functools import cache, lru_cache
from types import MappingProxyType
from typing import Any

from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from rasoat.law.cited import Text
from rasoat.survey.code_lists import code_lists
from rasoat.survey.mapping.heading_words import FIRST_STANDARD, Target, heading_book
from rasoat.survey.questionnaire_build import full_questionnaire
from rasoat.web.law import book, law_version

_LAYOUT: MappingProxyType[str, Any] = MappingProxyType({
    "province": gettext_lazy("Tỉnh"), "district": gettext_lazy("Huyện"), "district_code": gettext_lazy("Mã huyện"),
    "commune": gettext_lazy("Xã"), "row_no": gettext_lazy("Số thứ tự dòng"),
    "household_no": gettext_lazy("Số thứ tự hộ"), "member_no": gettext_lazy("Số thứ tự trong hộ"),
    "is_head": gettext_lazy("Dấu chủ hộ"), "age": gettext_lazy("Tuổi"), "note": gettext_lazy("Ghi chú"),
})  # fmt: skip
"""Fields that tell how rows are laid out: no question asks for them."""


def field_name(code: str) -> str:
    """The name of a field; the code itself for one that nobody names (a column kept as it is)."""
    asked = _asked().get(code)
    if asked is not None:
        return _own(asked)
    known = heading_book().by_code.get(code)
    if code in _LAYOUT:
        return str(_LAYOUT[code])
    if known is not None and known.label:
        return known.label
    indicator = _indicators(law_version()).get(code)
    return _own(indicator) if indicator else code


def names_to_choose() -> dict[str, str]:
    """Every field that a column may be, by code; indicators are named as such."""
    names = {code: field_name(code) for code in _asked()}
    names |= {item.code: field_name(item.code) for item in heading_book().fields if item.label}
    indicators = _indicators(law_version()).items()
    return names | {code: _("Thiếu hụt: %(name)s") % {"name": _own(text)} for code, text in indicators}


def target_name(target: Target) -> str:
    """A field, and what a mark or a filled cell in its column means."""
    name = field_name(target.field)
    if target.mark:
        name = f"{name} = {_code_name(target.field, target.mark)}"
    return f"{name}, {field_name('sex')} {_code_name('sex', target.sex)}" if target.sex else name


def _own(text: Text) -> str:
    return text.en if (get_language() or "").startswith("en") else text.vi


def _code_name(field: str, code: str) -> str:
    known = code_lists().get(field)
    return next((_own(choice.name) for choice in known.choices if choice.code == code), code) if known else code


@cache
def _asked() -> dict[str, Text]:
    common = full_questionnaire()
    return {item.code: item.label for item in (*common.member, *common.household)}


@lru_cache(maxsize=2)
def _indicators(_law_version: str) -> dict[str, Text]:
    """Indicators of all standards; a code of several bears the name of the first standard."""
    standards = dict(book().standards)
    ordered = [standards.pop(FIRST_STANDARD), *standards.values()]
    names: dict[str, Text] = {}
    for standard in ordered:
        for item in standard.indicators:
            names.setdefault(item.code, item.name)
    return names

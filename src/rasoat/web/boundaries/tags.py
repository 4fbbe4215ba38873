"""Attributes of units by which programmes and forms tell them apart (domain glossary, "Units and areas")."""

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from rasoat.survey.text import fold

TAGS: Mapping[str, str] = {
    "tag_dbkk_commune": gettext_noop("Xã đặc biệt khó khăn"),
    "tag_dbkk_village": gettext_noop("Thôn đặc biệt khó khăn"),
    "tag_kv1": gettext_noop("Xã khu vực I"),
    "tag_kv2": gettext_noop("Xã khu vực II"),
    "tag_kv3": gettext_noop("Xã khu vực III"),
    "tag_atk": gettext_noop("Xã an toàn khu"),
    "tag_border": gettext_noop("Xã biên giới"),
    "tag_island": gettext_noop("Xã hải đảo"),
    "tag_bai_ngang": gettext_noop("Bãi ngang, ven biển"),
    "tag_poor_district": gettext_noop("Huyện nghèo"),
    "tag_poor_commune": gettext_noop("Xã nghèo"),
    "tag_dtts_mn": gettext_noop("Vùng đồng bào dân tộc thiểu số và miền núi"),
    "ntm": gettext_noop("Nông thôn mới"),
}
"""Codes and their words in Vietnamese; `tag_words` gives those of the language shown."""

_BY_WORDS = {fold(words): code for code, words in TAGS.items()} | {
    "kv1": "tag_kv1", "kv2": "tag_kv2", "kv3": "tag_kv3", "khu vuc i": "tag_kv1", "khu vuc ii": "tag_kv2",
    "khu vuc iii": "tag_kv3", "atk": "tag_atk", "dbkk": "tag_dbkk_commune", "bien gioi": "tag_border",
    "hai dao": "tag_island", "ntm": "ntm",
}  # fmt: skip


def tag_of(text: str) -> str:
    """The code of an attribute, from its code or words. Raises `ValueError`.

    >>> tag_of("khu vực III")
    'tag_kv3'
    """
    code = text.strip()
    if code in TAGS:
        return code
    found = _BY_WORDS.get(fold(text))
    if found is None:
        raise ValueError(_("Không có thuộc tính này; xem danh sách thuộc tính trên trang"))
    return found


def tag_choices() -> list[tuple[str, str]]:
    """Codes and their words in the language shown."""
    return [(code, _(words)) for code, words in TAGS.items()]


def tag_words(code: str) -> str:
    """The words of a code in the language shown; the code itself where it is unknown."""
    return _(TAGS[code]) if code in TAGS else code

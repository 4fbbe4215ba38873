"""What the columns of a unit repeat of its name, for search and order; kinds and their short forms."""

from collections.abc import Mapping

from rasoat.survey.text import clean, fold
from rasoat.web.areas.models import AreaKind, Unit
from rasoat.web.areas.sorting import sort_key

KIND_SHORTS: Mapping[str, frozenset[str]] = {
    "t": frozenset({"Tỉnh"}), "tp": frozenset({"Thành phố"}), "q": frozenset({"Quận"}), "h": frozenset({"Huyện"}),
    "tx": frozenset({"Thị xã"}), "tt": frozenset({"Thị trấn"}), "p": frozenset({"Phường"}), "x": frozenset({"Xã"}),
    "dk": frozenset({"Đặc khu"}), "th": frozenset({"Thôn"}), "b": frozenset({"Bản"}), "a": frozenset({"Ấp"}),
    "tdp": frozenset({"Tổ dân phố"}), "kp": frozenset({"Khu phố"}),
}  # fmt: skip
"""Short forms that people write before a name: `tp`, `tx`, `h`, ..."""

KINDS: Mapping[str, tuple[str, ...]] = {
    "province": ("Tỉnh", "Thành phố"),
    "district": ("Huyện", "Quận", "Thị xã", "Thành phố"),
    "commune": ("Xã", "Phường", "Thị trấn", "Đặc khu"),
    "village": ("Thôn", "Bản", "Ấp", "Buôn", "Làng", "Khóm", "Tổ dân phố", "Khu phố", "Xóm", "Tiểu khu"),
}
"""Kinds by level, most frequent first."""

_AREAS = {"Phường": AreaKind.URBAN, "Thị trấn": AreaKind.URBAN, "Xã": AreaKind.RURAL}


def set_name(unit: Unit, name: str) -> Unit:
    """Give a unit its name and what search and order repeat of it; not saved."""
    unit.name = clean(name)
    unit.folded = fold(name)
    unit.initials = initials(name)
    unit.sort_key = sort_key(name)
    return unit


def initials(name: str) -> str:
    """`gn` for Gia Nghĩa: the first letter of each word.

    >>> initials("Đắk R’Lấp")
    'dr'
    """
    return "".join(word[0] for word in fold(name).split())[:40]


def usual_area(kind: str) -> str:
    """Urban for phường and thị trấn, rural for xã; unknown (empty) for others."""
    return _AREAS.get(kind, "")

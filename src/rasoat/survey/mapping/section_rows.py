"""Rows that are no household: names of communes, villages, classes above a part of the list; totals; repeated heads."""

import re
import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

import polars as pl

from rasoat.survey.code_lists import code_list
from rasoat.survey.fault_list import SOURCE_ROW
from rasoat.survey.foot_words import says_foot
from rasoat.survey.text import clean, fold

_LEAST_HEADINGS: Final = 3

MOST_CELLS: Final = 3
"""A row with more filled cells is never a section or a total."""

LEVELS: Final = ("commune", "village", "class")

_NUMBER = re.compile(r"(?:[ivxlc]+|[a-hđ]|\d{1,3})[\s.):-]*", re.IGNORECASE)
_LEADING = re.compile(rf"(?:{_NUMBER.pattern}[.):\s-]\s*)?(?=\w)", re.IGNORECASE)
_WORDS = {
    "commune": r"xã|phường|thị trấn|đặc khu|x\.|p\.|tt\.",
    "village": r"thôn|bản|ấp|tổ dân phố|tổ|khu dân cư|khu phố|khu|khóm|buôn|làng|xóm|tdp|plei|plây|sóc|phum|kp",
}
_NO_NAME = r"(?!(?:hội|năm|theo|có|và|là|trên|thuộc|này|của|họp|cấp|hoặc)\b)"
"""Words after "xã", "bản" that begin no name: xã hội, biên bản họp."""

_PLACES = {
    level: re.compile(rf"(?:(?:{words})(?:[\s:.]+|(?=\d)){_NO_NAME}.*\S)", re.IGNORECASE)
    for level, words in _WORDS.items()
}
_LIST = re.compile(r"(?:ds|danh sách)\s+", re.IGNORECASE)
_STOP = r"(?=\s+(?:năm|tỉnh|huyện|thành phố|xã|phường|giai đoạn|tháng|sau|theo|ngày)\b|[,;()]|$|\s-)"
_NAMED = {
    level: re.compile(
        rf"(?<!biên )(?<!văn )\b(?:{words})(?:[\s:]+|(?=\d)){_NO_NAME}[^\W_][^,;()]*?{_STOP}", re.IGNORECASE
    )
    for level, words in {
        "commune": "xã|phường|thị trấn|đặc khu",
        "village": "thôn|bản|ấp|tổ dân phố|khu phố|khóm|buôn|làng|xóm",
    }.items()
}
_TOTAL = re.compile(r"hộ(?: số| thứ)? \d+(?:\s*[:.-].*)?|(?:tổng|cộng)\b.*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Sections:
    """`rows` without sections, totals and repeated heads, with the columns `_commune`, `_village`, `_class` told by
    the sections above; `names` per level in their order; how many rows of totals (or "Hộ 1") and of headings
    were passed over.
    """

    rows: pl.DataFrame
    names: dict[str, list[str]]
    totals: int
    repeated_heads: int
    second_heads: int | None = None
    """The row where another table with its columns in another order begins; it and all below were left out."""


def take_sections(rows: pl.DataFrame, wanted: Sequence[str], headings: Mapping[str, tuple[str, ...]]) -> Sections:
    """Take such rows out. `rows`: text columns by letter, with `source_row`; `headings` by letter.

    A class stands for itself; a commune ends the village before it.
    """
    rows, second = _first_table(rows, headings)
    cells = [pl.col(name).str.strip_chars().fill_null("") != "" for name in headings if name in rows.columns]
    count = rows.select(pl.sum_horizontal(cells)).to_series()
    heads = _repeated_heads(rows, headings)
    told: dict[int, tuple[str, str]] = {}
    totals: list[int] = []
    for at in (count <= MOST_CELLS).arg_true().to_list():
        texts = [clean(text) for name in headings if (text := rows[name][at]) and text.strip()]
        first = next((text for text in texts if not _NUMBER.fullmatch(text)), "")
        section = section_of(first)
        if section is not None and section[0] in wanted:
            told[at] = section
        elif _TOTAL.fullmatch(first):
            totals.append(at)
    marked = _with_sections(rows, told)
    gone = {*told, *totals, *heads}
    keep = pl.Series([at not in gone for at in range(rows.height)], dtype=pl.Boolean) if gone else None
    names = {level: list(dict.fromkeys(name for kind, name in told.values() if kind == level)) for level in LEVELS}
    return Sections(marked if keep is None else marked.filter(keep), names, len(totals), len(heads), second)


def section_of(text: str) -> tuple[str, str] | None:
    """Level and name (for a class its code) of the words of a section row; None when it is none.

    >>> section_of("II. Xã Tân Lập"), section_of("Thôn: Nà Mò"), section_of("B. HỘ CẬN NGHÈO"), section_of("Bàn Thị Xã")
    (('commune', 'Xã Tân Lập'), ('village', 'Thôn: Nà Mò'), ('class', 'near_poor'), None)
    """
    if says_foot(text):
        return None
    plain = _LEADING.sub("", text, count=1).strip() if _LEADING.match(text) else text
    for candidate in dict.fromkeys((text.strip(), plain)):
        for level, pattern in _PLACES.items():
            if pattern.fullmatch(candidate):
                return level, candidate
        if (code := code_list("class").match(candidate.strip(" :."))) is not None and len(candidate) > 3:
            return "class", code
    return None


def places_named(titles: Sequence[str]) -> dict[str, str]:
    """The one commune and the one village that titles above a list name; a level with several names is left out.

    >>> places_named(["DANH SÁCH HỘ NGHÈO XÃ TÂN LẬP NĂM 2026", "Thôn: Nà Mò"])
    {'commune': 'XÃ TÂN LẬP', 'village': 'Thôn: Nà Mò'}
    """
    found: dict[str, list[str]] = {}
    for title in titles:
        for line in title.splitlines():
            for level, pattern in _NAMED.items():
                found.setdefault(level, []).extend(
                    clean(match[0]).rstrip(" .,;:-") for match in pattern.finditer(clean(line))
                )
    different = {level: list({fold(name): name for name in names}.values()) for level, names in found.items()}
    return {level: names[0] for level, names in different.items() if len(names) == 1}


def tab_of(title: str) -> tuple[str, str] | None:
    """Level and name that the title of a tab tells: `Thôn 3`, `Xã Tân Lập`, `DS hộ nghèo`."""
    return section_of(_LIST.sub("", clean(title)))


def _with_sections(rows: pl.DataFrame, told: Mapping[int, tuple[str, str]]) -> pl.DataFrame:
    commune: list[str | None] = [None] * rows.height
    village: list[str | None] = [None] * rows.height
    kind: list[str | None] = [None] * rows.height
    columns = {"commune": commune, "village": village, "class": kind}
    for at, (level, name) in told.items():
        columns[level][at] = name
        if level == "commune":
            village[at] = ""
    named = [pl.Series(f"_{level}", values, dtype=pl.String) for level, values in columns.items()]
    filled = rows.with_columns(named).with_columns(pl.col(f"_{level}").forward_fill() for level in LEVELS)
    return filled.with_columns(pl.when(pl.col("_village") != "").then("_village").alias("_village"))


def _first_table(rows: pl.DataFrame, headings: Mapping[str, tuple[str, ...]]) -> tuple[pl.DataFrame, int | None]:
    """The rows above another line of headings whose words stand in other columns (and above its titles), and the
    number of that line.
    """
    said = {name: _said(parts) for name, parts in headings.items() if parts and name in rows.columns}
    words = [form for forms in said.values() for form in forms]
    if len(said) < _LEAST_HEADINGS:
        return rows, None
    anywhere = pl.sum_horizontal(pl.col(name).is_in(words).fill_null(value=False) for name in said)
    in_place = pl.sum_horizontal(pl.col(name).is_in(forms).fill_null(value=False) for name, forms in said.items())
    least = max(_LEAST_HEADINGS, len(said) // 2)
    found = rows.select((anywhere >= least) & (in_place < anywhere)).to_series().arg_true()
    if found.is_empty():
        return rows, None
    end = found[0]
    filled = pl.sum_horizontal(pl.col(name).is_not_null() for name in headings if name in rows.columns)
    cells = rows.head(end).select(filled).to_series()
    while end and cells[end - 1] < _LEAST_HEADINGS - 1:
        end -= 1
    return rows.head(end), int(rows[SOURCE_ROW][found[0]])


def _said(parts: tuple[str, ...]) -> list[str]:
    return [unicodedata.normalize(form, parts[-1]) for form in ("NFC", "NFD")]


def _repeated_heads(rows: pl.DataFrame, headings: Mapping[str, tuple[str, ...]]) -> list[int]:
    """Rows below the first that repeat the headings (they stand on top of each printed page)."""
    same = [
        pl.col(name).is_in([unicodedata.normalize(form, parts[-1]) for form in ("NFC", "NFD")]).fill_null(value=False)
        for name, parts in headings.items()
        if parts and name in rows.columns and not fold(parts[-1]).isdigit()
    ]
    if len(same) < 2:
        return []
    least = max(2, len(same) // 2)
    return rows.select(pl.sum_horizontal(same) >= least).to_series().arg_true().to_list()

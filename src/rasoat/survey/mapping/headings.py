"""Which fields a heading may stand for, with its likeness in per cent to the wordings that offices use.

Also serves whoever has headings to name: `match_heading("Họ và tên chủ hộ")[0].target.field == "head_name"`.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from rapidfuzz import fuzz

from rasoat.law.book import shipped_law
from rasoat.survey.code_lists import code_list
from rasoat.survey.mapping.heading_words import FIRST_STANDARD, Target, heading_book, indicator_names
from rasoat.survey.text import clean, fold

__all__ = ["HeadingMatch", "Target", "indicator_names", "likeness", "match_heading", "match_indicator"]

_BRACKETS = re.compile(r"\([^)]*\)")
_SUBSET = 0.9
_TURNED = 0.96
"""The same words in another order mean nearly the same: "Tên hộ" is not quite "Họ tên"."""

_SHORT = 4
_PARENT_ONLY = 0.8
_YEAR, _YEAR_OF_BIRTH = "năm", 90
"""Without its tone it would be "Nam", male; alone it does not say of what it is the year."""

_EXACT_ONLY = frozenset({"notice"})
"""Fields that offices do not write: only their very wording tells them ("Ghi chú" is no notice of ours)."""


@dataclass(frozen=True, slots=True)
class HeadingMatch:
    """A field a heading may stand for. `likeness` is 0 to 100; `words` the wording it is like."""

    target: Target
    likeness: int
    words: str


def match_heading(parts: str | Sequence[str], limit: int = 6) -> list[HeadingMatch]:
    """What a heading may stand for, the likest first; empty for a blank heading.

    `parts`: the heading, or from top to bottom the merged headings above a column and its own.
    """
    told = [parts] if isinstance(parts, str) else list(parts)
    folded = [words for part in told if (words := fold(part))]
    if not folded:
        return []
    if folded[-1] in heading_book().foreign:
        return []
    if clean(told[-1]).lower() == _YEAR:
        is_birth = _says(folded[:-1], heading_book().births.under)
        return [HeadingMatch(Target("birth_date"), _YEAR_OF_BIRTH, _YEAR)] if is_birth else []
    if births := _births(folded):
        return births
    found = [*_in_groups(folded), *_plain(folded, _without_brackets(told[-1]))]
    best: dict[Target, HeadingMatch] = {}
    for match in found:
        if match.likeness > (best[match.target].likeness if match.target in best else 0):
            best[match.target] = match
    return sorted(best.values(), key=lambda match: (-match.likeness, match.target))[:limit]


def likeness(heading: str, words: str) -> float:
    """Likeness of two folded texts, 0 to 100."""
    if heading == words:
        return 100.0
    if min(len(heading), len(words)) < _SHORT:
        return 0.0
    score = max(fuzz.ratio(heading, words), _TURNED * fuzz.token_sort_ratio(heading, words))
    return max(score, _SUBSET * fuzz.token_set_ratio(heading, words)) if " " in words and " " in heading else score


def _without_brackets(heading: str) -> str:
    """The folded heading without what stands in brackets (units of measurement, hints)."""
    return fold(_BRACKETS.sub(" ", heading))


def _plain(folded: list[str], short: str) -> list[HeadingMatch]:
    """The own heading counts fully, also without brackets; all parts as one text too; the heading above it less."""
    book = heading_book()
    texts = {text: 1.0 for text in (folded[-1], short) if text}
    if len(folded) > 1:
        texts |= {" ".join(folded): 1.0, folded[0]: _PARENT_ONLY}
    found = []
    for text, weight in texts.items():
        for words, several in book.plain.items():
            score = round(weight * likeness(text, words))
            found += [
                HeadingMatch(target, score, said)
                for target, said in several
                if score == 100 or target.field not in _EXACT_ONLY
            ]
    for words, several in book.marked.items():
        score = round(likeness(folded[-1], words))
        found += [HeadingMatch(target, score, said) for target, said in several]
    return found


def _births(folded: list[str]) -> list[HeadingMatch]:
    """Columns "Nam" and "Nữ" below "Năm sinh": nothing else is meant."""
    births = heading_book().births
    if len(folded) < 2 or not _says(folded[:-1], births.under):
        return []
    return [
        HeadingMatch(Target("birth_date", sex=sex), 100, word)
        for sex, words in births.sexes.items()
        for word in words
        if fold(word) == folded[-1]
    ]


def _in_groups(folded: list[str]) -> list[HeadingMatch]:
    found: list[HeadingMatch] = []
    for group in heading_book().groups:
        if len(folded) < 2 or not _says(folded[:-1], group.under):
            continue
        own = folded[-1]
        if group.field == "indicators":
            found += _indicators(own)
            continue
        for choice in code_list(group.field).choices:
            words = (choice.name.vi, choice.code, *choice.also)
            score = max(likeness(own, fold(word)) for word in words)
            found.append(HeadingMatch(Target(group.field, choice.code), round(score), choice.name.vi))
    return found


def match_indicator(heading: str) -> HeadingMatch | None:
    """The indicator a heading names by itself. Whether a tick below it says "deprived" only its neighbours tell."""
    found = max(_indicators(fold(heading)), key=lambda match: match.likeness, default=None)
    return found if found is not None and found.likeness >= 90 and not fold(heading).isdigit() else None


def _indicators(own: str) -> list[HeadingMatch]:
    """A number, or a name, below a heading that speaks of deprivations."""
    names = indicator_names()
    number, _, rest = own.partition(" ")
    if number.isdigit() and not rest:
        codes = list(shipped_law().standards[FIRST_STANDARD].indicator_codes)
        at = int(number) - 1
        return [HeadingMatch(Target(codes[at]), 100, names[codes[at]])] if 0 <= at < len(codes) else []
    text = rest if number.isdigit() else own
    return [HeadingMatch(Target(code), round(likeness(text, fold(name))), name) for code, name in names.items()]


def _says(parts: Sequence[str], wanted: Sequence[str]) -> bool:
    return any(likeness(part, fold(word)) >= 85 for part in parts for word in wanted)

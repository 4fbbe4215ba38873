"""Words that a household can be found by. Pure: the same cutting for what is indexed and for what is typed."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from rasoat.survey.text import fold
from rasoat.web.areas.naming import KIND_SHORTS

_WORD = re.compile("[a-z0-9]+")
_SHORT_KINDS = {fold(kind): short for short, kinds in KIND_SHORTS.items() for kind in kinds}
PERSONS_END = "\t"
OPEN = "*"
_KEPT_LETTERS = 40
FLAGS = ("minority", "local_minority", "no_labour", "merit", "female_head")
"""What a household is marked by in the index, apart from words."""
_LETTERS = re.compile("[a-z]+")


@lru_cache(maxsize=100_000)
def _words_of_part(part: str) -> tuple[str, ...]:
    return tuple(_WORD.findall(fold(part)))


def words(text: str) -> list[str]:
    """The folded words of a text, in order; signs and letters outside the Latin alphabet separate words.

    >>> words("H’Mông - Đỗ Thị Hòa (1975)")
    ['hmong', 'do', 'thi', 'hoa', '1975']
    """
    return [word for part in text.split() for word in _words_of_part(part)]


def person_words(full_name: str, birth_year: int | None) -> list[str]:
    """Words of one person.

    >>> person_words("Nguyễn Văn An", 1975)
    ['nguyen', 'van', 'an', '1975']
    """
    return words(full_name) + ([str(birth_year)] if birth_year else [])


def unit_words(kind: str, name: str) -> list[str]:
    """Words of a unit: kind and name, the short form of the kind, the initials of the name, both in one word.

    >>> unit_words("Thành phố", "Gia Nghĩa")
    ['thanh', 'pho', 'gia', 'nghia', 'tp', 'gn', 'tpgn']
    """
    of_kind, of_name = words(kind), words(name)
    short = _SHORT_KINDS.get(" ".join(of_kind), "".join(word[0] for word in of_kind))
    bare = of_name[len(of_kind) :] if of_kind and of_name[: len(of_kind)] == of_kind else of_name
    found = [*of_kind, *bare, *([short] if short else [])]
    if len(bare) > 1:
        initials = "".join(word[0] for word in bare)
        found += [initials, short + initials] if short else [initials]
    return found


def code_words(code: str) -> list[str]:
    """Words of a code: as written, and its number without leading zeros.

    >>> code_words("TM00000042")
    ['tm00000042', '42']
    """
    found = words(code)
    digits = re.search("[0-9]+$", found[-1]) if found else None
    bare = digits.group().lstrip("0") if digits else ""
    return [*found, bare] if bare and bare != found[-1] else found


def mark_word(flag: str) -> str:
    """The word of a flag. Its capital letter keeps it apart from everything that can be typed.

    >>> mark_word("female_head")
    'Ffemalehead'
    """
    return f"F{flag.replace('_', '')}"


def text_of(persons: Iterable[Sequence[str]], household: Iterable[str]) -> str:
    """What `SearchRow.text` holds. Never an empty word or line: single signs stand between single words."""
    shared = list(dict.fromkeys(household)) or ["0"]
    lines = [" ".join(line) for line in persons if line] or [shared[0]]
    return "\n".join(lines) + PERSONS_END + " ".join(shared)


def readings(held: Iterable[str]) -> set[str]:
    """What the vocabulary must know of words: those of letters, and the letters that others begin with.

    >>> sorted(readings(["van", "an", "1975", "tm000042"]))
    ['an', 'tm*', 'van']
    """
    found = set()
    for word in set(held):
        if letters := _LETTERS.match(word):
            head = letters.group()[:_KEPT_LETTERS]
            found.add(head if head == word else head + OPEN)
    return found

"""What somebody typed, and which households it means. Pure.

A household matches when every word typed begins a word of one and the same living person, or of the household itself
(code, ids in office files, addresses, units). The order of words does not count.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from rasoat.survey.text import clean
from rasoat.web.register.search.words import PERSONS_END, words

MOST_WORDS = 8
LONGEST = 120
_SIGNS = re.compile(r"[\s.\-]+")
NUMBER_LENGTHS = frozenset({9, 12})
_PRIVATE_DIGITS = 7


@dataclass(frozen=True, slots=True)
class Wanted:
    """A search: `words` to begin with; `number`, an identity number when the text is one; `text` as typed."""

    text: str
    words: tuple[str, ...]
    number: str = ""

    @property
    def private(self) -> bool:
        """Whether the text is, or may become, an identity number: it must not stand in an address or a log."""
        digits = _SIGNS.sub("", self.text)
        return digits.isdecimal() and len(digits) >= _PRIVATE_DIGITS

    @property
    def senseless(self) -> bool:
        """Whether something was typed in which there is no letter and no digit: nobody bears such a name."""
        return bool(self.text) and not self.words and not self.number


def read_search(text: str) -> Wanted:
    """Read what was typed; longer text is cut.

    >>> read_search("  Ng. Văn a ").words
    ('ng', 'van', 'a')
    >>> read_search("024 184 012345").number
    '024184012345'
    """
    typed = clean(text[:LONGEST])
    digits = _SIGNS.sub("", typed)
    number = digits if digits.isascii() and digits.isdecimal() and len(digits) in NUMBER_LENGTHS else ""
    return Wanted(typed, tuple(_needed(words(typed)))[:MOST_WORDS], number)


def _needed(typed: Iterable[str]) -> list[str]:
    """Words without repetition and without those that another word begins with."""
    found = list(dict.fromkeys(typed))
    return [word for word in found if not any(other != word and other.startswith(word) for other in found)]


def pattern(wanted: Sequence[str]) -> str:
    """The rule as a regular expression over `SearchRow.text`, in the dialect that Python and PostgreSQL share.

    Each word is looked for ahead of the start of a person's line: inside that line, or after the tab. The longest
    first, since it fails soonest.
    """
    ahead = (
        rf"(?=([^\n\t]* )?{word}|[^\t]*\t(.* )?{word})" for word in sorted(wanted, key=lambda item: (-len(item), item))
    )
    return r"(^|\n)" + "".join(ahead)


def matches(text: str, wanted: Sequence[str]) -> bool:
    """The same rule in plain words: what tests compare every database with."""
    return matched_line(text, wanted) is not None


def matched_line(text: str, wanted: Sequence[str]) -> int | None:
    """Which person's line of a `SearchRow.text` matches first (0 is the head); None when none does."""
    persons, _, shared = text.partition(PERSONS_END)
    household = shared.split()
    for at, line in enumerate(persons.split("\n")):
        known = [*line.split(" "), *household]
        if all(any(word.startswith(begun) for word in known) for begun in wanted):
            return at
    return None

"""Tell in which encoding the text of a sheet is written: by which reading its words are Vietnamese syllables."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache, lru_cache

from rasoat.survey.mapping.legacy_text import Encoding, decode, is_whole, letters

_SIGNS = "\u00a1-\u00af\u00b5-\u00be\u00d7\u00f7"
"""Latin-1 signs that are letters in TCVN3."""

_WORD = re.compile(rf"(?:[^\W\d_]|[\u0300-\u036f{_SIGNS}])+")
_ONSET = r"(?:ngh|ng|nh|ch|gh|gi|kh|ph|qu|th|tr|[bcdđghklmnprstvx])?"
_NUCLEUS = (
    r"(?:iê|yê|uô|ươ|uyê|uâ|oa|oă|oe|uê|uy|uơ|ia|ya|ua|ưa|[aăâeêioôơuưy])"
    r"(?:[iuyo](?![a-zăâêôơưđ]))?"
)
_CODA = r"(?:ch|ng|nh|[cmnpt])?"
_SYLLABLE = re.compile(rf"{_ONSET}{_NUCLEUS}{_CODA}")
_COMBINING = "\u0300\u0301\u0302\u0303\u0306\u0309\u031b\u0323"
_TONES = "\u0300\u0301\u0303\u0309\u0323"


@dataclass(frozen=True, slots=True)
class Found:
    """The encoding of a sheet; `strays` are texts that are surely written in another one; `is_told` is False where no
    text tells it.
    """

    encoding: Encoding
    strays: frozenset[str] = frozenset()
    is_told: bool = True


def detect(texts: Iterable[str]) -> Found:
    """The encoding of different texts of one sheet. Texts without Latin-1 letters tell nothing."""
    known = [text for text in texts if not text.isascii()]
    if not any(not odd_letters().isdisjoint(text) for text in known):
        return Found(Encoding.UNICODE, is_told=bool(known))
    votes = {text: _votes(text) for text in known}
    totals = {way: sum(vote[way] for vote in votes.values()) for way in Encoding}
    best = max(Encoding, key=lambda way: totals[way])
    return Found(best, frozenset(text for text, vote in votes.items() if _is_stray(vote, best)))


def is_syllable(word: str) -> bool:
    """True when a word is built like a Vietnamese syllable, with at most one tone.

    >>> is_syllable("Nguyễn"), is_syllable("NguyÔn"), is_syllable("Nguyeãn")
    (True, False, False)
    """
    apart = unicodedata.normalize("NFD", word.lower())
    tones = sum(letter in _TONES for letter in apart)
    bare = unicodedata.normalize("NFC", "".join(letter for letter in apart if letter not in _TONES))
    return tones <= 1 and _SYLLABLE.fullmatch(bare) is not None


def _votes(text: str) -> dict[Encoding, int]:
    """How many words of a text with other than ASCII letters are syllables, by each reading."""
    words = [_word_votes(word) for word in _WORD.findall(text) if not word.isascii()]
    return {way: sum(vote[at] for vote in words) for at, way in enumerate(Encoding)}


@lru_cache(maxsize=1 << 15)
def _word_votes(word: str) -> tuple[bool, ...]:
    """Whether a word is a syllable, by each reading."""
    return tuple(
        _letters_of(way).issuperset(word) and is_whole(word, way) and is_syllable(decode(word, way)) for way in Encoding
    )


def _is_stray(vote: dict[Encoding, int], best: Encoding) -> bool:
    """Two words or more that can be read in another way, and at most half as many in the way of the sheet."""
    return max(vote.values()) >= max(2, 2 * vote[best])


@cache
def _letters_of(way: Encoding) -> frozenset[str]:
    """The letters with which an encoding writes."""
    at = list(Encoding).index(way)
    plain = "abcdefghijklmnopqrstuvwxyz"
    marks = "".join(row[at] for row in letters()) + ("" if at else _COMBINING)
    return frozenset(marks + plain + plain.upper())


@cache
def odd_letters() -> frozenset[str]:
    """Latin-1 letters of the old encodings that Vietnamese in Unicode never uses."""
    proper = {letter for letter, _, _ in letters()}
    used = {mark for _, tcvn3, vni in letters() for mark in tcvn3 + vni if not mark.isascii()}
    return frozenset(used - proper)

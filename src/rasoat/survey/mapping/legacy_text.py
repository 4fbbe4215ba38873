"""Vietnamese text typed in old fonts (TCVN3 of .VnTime, VNI of VNI-Times) that a workbook holds as Latin letters."""

import csv
import re
from enum import StrEnum
from functools import cache
from pathlib import Path

from rasoat.survey.text import clean


class Encoding(StrEnum):
    """How the text of a sheet is written."""

    UNICODE = "unicode"
    TCVN3 = "tcvn3"
    VNI = "vni"


_FILE = Path(__file__).parent / "data" / "legacy_letters.csv"


@cache
def letters() -> tuple[tuple[str, str, str], ...]:
    """Every Vietnamese letter that is not ASCII: as Unicode, in TCVN3 (one letter), in VNI (one or two letters).

    TCVN3 has toned letters in one case only: capital fonts draw them as capitals.
    """
    with _FILE.open(encoding="utf-8", newline="") as stream:
        return tuple(
            (row["letter"], chr(int(row["tcvn3"].removeprefix("U+"), 16)), row["vni"]) for row in csv.DictReader(stream)
        )


def decode(text: str, encoding: Encoding) -> str:
    """The text in Unicode (NFC), blanks cleaned; Unicode text is only cleaned.

    >>> decode("NguyÔn V¨n §øc", Encoding.TCVN3), decode("Nguyeãn Vaên Ñöùc", Encoding.VNI)
    ('Nguyễn Văn Đức', 'Nguyễn Văn Đức')
    """
    if encoding is Encoding.TCVN3:
        return clean(_tcvn3_text(text.split(" ")))
    if encoding is Encoding.VNI:
        pattern, pairs = _vni()
        return clean(pattern.sub(lambda found: pairs[found[0]], text))
    return clean(text)


def is_whole(text: str, encoding: Encoding) -> bool:
    """True when no mark of the encoding is left over after decoding: every one stands behind its letter."""
    return encoding is not Encoding.VNI or _vni()[0].sub("", text).isascii()


def encode(text: str, encoding: Encoding) -> str:
    """Unicode (NFC) text as old fonts hold it. TCVN3 loses the case of toned capitals."""
    if encoding is Encoding.UNICODE:
        return text
    at = 1 if encoding is Encoding.TCVN3 else 2
    return "".join(_encoder(at).get(letter, letter) for letter in text)


def _tcvn3_text(words: list[str]) -> str:
    """Toned letters get back the case that the font told: large in a text without any small letter, and at the start
    of words where all other words begin with capitals (names).
    """
    made = [word.translate(_tcvn3()) for word in words]
    if _is_large(words):
        return " ".join(made).upper()
    firsts = [(word[0], now[0]) for word, now in zip(words, made, strict=True) if word]
    sure = [now for was, now in firsts if was not in _caseless() and now.isalpha()]
    if sure and all(letter.isupper() for letter in sure):
        made = [
            now[0].upper() + now[1:] if now and was[0] in _caseless() else now
            for was, now in zip(words, made, strict=True)
        ]
    return " ".join(made)


def _is_large(words: list[str]) -> bool:
    """No letter is surely small, and some word has two letters or more that are surely capitals."""
    sure = [[_tcvn3().get(ord(letter), letter) for letter in word if letter not in _caseless()] for word in words]
    cased = [[letter for letter in word if letter.isalpha()] for word in sure]
    return all(letter.isupper() for word in cased for letter in word) and any(len(word) > 1 for word in cased)


@cache
def _caseless() -> frozenset[str]:
    """TCVN3 letters that stand for a small and a capital letter alike."""
    small = {written for letter, written, _ in letters() if letter.islower()}
    return frozenset(small & {written for letter, written, _ in letters() if letter.isupper()})


@cache
def _tcvn3() -> dict[int, str]:
    found: dict[int, str] = {}
    for letter, written, _ in letters():
        if letter.islower() or ord(written) not in found:
            found[ord(written)] = letter
    return found


@cache
def _vni() -> tuple[re.Pattern[str], dict[str, str]]:
    """Longest first; a capital with a small mark (`Aù`) is the capital letter."""
    pairs: dict[str, str] = {}
    for letter, _, written in letters():
        pairs[written] = letter
        if len(written) == 2 and letter.isupper():
            pairs[written[0] + written[1].lower()] = letter
    longest = sorted(pairs, key=len, reverse=True)
    return re.compile("|".join(map(re.escape, longest))), pairs


@cache
def _encoder(at: int) -> dict[str, str]:
    return {row[0]: row[at] for row in letters()}

"""The plan of a village's dossier: the lines of its index, cut into steps, and the names of the files."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any, Final, TypeVar

from rasoat.survey.text import fold
from rasoat.web.paperwork.data.dossier import BUNDLE, Line, line_of, lines_of
from rasoat.web.reviews.models import VillageReview

STAGE: Final = "archive"
"""What `VillageFolder.stage` says of a dossier."""

SCANS: Final = 20
"""Scans in one step of the job."""

MANIFEST: Final = "SHA256SUMS.txt"
_SLUG: Final = 60

T = TypeVar("T")
Numbered = tuple[int, Line]


def plan_of(review: VillageReview) -> list[dict[str, Any]]:
    """The steps of the job as plain data; none for a village without any paper."""
    numbered = enumerate(lines_of(review), 1)
    return [{"number": number, "line": part.plain()} for number, line in numbered for part in split(line)]


def step_of(kept: Mapping[str, Any]) -> Numbered:
    """A step as `plan_of` wrote it."""
    return kept["number"], line_of(kept["line"])


def lines_in(plan: Sequence[Mapping[str, Any]]) -> list[Line]:
    """The lines of the index out of the steps."""
    found: dict[int, Line] = {}
    for number, part in map(step_of, plan):
        before = found.get(number)
        found[number] = part if before is None else replace(
            before, papers=[*before.papers, *part.papers], scans=[*before.scans, *part.scans]
        )  # fmt: skip
    return [found[number] for number in sorted(found)]


def split(line: Line) -> Iterator[Line]:
    """A line in portions that one step can make: some papers, then some scans."""
    papers = [replace(line, papers=part, scans=()) for part in _some(line.papers, BUNDLE)]
    scans = [replace(line, papers=(), scans=part) for part in _some(line.scans, SCANS)]
    if len(papers) <= 1 and len(scans) <= 1:
        yield line
    else:
        yield from (*papers, *scans)


def path_of(number: int, line: Line, stem: str, ending: str) -> str:
    """Where a file of a line stands in the dossier: the number of the line first, letters without tones.

    >>> path_of(7, Line("Biên bản họp dân lần 1"), "ban-ky", ".jpg")
    '007-bien-ban-hop-dan-lan-1-ban-ky.jpg'
    >>> path_of(3, Line("Phiếu đã ký", many=True), "ho-0012", ".pdf")
    '003-phieu-da-ky/ho-0012.pdf'
    """
    base = f"{number:03d}-{plain_name(line.name)}"
    if not stem:
        return f"{base}{ending}"
    return f"{base}{'/' if line.many else '-'}{plain_name(stem)}{ending}"


def plain_name(words: str) -> str:
    """Words as part of a file's name: small letters without tones, digits, hyphens.

    >>> plain_name("Quyết định 12/QĐ-UBND, chuẩn 2022")
    'quyet-dinh-12-qd-ubnd-chuan-2022'
    """
    folded = "".join(letter if letter.isascii() and letter.isalnum() else " " for letter in fold(words))
    whole = "-".join(folded.split())
    if len(whole) > _SLUG:
        whole = whole[:_SLUG].rpartition("-")[0] or whole[:_SLUG]
    return whole or "giay"


def _some(rows: Sequence[T], size: int) -> list[Sequence[T]]:
    return [rows[at : at + size] for at in range(0, len(rows), size)]

"""Read a file of any layout: the national workbook, our survey workbook or table, or any other by its mapping."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Final

import polars as pl

from rasoat.law.faults import Fault, FaultsFoundError, Severity
from rasoat.law.loading import load_text
from rasoat.law.pack import Pack
from rasoat.survey.dataset import Dataset
from rasoat.survey.fault_list import ALL
from rasoat.survey.file_kind import FileKind, file_kind
from rasoat.survey.mapping.profile import MappingProfile
from rasoat.survey.mapping.read import read_mapped
from rasoat.survey.marking.api import examine_file
from rasoat.survey.marking.digests import has_own_codes
from rasoat.survey.marking.recheck import Examination, told_once
from rasoat.survey.national_read import read_national
from rasoat.survey.national_sheet import find_sheets
from rasoat.survey.reading import read_any
from rasoat.survey.sheets import Workbook
from rasoat.survey.survey_layout import find_tabs
from rasoat.survey.text import fold
from rasoat.web.exchange.checks import indicators_told_once, register_faults

NATIONAL, SURVEY, TABLE, MAPPED = "national", "survey", "table", "mapped"

NOT_THAT_LAYOUT: Final = frozenset({"header-not-found", "column-missing", "sheet-missing"})
"""Rules that say: this is another layout after all."""

LET_IN: Final = frozenset({
    "answer-missing", "answer-not-relevant", "ticks-missing", "personal-id-twice", "members-not-listed",
    "indicator-contradicts-facts", "score-differs", "unit-not-mapped",
})  # fmt: skip
"""Rules that keep no household out of the register: what is missing becomes a to-do, doubles are settled later."""

OF_NO_CONCERN: Final = frozenset({"ticks-absent"})
"""Rules about a review that a list for the register need not hold (nor columns of the form that it lacks): told of
every household, they hide the rest."""


@dataclass(frozen=True, slots=True)
class ReadFile:
    """What was read: data, every fault (those that keep a household out are errors), the layout and its profile."""

    data: Dataset
    faults: tuple[Fault, ...]
    examination: Examination
    layout: str
    profile: MappingProfile | None = None


def layout_of(path: Path) -> str:
    """Which layout a file has by its tabs or headings. Raises `FaultsFoundError` for what cannot be read at all."""
    kind = file_kind(path)
    if kind is FileKind.WORKBOOK:
        with Workbook(path) as book:
            if find_tabs(book.titles):
                return SURVEY
            return NATIONAL if find_sheets(book) else MAPPED
    if kind is FileKind.CSV:
        with path.open(encoding="utf-8-sig", errors="replace") as stream:
            return TABLE if "household_id" in stream.readline() else MAPPED
    return TABLE


def read_file(
    path: Path, pack: Pack, on: date, *, profile: MappingProfile | None = None, units: pl.DataFrame | None = None
) -> ReadFile | None:
    """Read and check a file; None when its columns must be mapped first.

    Raises `FaultsFoundError` when the file as a whole cannot be used.
    """
    layout = MAPPED if profile else layout_of(path)
    if layout == MAPPED and profile is None:
        return None
    try:
        data = _read(path, layout, profile, units)
    except FaultsFoundError as refused:
        if layout == NATIONAL and {fault.rule for fault in refused.faults} & NOT_THAT_LAYOUT:
            return None
        raise
    found = examine_file(path, data, pack, on)
    told = indicators_told_once(_softened(found.faults), data, pack.standard.indicator_codes)
    faults = told_once([*told, *register_faults(data, on)])
    if not has_own_codes(data):
        faults = [_without_made_code(fault) for fault in faults]
    return ReadFile(data, tuple(faults), found, layout, profile)


def profile_of(text: str) -> MappingProfile:
    """A mapping profile from its YAML. Raises `FaultsFoundError` with every fault, at its line."""
    faults: list[Fault] = []
    profile = load_text(text, "", MappingProfile, faults)
    if profile is None:
        raise FaultsFoundError(faults)
    return profile


def headings_of(profile: MappingProfile) -> str:
    """The digest by which the same kind of book is known again: its headings in order, folded."""
    said = [[" / ".join(map(fold, column.heading)) for column in sheet.columns] for sheet in profile.sheets]
    return sha256(repr(said).encode()).hexdigest()


def _read(path: Path, layout: str, profile: MappingProfile | None, units: pl.DataFrame | None) -> Dataset:
    if profile is not None:
        return read_mapped(path, profile, units=units, listed=ALL)
    if layout == NATIONAL:
        with Workbook(path) as book:
            return read_national(book, listed=ALL)
    return read_any(path, listed=ALL)


def _without_made_code(fault: Fault) -> Fault:
    """A code that the reader made tells people nothing; the row does."""
    return replace(fault, place=replace(fault.place, household_id="")) if fault.place.row is not None else fault


def _softened(faults: Iterable[Fault]) -> Iterable[Fault]:
    for fault in faults:
        if fault.rule in OF_NO_CONCERN or (fault.rule == "column-missing" and fault.place.row is None):
            continue
        yield replace(fault, severity=Severity.WARNING) if fault.rule in LET_IN else fault

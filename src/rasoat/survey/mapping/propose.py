"""Propose a mapping profile for a file: which sheets are lists, where their headings stand, what each column is."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import polars as pl

from rasoat.survey.mapping.cells import is_month_first
from rasoat.survey.mapping.column_match import SURE, Choice, match_columns
from rasoat.survey.mapping.evidence import Values
from rasoat.survey.mapping.head_rows import DEEPEST, Head, find_head
from rasoat.survey.mapping.heading_words import Target, heading_book
from rasoat.survey.mapping.layout_guess import Layout, layout_of, settled
from rasoat.survey.mapping.legacy_text import Encoding
from rasoat.survey.mapping.place_guess import PlaceGuess, guess_places
from rasoat.survey.mapping.places import unit_codes_of
from rasoat.survey.mapping.profile import ColumnMap, MappingProfile, SheetMap
from rasoat.survey.mapping.read import MappedFile, read_source
from rasoat.survey.mapping.rows import DATES
from rasoat.survey.mapping.source import Source, in_unicode
from rasoat.survey.mapping.unknown_values import unknown_values
from rasoat.survey.mapping.words import no_such_sheet
from rasoat.survey.sheets import Cell, column_letter
from rasoat.survey.text import fold


@dataclass(frozen=True, slots=True)
class ProposedColumn:
    """One column with what it seems to be. `unknown`: values that no code is known for, the most frequent first."""

    letter: str
    heading: tuple[str, ...]
    choice: Choice
    unknown: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class SheetProposal:
    """One kind of sheet: its map, its columns with certainty and reasons, its layout, its encoding."""

    map: SheetMap
    titles: tuple[str, ...]
    columns: tuple[ProposedColumn, ...]
    layout: Layout
    places: PlaceGuess


@dataclass(frozen=True, slots=True)
class Proposal:
    """What was found in a file. `profile` is None when no sheet is a list of households; `passed_over` says why per
    sheet; `read` is the file read with the profile.
    """

    profile: MappingProfile | None
    sheets: tuple[SheetProposal, ...]
    passed_over: dict[str, str]
    hidden: tuple[str, ...]
    read: MappedFile | None = None
    unmapped_communes: tuple[str, ...] = ()


@dataclass(slots=True)
class _Group:
    head: Head
    encoding: Encoding
    titles: list[str] = field(default_factory=list)


def propose(path: Path, *, units: pl.DataFrame | None = None, sheets: Sequence[str] = ()) -> Proposal:
    """Propose a profile. `units` (unit_code, name): communes get their codes where a name fits exactly one unit;
    `sheets`: titles to look at, also hidden ones (all visible ones when empty).

    Raises `FaultsFoundError` for a file that cannot be read, or a sheet that mixes encodings.
    """
    with Source(path) as source:
        return propose_from(source, units=units, sheets=sheets)


def propose_from(source: Source, *, units: pl.DataFrame | None = None, sheets: Sequence[str] = ()) -> Proposal:
    """As `propose`, from an open file."""
    if absent := [title for title in sheets if title not in source.titles]:
        raise no_such_sheet(source.path, absent, source.titles)
    groups, passed = _groups(source, sheets)
    proposed: list[SheetProposal] = []
    for group in groups:
        made = _propose_sheet(source, group)
        if isinstance(made, str):
            passed |= dict.fromkeys(group.titles, made)
        else:
            proposed.append(made)
    hidden = tuple(title for title in source.hidden if title not in sheets)
    if not proposed:
        return Proposal(None, (), passed, hidden)
    profile = MappingProfile(made_from=source.path.name, sheets=tuple(item.map for item in proposed))
    read = read_source(source, profile)
    missing: tuple[str, ...] = ()
    households = read.dataset.households
    if units is not None and "commune" in households.columns:
        names = households["commune"].drop_nulls().unique(maintain_order=True).to_list()
        codes = unit_codes_of(names, units)
        missing = tuple(name for name in names if name not in codes)
        profile = profile.model_copy(update={"units": codes})
    if units is not None:
        read = read_source(source, profile, units=units)
    return Proposal(profile, tuple(proposed), passed, hidden, read, missing)


def _groups(source: Source, wanted: Sequence[str]) -> tuple[list[_Group], dict[str, str]]:
    """Sheets with the same headings at the same place belong together."""
    groups: dict[tuple[object, ...], _Group] = {}
    passed: dict[str, str] = {}
    for title in source.titles:
        if (wanted and title not in wanted) or (not wanted and title in source.hidden):
            continue
        sheet = source.sheet(title)
        if not sheet.cells:
            passed[title] = "trang trống"
            continue
        encoding = source.encoding(title).encoding
        head = find_head(in_unicode(sheet.cells[:DEEPEST], encoding), sheet.merges)
        if head is None:
            passed[title] = "không thấy dòng tiêu đề của danh sách hộ"
            continue
        key = (head.first, head.last, encoding, tuple(tuple(map(fold, parts)) for parts in head.headings))
        groups.setdefault(key, _Group(head, encoding)).titles.append(title)
    return list(groups.values()), passed


def _propose_sheet(source: Source, group: _Group) -> SheetProposal | str:
    title = max(group.titles, key=lambda name: len(source.sheet(name).cells))
    sheet = source.sheet(title)
    cells = sheet.columns(group.head.first_row)
    values = [_values(column, group.encoding) for column in cells]
    kept = [at for at, parts in enumerate(group.head.headings) if parts or values[at].filled]
    found = match_columns([group.head.headings[at] for at in kept], [values[at] for at in kept])
    held = {at: values[at] for at in kept}
    choices = settled(dict(zip(kept, found, strict=True)), held)
    fields = {choice.target.field for choice in choices.values() if choice.target}
    if not fields & {"full_name", "head_name"}:
        return "không có cột họ tên (trang tổng hợp số liệu?)"
    layout = layout_of(choices, held)
    others = [name for name in source.titles if name not in group.titles]
    places = guess_places(sheet, group.head, group.titles, others, fields, group.encoding)
    columns = tuple(_column(at, choices[at], group.head.headings[at], cells[at]) for at in kept)
    turned = [at for at, column in zip(kept, columns, strict=True) if column.dates == "mdy"]
    choices |= {at: _to_look_at(choices[at], "tháng đứng trước ngày") for at in turned}
    sheet_map = SheetMap(
        titles=places.titles,
        head_rows=(group.head.first, group.head.last),
        first_row=group.head.first_row,
        rows="heads" if layout.heads_only else "members",
        households=layout.households,
        encoding=group.encoding,
        sections=places.sections,
        place_from_title=places.from_title,
        place_from_head=places.from_head,
        columns=columns,
    )
    proposed = tuple(
        ProposedColumn(column.at, column.heading, choices[at], unknown_values(column, cells[at], group.encoding))
        for at, column in zip(kept, columns, strict=True)
    )
    return SheetProposal(sheet_map, tuple(group.titles), proposed, layout, places)


def _to_look_at(choice: Choice, why: str) -> Choice:
    return replace(choice, certainty=min(choice.certainty, SURE - 1), why_vi=f"{choice.why_vi}; {why}")


def _values(column: Sequence[Cell], encoding: Encoding) -> Values:
    held = Values.of(column)
    if encoding is Encoding.UNICODE:
        return held
    cells, run = in_unicode([held.cells, held.run], encoding)
    return Values(tuple(cells), tuple(run), held.filled, held.rows)


def _column(at: int, choice: Choice, heading: tuple[str, ...], cells: Sequence[Cell]) -> ColumnMap:
    target = choice.target or Target("")
    scale = 1
    for written, words in heading_book().scales.get(target.field, {}).items():
        if any(f" {fold(word)} " in f" {fold(' '.join(heading))} " for word in words):
            scale = int(written)
            break
    return ColumnMap(
        at=column_letter(at),
        heading=heading,
        to=target.field,
        mark=target.mark,
        sex="1" if target.sex == "1" else "2" if target.sex == "2" else "",
        scale=scale,
        dates="mdy" if target.field in DATES and is_month_first(cells) else "dmy",
        certainty=choice.certainty if choice.target else None,
    )

"""Read any workbook or CSV by its mapping profile, as a `Dataset`."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from rasoat.law.faults import Fault, FaultsFoundError
from rasoat.survey.dataset import ONLY_HEAD, Dataset
from rasoat.survey.fault_list import FEW, SOURCE_ROW, SOURCE_SHEET, Letters
from rasoat.survey.mapping.facts import disagreements, member_facts, one_row_each
from rasoat.survey.mapping.fit import fit_profile
from rasoat.survey.mapping.people import SheetPeople, read_people
from rasoat.survey.mapping.places import with_places
from rasoat.survey.mapping.profile import MappingProfile
from rasoat.survey.mapping.source import Source
from rasoat.survey.mapping.words import CODE_ELSEWHERE, hidden_sheets, no_rows, only_heads
from rasoat.survey.national_group import with_codes
from rasoat.survey.notices import notice_in, with_notice
from rasoat.survey.sheets import cell_text


@dataclass(frozen=True, slots=True)
class MappedFile:
    """What was read, and per sheet how."""

    dataset: Dataset
    sheets: tuple[SheetPeople, ...]


def read_mapped(
    path: Path, profile: MappingProfile, *, units: pl.DataFrame | None = None, listed: int = FEW, watermark: str = ""
) -> Dataset:
    """Read a file by a profile. Bad cells become null and a fault in `Dataset.faults`, each with its cell.

    `units` (unit_code, name) helps to tell unit codes that lost zeros. Raises `FaultsFoundError` when the profile
    does not fit, a sheet mixes encodings, or the file as a whole cannot be read.
    """
    with Source(path) as source:
        return read_source(source, profile, units=units, listed=listed, watermark=watermark).dataset


def read_source(
    source: Source,
    profile: MappingProfile,
    *,
    units: pl.DataFrame | None = None,
    listed: int = FEW,
    watermark: str = "",
) -> MappedFile:
    """As `read_mapped`, from an open file."""
    fitted = fit_profile(source, profile)
    sheets = [read_people(source, each, listed) for each in fitted]
    full = [people for people in sheets if not people.rows.is_empty()]
    if not full:
        raise FaultsFoundError([no_rows(source.path.name, each.sheet.title, each.first_row) for each in fitted])
    faults: list[Fault] = [fault for people in sheets for fault in people.faults]
    placed = []
    for people in full:
        rows, more = with_places(people, profile, units)
        faults += more
        placed.append(_with(people, rows))
    placed = _coded(placed)
    households, members = _tables(placed, faults)
    skipped = [title for title in source.hidden if title not in {each.sheet.title for each in fitted}]
    if skipped:
        faults.append(hidden_sheets(source.path.name, skipped))
    letters: Letters = {title: marks for people in placed for title, marks in (people.source.letters or {}).items()}
    notice = notice_in((text for people in placed for text in _above(people)), watermark)
    dataset = Dataset(
        households=with_notice(households, notice),
        members=members,
        faults=tuple(faults),
        carried=_carried(placed),
        source=source.path.name,
        letters=letters,
    )
    return MappedFile(dataset, tuple(placed))


def _coded(sheets: list[SheetPeople]) -> list[SheetPeople]:
    """Every row with its `household_id`: the written code, or one made from the people and a running number."""
    made = with_codes([people.rows.drop("household_id", strict=False) for people in sheets])
    coded = []
    for people, rows in zip(sheets, made, strict=True):
        if people.fitted.map.households == "code":
            written = pl.col("household_id").str.strip_chars().str.normalize("NFC")
            code = pl.when(written != "").then(written).forward_fill()
            rows = rows.with_columns(people.rows.select(code.alias("_code")).to_series())
            rows = rows.with_columns(pl.coalesce("_code", "household_id").alias("household_id")).drop("_code")
        coded.append(_with(people, rows))
    return coded


def _tables(sheets: list[SheetPeople], faults: list[Fault]) -> tuple[pl.DataFrame, pl.DataFrame]:
    households, members = [], []
    for people in sheets:
        faults += disagreements(people)
        frame = one_row_each(people)
        extra = [name for name in people.carried if not people.rows[name].is_null().all()]
        keys = [SOURCE_SHEET, SOURCE_ROW]
        facts = [name for name in member_facts(people) if name not in {"household_id", "member_no"}]
        if people.fitted.map.rows == "heads":
            faults.append(only_heads(people.source.file, people.source.sheet, frame.height))
            told = people.rows.group_by("household_id", maintain_order=True).agg(pl.col(extra).first())
            frame = frame.join(told, on="household_id", how="left", maintain_order="left")
            frame = frame.with_columns(pl.lit(value=True).alias(ONLY_HEAD))
            extra = []
        households.append(frame)
        members.append(people.rows.select("household_id", "member_no", *facts, *extra, *keys))
    together = pl.concat(households, how="diagonal_relaxed")
    again = together.filter(~pl.col("household_id").is_first_distinct())
    for people in sheets:
        there = again.filter(pl.col(SOURCE_SHEET) == people.source.sheet)
        faults += CODE_ELSEWHERE.faults(there, "household_id", people.source)
    together = together.unique("household_id", keep="first", maintain_order=True)
    if "class" not in together.columns:
        together = together.with_columns(pl.lit(None, pl.String).alias("class"))
    people_all = pl.concat(members, how="diagonal_relaxed")
    if people_all.select(pl.struct("household_id", "member_no").is_duplicated().any()).item():
        number = (pl.int_range(pl.len()).over("household_id") + 1).cast(pl.Int64)
        people_all = people_all.with_columns(number.alias("member_no"))
    return together, people_all


def _carried(sheets: Sequence[SheetPeople]) -> dict[str, pl.DataFrame]:
    """Columns that no field takes, by sheet, beside the keys of the rows."""
    return {
        people.source.sheet: people.rows.select("household_id", "member_no", SOURCE_ROW, *people.carried)
        for people in sheets
        if people.carried
    }


def _with(people: SheetPeople, rows: pl.DataFrame) -> SheetPeople:
    return SheetPeople(
        people.fitted, rows, people.source, people.carried, people.faults, people.passed_over, people.sections
    )


def _above(people: SheetPeople) -> list[str | None]:
    top = people.fitted.sheet.cells[: people.fitted.first_row - 1]
    return [cell_text(cell) for row in top for cell in row if isinstance(cell, str)]

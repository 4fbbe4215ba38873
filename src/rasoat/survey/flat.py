"""Flat tables (CSV, Parquet): households, and members when there are any, typed strictly."""

from collections.abc import Collection
from pathlib import Path

import polars as pl
from polars.exceptions import PolarsError

from rasoat.law.faults import Fault, FaultsFoundError, Place
from rasoat.survey.csv_file import read_csv_text
from rasoat.survey.dataset import MEMBER_COLUMNS, Dataset
from rasoat.survey.fault_list import SOURCE_ROW, TableSource
from rasoat.survey.file_kind import FileKind, file_kind, refusal
from rasoat.survey.keys import KEY, household_key_faults, member_key_faults
from rasoat.survey.known_columns import KnownColumns
from rasoat.survey.questionnaire import Questionnaire
from rasoat.survey.typed_tables import type_table


def read_flat(
    households: Path,
    members: Path | None = None,
    *,
    indicators: Collection[str] | None = None,
    questionnaire: Questionnaire | None = None,
) -> Dataset:
    """Read a table of households (CSV or Parquet) and, if given, of members.

    Bad cells become null and a fault in `Dataset.faults`. Raises `FaultsFoundError` when a file as a whole cannot
    be used. `indicators` are the tick columns to know (those of the shipped standards when None).
    """
    known = KnownColumns("household", indicators, questionnaire)
    frame, faults = read_table(households, known)
    faults += household_key_faults(frame, TableSource(households.name))
    people = pl.DataFrame(schema=MEMBER_COLUMNS)
    if members is not None:
        people, more = read_table(members, KnownColumns("member", questionnaire=questionnaire))
        faults += [*more, *member_key_faults(people, frame, TableSource(members.name))]
    return Dataset(frame, people, tuple(faults), source=households.name)


def read_table(path: Path, known: KnownColumns) -> tuple[pl.DataFrame, list[Fault]]:
    """One CSV or Parquet table, typed. Raises `FaultsFoundError` without a `household_id` column or any row."""
    raw = read_csv_text(path) if file_kind(path) is FileKind.CSV else _parquet(path)
    raw = _with_codes(path, raw, known)
    columns = {name: column for name in raw.columns if (column := known.find(name)) is not None}
    if KEY not in raw.columns:
        raise FaultsFoundError([_no_key(path, raw, known=len(columns))])
    if raw.is_empty():
        raise refusal(
            path,
            "no-rows",
            "tệp không có dòng dữ liệu nào",
            "the file has no data rows",
            "kiểm tra lại việc xuất dữ liệu",
            "check the export",
        )
    return type_table(raw, columns, TableSource(path.name))


def _with_codes(path: Path, raw: pl.DataFrame, known: KnownColumns) -> pl.DataFrame:
    codes = [known.code_of(heading) for heading in raw.columns]
    doubles = sorted({code for code in codes if codes.count(code) > 1})
    if doubles:
        raise refusal(
            path,
            "heading-double",
            f"hai cột cùng nghĩa: {', '.join(doubles)}",
            f"two columns mean the same: {', '.join(doubles)}",
            "giữ lại một cột",
            "keep one of them",
        )
    raw.columns = codes
    return raw


def _parquet(path: Path) -> pl.DataFrame:
    try:
        frame = pl.read_parquet(path)
    except PolarsError as error:
        raise refusal(
            path,
            "parquet-broken",
            f"tệp Parquet bị hỏng ({str(error).splitlines()[0]})",
            f"the Parquet file is damaged ({str(error).splitlines()[0]})",
            "chép hoặc xuất lại tệp",
            "copy or export the file again",
        ) from None
    if SOURCE_ROW in frame.columns:
        return frame
    return frame.with_columns(pl.int_range(1, pl.len() + 1, dtype=pl.Int64).alias(SOURCE_ROW))


def _no_key(path: Path, raw: pl.DataFrame, known: int) -> Fault:
    headings = [name for name in raw.columns if name != SOURCE_ROW]
    if known:
        return Fault(
            "column-missing",
            f"thiếu cột bắt buộc {KEY} (mã hộ)",
            f"the required column {KEY} is missing",
            f"thêm cột {KEY}; các cột đang có: {', '.join(headings)}",
            f"add the column {KEY}; columns found: {', '.join(headings)}",
            Place(file=path.name, row=1, column=KEY),
        )
    return Fault(
        "header-not-found",
        "dòng đầu không phải dòng tiêu đề đã biết",
        "the first row is not a known heading row",
        f"đặt tiêu đề ở dòng 1, có {KEY}, area, income_score, ...; hoặc chạy `rasoat map` để ghép cột",
        f"put the headings in row 1, with {KEY}, area, income_score, ...; or run `rasoat map`",
        Place(file=path.name, row=1),
        value=", ".join(headings)[:120],
    )

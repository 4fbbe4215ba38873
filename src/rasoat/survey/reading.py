"""Read a review from any file: the kind is told by the content, never by the file's name."""

from collections.abc import Collection
from pathlib import Path

import polars as pl

from rasoat.survey.dataset import Dataset
from rasoat.survey.fault_list import FEW
from rasoat.survey.file_kind import FileKind, file_kind, refusal
from rasoat.survey.flat import read_flat
from rasoat.survey.mapping.profile import MappingProfile
from rasoat.survey.mapping.read import read_mapped
from rasoat.survey.questionnaire import Questionnaire
from rasoat.survey.workbooks import read_workbook


def read_any(
    path: Path,
    *,
    members: Path | None = None,
    indicators: Collection[str] | None = None,
    questionnaire: Questionnaire | None = None,
    listed: int = FEW,
    profile: MappingProfile | None = None,
    units: pl.DataFrame | None = None,
) -> Dataset:
    """Read a workbook (national or our own), a CSV or Parquet table, or a directory of two tables.

    A directory holds `households` and perhaps `members`, each as `.parquet` or `.csv`. Faults of single cells stand
    in `Dataset.faults`, for the caller to refuse or to show; raises `FaultsFoundError` when the file as a whole cannot
    be used. `indicators`: tick columns to know (those of the shipped standards when None); `questionnaire` adds the
    columns of its point table; `listed` is how many faults of one rule and column of a workbook are told one by one.
    `profile`: any other workbook or CSV, read as the profile says; `units` (unit_code, name) helps with unit codes.
    """
    if profile is not None:
        return read_mapped(
            path, profile, units=units, listed=listed, watermark=questionnaire.watermark if questionnaire else ""
        )
    match file_kind(path):
        case FileKind.WORKBOOK:
            return read_workbook(path, questionnaire, listed)
        case FileKind.DIRECTORY:
            households, beside = _find(path, "households"), _find(path, "members")
            if households is None:
                raise refusal(
                    path,
                    "file-missing",
                    "thư mục không có households.parquet hoặc households.csv",
                    "the directory holds no households.parquet or households.csv",
                    "chỉ đúng thư mục hoặc tệp dữ liệu",
                    "name the right directory or file",
                )
            return read_flat(households, members or beside, indicators=indicators, questionnaire=questionnaire)
    return read_flat(path, members, indicators=indicators, questionnaire=questionnaire)


def _find(directory: Path, name: str) -> Path | None:
    found = [path for suffix in (".parquet", ".csv") if (path := directory / f"{name}{suffix}").is_file()]
    return found[0] if found else None

"""`rasoat classify`: a file of households to classes."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click
import polars as pl

from rasoat.cli.faults import faults_shown, print_faults
from rasoat.cli.options import ANY_PATH, EXISTING, EXISTING_FILE, PROFILE_HELP, Day, packs_of, scoring_options
from rasoat.cli.screen import console, table
from rasoat.law.pack import Pack
from rasoat.scoring.classify import Classification, classify_table
from rasoat.scoring.explanation import CLASS_NAMES
from rasoat.scoring.packs import read_packs
from rasoat.scoring.result_files import write_results
from rasoat.survey.area import with_area
from rasoat.survey.csv_file import read_csv_text
from rasoat.survey.dataset import Dataset
from rasoat.survey.fault_list import FEW, SOURCE_ROW, TableSource
from rasoat.survey.file_kind import FileKind, file_kind, refusal
from rasoat.survey.mapping.profile import MappingProfile
from rasoat.survey.questionnaire_build import questionnaire_for
from rasoat.survey.reading import read_any
from rasoat.tables.numbers_vi import count_text

EXIT_BLOCKED = 3
"""Exit code when every standard asked for is blocked: the output says so, and no household got a class."""

NOT_WRITTEN = {".xlsx", ".xls", ".ods", ".json", ".txt", ".tsv", ".pdf"}
"""Endings that ask for a form in which results are not written."""


@click.command()
@click.argument("file", type=EXISTING)
@click.option("--out", required=True, type=ANY_PATH, help="Tệp .csv, .parquet hoặc thư mục kết quả.")
@click.option(
    "--pack", "pack_files", multiple=True, type=EXISTING_FILE, help="Gói luật đã lưu, để chạy lại đúng như trước."
)
@click.option("--units", type=EXISTING_FILE, help="CSV địa bàn, để biết khu vực khi FILE không có cột area.")
@click.option("--on", type=Day(), help="Ngày rà soát: bảng điểm chính thức phải có hiệu lực; mặc định hôm nay.")
@click.option("--profile", type=EXISTING_FILE, help=PROFILE_HELP)
@click.option("--partial", is_flag=True, help="Ghi các hộ đúng, hộ có lỗi đánh dấu incomplete.")
@scoring_options
@faults_shown()
def classify(
    file: Path, out: Path, pack_files: Sequence[Path], units: Path | None, on: date | None, partial: bool,
    profile: Path | None, standards: Sequence[str], tables: Sequence[str], assume: Path | None, region: str,
    law_dirs: Sequence[Path],
) -> None:  # fmt: skip
    """Phân loại hộ trong FILE theo một hoặc nhiều chuẩn nghèo.

    FILE: sổ Excel, CSV, Parquet hoặc thư mục có households.parquet. Tệp có bất kỳ lỗi nào thì bị từ chối cả tệp.
    """
    if pack_files and (standards or tables or assume or law_dirs):
        raise click.UsageError(
            "--pack đã chứa đủ luật, không dùng cùng --standard, --points, --assume, --law-dir / --pack stands alone"
        )
    _refuse_out(out, file)
    packs = read_packs(pack_files) if pack_files else packs_of(law_dirs, standards, tables, assume, on)
    data = read_round(file, packs, read_text_table(units), profile)
    result = classify_dataset(data, packs, partial=partial, region=region)
    written = write_results(result, out)
    if result.faults:
        print_faults(result.faults)
    show_summary(result)
    click.echo(f"Đã ghi / written: {written[0]}")
    if len(result.blocked) == len(packs):
        raise click.exceptions.Exit(EXIT_BLOCKED)


def _refuse_out(out: Path, file: Path) -> None:
    """Results are CSV, Parquet or a directory, and never take the place of the input."""
    if out.suffix.lower() in NOT_WRITTEN and not out.is_dir():
        raise click.BadParameter(
            f"không ghi được dạng {out.suffix}; dùng .csv, .parquet hoặc thư mục / not a form of result",
            param_hint="--out",
        )
    if out.resolve() == file.resolve():
        raise click.BadParameter("trùng với tệp đầu vào / is the input itself", param_hint="--out")


def read_for(
    file: Path, packs: Sequence[Pack], members: Path | None = None, listed: int = FEW,
    profile: Path | None = None, units: pl.DataFrame | None = None,
) -> Dataset:  # fmt: skip
    """Read a file, knowing the indicators and questions of the packs; by a mapping profile when one is given."""
    codes = {code for pack in packs for code in pack.standard.indicator_codes}
    table_pack = next((pack for pack in packs if pack.point_table), None)
    questionnaire = questionnaire_for(table_pack.standard, table_pack.point_table) if table_pack else None
    return read_any(
        file, members=members, indicators=codes, questionnaire=questionnaire, listed=listed,
        profile=MappingProfile.read(profile) if profile else None, units=units,
    )  # fmt: skip


def read_round(file: Path, packs: Sequence[Pack], units: pl.DataFrame | None, profile: Path | None = None) -> Dataset:
    """Read a round; where its file does not say rural or urban, the unit does."""
    data = read_for(file, packs, profile=profile, units=units)
    return data if units is None else with_area(data, units)


def read_text_table(path: Path | None) -> pl.DataFrame | None:
    """A units or history file as text columns; None without a path."""
    if path is None:
        return None
    if file_kind(path) is not FileKind.CSV:
        raise refusal(
            path, "csv-wanted", "tệp này phải là CSV", "this file must be a CSV",
            "trong Excel chọn Lưu thành > CSV UTF-8", "in Excel choose Save as > CSV UTF-8",
        )  # fmt: skip
    return read_csv_text(path).drop(SOURCE_ROW)


def classify_dataset(data: Dataset, packs: Sequence[Pack], *, partial: bool, region: str) -> Classification:
    """Classify what was read, with the reader's faults."""
    return classify_table(
        data.households, packs, source=TableSource(data.source), known_faults=data.faults, partial=partial,
        rural_region=region,
    )  # fmt: skip


def show_summary(result: Classification) -> None:
    """Print counts by standard and class, what is blocked and why, and every watermark."""
    counts = result.table.group_by("standard_id", "class", "status").len()
    found = {(row["standard_id"], row["class"] or row["status"]): row["len"] for row in counts.iter_rows(named=True)}
    shown = table("Chuẩn", *CLASS_NAMES.values(), "chưa đủ dữ liệu", "bị khóa", "gói luật")
    for pack in result.packs:
        keys = [*CLASS_NAMES, "incomplete", "blocked"]
        numbers = [count_text(found.get((pack.standard.id, key), 0)) for key in keys]
        shown.add_row(pack.standard.id, *numbers, pack.hash[:12])
    screen = console()
    screen.print(shown)
    for standard, why in result.blocked.items():
        screen.print(f"BỊ KHÓA {standard}: {why}. Xem: rasoat law gaps")
    for notice in sorted(set(result.table["notice"].unique()) - {""}):
        screen.print(notice)

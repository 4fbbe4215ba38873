"""`rasoat survey`: forms to fill in, files to check and to turn into one another, rounds to link."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path

import click
import polars as pl

from rasoat.cli.classify import read_for, read_text_table
from rasoat.cli.faults import faults_shown, print_faults
from rasoat.cli.options import ANY_PATH, EXISTING, EXISTING_FILE, PROFILE_HELP, Day, law_options, packs_of
from rasoat.cli.outputs import write_links, write_warnings
from rasoat.cli.round_inputs import checked
from rasoat.cli.survey_mark import check_marked
from rasoat.law.faults import Fault, Severity, errors, refuse_if_any
from rasoat.law.whole_file import whole_file
from rasoat.survey.area import with_area
from rasoat.survey.dataset import Dataset
from rasoat.survey.fault_list import TableSource
from rasoat.survey.fault_words import Words
from rasoat.survey.linking import link as link_rounds
from rasoat.survey.marking.api import is_marked
from rasoat.survey.marking.recheck import told_once
from rasoat.survey.national_write import write_national
from rasoat.survey.questionnaire_build import questionnaire_for
from rasoat.survey.reading import read_any
from rasoat.survey.survey_write import write_survey_template
from rasoat.tables.numbers_vi import count_text

STANDARD = click.option("--standard", default="national_2022", show_default=True, help="Mã chuẩn nghèo.")
POINTS = click.option("--points", "tables", multiple=True, help="Mã bảng điểm, để có các câu hỏi chấm điểm.")


_UNLISTED = Words(
    "class-missing-unlisted",
    "hộ chưa có phân loại nên không vào danh sách nào của sổ quốc gia",
    "the household has no class and stands on none of the three lists",
    "ghi phân loại hộ, hoặc chạy rasoat classify trước",
    "write the class, or run rasoat classify first",
    Severity.WARNING,
)


@click.group()
def survey() -> None:
    """Phiếu điều tra: lập sổ Excel trống, kiểm tra tệp, đổi dạng tệp, nối với kỳ trước."""


@survey.command()
@STANDARD
@POINTS
@click.option("--out", required=True, type=ANY_PATH, help="Tệp .xlsx.")
@law_options
@faults_shown()
def template(standard: str, tables: Sequence[str], out: Path, law_dirs: Sequence[Path]) -> None:
    """Lập sổ điều tra hai trang (Hộ, Thành viên) theo chuẩn, có danh sách chọn và chặn nhập sai."""
    pack = packs_of(law_dirs, [standard], tables, None)[0]
    write_survey_template(questionnaire_for(pack.standard, pack.point_table), out)
    click.echo(f"Đã ghi / written: {out}")


@survey.command()
@click.argument("file", type=EXISTING)
@STANDARD
@POINTS
@click.option("--members", type=EXISTING, help="Tệp thành viên (khi FILE chỉ có hộ).")
@click.option("--on", type=Day(), required=True, help="Ngày rà soát: ngày tính tuổi.")
@click.option("--out", type=ANY_PATH, help="Ghi mọi lỗi và lưu ý ra tệp CSV.")
@click.option("--profile", type=EXISTING_FILE, help=PROFILE_HELP)
@click.option("--units", type=EXISTING_FILE, help="CSV địa bàn, để biết khu vực khi FILE không có cột area.")
@click.option("--mark", "marked", type=ANY_PATH, help="Ghi bản sao .xlsx của FILE: ô sai được tô màu, có chú thích.")
@law_options
@faults_shown()
def check(
    file: Path, standard: str, tables: Sequence[str], members: Path | None, on: date, out: Path | None,
    profile: Path | None, units: Path | None, marked: Path | None, law_dirs: Sequence[Path],
) -> None:  # fmt: skip
    """Kiểm tra FILE: từng ô, giữa các câu trả lời, dữ kiện so với chỉ số đã đánh dấu."""
    pack = packs_of(law_dirs, [standard], tables, None)[0]
    if marked is not None or is_marked(file):
        data, faults = check_marked(file, pack, members, on, marked, profile, read_text_table(units))
    else:
        data = read_for(file, [pack], members, profile=profile)
        known = read_text_table(units)
        data = data if known is None else with_area(data, known)
        faults = told_once([*data.faults, *checked(data, pack, on)])
        print_faults(faults)
    if out is not None:
        write_warnings(faults, out)
    numbers = (data.households.height, data.members.height, len(errors(faults)), len(faults) - len(errors(faults)))
    click.echo("Hộ: {}; thành viên: {}; lỗi: {}; lưu ý: {}".format(*map(count_text, numbers)))
    if errors(faults):
        raise click.exceptions.Exit(1)


@survey.command()
@click.argument("file", type=EXISTING)
@click.option("--to", type=click.Choice(["national", "survey", "csv", "parquet"]), required=True, help="Dạng cần có.")
@STANDARD
@POINTS
@click.option("--profile", type=EXISTING_FILE, help=PROFILE_HELP)
@click.option("--out", required=True, type=ANY_PATH, help="Tệp .xlsx, hoặc thư mục khi --to csv, parquet.")
@law_options
@faults_shown()
def convert(
    file: Path, to: str, standard: str, tables: Sequence[str], profile: Path | None, out: Path,
    law_dirs: Sequence[Path],
) -> None:  # fmt: skip
    """Đổi FILE sang sổ quốc gia ba danh sách, sổ điều tra, CSV hoặc Parquet; cột lạ được giữ nguyên."""
    pack = packs_of(law_dirs, [standard], tables, None)[0]
    data = read_for(file, [pack], profile=profile)
    refuse_if_any(data.faults)
    if data.faults:
        print_faults(data.faults)
    if to == "national":
        if "class" not in data.households.columns:
            data = replace(data, households=data.households.with_columns(pl.lit(None, pl.String).alias("class")))
        if unlisted := _without_class(data):
            print_faults(unlisted)
        write_national(data, out)
    elif to == "survey":
        write_survey_template(questionnaire_for(pack.standard, pack.point_table), out, data)
    else:
        _write_pair(data, out, to)
    click.echo(f"Đã ghi / written: {out}")


@survey.command()
@click.argument("current", type=EXISTING)
@click.argument("previous", type=EXISTING)
@click.option("--out", required=True, type=ANY_PATH, help="CSV các liên kết cần người xác nhận.")
@faults_shown()
def link(current: Path, previous: Path, out: Path) -> None:
    """Nối hộ của CURRENT với PREVIOUS theo số định danh; tên, năm sinh, thôn chỉ để đề nghị."""
    links = link_rounds(read_any(current), read_any(previous))
    write_links(links, out)
    click.echo(
        f"Đã nối {count_text(links.linked.height)} hộ theo số định danh; {count_text(links.proposed.height)} đề nghị "
        f"và {count_text(links.conflicts.height)} chỗ cần xem ở {out}"
    )


def _without_class(data: Dataset) -> list[Fault]:
    """Warnings for households that stand on none of the three lists because they have no class."""
    return _UNLISTED.faults(data.households.filter(pl.col("class").is_null()), "class", TableSource(data.source))


def _write_pair(data: Dataset, directory: Path, kind: str) -> None:
    directory.mkdir(parents=True, exist_ok=True)
    for name, frame in (("households", data.households), ("members", data.members)):
        plain = frame.drop("source_row", "source_sheet", strict=False)
        with whole_file(directory / f"{name}.{kind}") as draft:
            write = plain.write_csv if kind == "csv" else plain.write_parquet
            write(draft)

"""`rasoat survey`: forms to fill in, files to check and to turn into one another, rounds to link."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from rasoat.cli.classify import read_for
from rasoat.cli.faults import faults_shown, print_faults
from rasoat.cli.options import ANY_PATH, EXISTING, Day, law_options, packs_of
from rasoat.cli.outputs import write_links, write_warnings
from rasoat.cli.round_inputs import checked
from rasoat.law.faults import errors, refuse_if_any
from rasoat.law.whole_file import whole_file
from rasoat.survey.dataset import Dataset
from rasoat.survey.linking import link as link_rounds
from rasoat.survey.national_write import write_national
from rasoat.survey.questionnaire_build import questionnaire_for
from rasoat.survey.reading import read_any
from rasoat.survey.survey_write import write_survey_template
from rasoat.tables.numbers_vi import count_text

STANDARD = click.option("--standard", default="national_2022", show_default=True, help="Mã chuẩn nghèo.")
POINTS = click.option("--points", "tables", multiple=True, help="Mã bảng điểm, để có các câu hỏi chấm điểm.")


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
@law_options
@faults_shown()
def check(
    file: Path, standard: str, tables: Sequence[str], members: Path | None, on: date, out: Path | None,
    law_dirs: Sequence[Path],
) -> None:  # fmt: skip
    """Kiểm tra FILE: từng ô, giữa các câu trả lời, dữ kiện so với chỉ số đã đánh dấu."""
    pack = packs_of(law_dirs, [standard], tables, None)[0]
    data = read_for(file, [pack], members)
    faults = [*data.faults, *checked(data, pack, on)]
    if out is not None:
        write_warnings(faults, out)
    print_faults(faults)
    numbers = (data.households.height, data.members.height, len(errors(faults)), len(faults) - len(errors(faults)))
    click.echo("Hộ: {}; thành viên: {}; lỗi: {}; lưu ý: {}".format(*map(count_text, numbers)))
    if errors(faults):
        raise click.exceptions.Exit(1)


@survey.command()
@click.argument("file", type=EXISTING)
@click.option("--to", type=click.Choice(["national", "survey", "csv", "parquet"]), required=True, help="Dạng cần có.")
@STANDARD
@POINTS
@click.option("--out", required=True, type=ANY_PATH, help="Tệp .xlsx, hoặc thư mục khi --to csv, parquet.")
@law_options
@faults_shown()
def convert(file: Path, to: str, standard: str, tables: Sequence[str], out: Path, law_dirs: Sequence[Path]) -> None:
    """Đổi FILE sang sổ quốc gia ba danh sách, sổ điều tra, CSV hoặc Parquet; cột lạ được giữ nguyên."""
    pack = packs_of(law_dirs, [standard], tables, None)[0]
    data = read_for(file, [pack])
    refuse_if_any(data.faults)
    if data.faults:
        print_faults(data.faults)
    if to == "national":
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


def _write_pair(data: Dataset, directory: Path, kind: str) -> None:
    directory.mkdir(parents=True, exist_ok=True)
    for name, frame in (("households", data.households), ("members", data.members)):
        plain = frame.drop("source_row", "source_sheet", strict=False)
        with whole_file(directory / f"{name}.{kind}") as draft:
            write = plain.write_csv if kind == "csv" else plain.write_parquet
            write(draft)

"""`rasoat map`: what the columns of any workbook mean, proposed, kept as a profile, used again."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from rasoat.cli.classify import read_text_table
from rasoat.cli.faults import EXIT_FAULTS, faults_shown, print_faults
from rasoat.cli.map_words import NO_LIST_REMEDY, column_rows, layout_line, proposal_json, read_json, skipped_lines
from rasoat.cli.options import ANY_PATH, EXISTING_FILE
from rasoat.cli.screen import console, print_json, table
from rasoat.law.faults import errors
from rasoat.survey.mapping.profile import MappingProfile
from rasoat.survey.mapping.propose import Proposal, propose
from rasoat.survey.mapping.read import MappedFile, read_source
from rasoat.survey.mapping.source import Source
from rasoat.tables.numbers_vi import count_text


@click.command("map")
@click.argument("file", type=EXISTING_FILE)
@click.option("--profile", "profile_file", type=EXISTING_FILE, help="Hồ sơ ghép cột có sẵn: xem có khớp FILE không.")
@click.option("--out", type=ANY_PATH, help="Ghi hồ sơ ghép cột đề xuất ra tệp .yaml này.")
@click.option("--sheet", "sheets", multiple=True, help="Chỉ xem trang tính này (lặp lại được; cả trang ẩn).")
@click.option("--units", type=EXISTING_FILE, help="CSV địa bàn (unit_code, name): tìm mã xã theo tên.")
@click.option("--json", "as_json", is_flag=True, help="In JSON cho chương trình khác.")
@faults_shown()
def map_command(
    file: Path, profile_file: Path | None, out: Path | None, sheets: Sequence[str], units: Path | None, as_json: bool
) -> None:
    """Tìm dòng tiêu đề, đoán cột nào là gì trong FILE (sổ .xlsx hoặc .csv bất kỳ), kèm độ chắc.

    Không có --profile: đề xuất hồ sơ ghép cột. Có --profile: kiểm tra hồ sơ với FILE. Cả hai đều đọc thử và báo lỗi
    từng ô. Sau đó dùng hồ sơ với survey check, survey convert, classify, review.
    """
    _refuse(file, profile_file, out, sheets)
    known_units = read_text_table(units)
    if profile_file is not None:
        with Source(file) as source:
            read = read_source(source, MappingProfile.read(profile_file), units=known_units)
        if as_json:
            print_json(read_json(read))
        else:
            _show_read(read)
    else:
        proposal = propose(file, units=known_units, sheets=sheets)
        if proposal.profile is not None and out is not None:
            proposal.profile.write(out)
        if as_json:
            print_json(proposal_json(proposal))
        else:
            _show_proposal(proposal, out)
        if proposal.read is None:
            raise click.exceptions.Exit(EXIT_FAULTS)
        read = proposal.read
    if errors(read.dataset.faults):
        raise click.exceptions.Exit(EXIT_FAULTS)


def _refuse(file: Path, profile: Path | None, out: Path | None, sheets: Sequence[str]) -> None:
    """Wrong uses."""
    if profile is not None and (out is not None or sheets):
        raise click.UsageError("--profile không dùng cùng --out, --sheet / --profile stands alone")
    if out is not None and (out.resolve() == file.resolve() or out.is_dir()):
        raise click.BadParameter(
            "trùng với FILE hoặc là thư mục / is the input itself or a directory", param_hint="--out"
        )
    if out is not None and out.suffix.lower() not in {".yaml", ".yml"}:
        raise click.BadParameter("hồ sơ ghép cột là tệp .yaml / a profile is a .yaml file", param_hint="--out")


def _show_proposal(proposal: Proposal, out: Path | None) -> None:
    screen = console()
    for sheet in proposal.sheets:
        screen.print(layout_line(sheet))
        shown: Any = table("Cột", "Tiêu đề", "Trường", "Chắc", "", "Vì sao", whole=("Cột",))
        for row in column_rows(sheet):
            shown.add_row(*row)
        screen.print(shown)
    for line in skipped_lines(proposal):
        screen.print(line)
    if proposal.read is None:
        click.echo("Không tìm thấy danh sách hộ nào trong tệp này / no list of households was found", err=True)
        click.echo(NO_LIST_REMEDY, err=True)
        return
    _show_read(proposal.read)
    if out is not None:
        click.echo(f"Đã ghi / written: {out}")
    else:
        click.echo("Thêm --out HỒ_SƠ.yaml để giữ lại và sửa hồ sơ ghép cột.")


def _show_read(read: MappedFile) -> None:
    faults = list(read.dataset.faults)
    for people in read.sheets:
        passed = [f"{count_text(number)} {name}" for name, number in people.passed_over_vi if number]
        where = f"trang “{people.source.sheet}”" if people.source.sheet else "tệp"
        rest = f"; bỏ qua {', '.join(passed)}" if passed else ""
        click.echo(f"Đọc {where}: {count_text(people.households)} hộ, {count_text(people.rows.height)} dòng{rest}")
    if faults:
        print_faults(faults)
    data = read.dataset
    numbers = (data.households.height, data.members.height, len(errors(faults)), len(faults) - len(errors(faults)))
    click.echo("Hộ: {}; thành viên: {}; lỗi: {}; lưu ý: {}".format(*map(count_text, numbers)))

"""`rasoat export`: lists in the columns, words and order that another system wants, checked against its template."""

from collections.abc import Sequence
from datetime import date
from pathlib import Path

import click

from rasoat.cli.classify import read_for
from rasoat.cli.faults import EXIT_FAULTS, faults_shown, print_faults
from rasoat.cli.law_options import json_option
from rasoat.cli.law_words import span
from rasoat.cli.options import ANY_PATH, EXISTING, EXISTING_DIR, EXISTING_FILE, law_options, packs_of
from rasoat.cli.screen import console, print_json, table
from rasoat.cli.survey import POINTS, STANDARD
from rasoat.law.faults import errors, refuse_if_any
from rasoat.law.whole_file import write_whole
from rasoat.survey.exporting.check import check_template
from rasoat.survey.exporting.propose import Proposal
from rasoat.survey.exporting.propose import propose as propose_profile
from rasoat.survey.exporting.record import record_template
from rasoat.survey.exporting.store import Stored, find_profile, stored_profiles
from rasoat.survey.exporting.template import Template
from rasoat.survey.exporting.write import write_export
from rasoat.tables.numbers_vi import count_text

PROFILE_DIRS = click.option(
    "--profile-dir", "directories", multiple=True, type=EXISTING_DIR,
    help="Thư mục hồ sơ xuất của cơ quan (lặp lại được).",
)  # fmt: skip


@click.group()
def export() -> None:
    """Xuất danh sách sang hệ thống khác: đúng cột, đúng chữ, đúng thứ tự của hệ thống nhận."""


@export.command("list")
@PROFILE_DIRS
@json_option
@faults_shown()
def list_(directories: Sequence[Path], *, as_json: bool) -> None:
    """Liệt kê hồ sơ xuất: hệ thống nhận, năm, thời gian dùng, bằng chứng, tệp mẫu đã kiểm."""
    stored = stored_profiles(directories)
    if as_json:
        print_json([_summary(item) for item in stored])
        return
    rows = table("Mã hồ sơ", "Hệ thống nhận", "Năm", "Thời gian", "Bằng chứng", "Tệp mẫu đã kiểm", whole=["Mã hồ sơ"])
    for item in stored:
        profile = item.profile
        evidence = profile.evidence
        rows.add_row(
            profile.id, profile.system, str(profile.year or ""), span(evidence.valid_from, evidence.valid_until),
            evidence.mark.label_vi, profile.template.file if profile.template else "",
        )  # fmt: skip
    screen = console()
    screen.print(rows)
    screen.print()
    screen.print("Hệ thống khác: lấy tệp mẫu trống của hệ thống, chạy rasoat export propose TỆP_MẪU --out HỒ_SƠ.yaml")


@export.command()
@click.argument("profile", metavar="PROFILE")
@click.option("--template", required=True, type=EXISTING_FILE, help="Tệp mẫu trống (.xlsx) của hệ thống nhận.")
@click.option("--out", type=ANY_PATH, help="Ghi hồ sơ đã kiểm ra tệp khác thay vì ghi vào chính nó.")
@PROFILE_DIRS
@faults_shown()
def check(profile: str, template: Path, out: Path | None, directories: Sequence[Path]) -> None:
    """Kiểm PROFILE (mã hoặc tệp) với tệp mẫu trống; khớp thì hồ sơ nhớ đúng tệp mẫu ấy."""
    stored = find_profile(profile, directories)
    opened = Template(template)
    faults = check_template(stored.profile, opened)
    if faults:
        print_faults(faults)
    wrong = len(errors(faults))
    click.echo(f"Khác nhau: {count_text(wrong)} lỗi, {count_text(len(faults) - wrong)} lưu ý")
    if wrong:
        raise click.exceptions.Exit(EXIT_FAULTS)
    target = out or stored.path
    if target is None:
        click.echo("Hồ sơ có sẵn không ghi thêm được; thêm --out HỒ_SƠ.yaml để nhớ tệp mẫu này.")
        return
    record_template(stored.profile, stored.path, opened, target)
    click.echo(f"Khớp. Hồ sơ đã nhớ tệp mẫu / written: {target}")


@export.command()
@click.argument("template", metavar="TEMPLATE", type=EXISTING_FILE)
@click.option("--out", required=True, type=ANY_PATH, help="Tệp hồ sơ (.yaml) cần lập.")
@faults_shown()
def propose(template: Path, out: Path) -> None:
    """Lập hồ sơ từ TEMPLATE, tệp mẫu trống của hệ thống nhận; cột nào chưa chắc thì đánh dấu cần xem."""
    if out.exists():
        raise click.BadParameter(f"“{out}” đã có; đặt tên khác để không mất hồ sơ cũ / exists", param_hint="--out")
    proposal = propose_profile(template)
    write_whole(out, proposal.text().encode())
    _show(proposal)
    click.echo(f"Đã ghi / written: {out}")


@export.command()
@click.argument("file", type=EXISTING)
@click.option("--profile", required=True, help="Mã hồ sơ xuất, hoặc tệp .yaml.")
@click.option("--template", type=EXISTING_FILE, help="Tệp mẫu trống (.xlsx) để điền vào; không có thì lập sổ mới.")
@click.option("--out", required=True, type=ANY_PATH, help="Tệp .xlsx cần ghi.")
@click.option("--members", type=EXISTING, help="Tệp thành viên (khi FILE chỉ có hộ).")
@STANDARD
@POINTS
@PROFILE_DIRS
@law_options
@faults_shown()
def write(
    file: Path, profile: str, template: Path | None, out: Path, members: Path | None, standard: str,
    tables: Sequence[str], directories: Sequence[Path], law_dirs: Sequence[Path],
) -> None:  # fmt: skip
    """Ghi FILE theo hồ sơ; mọi thứ được kiểm trước, sai chỗ nào thì không ghi gì."""
    if out.resolve() == file.resolve():
        raise click.BadParameter("trùng với tệp đầu vào / is the input itself", param_hint="--out")
    if out.suffix.lower() != ".xlsx":
        raise click.BadParameter("tệp ghi ra phải có đuôi .xlsx / must end in .xlsx", param_hint="--out")
    stored = find_profile(profile, directories)
    pack = packs_of(law_dirs, [standard], tables, None)[0]
    data = read_for(file, [pack], members)
    refuse_if_any(data.faults)
    done = write_export(data, stored.profile, out, template)
    if told := [*data.faults, *done.warnings]:
        print_faults(told)
    for sheet, rows in done.rows.items():
        click.echo(f"{sheet}: {count_text(rows)} dòng")
    if not stored.profile.evidence.holds_on(date.today()):  # noqa: DTZ011 - the calendar day of the office
        when = span(stored.profile.evidence.valid_from, stored.profile.evidence.valid_until)
        click.echo(f"Lưu ý: hồ sơ chỉ dùng trong thời gian {when}. / Warning: out of the profile's validity.", err=True)
    if template is None and stored.profile.template is not None:
        click.echo(f"Lưu ý: lập sổ mới, không điền vào tệp mẫu “{stored.profile.template.file}”.", err=True)
    click.echo(f"Đã ghi / written: {out}")


def _summary(item: Stored) -> dict[str, object]:
    profile, evidence = item.profile, item.profile.evidence
    return {
        "id": profile.id,
        "system": profile.system,
        "year": profile.year,
        "valid_from": evidence.valid_from.isoformat() if evidence.valid_from else None,
        "valid_until": evidence.valid_until.isoformat() if evidence.valid_until else None,
        "mark": evidence.mark.value,
        "template": profile.template.model_dump() if profile.template else None,
        "file": str(item.path) if item.path else None,
    }


def _show(proposal: Proposal) -> None:
    screen = console()
    for sheet, columns in proposal.columns.items():
        rows = table("Cột", "Tiêu đề", "Sẽ ghi", "Chắc chắn", "Vì sao", "", whole=["Cột"])
        for item in columns:
            rows.add_row(
                item.at, item.heading, item.label or "(để trống)", f"{item.certainty} %", item.why,
                "cần xem" if item.review else "",
            )  # fmt: skip
        screen.print(f"Trang “{sheet}”")
        screen.print(rows)
        screen.print()
    if proposal.passed_over:
        screen.print(f"Không có tiêu đề quen thuộc hoặc bị ẩn, bỏ qua: {', '.join(proposal.passed_over)}")
    waiting = sum(item.review for columns in proposal.columns.values() for item in columns)
    screen.print(f"Cần người xem: {count_text(waiting)} cột (xóa dòng review: true sau khi xem)")

"""`rasoat law points`: an official point table from the annex to two signatures."""

import hashlib
from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Any

import click

from rasoat.cli.faults import EXIT_FAULTS, faults_shown, print_faults
from rasoat.cli.options import ANY_PATH, EXISTING_FILE, Day, law_options
from rasoat.cli.points_screen import show_one, show_table_list
from rasoat.law.book import LawBook
from rasoat.law.faults import Fault, FaultsFoundError, Place, errors, refuse_if_any
from rasoat.law.point_table.checks import check_table
from rasoat.law.point_table.finding import finding
from rasoat.law.point_table.keys import add_signer, new_key, read_key
from rasoat.law.point_table.model import PointTable
from rasoat.law.point_table.places import in_yaml
from rasoat.law.point_table.proof import write_proof
from rasoat.law.point_table.signatures import ROLES, Role
from rasoat.law.point_table.signing import sign as sign_table
from rasoat.law.point_table.state import state_of
from rasoat.law.point_table.statement import ROLE_VI
from rasoat.law.point_table.store import write_table
from rasoat.law.point_table.template import read_with_places, write_filled, write_template

OFFICE_DIR = click.option(
    "--law-dir",
    "law_dir",
    required=True,
    type=click.Path(file_okay=False, path_type=Path),
    help="Thư mục luật của đơn vị, nơi ghi bảng điểm và chữ ký.",
)


@click.group()
def points() -> None:
    """Bảng điểm thu nhập: lấy mẫu, nhập phụ lục chính thức, kiểm tra, hai người ký."""


@points.command()
@click.option("--standard", "standard_id", default="national_2022", show_default=True, help="Mã chuẩn nghèo.")
@click.option("--areas", default="", help="Các khu vực, cách nhau dấu phẩy, ví dụ NT1,TT; bỏ trống là tất cả.")
@click.option("--from", "source", default="", help="Mã bảng điểm có sẵn, để sửa thành bảng mới.")
@click.option("--out", required=True, type=ANY_PATH, help="Tệp .xlsx sẽ ghi.")
@law_options
@faults_shown()
def template(standard_id: str, areas: str, source: str, out: Path, law_dirs: Sequence[Path]) -> None:
    """Ghi mẫu Excel để nhập bảng điểm theo phụ lục. Mẫu không có điểm nào điền sẵn."""
    book = LawBook.load(*law_dirs)
    if source:
        write_filled(out, book.point_table(source), book.table_shape)
    else:
        chosen = [area.strip() for area in areas.split(",") if area.strip()]
        write_template(out, book.standard(standard_id), book.table_shape, chosen)
    click.echo(f"Đã ghi mẫu / template written: {out}")


@points.command(name="import")
@click.argument("file", type=EXISTING_FILE)
@click.option("--scan", type=EXISTING_FILE, help="Bản chụp phụ lục; mã băm của nó được ghi vào bảng điểm.")
@OFFICE_DIR
@faults_shown()
def import_(file: Path, scan: Path | None, law_dir: Path) -> None:
    """Nhập FILE đã điền vào thư mục luật của đơn vị. Có bất kỳ lỗi nào thì không ghi gì."""
    book = LawBook.load(law_dir) if law_dir.exists() else LawBook.load()
    reading = read_with_places(file)
    table = _with_scan(reading.table, scan) if scan else reading.table
    faults = check_table(table, book.standard(table.standard_id), book.table_shape, reading.locate)
    refuse_if_any(faults)
    path = write_table(table, law_dir, book)
    if faults:
        print_faults(faults)
    click.echo(f"Đã nhập bảng điểm {table.table_id} / imported: {path}")
    if table.state == "draft":
        click.echo("Bảng còn ghi “đang nhập”: sửa thành “đã nhập xong” rồi nhập lại thì mới ký được / still a draft.")


@points.command()
@click.argument("table_id")
@click.option("--proof", type=ANY_PATH, help="Ghi bản đối chiếu .xlsx để hai người ký so với phụ lục.")
@law_options
@faults_shown()
def check(table_id: str, proof: Path | None, law_dirs: Sequence[Path]) -> None:
    """Kiểm tra bảng điểm TABLE_ID: đủ mục, đủ điểm, khoảng liền nhau, tổng vượt mức chuẩn."""
    book = LawBook.load(*law_dirs)
    table = book.point_table(table_id)
    standard = book.standard(table.standard_id)
    faults = check_table(table, standard, book.table_shape, in_yaml(book.origin[table_id]))
    if proof is not None:
        write_proof(proof, table, standard, book.table_shape, faults)
        click.echo(f"Đã ghi bản đối chiếu / proof sheet written: {proof}")
    if faults:
        print_faults(faults)
    if errors(faults):
        raise click.exceptions.Exit(EXIT_FAULTS)
    click.echo(f"Bảng điểm {table_id} không có lỗi / no faults")
    if table.watermark:
        click.echo(table.watermark)


@points.command()
@click.argument("table_id")
@click.option("--key", "key_file", required=True, type=EXISTING_FILE, help="Tệp khóa ký của người ký.")
@click.option("--person", required=True, help="Mã người ký, như trong signers.yaml.")
@click.option(
    "--role",
    required=True,
    type=click.Choice(ROLES),
    help="loaded_by: người nhập; checked_by: người kiểm tra.",
)
@click.option("--date", "signed_on", type=Day(), help="Ngày ký; bỏ trống là hôm nay.")
@click.option("--passphrase-file", type=EXISTING_FILE, help="Tệp chứa mật khẩu khóa; bỏ trống thì hỏi.")
@OFFICE_DIR
@faults_shown()
def sign(
    table_id: str, key_file: Path, person: str, role: Role, signed_on: date | None, passphrase_file: Path | None,
    law_dir: Path,
) -> None:  # fmt: skip
    """Ký bảng điểm TABLE_ID. Phải có hai người khác nhau: người nhập và người kiểm tra."""
    book = LawBook.load(law_dir)
    table = book.point_table(table_id)
    pem = key_file.read_bytes()
    passphrase = _passphrase(passphrase_file, confirm=False) if b"ENCRYPTED" in pem else ""
    key = read_key(pem, passphrase, str(key_file))
    path = sign_table(table, book, law_dir, key, person, role, signed_on or date.today())  # noqa: DTZ011
    click.echo(f"{ROLE_VI[role].capitalize()} “{person}” đã ký / signed: {path}")
    state = state_of(table, LawBook.load(law_dir))
    click.echo(f"Tình trạng bảng điểm / state: {state.label_vi} ({state})")


@points.command()
@click.option("--person", required=True, help="Mã người ký, chữ không dấu, ví dụ ng.van.a.")
@click.option("--name", required=True, help="Họ và tên.")
@click.option("--position", default="", help="Chức vụ.")
@click.option("--out", required=True, type=ANY_PATH, help="Tệp khóa riêng sẽ ghi; người ký tự giữ.")
@click.option("--passphrase-file", type=EXISTING_FILE, help="Tệp chứa mật khẩu khóa; bỏ trống thì hỏi.")
@click.option("--no-passphrase", is_flag=True, help="Không đặt mật khẩu cho khóa.")
@OFFICE_DIR
@faults_shown()
def key(
    person: str, name: str, position: str, out: Path, passphrase_file: Path | None, no_passphrase: bool, law_dir: Path,
) -> None:  # fmt: skip
    """Tạo khóa ký cho một người và ghi người đó vào signers.yaml của đơn vị."""
    if out.exists():
        what = ("tệp khóa đã có, không ghi đè", "the key file exists and is not overwritten")
        raise FaultsFoundError([finding("key-exists", Place(file=str(out)), what, ("chọn tên khác", "choose another"))])
    passphrase = "" if no_passphrase else _passphrase(passphrase_file, confirm=True)
    pem, signer = new_key(person, name, position, passphrase)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.touch(mode=0o600)
    out.write_bytes(pem)
    try:
        path = add_signer(signer, law_dir)
    except FaultsFoundError:
        out.unlink()
        raise
    click.echo(f"Khóa riêng, giữ kín / private key, keep it secret: {out}")
    click.echo(f"Đã ghi người ký / signer added: {path}")


@points.command()
@click.argument("table_id", required=False)
@law_options
@faults_shown()
def show(table_id: str | None, law_dirs: Sequence[Path]) -> None:
    """Liệt kê các bảng điểm; có TABLE_ID thì xem một bảng: căn cứ, khu vực, chữ ký, còn thiếu gì để dùng chính thức."""
    book = LawBook.load(*law_dirs)
    if table_id:
        show_one(book.point_table(table_id), book)
    else:
        show_table_list(book)


def _passphrase(file: Path | None, *, confirm: bool) -> str:
    if file is not None:
        return file.read_text(encoding="utf-8").rstrip("\r\n")
    asked: Any = click.prompt("Mật khẩu khóa / passphrase", hide_input=True, confirmation_prompt=confirm, err=True)
    return str(asked)


def _with_scan(table: PointTable, scan: Path) -> PointTable:
    hashed = hashlib.sha256(scan.read_bytes()).hexdigest()
    if table.file_hash and table.file_hash != hashed:
        raise FaultsFoundError([_other_scan(scan, table.file_hash)])
    return table.model_copy(update={"file_hash": hashed})


def _other_scan(scan: Path, written: str) -> Fault:
    what = ("bản chụp không khớp mã băm đã ghi trong tệp", "the scan does not match the hash in the workbook")
    remedy = ("dùng đúng bản chụp, hoặc xóa mã băm trong trang “Thông tin”", "use that scan, or clear the hash")
    return finding("scan-other", Place(file=str(scan)), what, remedy, written)

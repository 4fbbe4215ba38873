"""`rasoat backup`, `rasoat backup drill` and `rasoat restore`: a whole installation in one file, and back."""

import os
import shutil
import subprocess
import sys
import tempfile
from functools import cache
from pathlib import Path

import click

from rasoat.cli.faults import EXIT_FAULTS, faults_shown
from rasoat.cli.options import ANY_PATH, EXISTING_FILE
from rasoat.cli.site_door import ask_passphrase, backup_passphrase, site_opened
from rasoat.tables.numbers_vi import count_text

SHOWN = 50

_passphrase_file = click.option(
    "--passphrase-file", type=EXISTING_FILE, help="Tệp chứa mật khẩu của bản sao lưu (dòng đầu); không có thì hỏi."
)


class _MakeFirst(click.Group):
    """A group whose first word may be the file itself: `rasoat backup OUT` is `rasoat backup make OUT`."""

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Take an unknown first word for the file to make."""
        return super().resolve_command(ctx, args if args and args[0] in self.commands else ["make", *args])


@click.group(cls=_MakeFirst, context_settings={"ignore_unknown_options": True})
def backup() -> None:
    """Sao lưu cả hệ thống vào một tệp (rasoat backup TỆP), và diễn tập khôi phục."""


@backup.command()
@click.argument("out", type=ANY_PATH)
@_passphrase_file
@click.option("--plain", "--khong-ma-hoa", "plain", is_flag=True, help="Không mã hóa tệp sao lưu (không nên).")
@click.option("--with-keys", is_flag=True, help="Kèm khóa, bọc bằng mật khẩu (của bản sao lưu, hoặc hỏi khi --plain).")
@faults_shown()
def make(out: Path, passphrase_file: Path | None, plain: bool, with_keys: bool) -> None:
    """Sao lưu dữ liệu và tệp vào OUT, mã hóa bằng mật khẩu, trong khi trang web vẫn chạy. Kèm khóa chỉ khi yêu cầu."""
    if plain and passphrase_file:
        raise click.UsageError("--plain và --passphrase-file không đi cùng nhau")
    with site_opened():
        from rasoat.web.backup.make import make_backup

        passphrase = "" if plain else backup_passphrase(passphrase_file, twice=True)
        keys_passphrase = (passphrase or ask_passphrase(twice=True)) if with_keys else ""
        try:
            manifest = make_backup(out, passphrase=passphrase, keys_passphrase=keys_passphrase)
        except ValueError as error:
            raise click.ClickException(str(error)) from error
        rows = sum(told["rows"] for told in manifest["tables"].values())
        files = sum(name.startswith("files/") for name in manifest["parts"])
        size = count_text(out.stat().st_size)
        click.echo(f"Đã sao lưu {count_text(rows)} dòng, {count_text(files)} tệp vào {out} ({size} byte).")
        if manifest["missing_files"]:
            click.echo(
                f"Thiếu trên máy chủ: {count_text(len(manifest['missing_files']))} tệp (đã xóa giữa chừng hoặc bị mất)."
            )
        if not with_keys:
            click.echo(f"Không kèm khóa (vòng {manifest['ring']}): sao lưu khóa riêng bằng rasoat keys backup.")
        if plain:
            click.echo(
                "CẢNH BÁO: tệp này KHÔNG mã hóa, ai mở cũng đọc được tên, địa chỉ mọi hộ. Cất như hồ sơ giấy; lần sau "
                "bỏ --plain.", err=True,
            )  # fmt: skip
        else:
            click.echo("Tệp đã mã hóa: mất mật khẩu là không khôi phục được. Cất mật khẩu ở nơi khác tệp.")
        click.echo(f"Diễn tập ngay: rasoat backup drill {out}")


@backup.command()
@click.argument("file", type=ANY_PATH)
@_passphrase_file
@faults_shown()
def drill(file: Path, passphrase_file: Path | None) -> None:
    """Diễn tập: khôi phục FILE vào chỗ tạm (SQLite), kiểm nhật ký, báo kết quả rồi xóa."""
    from rasoat.web.site.environment import read_environment

    keys = read_environment().keys
    room = Path(tempfile.mkdtemp(prefix="rasoat-dien-tap-"))
    try:
        environment = {
            **os.environ,
            "RASOAT_DATA_DIR": str(room / "x"),
            "RASOAT_DATABASE_URL": "",
            "PYTHONIOENCODING": "utf-8",
        }
        environment.pop("RASOAT_KEYS", None)
        if keys.exists():
            copy = room / "keys.json"
            copy.touch(mode=0o600)
            copy.write_bytes(keys.read_bytes())
            environment["RASOAT_KEYS"] = str(copy)
        command = "from rasoat.cli.backup import restore; restore()"
        words = [sys.executable, "-c", command, str(file.absolute()), "--into", str(room / "x")]
        if passphrase_file:
            words += ["--passphrase-file", str(passphrase_file.absolute())]
        done = subprocess.run(words, env=environment, check=False)
    finally:
        shutil.rmtree(room, ignore_errors=True)
    if done.returncode:
        click.echo("Diễn tập KHÔNG đạt: bản sao lưu này chưa dùng được, xem lý do ở trên.", err=True)
        raise click.exceptions.Exit(EXIT_FAULTS)
    click.echo("Diễn tập đạt: bản sao lưu khôi phục được. Chỗ tạm đã xóa.")


@click.command()
@click.argument("file", type=ANY_PATH)
@click.option("--into", type=ANY_PATH, required=True, help="Thư mục dữ liệu mới (chưa có hoặc trống).")
@click.option(
    "--keys", "keys_file", type=ANY_PATH, help="Tệp sao lưu khóa (hỏi mật khẩu, hoặc RASOAT_KEYS_PASSPHRASE)."
)
@_passphrase_file
@faults_shown()
def restore(file: Path, into: Path, keys_file: Path | None, passphrase_file: Path | None) -> None:
    """Khôi phục FILE vào thư mục mới; với PostgreSQL đặt RASOAT_DATABASE_URL tới cơ sở dữ liệu mới tạo, còn trống."""
    target = into.absolute()
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise click.ClickException(f"{into} không trống. Khôi phục vào thư mục mới, rồi đổi RASOAT_DATA_DIR sang đó.")
    fresh = not target.exists()
    os.environ["RASOAT_DATA_DIR"] = str(target)
    complete = False
    try:
        with site_opened():
            from django.conf import settings

            from rasoat.web.backup.parts import is_encrypted
            from rasoat.web.backup.restore import made_on, restore_backup
            from rasoat.web.vault.key_backup import unwrap_ring
            from rasoat.web.vault.keyring import write_ring

            if keys_file is not None:
                write_ring(
                    settings.KEYS_PATH, unwrap_ring(keys_file.read_text(encoding="utf-8"), ask_passphrase(twice=False))
                )
            asked = cache(lambda: backup_passphrase(passphrase_file, twice=False))
            done = restore_backup(
                file, passphrase=asked, at_step=lambda name: click.echo(f"- {name}"),
                keys_passphrase=asked if is_encrypted(file) else lambda: ask_passphrase(twice=False),
            )  # fmt: skip
            complete = True
            for finding in done.findings[:SHOWN]:
                click.echo(finding.text())
            click.echo(
                f"Đã khôi phục bản lập lúc {made_on(done.manifest)}: {count_text(done.rows)} dòng, "
                f"{count_text(done.files)} tệp, {count_text(done.tally.entries)} mục nhật ký."
            )
            if not settings.KEYS_PATH.exists():
                click.echo(
                    f"Chưa có khóa (vòng {done.manifest['ring']}): rasoat keys restore TỆP, rồi rasoat ledger verify."
                )
            if done.faults:
                click.echo(f"Nhật ký có {count_text(done.faults)} chỗ không khớp, xem ở trên.", err=True)
                raise click.exceptions.Exit(EXIT_FAULTS)
            click.echo(f"Nhật ký khớp. Dùng: RASOAT_DATA_DIR={target} rasoat serve")
    finally:
        if not complete:
            _clear(target, whole=fresh)


def _clear(target: Path, *, whole: bool) -> None:
    """Leave nothing half restored: the place was empty before."""
    if not target.is_dir():
        return
    for inside in target.iterdir():
        shutil.rmtree(inside, ignore_errors=True) if inside.is_dir() else inside.unlink(missing_ok=True)
    if whole:
        target.rmdir()

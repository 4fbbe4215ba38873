"""How commands about a site get at it: Django set up, its refusals told like every other fault."""

import os
import stat
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rasoat.web.accounts.acting import Acting


@contextmanager
def site_opened() -> Iterator["Acting"]:
    """Set Django up for this installation and give the person at the console; refusals and missing keys exit with 1."""
    from rasoat.web.site.starting import start_django

    start_django()
    from rasoat.web.site.preparing import check_database

    check_database()
    from django.db import DatabaseError
    from django.utils import translation

    from rasoat.web.accounts.acting import installer
    from rasoat.web.look.refusals import RefusedError
    from rasoat.web.vault.key_backup import BackupUnreadableError, PassphraseWrongError
    from rasoat.web.vault.keyring import KeysMissingError

    told = (RefusedError, KeysMissingError, BackupUnreadableError, PassphraseWrongError)
    with translation.override("vi"):
        try:
            yield installer()
        except told as error:
            raise click.ClickException(str(error)) from error
        except DatabaseError as error:
            said = str(error).partition("\n")[0]
            raise click.ClickException(
                f"Cơ sở dữ liệu không trả lời hoặc chưa cài đặt ({said}). Kiểm tra RASOAT_DATA_DIR, "
                "RASOAT_DATABASE_URL; cài lần đầu bằng rasoat init."
            ) from error


def ask_passphrase(*, twice: bool) -> str:
    """The passphrase of a key backup: from `RASOAT_KEYS_PASSPHRASE`, else typed unseen."""
    given = os.environ.get("RASOAT_KEYS_PASSPHRASE", "")
    return given or typed_passphrase("Mật khẩu bảo vệ khóa", "đặt RASOAT_KEYS_PASSPHRASE", twice=twice)


def backup_passphrase(file: Path | None, *, twice: bool) -> str:
    """The passphrase of an encrypted backup: the first line of a file, else typed unseen."""
    if file is None:
        return typed_passphrase(
            "Mật khẩu của bản sao lưu", "ghi mật khẩu vào tệp và dùng --passphrase-file", twice=twice
        )
    if os.name == "posix" and file.stat().st_mode & (stat.S_IRGRP | stat.S_IROTH):
        click.echo(f"Lưu ý: người khác trên máy đọc được {file}; chạy chmod 600 {file}", err=True)
    try:
        lines = file.read_text(encoding="utf-8").splitlines()
    except UnicodeDecodeError:
        lines = []
    if not lines or not lines[0].strip():
        raise click.ClickException(f"Tệp {file} không có mật khẩu. Ghi mật khẩu vào dòng đầu, dạng chữ UTF-8.")
    return lines[0].strip()


def typed_passphrase(question: str, otherwise: str, *, twice: bool) -> str:
    """Ask unseen; where nobody sits at a keyboard, say what to do instead."""
    if not sys.stdin.isatty():
        raise click.ClickException(f"{question}: không có bàn phím để hỏi. Khi lệnh chạy tự động, {otherwise}.")
    return str(click.prompt(question, hide_input=True, confirmation_prompt="Gõ lại mật khẩu" if twice else False))

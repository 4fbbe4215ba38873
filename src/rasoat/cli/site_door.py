"""How commands about a site get at it: Django set up, its refusals told like every other fault."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from rasoat.web.accounts.acting import Acting


@contextmanager
def site_opened() -> Iterator["Acting"]:
    """Set Django up for this installation and give the person at the console; refusals and missing keys exit with 1."""
    import django
    from django.apps import apps

    if not apps.ready:
        os.environ.setdefault("DJANGO_SETTINGS_MODULE", "rasoat.web.site.settings")
        django.setup()
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
    if given:
        return given
    return str(
        click.prompt("Mật khẩu bảo vệ khóa", hide_input=True, confirmation_prompt="Gõ lại mật khẩu" if twice else False)
    )

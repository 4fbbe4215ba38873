"""`rasoat backup` and its neighbours as people run them, in processes of their own."""

import os
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

SITE = str(Path(__file__).with_name("real_site.py"))
COMMANDS = {
    "backup": "from rasoat.cli.backup import backup; backup(prog_name='rasoat backup')",
    "restore": "from rasoat.cli.backup import restore; restore(prog_name='rasoat restore')",
    "ledger": "from rasoat.cli.ledger import ledger; ledger(prog_name='rasoat ledger')",
    "keys": "from rasoat.cli.keys import keys; keys(prog_name='rasoat keys')",
}  # fmt: skip
PASSPHRASE = "bốn từ không liên quan"


def run(environment: Mapping[str, str], *words: str) -> subprocess.CompletedProcess[str]:
    head = [sys.executable, SITE] if words[0] == "site" else [sys.executable, "-c", COMMANDS[words[0]]]
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("RASOAT_", "DJANGO_"))}
    return subprocess.run(
        [*head, *words[1:]], env={**clean, "PYTHONIOENCODING": "utf-8", **environment}, capture_output=True, text=True,
        encoding="utf-8", check=False,
    )  # fmt: skip


def ok(done: subprocess.CompletedProcess[str]) -> str:
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout

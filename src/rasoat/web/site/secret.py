"""The secret that signs sessions: made at the first start, kept in the data directory, never printed."""

import os
import secrets
from pathlib import Path


def secret_key(data: Path) -> str:
    """The secret of the installation; made when there is none. The file can be read by its owner only."""
    path = data / "session-secret"
    if path.exists():
        return path.read_text(encoding="ascii").strip()
    data.mkdir(parents=True, exist_ok=True)
    made = secrets.token_urlsafe(48)
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:  # another process of the same start was faster
        return path.read_text(encoding="ascii").strip()
    with os.fdopen(handle, "w", encoding="ascii") as file:
        file.write(made)
    return made

"""Who may read a file: the app that keeps it says so."""

from collections.abc import Callable
from typing import Any

from rasoat.web.vault.models import SealedFile

Reader = Callable[[Any, SealedFile], bool]
"""`reader(acting, file)`: True when this person may read this file; False when that is not for this app to say."""

_READERS: list[Reader] = []


def register_reader(reader: Reader) -> None:
    """Let an app decide about its files; called from `AppConfig.ready`."""
    if reader not in _READERS:
        _READERS.append(reader)


def may_read(acting: Any, file: SealedFile) -> bool:
    """Whether any app lets this person read the file. A file that no app knows is read by nobody."""
    return any(reader(acting, file) for reader in _READERS)

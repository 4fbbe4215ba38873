"""Write a file whole or not at all: beside the target first, then one move into place."""

from pathlib import Path
from tempfile import TemporaryDirectory


def write_whole(path: Path, content: bytes) -> None:
    """Write `content` to `path`, making missing directories. A failure leaves the earlier file as it was."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with TemporaryDirectory(prefix=".rasoat-", dir=path.parent) as scratch:
        draft = Path(scratch) / path.name
        draft.write_bytes(content)
        draft.replace(path)

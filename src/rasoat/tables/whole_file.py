"""Outputs appear whole or not at all: written in a hidden directory beside the target, then moved into place."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory


@contextmanager
def scratch_beside(target: Path) -> Iterator[Path]:
    """A directory on the target's own disk, removed afterwards whatever happens.

    The caller moves finished files out of it with `Path.replace`, which is one step for the file system.
    """
    with TemporaryDirectory(prefix=".rasoat-", dir=target.parent) as name:
        yield Path(name)

"""An output file appears whole or not at all: written beside its place, then moved there in one step."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory


@contextmanager
def whole_file(target: Path) -> Iterator[Path]:
    """A path to write to. On success the file takes the place of `target`; on any error nothing is left."""
    with TemporaryDirectory(prefix=".rasoat-", dir=target.parent) as name:
        draft = Path(name) / target.name
        yield draft
        draft.replace(target)

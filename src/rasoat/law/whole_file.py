"""An output appears whole or not at all: written beside its place first, then moved there in one step."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory


@contextmanager
def scratch_beside(target: Path) -> Iterator[Path]:
    """A directory on the target's own disk, removed afterwards whatever happens.

    The caller moves finished files out of it with `Path.replace`, which is one step for the file system. Missing
    directories above `target` are made. Where the place cannot be written, the `OSError` names `target`.
    """
    target.parent.mkdir(parents=True, exist_ok=True)
    try:
        scratch = TemporaryDirectory(prefix=".rasoat-", dir=target.parent)
    except OSError as error:
        raise OSError(error.errno, error.strerror, str(target)) from error
    with scratch as name:
        yield Path(name)


@contextmanager
def whole_file(target: Path) -> Iterator[Path]:
    """A path to write to. On success the file takes the place of `target`; on any error nothing is left."""
    with scratch_beside(target) as scratch:
        draft = scratch / target.name
        yield draft
        draft.replace(target)


def write_whole(target: Path, content: bytes) -> None:
    """Write `content` to `target`. A failure leaves the earlier file as it was."""
    with whole_file(target) as draft:
        draft.write_bytes(content)

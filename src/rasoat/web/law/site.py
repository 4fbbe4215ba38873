"""Read the law of the site, and again when the office has changed a file. A faulty directory is told, not used."""

import hashlib
import logging
import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import monotonic
from typing import Final

from django.conf import settings

from rasoat.law.book import LawBook, shipped_law
from rasoat.law.faults import Fault, FaultsFoundError, Place, errors
from rasoat.law.stray_files import PLACES, stray_files

LOOK_AGAIN: Final = 2.0
"""Seconds for which the files are taken to be as they were: a page asks for the law hundreds of times."""

_log = logging.getLogger(__name__)
_lock = threading.Lock()
_Stamp = tuple[tuple[str, int, int], ...] | None
"""Every file that the law is read from, with its time and size; None without a directory."""


@dataclass(frozen=True, slots=True)
class SiteLaw:
    """The law as it stands. `directory`: the office's, None where it keeps none.

    With an error among `faults` nothing of the directory counts and `book` is the shipped law alone.
    """

    book: LawBook
    directory: Path | None
    faults: Sequence[Fault]
    version: str

    @property
    def counts(self) -> bool:
        """Whether the office's directory counts."""
        return self.directory is not None and not errors(self.faults)


@dataclass(frozen=True, slots=True)
class _Kept:
    law: SiteLaw
    asked: tuple[Path, bool]
    stamp: _Stamp
    looked: float


_kept: _Kept | None = None


def book() -> LawBook:
    """The law book of this site."""
    return site_law().book


def law_version() -> str:
    """A text that changes whenever the law of the site does: what is made out of the law is kept under it."""
    return site_law().version


def site_law() -> SiteLaw:
    """The law of this site with what is wrong with the office's directory; read again when its files change."""
    global _kept
    kept, asked = _kept, (settings.LAW_DIRECTORY, settings.LAW_DIRECTORY_NAMED)
    if kept is not None and kept.asked == asked and monotonic() - kept.looked < LOOK_AGAIN:
        return kept.law
    with _lock:
        stamp = _stamp(*asked)
        same = kept is not None and kept.asked == asked and kept.stamp == stamp
        law = kept.law if kept is not None and same else _load(asked[0], stamp)
        _kept = _Kept(law, asked, stamp, monotonic())
    return law


def _stamp(directory: Path, named: bool) -> _Stamp:
    """The usual place need not be there; one that the settings name must."""
    if not named and not directory.is_dir():
        return None
    found = []
    for path in (path for pattern in PLACES for path in directory.glob(pattern)):
        with suppress(FileNotFoundError):  # gone between the two looks
            told = path.stat()
            found.append((str(path), told.st_mtime_ns, told.st_size))
    return tuple(sorted(found))


def _load(directory: Path, stamp: _Stamp) -> SiteLaw:
    if stamp is None:
        return SiteLaw(shipped_law(), None, (), "")
    version = hashlib.sha256(repr((str(directory), stamp)).encode()).hexdigest()
    faults: Sequence[Fault]
    try:
        loaded = LawBook.load(directory)
        faults = tuple(stray_files(directory)) if stamp else ()
        return SiteLaw(loaded, directory, faults, version)
    except FaultsFoundError as refused:
        faults = refused.faults
    except OSError as error:
        faults = (_unreadable(directory, error),)
    _log.error(
        "the law directory %s does not count: %d faults, told on the first-day checklist", directory, len(faults)
    )
    return SiteLaw(shipped_law(), directory, faults, version)


def _unreadable(directory: Path, error: OSError) -> Fault:
    return Fault(
        "law-directory-unreadable", "không đọc được thư mục luật", "the law directory cannot be read",
        "xem lại quyền đọc của tài khoản chạy máy chủ", "see whether the account of the server may read it",
        Place(file=str(error.filename or directory)),
    )  # fmt: skip

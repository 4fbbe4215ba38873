"""Files of an office's law directory that loading would pass over in silence."""

from collections.abc import Iterator
from pathlib import Path

from rasoat.law.faults import Fault, Place, Severity

PLACES = (
    "standards/*.yaml",
    "procedures/*.yaml",
    "points/*.yaml",
    "signatures/*.yaml",
    "register.yaml",
    "documents.yaml",
    "point_table_shape.yaml",
    "signers.yaml",
)
"""Where a law directory keeps what it says."""

_REMEDY = (
    "đặt tệp đúng chỗ và đúng đuôi .yaml: " + ", ".join(PLACES),
    "put the file where it is read, with the ending .yaml: " + ", ".join(PLACES),
)


def stray_files(directory: Path) -> Iterator[Fault]:
    """A fault when nothing in the directory is law; a warning for each YAML file that stands where none is read."""
    read = {path for pattern in PLACES for path in directory.glob(pattern)}
    written = sorted(path for ending in ("yaml", "yml") for path in directory.rglob(f"*.{ending}"))
    if not read:
        vi, en = "thư mục không có tệp luật nào được đọc", "nothing in the directory is read as law"
        yield Fault("law-directory-empty", vi, en, *_REMEDY, Place(file=str(directory)))
    for path in written:
        if path not in read:
            vi, en = "tệp này không được đọc", "this file is not read"
            yield Fault("law-file-not-read", vi, en, *_REMEDY, Place(file=str(path)), severity=Severity.WARNING)

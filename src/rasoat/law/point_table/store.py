"""Point tables as files of an office's law directory."""

from pathlib import Path
from typing import Any

from rasoat.law.book import LawBook
from rasoat.law.faults import Fault, FaultsFoundError, Place
from rasoat.law.loading import load_text
from rasoat.law.point_table.finding import finding
from rasoat.law.point_table.model import PointTable
from rasoat.law.point_table.state import is_signed
from rasoat.law.whole_file import write_whole
from rasoat.law.yaml_text import yaml_text


def table_path(law_dir: Path, table_id: str) -> Path:
    """Where a table of that id stands in an office's directory."""
    return law_dir / "points" / f"{table_id}.yaml"


def table_content(table: PointTable) -> dict[str, Any]:
    """The table as plain data, without what has its default value."""
    return table.model_dump(mode="python", exclude_defaults=True)


def table_text(table: PointTable) -> str:
    """The table as YAML: always the same text for the same table, read back equal.

    Raises `FaultsFoundError` when it would not be read back equal (characters that no file keeps).
    """
    text = yaml_text(table_content(table), heading=table.watermark)
    faults: list[Fault] = []
    if load_text(text, f"{table.table_id}.yaml", PointTable, faults) != table:
        raise FaultsFoundError(faults or [_not_kept(table)])
    return text


def write_table(table: PointTable, law_dir: Path, book: LawBook) -> Path:
    """Write `points/<table_id>.yaml`, whole or not at all, and return its path.

    `book` is the law as it stands, with `law_dir` laid in. Never overwrites a signed or superseded table (a new
    version gets a new id and names the old one in `supersedes`), nor takes the id of a table of another directory.
    Raises `FaultsFoundError`.
    """
    path = table_path(law_dir, table.table_id)
    present = book.point_tables.get(table.table_id)
    if present is not None and is_signed(present, book):
        raise FaultsFoundError([_signed(table, path)])
    if present is not None and book.origin[table.table_id].resolve() != path.resolve():
        raise FaultsFoundError([_taken(table, path, book.origin[table.table_id])])
    write_whole(path, table_text(table).encode())
    return path


def _taken(table: PointTable, path: Path, owner: Path) -> Fault:
    return finding(
        "point-table-id-taken",
        Place(file=str(path)),
        (f"mã “{table.table_id}” đã dùng ở {owner.name}", f"id “{table.table_id}” is taken by {owner.name}"),
        ("đặt mã khác cho bảng điểm", "give the table another id"),
        table.table_id,
    )


def _signed(table: PointTable, path: Path) -> Fault:
    return finding(
        "point-table-signed",
        Place(file=str(path)),
        (f"bảng điểm “{table.table_id}” đã ký, không ghi đè", f"table “{table.table_id}” is signed, not overwritten"),
        (
            f"đặt mã mới cho bảng và ghi “{table.table_id}” ở mục thay thế",
            f"give the table a new id and name “{table.table_id}” in `supersedes`",
        ),
        table.table_id,
    )


def _not_kept(table: PointTable) -> Fault:
    return finding(
        "point-table-not-kept",
        Place(file=table.table_id),
        ("có ký tự lạ, tệp ghi ra đọc lại không giống", "odd characters: the file would not read back equal"),
        ("bỏ các ký tự điều khiển trong tên mục và câu trả lời", "remove control characters from the wording"),
    )

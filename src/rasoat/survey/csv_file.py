"""CSV files as tables of text: UTF-8 with or without BOM, comma, semicolon or tab, row numbers as people see them."""

import csv
from collections.abc import Iterator
from pathlib import Path

import polars as pl
from polars.exceptions import ComputeError

from rasoat.law.faults import Fault, FaultsFoundError, Place
from rasoat.survey.fault_list import SOURCE_ROW
from rasoat.survey.file_kind import refusal

_LISTED = 20


def read_csv_text(path: Path) -> pl.DataFrame:
    """Every column as text, headings as written, plus `source_row`; blank lines are dropped.

    Raises `FaultsFoundError` for text that is not UTF-8, lines with too many cells, an unclosed quotation mark,
    no headings, double headings.
    """
    separator, headings, line_end = _head(path)
    try:
        frame = pl.read_csv(path, separator=separator, infer_schema=False, has_header=True, eol_char=line_end)
    except ComputeError as error:
        raise FaultsFoundError(list(_why(path, separator, headings)) or [_broken(path, error)]) from None
    frame.columns = headings
    rows = pl.int_range(2, frame.height + 2, dtype=pl.Int64, eager=True) + _lines_inside(frame)
    blank = pl.all_horizontal(pl.col(name).str.strip_chars().fill_null("") == "" for name in headings)
    return frame.with_columns(rows.alias(SOURCE_ROW)).filter(~blank)


def _head(path: Path) -> tuple[str, list[str], str]:
    """Separator, headings, and the letter that ends a line (old programs for Mac write a carriage return alone)."""
    try:
        with path.open(encoding="utf-8-sig", newline="") as stream:
            line = stream.readline()
            separator = max(",;\t", key=line.count)
            stream.seek(0)
            headings = [heading.strip() for heading in next(csv.reader(stream, delimiter=separator), [])]
    except UnicodeDecodeError:
        raise FaultsFoundError(list(_not_utf8(path))) from None
    if not any(headings):
        raise refusal(
            path,
            "heading-missing",
            "dòng 1 trống, không có tiêu đề cột",
            "row 1 is blank, there are no headings",
            "đặt tiêu đề cột ở dòng 1",
            "put the headings in row 1",
        )
    doubles = sorted({heading for heading in headings if headings.count(heading) > 1})
    if doubles:
        raise refusal(
            path,
            "heading-double",
            f"tiêu đề cột xuất hiện hai lần: {', '.join(doubles) or '(trống)'}",
            f"a column heading appears twice: {', '.join(doubles) or '(blank)'}",
            "đặt lại tên hoặc xóa cột trùng",
            "rename or delete the double column",
        )
    return separator, headings, "\r" if line.endswith("\r") else "\n"


def _lines_inside(frame: pl.DataFrame) -> pl.Series:
    """How many line ends stand inside the cells of earlier rows (they shift the row numbers)."""
    inside = pl.Series([0] * 1, dtype=pl.Int64).new_from_index(0, frame.height)
    for series in frame.get_columns():
        if series.str.contains("\n", literal=True).any():
            inside += series.str.count_matches("\n", literal=True).fill_null(0).cast(pl.Int64)
    return inside.cum_sum().shift(1, fill_value=0)


def _why(path: Path, separator: str, headings: list[str]) -> Iterator[Fault]:
    bad_text = list(_not_utf8(path))
    if bad_text:
        yield from bad_text
        return
    with path.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.reader(stream, delimiter=separator, strict=True)
        found = 0
        try:
            for cells in reader:
                if len(cells) > len(headings) and found < _LISTED:
                    found += 1
                    yield Fault(
                        "csv-too-many-cells",
                        f"dòng có {len(cells)} ô, tiêu đề chỉ có {len(headings)} cột",
                        f"the row has {len(cells)} cells, the heading only {len(headings)} columns",
                        "đặt ô có dấu phân cách trong ngoặc kép, hoặc xóa ô thừa",
                        "quote cells that hold the separator, or delete the surplus cells",
                        Place(file=path.name, row=reader.line_num),
                    )
        except csv.Error as error:
            yield _broken(path, error, reader.line_num)


def _not_utf8(path: Path) -> Iterator[Fault]:
    with path.open("rb") as stream:
        for number, line in enumerate(stream, start=1):
            try:
                line.decode("utf-8")
            except UnicodeDecodeError:
                yield Fault(
                    "not-utf8",
                    "tệp không phải UTF-8 (có thể là bảng mã cũ như TCVN3, VNI, Windows-1258)",
                    "the file is not UTF-8 (perhaps an old Vietnamese encoding)",
                    "trong Excel chọn Lưu thành > CSV UTF-8",
                    "in Excel choose Save as > CSV UTF-8",
                    Place(file=path.name, row=number),
                )
                return


def _broken(path: Path, error: Exception, row: int | None = None) -> Fault:
    first = str(error).splitlines()[0]
    return Fault(
        "csv-broken",
        "tệp CSV sai cấu trúc (ngoặc kép không đóng?)",
        "the CSV file is malformed (an unclosed quotation mark?)",
        "kiểm tra dấu ngoặc kép ở dòng nêu trên, xuất lại CSV",
        "check the quotation marks, export the CSV again",
        Place(file=path.name, row=row),
        value=first,
    )

"""Take the caller's frames (pandas, Polars, Arrow or a `Dataset`) as checked Polars tables, or say what is wrong."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import narwhals as nw
import polars as pl
from narwhals.typing import IntoDataFrame

from rasoat.law.faults import Fault, FaultsFoundError, Place, refuse_if_any
from rasoat.survey.dataset import HOUSEHOLD_COLUMNS, MEMBER_COLUMNS, Dataset
from rasoat.survey.ethnic_groups import KINH, ethnic_list

LISTED = ("poor", "near_poor")
CLASSES = (*LISTED, "not_poor")
GONE = ("moved_out", "died")
HISTORY_COLUMNS: dict[str, pl.DataType] = {
    "household_id": pl.String(), "year": pl.Int64(), "class": pl.String(), "standard_id": pl.String(),
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Round:
    """One round, checked. `households` are present at its closing and all have a class.

    `gone` holds the ids of households whose row only says that they left (`moved_out`, `died`, or `merged`
    without a class). `members` is None when the input had none.
    """

    households: pl.DataFrame
    gone: pl.Series
    members: pl.DataFrame | None = None
    other_standard: str = ""

    def has(self, column: str) -> bool:
        """True when the input asked for this column."""
        return column in self.households.columns


def read_round(data: object, what: str, standard: str, indicators: Sequence[str]) -> Round:
    """Check one round. Raises `FaultsFoundError` with every fault; `what` names the input in the messages.

    Rows of other standards (column `standard_id`) are left out; when nothing else is there, the round comes back
    empty and `other_standard` says whose it is.
    """
    source = data.households if isinstance(data, Dataset) else data
    members = data.members if isinstance(data, Dataset) and data.members.height else None
    frame = to_polars(source, what)
    faults: list[Fault] = []
    if missing := [column for column in ("household_id", "class") if column not in frame.columns]:
        raise FaultsFoundError([_no_column(what, column) for column in missing])
    types = HOUSEHOLD_COLUMNS | {"standard_id": pl.String()} | dict.fromkeys(indicators, pl.Int64())
    frame = typed(frame, types, what, faults)
    other = ""
    if "standard_id" in frame.columns:
        ours = frame.filter(pl.col("standard_id") == standard)
        if frame.height and not ours.height:
            other = str(frame["standard_id"].drop_nulls().first() or "?")
        frame = ours
    if "ethnicity" in frame.columns:
        frame = frame.with_columns(pl.col("ethnicity").str.zfill(2))
    kind = pl.col("change_kind") if "change_kind" in frame.columns else pl.lit(None, pl.String)
    left = kind.is_in(GONE) | ((kind == "merged") & pl.col("class").is_null())
    frame = frame.with_columns(left.fill_null(False).alias("_gone"))
    gone = frame.filter("_gone")["household_id"].unique()
    frame = frame.filter(~pl.col("_gone")).drop("_gone")
    faults += _bad_values(frame, what, indicators)
    refuse_if_any(faults)
    if members is not None:
        members = typed(members, MEMBER_COLUMNS, what, faults)
    return Round(_with_minority(frame), gone, members, other)


def _with_minority(households: pl.DataFrame) -> pl.DataFrame:
    """Where nobody ticked it, a household is of a minority when its head is not Kinh."""
    if "flag_minority" in households.columns or "ethnicity" not in households.columns:
        return households
    return households.with_columns(flag_minority=pl.col("ethnicity") != KINH)


def read_history(data: object, standard: str) -> pl.DataFrame:
    """Check the history table (household_id, year, class); rows of another `standard_id` are left out."""
    frame = to_polars(data, "history")
    if missing := [column for column in ("household_id", "year", "class") if column not in frame.columns]:
        raise FaultsFoundError([_no_column("history", column) for column in missing])
    faults: list[Fault] = []
    frame = typed(frame, HISTORY_COLUMNS, "history", faults)
    faults += _outside(frame, "class", CLASSES, "history")
    refuse_if_any(faults)
    if "standard_id" in frame.columns:
        frame = frame.filter(pl.col("standard_id").fill_null(standard) == standard)
    return frame


def to_polars(data: object, what: str) -> pl.DataFrame:
    """Any eager frame that Narwhals knows, as Polars. Raises `FaultsFoundError` for anything else."""
    if isinstance(data, pl.DataFrame):
        return data
    try:
        return nw.from_native(cast(IntoDataFrame, data), eager_only=True).to_polars()
    except TypeError as error:
        raise FaultsFoundError([
            Fault(
                "not-a-table", f"{what}: không phải bảng dữ liệu", f"{what}: not a table",
                "đưa bảng pandas, Polars hoặc Arrow", "give a pandas, Polars or Arrow frame", value=str(type(data)),
            )
        ]) from error  # fmt: skip


def typed(frame: pl.DataFrame, types: Mapping[str, pl.DataType], what: str, faults: list[Fault]) -> pl.DataFrame:
    """Give the known columns their types; every value that does not fit becomes a fault naming row and column."""
    made = []
    for name in (name for name in frame.columns if name in types and frame.schema[name] != types[name]):
        given, wanted = frame[name], types[name]
        if wanted == pl.String() and given.dtype.is_float():
            given = given.cast(pl.Int64, strict=False)
        column = given.cast(wanted, strict=False)
        lost = column.is_null() & frame[name].is_not_null()
        if wanted.is_integer() and frame.schema[name].is_float():
            lost |= (column.cast(pl.Float64) != frame[name]).fill_null(False)
        faults += _named(frame, lost, name, what, "wrong-type", f"không đọc được dưới dạng {_TYPES[wanted][0]}",
                         f"cannot be read as {_TYPES[wanted][1]}")  # fmt: skip
        made.append(column)
    return frame.with_columns(made)


_TYPES: dict[pl.DataType, tuple[str, str]] = {
    pl.String(): ("chữ", "text"), pl.Int64(): ("số nguyên", "an integer"), pl.Boolean(): ("có/không", "yes/no"),
    pl.Date(): ("ngày", "a date"),
}  # fmt: skip


def _bad_values(frame: pl.DataFrame, what: str, indicators: Sequence[str]) -> list[Fault]:
    keys = frame["household_id"]
    faults = [
        *_named(frame, keys.is_null(), "household_id", what, "missing-key", "thiếu mã hộ", "household id is missing"),
        *_named(frame, keys.is_duplicated() & keys.is_not_null(), "household_id", what, "duplicate-household",
                "mã hộ bị lặp", "household id appears twice"),
        *_named(frame, frame["class"].is_null(), "class", what, "class-missing",
                "hộ chưa có kết quả phân loại", "the household has no class"),
        *_outside(frame, "class", CLASSES, what),
        *_outside(frame, "ethnicity", ethnic_list().codes, what),
    ]  # fmt: skip
    for code in indicators:
        faults += _outside(frame, code, [0, 1], what)
    for column in ("household_size", "children"):
        if column in frame.columns:
            faults += _named(frame, (frame[column] < 0).fill_null(False), column, what, "negative", "số âm",
                             "negative number")  # fmt: skip
    return faults


def _outside(frame: pl.DataFrame, column: str, allowed: Sequence[str | int], what: str) -> list[Fault]:
    if column not in frame.columns:
        return []
    bad = (~frame[column].is_in(allowed)).fill_null(False)
    known = ", ".join(str(value) for value in allowed[:12])
    return _named(frame, bad, column, what, "unknown-value", f"giá trị không thuộc: {known}", f"not one of: {known}")


def _named(
    frame: pl.DataFrame, bad: pl.Series, column: str, what: str, rule: str, vi: str, en: str, limit: int = 20
) -> list[Fault]:
    """One fault per bad row, up to `limit`; the last one says how many more there are."""
    rows = bad.arg_true()
    faults = [
        Fault(
            rule, vi, en, f"sửa cột {column} của hộ này rồi chạy lại", f"mend column {column}, run again",
            Place(file=what, row=row + 1, column=column, household_id=str(frame["household_id"][row] or "")),
            value="" if frame[column][row] is None else str(frame[column][row]),
        )
        for row in rows.head(limit)
    ]  # fmt: skip
    if len(rows) > limit:
        more = len(rows) - limit
        faults.append(
            Fault(rule, f"và {more} dòng nữa: {vi}", f"and {more} more rows: {en}", f"xem lại cả cột {column}",
                  f"look through column {column}", Place(file=what, column=column))
        )  # fmt: skip
    return faults


def _no_column(what: str, column: str) -> Fault:
    return Fault(
        "column-missing", f"bảng không có cột {column}", f"the table has no column {column}",
        f"thêm cột {column}", f"add the column {column}", Place(file=what, column=column),
    )  # fmt: skip

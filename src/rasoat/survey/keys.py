"""Keys of the two tables: every household once, every member inside a household of the round."""

import polars as pl

from rasoat.law.faults import Fault
from rasoat.survey.fault_list import TableSource
from rasoat.survey.fault_words import Words

KEY = "household_id"

_MISSING = Words(
    "household-id-missing",
    "thiếu mã hộ",
    "the household code is missing",
    "ghi mã hộ cho dòng này hoặc xóa dòng thừa",
    "write the household code or delete the row",
)
_DUPLICATE = Words(
    "household-id-twice",
    "mã hộ xuất hiện nhiều lần",
    "the household code appears more than once",
    "mỗi hộ chỉ một dòng; xóa dòng trùng hoặc sửa mã",
    "one row per household; delete the double or mend the code",
)
_STRANGER = Words(
    "member-without-household",
    "thành viên có mã hộ không có trong danh sách hộ",
    "the member's household code is not among the households",
    "thêm hộ vào danh sách hoặc sửa mã hộ của thành viên",
    "add the household or mend the member's code",
)


def household_key_faults(households: pl.DataFrame, source: TableSource) -> list[Fault]:
    """Missing and duplicate household codes."""
    missing = households.filter(pl.col(KEY).is_null())
    known = households.filter(pl.col(KEY).is_not_null())
    faults = _MISSING.faults(missing, KEY, source)
    if known[KEY].n_unique() < known.height:
        faults += _DUPLICATE.faults(known.filter(pl.col(KEY).is_duplicated()), KEY, source)
    return faults


def member_key_faults(members: pl.DataFrame, households: pl.DataFrame, source: TableSource) -> list[Fault]:
    """Members without a household code, or with one that no household has."""
    missing = members.filter(pl.col(KEY).is_null())
    strangers = members.filter(pl.col(KEY).is_not_null()).join(households.select(KEY), on=KEY, how="anti")
    return _MISSING.faults(missing, KEY, source) + _STRANGER.faults(strangers, KEY, source)

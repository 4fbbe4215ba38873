"""Explain one household of a table."""

from datetime import date
from typing import Any

import polars as pl

from rasoat.law.faults import Fault, FaultsFoundError
from rasoat.law.pack import Pack
from rasoat.scoring.explain import Explainer
from rasoat.scoring.explanation import Explanation
from rasoat.scoring.input_columns import type_inputs
from rasoat.survey.fault_list import TableSource


def explain_household(
    households: pl.DataFrame,
    household_id: str,
    pack: Pack,
    *,
    members: pl.DataFrame | None = None,
    on: date | None = None,
    region: str = "",
) -> Explanation:
    """Explain the household of that id.

    `members`: the member table (None or without rows for the household: not known); `on`: the day at which ages
    count. Raises `FaultsFoundError` when there is no such household or its cells cannot be read.
    """
    if "household_id" not in households.columns:
        raise FaultsFoundError([_absent(household_id)])
    chosen = households.filter(pl.col("household_id").cast(pl.String) == household_id)
    if chosen.is_empty():
        raise FaultsFoundError([_absent(household_id)])
    typed, faults = type_inputs(chosen.head(1), [pack], TableSource())
    if faults:
        raise FaultsFoundError(faults)
    row: dict[str, Any] = typed.row(0, named=True)
    if region and not row.get("region_code") and row.get("area") == "rural":
        row["region_code"] = region
    return Explainer(pack).explain(row, _members_of(members, household_id), on=on)


def _members_of(members: pl.DataFrame | None, household_id: str) -> list[dict[str, Any]] | None:
    if members is None or members.is_empty():
        return None
    found = members.filter(pl.col("household_id").cast(pl.String) == household_id)
    return None if found.is_empty() else found.to_dicts()


def _absent(household_id: str) -> Fault:
    return Fault(
        rule="household-not-found",
        vi="không có hộ mang mã này trong tệp",
        en="no household of that id in the file",
        remedy_vi="kiểm tra lại mã hộ (phân biệt chữ hoa, số 0 ở đầu)",
        remedy_en="check the id (capitals and leading zeros count)",
        value=household_id,
    )

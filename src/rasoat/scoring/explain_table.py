"""Explain one household of a table."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl

from rasoat.law.faults import Fault, FaultsFoundError, refuse_if_any
from rasoat.law.pack import Pack
from rasoat.scoring.classify import classify_table
from rasoat.scoring.explain import Explainer
from rasoat.scoring.explanation import Explanation
from rasoat.scoring.input_columns import type_inputs, with_rows
from rasoat.survey.fault_list import TableSource
from rasoat.survey.questionnaire import Table
from rasoat.survey.questionnaire_build import full_questionnaire
from rasoat.survey.typed_tables import type_table


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
    count. Raises `FaultsFoundError` when there is no such household, and for whatever refuses it in `classify`.
    """
    chosen = _rows_of(households, household_id)
    if chosen is None:
        raise FaultsFoundError([_absent(household_id)])
    found = classify_table(chosen, [pack], rural_region=region)
    people = None if members is None else _rows_of(members, household_id)
    _, explained = next(explain_many(chosen, pack, members=people, on=on, region=region))
    return replace(explained, warnings=tuple(fault.text_vi() for fault in found.faults))


def explain_many(
    households: pl.DataFrame,
    pack: Pack,
    *,
    members: pl.DataFrame | None = None,
    on: date | None = None,
    region: str = "",
) -> Iterator[tuple[dict[str, Any], Explanation]]:
    """Explain households that `classify` has accepted, one after another, each with its row.

    `members`, `on`, `region` as for one household. Raises `FaultsFoundError` for cells that cannot be read.
    """
    typed, faults = type_inputs(_with_facts(households, "household"), [pack], TableSource())
    refuse_if_any(faults)
    explainer, people = Explainer(pack), _by_household(members)
    for row in typed.iter_rows(named=True):
        if region and not row.get("region_code") and row.get("area") == "rural":
            row["region_code"] = region
        yield row, explainer.explain(row, people.get(row["household_id"]), on=on)


def _by_household(members: pl.DataFrame | None) -> dict[str, list[dict[str, Any]]]:
    found: dict[str, list[dict[str, Any]]] = {}
    if members is not None and "household_id" in members.columns:
        for row in _with_facts(members, "member").iter_rows(named=True):
            found.setdefault(row["household_id"], []).append(row)
    return found


def _rows_of(table: pl.DataFrame, household_id: str) -> pl.DataFrame | None:
    if "household_id" not in table.columns:
        return None
    found = with_rows(table).filter(pl.col("household_id").cast(pl.String) == household_id)
    return None if found.is_empty() else found


def _with_facts(rows: pl.DataFrame, table: Table) -> pl.DataFrame:
    """The facts of the questionnaire typed, as definitions read them. Raises `FaultsFoundError` for bad cells."""
    columns = full_questionnaire().columns(table)
    typed, faults = type_table(rows, {name: columns[name] for name in rows.columns if name in columns}, TableSource())
    refuse_if_any(faults)
    return typed


def _absent(household_id: str) -> Fault:
    return Fault(
        rule="household-not-found",
        vi="không có hộ mang mã này trong tệp",
        en="no household of that id in the file",
        remedy_vi="kiểm tra lại mã hộ (phân biệt chữ hoa, số 0 ở đầu)",
        remedy_en="check the id (capitals and leading zeros count)",
        value=household_id,
    )

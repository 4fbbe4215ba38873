"""Tables as JSON and back: what a report keeps of its figures. Lists of people are never among them."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, fields
from hashlib import sha256
from typing import Any

from rasoat.tables.report import CheckResult, Column, Kind, ReportTable, Row
from rasoat.tables.reports import Reports
from rasoat.web.vault.canonical import canonical


def packed_tables(tables: Iterable[ReportTable], codes: Iterable[str] = ()) -> dict[str, Any]:
    """Tables, with the codes of their rows' units."""
    return {"tables": [_table(table) for table in tables], "codes": list(codes), "moves": None}


def unpacked(kept: Mapping[str, Any]) -> Reports:
    """The tables again, as they were made."""
    tables = [_table_of(each) for each in kept.get("tables", ())]
    return Reports({table.number: table for table in tables}, tuple(kept.get("codes", ())), kept.get("moves"))


def digest_of(kept: Mapping[str, Any]) -> str:
    """SHA-256 of the figures in canonical form."""
    return sha256(canonical(kept)).hexdigest()


def check_line(check: CheckResult, number: int) -> dict[str, Any]:
    """A check as kept. `key` names it among the checks of the report."""
    return {
        "key": f"{check.check}-{number}", "check": check.check, "severity": check.severity, "holds": check.holds,
        "place": check.unit_name, "vi": check.text_vi, "en": check.text_en, "difference": check.difference,
    }  # fmt: skip


def _table(table: ReportTable) -> dict[str, Any]:
    told = {field.name: getattr(table, field.name) for field in fields(table)}
    told["columns"] = [
        {**asdict(column), "heads": list(column.heads), "kind": str(column.kind)} for column in table.columns
    ]
    told["rows"] = [[list(row.cells), row.depth, row.bold] for row in table.rows]
    told["blank_reasons"] = [list(pair) for pair in table.blank_reasons]
    told["notes"] = list(table.notes)
    return told


def _table_of(kept: Mapping[str, Any]) -> ReportTable:
    told = dict(kept)
    told["columns"] = tuple(
        Column(**{**column, "heads": tuple(column["heads"]), "kind": Kind(column["kind"])})
        for column in told["columns"]
    )
    told["rows"] = tuple(Row(tuple(cells), depth, bold) for cells, depth, bold in told["rows"])
    told["blank_reasons"] = tuple((key, why) for key, why in told["blank_reasons"])
    told["notes"] = tuple(told["notes"])
    return ReportTable(**told)

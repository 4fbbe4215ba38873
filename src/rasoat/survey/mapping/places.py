"""The place of each row: its own columns, else the section above it, else what the whole sheet is of; unit codes."""

import polars as pl

from rasoat.law.faults import Fault
from rasoat.survey.fault_list import TableSource
from rasoat.survey.mapping.fit import Fitted
from rasoat.survey.mapping.legacy_text import decode
from rasoat.survey.mapping.people import SheetPeople
from rasoat.survey.mapping.profile import MappingProfile
from rasoat.survey.mapping.section_rows import places_named, tab_of
from rasoat.survey.mapping.words import PADDED, UNKNOWN_UNIT
from rasoat.survey.text import fold, fold_expr

KINDS = ("xa", "phuong", "thi tran", "dac khu")
"""First words of the names of communes, folded: a name is known with and without them."""


def with_places(
    people: SheetPeople, profile: MappingProfile, units: pl.DataFrame | None = None
) -> tuple[pl.DataFrame, list[Fault]]:
    """Rows with `commune`, `village`, `class` of sections filled in, constants, and `unit_code`."""
    rows, sheet_map = people.rows, people.fitted.map
    constants = dict(sheet_map.constants)
    if sheet_map.place_from_head:
        named = places_named([decode(text, sheet_map.encoding) for text in texts_above(people.fitted)])
        for level in sheet_map.place_from_head:
            if level in named:
                constants.setdefault(level, named[level])
    if sheet_map.place_from_title:
        title = people.fitted.sheet.title
        told_class = tab_of(title) if sheet_map.place_from_title == "class" else None
        constants.setdefault(sheet_map.place_from_title, told_class[1] if told_class else title)
    for field in ("commune", "village", "class"):
        told = [pl.col(name) for name in (field, f"_{field}") if name in rows.columns and rows[name].dtype == pl.String]
        if field in rows.columns or f"_{field}" in rows.columns or field in constants:
            known = [pl.when(part.str.strip_chars() != "").then(part) for part in told]
            rows = rows.with_columns(pl.coalesce([*known, pl.lit(constants.get(field), pl.String)]).alias(field))
            if rows[field].is_null().all():
                rows = rows.drop(field)
    for field, value in constants.items():
        if field not in {"commune", "village", "class"}:
            own = pl.col(field).cast(pl.String) if field in rows.columns else pl.lit(None, pl.String)
            rows = rows.with_columns(pl.coalesce(own, pl.lit(value)).alias(field))
    rows = rows.drop([name for name in ("is_head", "row_no", "household_no") if name in rows.columns])
    faults: list[Fault] = []
    if "commune" in rows.columns and profile.units:
        rows, faults = _named_units(rows, profile, people.source)
    if "unit_code" in rows.columns and units is not None:
        rows, more = _whole_codes(rows, units, people.source)
        faults += more
    return rows, faults


def texts_above(fitted: Fitted) -> list[str]:
    """All texts above the first heading row."""
    rows = fitted.sheet.cells[: max(fitted.first_row - 2 - (fitted.map.head_rows[1] - fitted.map.head_rows[0]), 0)]
    return [cell for row in rows for cell in row if isinstance(cell, str) and cell]


def unit_codes_of(names: list[str], units: pl.DataFrame) -> dict[str, str]:
    """Codes of the names of communes that stand for exactly one unit of the file of units."""
    if not {"unit_code", "name"} <= set(units.columns):
        return {}
    known: dict[str, set[str]] = {}
    for code, name in units.select("unit_code", "name").drop_nulls().iter_rows():
        for key in (fold(name), bare_name(name)):
            known.setdefault(key, set()).add(str(code))
    found: dict[str, str] = {}
    for name in names:
        codes = known.get(fold(name)) or known.get(bare_name(name)) or set()
        if len(codes) == 1:
            found[name] = next(iter(codes))
    return found


def bare_name(name: str) -> str:
    """The folded name of a commune without its kind.

    >>> bare_name("Xã Tân Lập"), bare_name("Phường 3")
    ('tan lap', '3')
    """
    folded = fold(name)
    return next((folded.removeprefix(f"{kind} ") for kind in KINDS if folded.startswith(f"{kind} ")), folded)


def _named_units(rows: pl.DataFrame, profile: MappingProfile, source: TableSource) -> tuple[pl.DataFrame, list[Fault]]:
    codes = {fold(name): code for name, code in profile.units.items()}
    key = fold_expr("commune")
    named = key.replace_strict(list(codes), list(codes.values()), default=None, return_dtype=pl.String)
    own = pl.col("unit_code") if "unit_code" in rows.columns else pl.lit(None, pl.String)
    rows = rows.with_columns(pl.coalesce(own, named).alias("unit_code"))
    unknown = rows.filter(pl.col("unit_code").is_null() & pl.col("commune").is_not_null()).unique(
        "commune", keep="first", maintain_order=True
    )
    return rows, UNKNOWN_UNIT.faults(unknown, "commune", source)


def _whole_codes(rows: pl.DataFrame, units: pl.DataFrame, source: TableSource) -> tuple[pl.DataFrame, list[Fault]]:
    """Codes that lost zeros at their start, where exactly the whole code is among the units."""
    known = set(units["unit_code"].cast(pl.String).drop_nulls().to_list()) if "unit_code" in units.columns else set()
    widths = sorted({len(code) for code in known})
    padded: dict[str, str] = {}
    for code in rows["unit_code"].drop_nulls().unique().to_list():
        whole = {code.zfill(width) for width in widths} & known
        if code not in known and code.isdigit() and len(whole) == 1:
            padded[code] = whole.pop()
    if not padded:
        return rows, []
    first = rows.filter(pl.col("unit_code").is_in(list(padded))).unique("unit_code", keep="first", maintain_order=True)
    return rows.with_columns(pl.col("unit_code").replace(padded)), PADDED.faults(first, "unit_code", source)

"""Bring two rounds onto one unit register, and give every household the row of its place."""

from collections.abc import Mapping
from dataclasses import replace

import polars as pl

from rasoat.law.faults import Fault
from rasoat.tables.inputs import Round
from rasoat.tables.scope import Scope
from rasoat.tables.units import Register, read_units, units_of


def meet(
    current: Round, previous: Round | None, units: object, successions: Mapping[str, str]
) -> tuple[Round, Round | None, Register]:
    """Both rounds with the unit codes of today, and the register that holds them."""
    if previous is not None and "unit_code" in previous.households.columns:
        renamed = previous.households.with_columns(pl.col("unit_code").replace(dict(successions)))
        previous = replace(previous, households=renamed)
    frames = [side.households for side in (current, previous) if side]
    register = read_units(units) if units is not None else units_of(frames)
    return _with_unit(current, register), _with_unit(previous, register) if previous else None, register


def settle(current: Round, previous: Round | None, scope: Scope) -> tuple[Round, Round | None]:
    """Both rounds with `_place`."""
    if previous is not None:
        if scope.by_village:
            previous = _with_villages(previous, current)
        previous = replace(previous, households=scope.locate(previous.households, "previous"))
    return replace(current, households=scope.locate(current.households, "current")), previous


def wrong_standard(asked: str, found: str) -> Fault:
    """The current round is of another standard than the one asked for."""
    return Fault(
        "standard-differs", f"dữ liệu thuộc chuẩn {found}, không phải {asked}", f"the data is of {found}, not {asked}",
        "chọn đúng chuẩn, hoặc phân loại lại theo chuẩn cần lập biểu",
        "choose the right standard, or classify by the one the tables are for", value=found,
    )  # fmt: skip


def _with_unit(side: Round, register: Register) -> Round:
    """Households without a unit column all belong to the top of the register."""
    if "unit_code" in side.households.columns:
        return side
    return replace(side, households=side.households.with_columns(unit_code=pl.lit(register.root.code)))


def _with_villages(previous: Round, current: Round) -> Round:
    """A round that did not record villages takes them from the other one, for households that stayed in the unit."""
    if "village" not in current.households.columns:
        return previous
    known = current.households.select("household_id", "unit_code", _village="village")
    joined = previous.households.join(known, on=["household_id", "unit_code"], how="left", maintain_order="left")
    own = pl.col("village") if "village" in joined.columns else pl.lit(None, pl.String)
    return replace(previous, households=joined.with_columns(village=pl.coalesce(own, "_village")).drop("_village"))

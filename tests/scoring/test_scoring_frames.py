"""pandas, Polars and Arrow tables: the same kind out, the same classes, missing never zero."""

from typing import Any

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import rasoat
from rasoat.law.faults import FaultsFoundError

COLUMNS = {"household_id": ["H2", "H1"], "area": ["urban", "rural"], "income_score": [176, 140],
           "deprivation_score": [30, 30]}  # fmt: skip
EXPECTED = [("H1", "poor"), ("H2", "not_poor")]


def pairs(found: Any) -> list[tuple[str, str]]:
    table = pl.DataFrame(found) if isinstance(found, pl.DataFrame) else pl.DataFrame(pl.from_dataframe(found))
    return [tuple(row) for row in table.select("household_id", "class").iter_rows()]


@pytest.mark.parametrize(
    ("frame", "kind"),
    [
        (pl.DataFrame(COLUMNS), pl.DataFrame),
        (pl.LazyFrame(COLUMNS), pl.DataFrame),
        (pd.DataFrame(COLUMNS), pd.DataFrame),
        (pa.table(COLUMNS), pa.Table),
    ],
    ids=["polars", "lazy", "pandas", "arrow"],
)
def test_the_same_kind_of_table_comes_back(frame: Any, kind: type) -> None:
    found = rasoat.classify(frame)

    assert isinstance(found, kind)
    assert pairs(found) == EXPECTED


def test_pandas_whole_floats_are_whole_numbers() -> None:
    assert pairs(rasoat.classify(pd.DataFrame(COLUMNS).astype({"income_score": float}))) == EXPECTED


def test_pandas_nan_is_missing_not_zero() -> None:
    frame = pd.DataFrame(COLUMNS | {"income_score": [176, float("nan")]})

    with pytest.raises(FaultsFoundError) as refused:
        rasoat.classify(frame)

    assert [(fault.rule, fault.place.household_id) for fault in refused.value.faults] == [("value-missing", "H1")]


def test_pandas_nullable_integers_and_categories() -> None:
    frame = pd.DataFrame(COLUMNS).astype({"income_score": "Int64", "deprivation_score": "Int32", "area": "category"})

    assert pairs(rasoat.classify(frame)) == EXPECTED


def test_pandas_nullable_na_is_missing() -> None:
    frame = pd.DataFrame(COLUMNS).astype({"income_score": "Int64"})
    frame.loc[0, "income_score"] = pd.NA

    with pytest.raises(FaultsFoundError, match="value-missing"):
        rasoat.classify(frame)


@pytest.mark.parametrize("dtype", [pl.Boolean, pl.Int8, pl.UInt8, pl.Int64, pl.Float64, pl.String])
def test_ticks_of_any_type(dtype: type[pl.DataType], ticks: Any) -> None:
    whole = ticks("water", "toilet", "telecom")
    frame = pl.DataFrame([{"household_id": "H1", "area": "rural", "income_score": 100} | whole])
    typed = frame.with_columns(pl.col(list(whole)).cast(pl.Int8).cast(dtype))

    assert rasoat.classify(typed)["deprivation_score"].to_list() == [30]


@pytest.mark.parametrize("dtype", [pl.Int8, pl.UInt8, pl.Int64, pl.Float64, pl.String])
def test_a_tick_is_zero_or_one_in_any_type(dtype: type[pl.DataType], ticks: Any) -> None:
    whole = ticks() | {"water": 3}
    frame = pl.DataFrame([{"household_id": "H1", "area": "rural", "income_score": 100} | whole])

    with pytest.raises(FaultsFoundError) as refused:
        rasoat.classify(frame.with_columns(pl.col("water").cast(pl.Int8).cast(dtype)))

    assert [(fault.rule, fault.place.column) for fault in refused.value.faults] == [("not-tick", "water")]


def test_not_a_table_is_a_type_error() -> None:
    with pytest.raises(TypeError):
        rasoat.classify({"household_id": ["H1"]})


def test_an_empty_table_gives_an_empty_table() -> None:
    found = rasoat.classify(pl.DataFrame(COLUMNS).clear())

    assert found.height == 0


def test_order_of_the_rows_does_not_matter() -> None:
    frame = pl.DataFrame(
        {"household_id": [f"H{n:04}" for n in range(500)], "area": ["rural", "urban"] * 250,
         "income_score": [n % 300 for n in range(500)], "deprivation_score": [n % 13 * 10 for n in range(500)]}
    )  # fmt: skip

    assert rasoat.classify(frame.sample(fraction=1, shuffle=True, seed=7)).equals(rasoat.classify(frame))

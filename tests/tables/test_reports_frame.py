"""Official tables as data frames of the caller's kind."""

import pandas as pd
import polars as pl
import pyarrow as pa
import pytest

import rasoat

HOUSEHOLDS = pl.DataFrame(
    {
        "household_id": ["H1", "H2", "H3"],
        "unit_code": ["X1", "X1", "X2"],
        "area": ["rural", "rural", "rural"],
        "household_size": [4, 3, 5],
        "class": ["poor", "near_poor", "poor"],
    }
)
UNITS = pl.DataFrame(
    {
        "unit_code": ["T", "X1", "X2"],
        "name": ["Tỉnh T", "Xã Một", "Xã Hai"],
        "level": ["province", "commune", "commune"],
        "parent_code": [None, "T", "T"],
        "area": [None, "rural", "rural"],
        "households": [None, 100, 50],
        "persons": [None, 400, 200],
        "average_living_households": [None, 10, 5],
    }
)


def test_frame_has_the_figures_of_the_form() -> None:
    frame = rasoat.tables(HOUSEHOLDS, units=UNITS).frame("1")

    assert frame.height == 3
    assert frame.row(0)[2:6] == (150, 600, 2, 133)


@pytest.mark.parametrize(
    ("convert", "kind"),
    [(pl.DataFrame.to_pandas, pd.DataFrame), (pl.DataFrame.to_arrow, pa.Table), (pl.DataFrame.clone, pl.DataFrame)],
)
def test_frame_takes_the_kind_of_the_input(convert: object, kind: type) -> None:
    given = convert(HOUSEHOLDS)  # type: ignore[operator]

    reports = rasoat.tables(given, units=UNITS)

    assert isinstance(reports.frame("1", like=given), kind)


def test_unknown_number_is_refused() -> None:
    with pytest.raises(KeyError):
        rasoat.tables(HOUSEHOLDS, units=UNITS).frame("99")

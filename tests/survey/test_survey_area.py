import polars as pl
import pytest

from rasoat.law.faults import FaultsFoundError
from rasoat.survey.area import with_area
from rasoat.survey.dataset import Dataset


def test_area_comes_from_a_unit_with_one_area_only() -> None:
    households = pl.DataFrame(
        {"household_id": list("abcd"), "unit_code": ["1", "2", "1", None], "area": [None, None, "urban", None]}
    )
    units = pl.DataFrame({"unit_code": ["1", "2", "2"], "area": ["rural", "rural", "urban"]})

    filled = with_area(Dataset(households, pl.DataFrame()), units)

    assert filled.households["area"].to_list() == ["rural", None, "urban", None]


def test_data_without_units_stay_as_they_are() -> None:
    data = Dataset(pl.DataFrame({"household_id": ["a"]}), pl.DataFrame())

    assert with_area(data, pl.DataFrame({"unit_code": ["1"], "area": ["rural"]})) is data


def test_a_table_that_is_not_of_units_is_refused() -> None:
    data = Dataset(pl.DataFrame({"household_id": ["a"], "unit_code": ["1"]}), pl.DataFrame())

    with pytest.raises(FaultsFoundError) as error:
        with_area(data, pl.DataFrame({"household_id": ["a"], "year": [2025]}))

    assert [(fault.rule, fault.place.column) for fault in error.value.faults] == [
        ("units-column-missing", "unit_code"),
        ("units-column-missing", "area"),
    ]

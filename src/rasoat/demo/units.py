"""The units file of a province: counted from the records, or given totals where only listed households are records."""

import numpy as np
import polars as pl

from rasoat.demo.arrays import Ints, apportion
from rasoat.demo.draws import Draws
from rasoat.demo.places import Places
from rasoat.survey.dataset import Dataset

COUNTS = (
    "households", "persons", "average_living_households", "average_living_persons",
    "households_kinh", "households_minority", "households_local_minority",
    "persons_kinh", "persons_minority", "persons_local_minority",
)  # fmt: skip
KEYS = ("unit_code", "area")


def counted_units(places: Places, data: Dataset, local: tuple[str, ...]) -> pl.DataFrame:
    """Units with counts from the households and members of a round in which every household is a record."""
    share = places.town_share
    grid = pl.concat([
        pl.DataFrame({"unit_code": places.codes[mask].tolist(), "area": area}, schema=dict.fromkeys(KEYS, pl.String))
        for area, mask in (("rural", share < 1.0), ("urban", share > 0.0))
    ])  # fmt: skip
    known = [name for name in COUNTS if local or "local" not in name]
    counts = grid.join(_counts(data, local), on=KEYS, how="left")
    return _file(places, counts.with_columns(pl.col(known).fill_null(0)))


def given_units(
    draws: Draws, places: Places, data: Dataset, *, households: int, year: int, average_share: float
) -> pl.DataFrame:
    """Units whose households add up to `households`; each holds at least its records. Local minorities: unknown.

    Everything but the total is drawn: persons, ethnic groups and households of average living standard.
    """
    keys = np.arange(len(places), dtype=np.uint64)
    unit = pl.DataFrame({"unit_code": places.codes.tolist(), "area": np.where(places.urban, "urban", "rural").tolist()})
    listed = unit.join(_counts(data, ()), on=KEYS, how="left", maintain_order="left").fill_null(0)
    floor = {name: listed[name].to_numpy() for name in COUNTS if name in listed.columns}
    total = apportion(households, places.size_weight)
    if (total < floor["households"]).any():
        raise ValueError("a unit has more records than households: make the communes fewer or the total larger")
    size = 3.3 + 0.7 * draws.unit(f"size {year}", keys)
    persons = np.maximum((total * size).astype(np.int64), floor["persons"])
    farmers = np.where(places.urban, 0, total * average_share * draws.unit("average", keys)).astype(np.int64)
    average = np.minimum(farmers, total - floor["households"])
    minority = _between(total * places.minority_share, floor["households_minority"], total - floor["households_kinh"])
    most = persons - floor["persons_kinh"]
    minority_persons = _between(persons * places.minority_share, floor["persons_minority"], most)
    counts = unit.with_columns(
        households=total, persons=persons, average_living_households=average,
        average_living_persons=(average * 3.6).astype(np.int64),
        households_kinh=total - minority, households_minority=minority,
        persons_kinh=persons - minority_persons, persons_minority=minority_persons,
    )  # fmt: skip
    return _file(places, counts)


def _between(wanted: object, low: Ints, high: Ints) -> Ints:
    return np.clip(np.asarray(wanted).astype(np.int64), low, high)


def _counts(data: Dataset, local: tuple[str, ...]) -> pl.DataFrame:
    average = pl.col("average_living").fill_null(value=False)
    code = pl.col("ethnicity")
    households = data.households.group_by(*KEYS).agg(
        households=pl.len(), persons=pl.col("household_size").sum(), average_living_households=average.sum(),
        average_living_persons=pl.col("household_size").filter(average).sum(),
        households_kinh=(code == "01").sum(), households_minority=(code != "01").sum(),
        households_local_minority=code.is_in(local).sum() if local else pl.lit(None, pl.Int64),
    )  # fmt: skip
    persons = (
        data.members.select("household_id", "ethnicity")
        .join(data.households.select("household_id", *KEYS), on="household_id")
        .group_by(*KEYS)
        .agg(
            persons_kinh=(code == "01").sum(), persons_minority=(code != "01").sum(),
            persons_local_minority=code.is_in(local).sum() if local else pl.lit(None, pl.Int64),
        )
    )  # fmt: skip
    return households.join(persons, on=KEYS).with_columns(pl.col(name).cast(pl.Int64) for name in COUNTS)


def _file(places: Places, counts: pl.DataFrame) -> pl.DataFrame:
    """Add names and the units above, which carry no counts; rows from the province down."""
    lowest = pl.DataFrame({
        "unit_code": places.codes.tolist(), "name": places.names.tolist(),
        "level": ["commune"] * len(places), "parent_code": places.parents.tolist(),
    })  # fmt: skip
    above: list[tuple[str, str, str, str | None]] = [(*places.province, "province", None)]
    above += [(code, name, "district", places.province[0]) for code, name in places.districts]
    names = ("unit_code", "name", "level", "parent_code")
    upper = pl.DataFrame(above, schema=dict.fromkeys(names, pl.String), orient="row")
    lower = lowest.join(counts, on="unit_code", how="left", maintain_order="left").sort("unit_code", "area")
    order = [*names, "area", *(name for name in COUNTS if name in lower.columns)]
    return pl.concat([upper, lower], how="diagonal").select(order)

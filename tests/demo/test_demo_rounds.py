"""Two rounds, the movements between them, and the published figures."""

from dataclasses import replace

import polars as pl
import pytest

from rasoat.demo import Counts, Province, closing_households, compare, finish, generate
from rasoat.demo.flows import Cell, scaled
from rasoat.demo.presets import PRESETS
from rasoat.law.book import LawBook
from rasoat.law.faults import FaultsFoundError
from rasoat.scoring.classify import classify_table
from rasoat.scoring.packs import make_pack

LISTED = ("poor", "near_poor")


@pytest.fixture(scope="module")
def decided(model_province: Province, demo_book: LawBook) -> Province:
    """The model province after scoring."""
    pack = make_pack(demo_book, model_province.standard_id, model_province.point_table_id)
    return finish(model_province, classify_table(model_province.current.households, [pack]).table)


def cells(province: Province) -> pl.DataFrame:
    """Start class, end class, earlier class and structural change of every household of the matrix."""
    now = closing_households(province).select("household_id", end="class", change="change_kind")
    before = province.previous.households.select("household_id", start="class")
    earlier = province.history.group_by("household_id").agg(
        pl.when((pl.col("class") == "poor").any()).then(pl.lit("poor")).otherwise(pl.lit("near_poor")).alias("earlier")
    )
    return (
        now.join(before, on="household_id", how="full", coalesce=True)
        .join(earlier, on="household_id", how="left")
        .group_by("start", "end", "earlier", "change")
        .len()
    )


@pytest.mark.parametrize("name", ["decided", "bac_giang"])
def test_every_cell_of_the_movement_matrix_has_households(name: str, request: pytest.FixtureRequest) -> None:
    table = cells(request.getfixturevalue(name))

    def households(**wanted: str | None) -> int:
        return int(table.filter(*(pl.col(key).eq_missing(pl.lit(value)) for key, value in wanted.items()))["len"].sum())

    away = None if name == "bac_giang" else "not_poor"  # records of Bắc Giang hold listed households only
    for start in LISTED:
        for end in (*LISTED, "not_poor"):
            assert households(start=start, end=end, change=None) > 0, (start, end)
        for kind in ("moved_out", "died", "merged"):
            assert households(start=start, end=None, change=kind) > 0, (start, kind)
    for end in LISTED:
        for earlier in (*LISTED, None):
            assert households(start=away, end=end, earlier=earlier, change=None) > 0, (earlier, end)
        for kind in ("moved_in", "split"):
            assert households(start=None, end=end, change=kind) > 0, (kind, end)


def test_households_and_members_change_inside_a_class(decided: Province) -> None:
    sizes = decided.current.households.select("household_id", "household_size", "class", "unit_code").join(
        decided.previous.households.select("household_id", "household_size", "class", "unit_code"), on="household_id"
    )
    kept = sizes.filter((pl.col("class") == pl.col("class_right")) & pl.col("class").is_in(LISTED))
    change = kept["household_size"] - kept["household_size_right"]

    assert (change > 0).any()
    assert (change < 0).any()
    assert (sizes["unit_code"] != sizes["unit_code_right"]).any()


def test_a_split_household_names_its_origin_and_takes_a_member_along(decided: Province) -> None:
    split = decided.current.households.filter(pl.col("change_kind") == "split")
    before = decided.previous.members.filter(pl.col("personal_id").is_not_null())
    founders = decided.current.members.join(split, on="household_id", how="semi").filter(pl.col("relation") == "head")
    known = founders.join(before.select("personal_id", origin="household_id"), on="personal_id")
    stated = dict(split.select("household_id", "origin_household_id").iter_rows())

    assert split["origin_household_id"].null_count() == 0
    assert known.height >= 0.9 * split.height
    assert all(stated[row["household_id"]] == row["origin"] for row in known.iter_rows(named=True))


def test_merged_households_join_one_that_is_there(decided: Province) -> None:
    merged = decided.departures.filter(pl.col("change_kind") == "merged")

    assert merged.height > 0
    assert set(merged["into_household_id"]) <= set(decided.current.households["household_id"])
    assert decided.departures.filter(pl.col("change_kind") != "merged")["into_household_id"].null_count() > 0


def test_scoring_gives_about_the_planned_classes(decided: Province) -> None:
    planned = PRESETS["tinh-mau-2026"].flows
    shares = decided.current.households["class"].value_counts(normalize=True)
    share = dict(shares.iter_rows())

    assert planned is not None
    assert 0.045 < share["poor"] < 0.056
    assert 0.053 < share["near_poor"] < 0.066


def test_finish_fills_what_follows_from_the_class(decided: Province) -> None:
    table = decided.current.households
    listed = table["class"].is_in(LISTED)

    assert not decided.undecided
    assert (table["causes"].is_not_null() == listed).all()
    assert (table["decision_no"].is_not_null() == listed).all()
    assert not table.filter(listed)["average_living"].any()
    assert decided.units["average_living_households"].sum() == table["average_living"].sum() > 0
    assert finish(decided, table) is decided


def test_finish_refuses_households_without_class(model_province: Province) -> None:
    with pytest.raises(ValueError, match="no class"):
        finish(model_province, model_province.current.households.select("household_id", "class").head(5))


def test_units_are_sums_of_the_records(decided: Province) -> None:
    for units, data in ((decided.units, decided.current), (decided.previous_units, decided.previous)):
        counted = data.households.group_by("unit_code", "area").agg(
            n=pl.len().cast(pl.Int64), persons=pl.col("household_size").sum()
        )
        joined = counted.join(units, on=["unit_code", "area"], how="left", suffix="_units")
        assert (joined["n"] == joined["households"]).all()
        assert (joined["persons"] == joined["persons_units"]).all()
        assert units["households"].sum() == data.households.height


@pytest.mark.parametrize("name", ["model_province", "bac_giang"])
def test_units_form_a_tree_and_parts_fit_the_whole(name: str, request: pytest.FixtureRequest) -> None:
    province: Province = request.getfixturevalue(name)
    for units in (province.units, province.previous_units):
        lowest = units.filter(pl.col("households").is_not_null())
        assert set(units["parent_code"].drop_nulls()) <= set(units["unit_code"])
        assert not units.select("unit_code", "area").is_duplicated().any()
        assert units.select("name", "level").unique().height == units["unit_code"].n_unique()
        assert (lowest["households"] == lowest["households_kinh"] + lowest["households_minority"]).all()
        assert (lowest["persons"] == lowest["persons_kinh"] + lowest["persons_minority"]).all()
        assert (lowest["persons"] >= lowest["households"]).all()
        assert (lowest["average_living_households"] <= lowest["households"]).all()
    assert set(province.current.households["unit_code"]) <= set(province.units["unit_code"])


def test_no_unit_of_bac_giang_has_more_records_than_households(bac_giang: Province) -> None:
    for units, data in ((bac_giang.units, bac_giang.current), (bac_giang.previous_units, bac_giang.previous)):
        listed = data.households.group_by("unit_code").agg(
            pl.len().alias("n"), pl.col("household_size").sum().alias("p"), pl.col("flag_minority").sum().alias("m")
        )
        joined = listed.join(units, on="unit_code", how="left")
        assert (joined["n"] <= joined["households"]).all()
        assert (joined["p"] <= joined["persons"]).all()
        assert (joined["m"] <= joined["households_minority"]).all()
        assert (joined["n"] - joined["m"] <= joined["households_kinh"]).all()


@pytest.mark.parametrize("seed", [None, 1, 77])
def test_bac_giang_gives_every_published_figure(seed: int | None, demo_book: LawBook) -> None:
    province = generate("bac-giang-2023", seed=seed, book=demo_book)

    rows = {row.code: row for row in compare(province)}

    assert [row for row in rows.values() if not row.agrees] == []
    counts = ("households", "poor", "poor_rate", "near_poor", "near_poor_rate", "listed", "listed_rate")
    assert [rows[code].computed for code in counts] == ["477165", "12558", "2.63", "16215", "3.40", "28773", "6.03"]
    changes = ("poor_change", "poor_rate_change", "near_poor_change", "near_poor_rate_change", "merit")
    assert [rows[code].computed for code in changes] == ["-5388", "-1.18", "-3584", "-0.80", "0"]
    assert rows["poor"].source == "Tạp chí Lao động và Xã hội, 20/06/2024"
    assert province.previous.households.height == 37745


def test_compare_tells_a_figure_that_differs() -> None:
    rows = compare((Counts(477165, 12559, 16215), Counts(471243, 17946, 19799)))

    assert {row.code for row in rows if not row.agrees} == {"poor", "poor_change", "listed"}


def test_decided_classes_of_bac_giang_are_those_of_the_law(bac_giang: Province, demo_book: LawBook) -> None:
    pack = make_pack(demo_book, "national_2022")
    for data in (bac_giang.current, bac_giang.previous):
        classified = classify_table(data.households, [pack])
        assert (classified.table["class"] == data.households["class"]).all()
        assert (classified.table["reason"] == data.households["reason"]).all()


def test_a_scaled_province_claims_no_published_figures(demo_book: LawBook) -> None:
    assert generate("bac-giang-2023", scale=0.02, book=demo_book).published == ""


def test_scaling_keeps_the_number_and_fills_every_cell() -> None:
    shares = {Cell("poor", "poor"): 1, Cell("poor", "near_poor"): 5_000, Cell("near_poor", "poor"): 3}

    assert sum(scaled(shares, 37).values()) == 37
    assert sum(scaled(shares, 1_000).values()) == 1_000
    assert min(scaled(shares, 1_000).values()) == 1


def test_history_lies_before_the_previous_round(decided: Province) -> None:
    years = decided.history["year"].unique().to_list()

    assert max(years) < decided.previous_year
    assert set(decided.history["class"].unique()) == set(LISTED)
    assert not decided.history.select("household_id", "year").is_duplicated().any()


@pytest.mark.parametrize(("preset", "scale", "rule"), [
    ("nowhere", 1.0, "preset-unknown"), ("tinh-mau-2026", 0.0, "scale-empty"), ("bac-giang-2023", 1e-9, "scale-empty"),
])  # fmt: skip
def test_what_cannot_be_made_is_refused_with_a_remedy(preset: str, scale: float, rule: str) -> None:
    with pytest.raises(FaultsFoundError) as caught:
        generate(preset, scale=scale)

    assert [fault.rule for fault in caught.value.faults] == [rule]


def test_departures_are_not_among_the_households(decided: Province) -> None:
    closing = closing_households(decided)

    assert not closing["household_id"].is_duplicated().any()
    assert closing.filter(pl.col("class").is_null()).height == decided.departures.height
    assert replace(decided).departures.equals(decided.departures)

import re

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rasoat.demo import Province, generate
from rasoat.law.book import LawBook
from rasoat.survey.dataset import HOUSEHOLD_COLUMNS, MEMBER_COLUMNS, Dataset
from rasoat.survey.personal_id import finding_expr

BOOK = LawBook.load()


def rounds(province: Province) -> list[Dataset]:
    return [province.current, province.previous]


def hold_together(data: Dataset) -> None:
    households, members = data.households, data.members
    assert not households["household_id"].is_duplicated().any()
    assert set(households["household_id"]) == set(members["household_id"])
    per_household = members.group_by("household_id", maintain_order=True).agg(
        size=pl.len().cast(pl.Int64),
        heads=(pl.col("relation") == "head").sum(),
        first=pl.col("relation").first(),
        numbers=(pl.col("member_no") == pl.int_range(1, pl.len() + 1)).all(),
        spouses=(pl.col("relation") == "spouse").sum(),
    )
    assert per_household["heads"].unique().to_list() == [1]
    assert per_household["first"].unique().to_list() == ["head"]
    assert per_household["numbers"].all()
    assert per_household["spouses"].max() <= 1
    sizes = households.join(per_household, on="household_id")
    assert (sizes["household_size"] == sizes["size"]).all()
    numbers = members["personal_id"].drop_nulls()
    assert not numbers.is_duplicated().any()


@settings(max_examples=12, deadline=None)
@given(st.integers(1, 400), st.integers(0, 2**32), st.sampled_from(["tinh-mau-2026", "bac-giang-2023"]))
def test_a_province_of_any_size_holds_together(households: int, seed: int, preset: str) -> None:
    total = {"tinh-mau-2026": 24_300, "bac-giang-2023": 39_700}[preset]

    province = generate(preset, seed=seed, scale=(households + 0.5) / total, book=BOOK)

    for data in rounds(province):
        if data.households.height:
            hold_together(data)
    assert province.units["households"].sum() >= province.current.households.height


def test_the_model_province_holds_together(model_province: Province) -> None:
    for data in rounds(model_province):
        hold_together(data)


def test_bac_giang_holds_together(bac_giang: Province) -> None:
    for data in rounds(bac_giang):
        hold_together(data)


def test_columns_have_the_shared_names_and_types(model_province: Province) -> None:
    for data in rounds(model_province):
        for columns, frame in ((HOUSEHOLD_COLUMNS, data.households), (MEMBER_COLUMNS, data.members)):
            assert {name: frame.schema[name] for name in columns} == columns


def test_names_are_letters_and_spaces(bac_giang: Province) -> None:
    names = bac_giang.current.members["full_name"].unique().to_list()

    assert [name for name in names if not re.fullmatch(r"[^\W\d_]+( [^\W\d_]+)+", name)] == []


def test_names_vary_by_ethnic_group(model_province: Province) -> None:
    members = model_province.current.members.with_columns(surname=pl.col("full_name").str.extract(r"^(\S+)"))
    common = members.group_by("ethnicity").agg(pl.col("surname").mode().sort().first(), pl.len())

    top = dict(common.select("ethnicity", "surname").iter_rows())
    assert (top["01"], top["02"]) == ("Nguyễn", "Nông")
    assert common.height >= 8


def test_personal_numbers_are_sound_and_can_be_nobodys(model_province: Province) -> None:
    members = model_province.current.members
    found = members.filter(pl.col("personal_id").is_not_null()).select(finding_expr().list.len().alias("n"))

    assert found["n"].max() == 0
    assert members["personal_id"].drop_nulls().str.slice(0, 3).cast(pl.Int64).min() > 96
    assert 0 < members["personal_id"].null_count() < members.height // 20


def test_a_person_keeps_name_birth_and_number_between_rounds(model_province: Province) -> None:
    keep = ("personal_id", "full_name", "sex", "birth_year", "birth_date", "ethnicity")
    before, now = (
        data.members.filter(pl.col("personal_id").is_not_null()) for data in reversed(rounds(model_province))
    )
    both = before.select(keep).join(now.select(keep), on="personal_id", suffix="_now")

    assert both.height > 0.9 * before.height
    for name in keep[1:]:
        assert (both[name].eq_missing(both[f"{name}_now"])).all(), name


@pytest.mark.parametrize(("relation", "least"), [("head", 18), ("spouse", 18), ("parent", 45)])
def test_ages_fit_the_relation(model_province: Province, relation: str, least: int) -> None:
    province = model_province
    ages = province.year - province.current.members.filter(pl.col("relation") == relation)["birth_year"]

    assert ages.min() >= least
    assert ages.max() <= 105


def test_children_are_younger_than_their_mothers(model_province: Province) -> None:
    members = model_province.current.members
    parents = members.filter((pl.col("relation") == "head") | (pl.col("relation") == "spouse"))
    oldest = parents.group_by("household_id").agg(pl.col("birth_year").min().alias("parent"))
    gap = members.filter(pl.col("relation") == "child").join(oldest, on="household_id")

    assert (gap["birth_year"] - gap["parent"]).min() >= 15

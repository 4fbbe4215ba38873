"""The facts of the people against the law's own derivation of the indicators."""

from collections import Counter

import polars as pl
import pytest

from rasoat.demo import Province
from rasoat.law.book import LawBook
from rasoat.law.expr.evaluate import Scope, evaluate
from rasoat.law.expr.nodes import Node
from rasoat.survey.linking import link
from rasoat.survey.questionnaire_build import questionnaire_for
from rasoat.survey.validation import validate

SAMPLE = 1_200


def derived(province: Province, book: LawBook) -> list[tuple[str, bool, object]]:
    """(indicator, ticked, derived) for a sample of households."""
    derive: dict[str, Node] = {
        item.code: item.definition.derive
        for item in book.standard(province.standard_id).indicators
        if item.definition.derive is not None
    }
    households = province.current.households.gather_every(max(province.current.households.height // SAMPLE, 1))
    members = province.current.members.join(households.select("household_id"), on="household_id")
    by_household = members.partition_by("household_id", as_dict=True, include_key=False)
    params = {"age_reference_date": province.reference_date}
    result: list[tuple[str, bool, object]] = []
    for row in households.iter_rows(named=True):
        scope = Scope(row, params, by_household[(row["household_id"],)].to_dicts())
        result += [(code, row[code] == 1, evaluate(node, scope)) for code, node in derive.items()]
    return result


@pytest.fixture(scope="module")
def compared(model_province: Province, demo_book: LawBook) -> list[tuple[str, bool, object]]:
    return derived(model_province, demo_book)


def test_facts_agree_with_ticks_but_for_a_few(compared: list[tuple[str, bool, object]]) -> None:
    known = [(code, tick, value) for code, tick, value in compared if value is not None]
    wrong = Counter(code for code, tick, value in known if tick != value)

    assert len(known) > 0.97 * len(compared)
    assert 0 < sum(wrong.values()) < 0.003 * len(known)
    assert set(wrong) <= {"housing_quality", "water", "toilet", "info_assets", "health_insurance"}


def test_every_indicator_is_ticked_somewhere(model_province: Province, demo_book: LawBook) -> None:
    table = model_province.current.households

    for code in demo_book.standard(model_province.standard_id).indicator_codes:
        assert 0 < table[code].sum() < table.height // 3, code


def test_children_counts_follow_from_the_members(model_province: Province) -> None:
    day = model_province.reference_date
    members = model_province.current.members.filter(pl.col("birth_date").is_not_null())
    young = members.filter(pl.col("birth_date").dt.offset_by("16y") > day)
    counted = young.group_by("household_id").agg(
        pl.len().cast(pl.Int64).alias("n"), (~pl.col("has_health_insurance")).sum().cast(pl.Int64).alias("bare")
    )
    table = model_province.current.households.join(counted, on="household_id", how="left")
    unsure = members.height - model_province.current.members.height

    assert abs(table["children"].sum() - table["n"].sum()) <= abs(unsure)
    assert abs(table["children_without_insurance"].sum() - table["bare"].sum()) <= abs(unsure)
    assert (table["children_malnourished"] <= table["children"]).all()
    assert (table["children_out_of_school"] <= table["children"]).all()


def test_only_listed_households_have_causes(bac_giang: Province) -> None:
    table = bac_giang.current.households
    listed = table["class"] != "not_poor"

    assert (table["causes"].is_not_null() == listed).all()
    assert table.filter(listed)["causes"].str.contains(r"^C[1-8](;C[1-8])*$").all()
    assert not table.filter(listed)["average_living"].any()


@pytest.mark.parametrize("name", ["model_province", "bac_giang"])
def test_both_rounds_pass_the_validation_of_the_questionnaire(
    name: str, request: pytest.FixtureRequest, demo_book: LawBook
) -> None:
    province: Province = request.getfixturevalue(name)
    standard = demo_book.standard(province.standard_id)
    table = demo_book.point_table(province.point_table_id) if province.undecided else None

    now = validate(province.current, questionnaire_for(standard, table), review_date=province.reference_date)
    before = validate(province.previous, questionnaire_for(standard), review_date=province.previous_reference_date)

    assert [fault.text_en() for fault in [*now, *before]] == []


def test_personal_numbers_link_every_household_to_itself(model_province: Province) -> None:
    links = link(model_province.current, model_province.previous).linked

    assert (links["household_id_current"] == links["household_id_previous"]).all()
    assert links.height > 0.97 * model_province.current.households.height

"""Several standards over one table: points never carry over, ticks only where the indicators are the same."""

from collections.abc import Callable
from typing import Any

import polars as pl
import pytest

import rasoat
from rasoat.law.faults import FaultsFoundError
from rasoat.scoring.assumption import Assumption

Ticks = Callable[..., dict[str, int]]
BOTH = ["national_2016", "national_2022"]


def one(**columns: Any) -> pl.DataFrame:
    return pl.DataFrame([{"household_id": "H1", "area": "rural"} | columns])


def rules_of(frame: pl.DataFrame, *args: Any, **options: Any) -> set[str]:
    with pytest.raises(FaultsFoundError) as refused:
        rasoat.classify(frame, *args, **options)
    return {fault.rule for fault in refused.value.faults}


def classes(frame: pl.DataFrame, *args: Any, **options: Any) -> dict[str, str | None]:
    found = rasoat.classify(frame, *args, **options)
    return dict(zip(found["standard_id"], found["class"], strict=True))


def test_a_plain_score_serves_one_points_standard_only() -> None:
    assert rules_of(one(income_score=115, deprivation_score=10), BOTH) == {"score-ambiguous"}


def test_scores_that_name_their_standard_serve_each_its_own() -> None:
    scores = {"income_score@national_2016": 115, "income_score@national_2022": 150}
    scores |= {"deprivation_score@national_2016": 10, "deprivation_score@national_2022": 30}

    assert classes(one(**scores), BOTH) == {"national_2016": "poor", "national_2022": "not_poor"}


def test_ticks_that_name_their_standard_serve_each_its_own(ticks: Ticks) -> None:
    columns = {"income_score@national_2016": 130, "income_score@national_2022": 130}
    columns |= ticks("water", "toilet", standard="national_2016", suffix="@national_2016")
    columns |= ticks("water", "toilet", "nutrition", suffix="@national_2022")

    assert classes(one(**columns), BOTH) == {"national_2016": "near_poor", "national_2022": "poor"}


def test_plain_ticks_do_not_serve_two_sets_of_indicators(ticks: Ticks) -> None:
    scores = {"income_score@national_2016": 130, "income_score@national_2022": 130}
    columns = scores | ticks(standard="national_2016") | ticks()

    assert rules_of(one(**columns), BOTH) == {"score-ambiguous"}


def test_a_standards_own_column_wins_over_the_plain_one() -> None:
    columns = {"income_score": 500, "income_score@national_2022": 100, "deprivation_score": 0}

    assert classes(one(**columns)) == {"national_2022": "near_poor"}


def test_an_overlay_shares_the_ticks_of_its_base_and_reads_income(ticks: Ticks) -> None:
    frame = one(income_score=141, income_vnd=1_600_000, **ticks("water", "toilet", "nutrition"))

    assert classes(frame, ["national_2022", "bac_ninh_local"]) == {
        "national_2022": "not_poor",
        "bac_ninh_local": "poor",
    }


def test_an_overlay_gives_no_class_from_national_points(ticks: Ticks) -> None:
    found = rasoat.classify(one(income_score=100, **ticks()), ["national_2022", "bac_ninh_local"])

    assert found["status"].to_list() == ["classified", "blocked"]
    assert found["class"].to_list() == ["near_poor", None]


def test_standards_stand_in_the_order_asked_and_once() -> None:
    frame = one(income_vnd=1_600_000, deprived_count=3)

    found = rasoat.classify(frame, ["bac_ninh_local", "national_2022", "bac_ninh_local"])

    assert found["standard_id"].to_list() == ["bac_ninh_local", "national_2022"]


def test_a_standard_without_indicators_reads_income_alone() -> None:
    found = rasoat.classify(one(income_vnd=400_000), "national_2011")

    assert found.select("class", "income_score", "deprivation_score").row(0) == ("poor", None, None)


def test_an_unknown_standard_is_refused_with_the_known_ones() -> None:
    with pytest.raises(FaultsFoundError, match="national_2022"):
        rasoat.classify(one(income_score=1), "national_2020")


def test_an_assumption_for_a_standard_not_asked_is_refused() -> None:
    assumption = Assumption(standard="national_2027", note="thử")

    assert rules_of(one(income_score=1, deprivation_score=0), assume=assumption) == {"assumption-unused"}


def test_an_assumption_that_leaves_figures_open_is_refused() -> None:
    rule = {"when": {"const": True}, "class": "poor", "code": "N", "evidence": {"mark": "ours"}}
    methods = {"points": {"evidence": {"mark": "ours"}, "rules": [rule]}}
    assumption = Assumption(standard="national_2027", note="thử", set={"methods": methods})

    assert "standard-figure-missing" in rules_of(
        one(income_score=1, deprived_count=0), "national_2027", assume=assumption
    )


def test_an_assumption_that_does_not_fit_says_where() -> None:
    assumption = Assumption(standard="national_2022", note="thử", set={"parameters": {"line": {"unit": "dong"}}})

    with pytest.raises(FaultsFoundError, match=r"parameters\.line\.unit"):
        rasoat.classify(one(income_score=1, deprivation_score=0), assume=assumption)


def test_indicators_may_weigh_differently_under_an_assumption(law: Any, ticks: Ticks) -> None:
    indicators = [
        item.model_dump(by_alias=True, exclude_unset=True) for item in law.standard("national_2022").indicators
    ]
    for item in indicators:
        item["points"] = {"value": 30 if item["code"] == "water" else 5, "mark": "ours"}
    assumption = Assumption(standard="national_2022", note="trọng số khác", set={"indicators": indicators})

    found = rasoat.classify(one(income_score=100, **ticks("water", "toilet")), assume=assumption)

    assert found.select("deprivation_score", "class", "status").row(0) == (35, "poor", "simulated")
    assert rules_of(one(income_score=100, deprived_count=2), assume=assumption) == {"input-missing"}

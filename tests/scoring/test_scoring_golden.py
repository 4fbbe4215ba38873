"""Every golden case through the front doors: a table of totals in, classes out."""

import csv
from pathlib import Path

import polars as pl
import pytest

import rasoat
from rasoat.law.faults import FaultsFoundError
from rasoat.scoring.assumption import Assumption

GOLDEN = Path(__file__).parents[1] / "data" / "golden_cases.csv"
CASES = list(csv.DictReader(GOLDEN.read_text(encoding="utf-8").splitlines()))
IMPOSSIBLE = [case for case in CASES if case["deprivation_score"] and int(case["deprivation_score"]) % 10]
LEGAL = [case for case in CASES if case not in IMPOSSIBLE]


def table_of(cases: list[dict[str, str]]) -> pl.DataFrame:
    columns = ["area", "income_score", "deprivation_score", "income_vnd", "deprived_count"]
    kept = [name for name in columns if any(case[name] for case in cases)]
    return pl.DataFrame([{"household_id": case["case_id"]} | {name: case[name] for name in kept} for case in cases])


def test_all_cases_are_here() -> None:
    assert len(CASES) == 85
    assert len(IMPOSSIBLE) == 4


@pytest.mark.parametrize("standard", ["national_2016", "national_2022", "bac_ninh_local", "dong_nai_local_2022"])
@pytest.mark.parametrize("rule_set", ["points", "income"])
def test_golden_cases_as_a_table(standard: str, rule_set: str) -> None:
    cases = [case for case in LEGAL if (case["standard_id"], case["rule_set"]) == (standard, rule_set)]
    if not cases:
        assert rule_set == "points"
        assert standard.split("_")[0] != "national"
        return

    found = rasoat.classify(table_of(cases), standard)

    got = {row["household_id"]: (row["class"], row["reason"]) for row in found.iter_rows(named=True)}
    assert got == {case["case_id"]: (case["expected_class"], case["expected_reason"]) for case in cases}
    assert set(found["status"]) == {"classified"}
    assert "notice" not in found.columns


def test_a_score_that_no_ticks_can_give_is_refused() -> None:
    for standard in ("national_2016", "national_2022"):
        cases = [case for case in IMPOSSIBLE if case["standard_id"] == standard]

        with pytest.raises(FaultsFoundError) as refused:
            rasoat.classify(table_of(cases), standard)

        assert {fault.rule for fault in refused.value.faults} == {"score-not-multiple"}
        assert {fault.value for fault in refused.value.faults} == {"29"}


def test_the_blocked_standard_classifies_nobody() -> None:
    cases = [case for case in CASES if case["standard_id"] == "national_2027"]

    found = rasoat.classify(table_of(cases), "national_2027")

    assert set(found["status"]) == {"blocked"}
    assert found["class"].null_count() == found.height == 10


def test_the_blocked_standard_is_simulated_under_an_assumption() -> None:
    cases = [case for case in CASES if case["standard_id"] == "national_2027"]
    assumption = Assumption(standard="national_2027", note="tạm coi như đã có định nghĩa")

    found = rasoat.classify(table_of(cases), "national_2027", assume=assumption)

    assert dict(zip(found["household_id"], found["class"], strict=True)) == {
        case["case_id"]: case["expected_class"] for case in cases
    }
    assert set(found["status"]) == {"simulated"}
    assert all("MÔ PHỎNG" in notice and "tạm coi như" in notice for notice in found["notice"])

"""Every golden case, decided by the rules of the shipped standards alone."""

import csv
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from rasoat.law.book import LawBook

INPUTS = ("income_score", "deprivation_score", "income_vnd", "deprived_count")
with (Path(__file__).parents[1] / "data" / "golden_cases.csv").open(encoding="utf-8", newline="") as stream:
    CASES = list(csv.DictReader(stream))


def test_all_cases_are_here() -> None:
    assert len(CASES) == 85
    assert len({case["case_id"] for case in CASES}) == 85


@pytest.mark.parametrize("case", CASES, ids=[case["case_id"] for case in CASES])
def test_golden_case(case: dict[str, str], law_book: LawBook, decide: Callable[..., Any]) -> None:
    facts = {name: int(case[name]) for name in INPUTS if case[name]}

    rule = decide(law_book.standard(case["standard_id"]), case["rule_set"], case["area"], facts)

    assert rule is not None
    assert (rule.klass.value, rule.reason) == (case["expected_class"], case["expected_reason"])

from dataclasses import replace
from datetime import date
from typing import Any

import polars as pl
import pytest

from rasoat.law.book import LawBook
from rasoat.law.faults import Severity
from rasoat.survey.dataset import Dataset
from rasoat.survey.questionnaire_build import questionnaire_for
from rasoat.survey.validation import validate

FORM = questionnaire_for(LawBook.load().standard("national_2022"))
REVIEW = date(2026, 10, 1)


def sound() -> Dataset:
    """Two households in which nothing is wrong."""
    households = pl.DataFrame({
        "household_id": ["a", "b"], "area": ["rural", "urban"], "household_size": [2, 1], "class": ["poor", "not_poor"],
        "average_living": [False, True], "ethnicity": ["08", "01"], "flag_minority": [True, False],
        "flag_local_minority": [True, False], "flag_merit": [False, True], "female_head": [True, False],
        "children": [1, 0], "wall": ["durable", None], "causes": ["C1;C2", ""], "deprivation_score": [20, 0],
        "deprived_count": [2, 0], "source_row": [4, 5],
        **{code: pl.Series([int(code in {"water", "toilet"}), 0], dtype=pl.Int8) for code in FORM.ticks},
    })  # fmt: skip
    members = pl.DataFrame({
        "household_id": ["a", "a", "b"], "member_no": [1, 2, 1], "full_name": ["A", "B", "C"],
        "relation": ["head", "child", "head"], "sex": [2, 1, 1],
        "birth_date": [date(1984, 11, 5), date(2015, 1, 2), None],
        "birth_year": [1984, 2015, 1960], "personal_id": ["001184000001", "001215000002", None],
        "activity": ["working", "studying", None], "attends_school": [False, True, None], "merit": [False, None, True],
        "school_level": [None, "lower_secondary", None], "wage_worker": [True, None, None],
        "has_labour_contract": [True, None, None], "source_row": [4, 5, 6],
    })  # fmt: skip
    return Dataset(households, members, source="a.xlsx")


def changed(table: str, row: int, **cells: Any) -> Dataset:
    data = sound()
    frame = data.households if table == "household" else data.members
    for name, value in cells.items():
        column = frame[name].to_list()
        column[row] = value
        frame = frame.with_columns(pl.Series(name, column, dtype=frame.schema[name]))
    return replace(data, households=frame) if table == "household" else replace(data, members=frame)


def found(data: Dataset) -> set[str]:
    return {fault.rule for fault in validate(data, FORM, review_date=REVIEW)}


def test_a_sound_round_has_no_fault() -> None:
    assert validate(sound(), FORM, review_date=REVIEW) == []


@pytest.mark.parametrize(
    ("table", "row", "cells", "rule", "severity"),
    [
        ("household", 0, {"area": None}, "answer-missing", "error"),
        ("household", 0, {"wall": "gỗ"}, "not-in-list", "error"),
        ("household", 0, {"causes": "C1;C99"}, "not-in-list", "error"),
        ("household", 0, {"household_size": 0}, "out-of-range", "error"),
        ("household", 0, {"household_size": 3}, "member-count", "error"),
        ("household", 0, {"children": 3}, "children-within-size", "error"),
        ("household", 0, {"average_living": True}, "average-living-not-poor", "error"),
        ("household", 1, {"flag_local_minority": True}, "local-minority-is-minority", "error"),
        ("household", 0, {"flag_minority": False, "flag_local_minority": False}, "minority-and-ethnicity", "warning"),
        ("household", 0, {"female_head": False}, "female-head", "warning"),
        ("household", 1, {"flag_merit": False}, "merit-and-members", "warning"),
        ("household", 0, {"deprivation_score": 30}, "score-ticks-differ", "error"),
        ("household", 0, {"deprived_count": 3}, "count-ticks-differ", "error"),
        ("household", 0, {"water": None}, "ticks-missing", "error"),
        ("household", 0, {"household_id": "b"}, "household-id-twice", "error"),
        ("household", 0, {"household_id": None}, "household-id-missing", "error"),
        ("member", 1, {"relation": "head"}, "one-head", "error"),
        ("member", 0, {"relation": "spouse"}, "one-head", "error"),
        ("member", 0, {"household_id": "z"}, "member-without-household", "error"),
        ("member", 0, {"birth_date": date(2027, 1, 1), "birth_year": 2027}, "date-in-future", "error"),
        ("member", 0, {"birth_date": date(1890, 1, 1), "birth_year": 1890}, "age-impossible", "error"),
        ("member", 0, {"birth_year": 1985}, "birth-year-differs", "error"),
        ("member", 0, {"birth_date": date(2014, 1, 1), "birth_year": 2014}, "head-young", "warning"),
        ("member", 0, {"sex": 3}, "not-in-list", "error"),
        ("member", 0, {"sex": 1}, "personal-id-sex", "warning"),
        ("member", 1, {"birth_date": None, "birth_year": 2016}, "personal-id-year", "warning"),
        ("member", 2, {"personal_id": "60000003"}, "personal-id-length", "warning"),
        ("member", 2, {"personal_id": "001184000001"}, "personal-id-twice", "warning"),
        ("member", 1, {"attends_school": False, "school_level": None}, "studying-attends", "warning"),
        ("member", 0, {"school_level": "higher"}, "answer-not-relevant", "warning"),
        ("member", 0, {"member_no": None}, "answer-missing", "error"),
    ],
)
def test_each_rule_finds_its_fault(table: str, row: int, cells: dict[str, Any], rule: str, severity: str) -> None:
    faults = validate(changed(table, row, **cells), FORM, review_date=REVIEW)

    hits = [fault for fault in faults if fault.rule == rule]
    assert hits
    assert {fault.severity for fault in hits} == {Severity(severity)}
    assert all(fault.place.row is not None and fault.place.file == "a.xlsx" for fault in hits)


def test_a_fault_names_row_question_household_and_value() -> None:
    (fault,) = validate(changed("household", 1, wall="gỗ"), FORM, review_date=REVIEW)

    assert fault.place.text_vi() == 'tệp a.xlsx, dòng 5, cột "Tường chính (wall)", hộ b'
    assert fault.value == "gỗ"


def test_a_score_without_ticks_is_only_a_warning() -> None:
    data = sound()
    data = replace(data, households=data.households.drop(FORM.ticks))

    (fault,) = [fault for fault in validate(data, FORM, review_date=REVIEW) if fault.rule.startswith("ticks")][:1]

    assert (fault.rule, fault.severity) == ("ticks-absent", "warning")


def test_neither_score_nor_ticks_is_an_error() -> None:
    data = sound()
    data = replace(data, households=data.households.drop(FORM.ticks, "deprivation_score", "deprived_count"))

    assert found(data) == {"ticks-missing"}


def test_without_any_member_the_member_rules_are_left_out() -> None:
    data = sound()

    assert found(replace(data, members=data.members.clear())) == set()


def test_a_household_without_members_among_others_is_noticed() -> None:
    data = sound()
    data = replace(data, members=data.members.filter(pl.col("household_id") == "a"))

    assert found(data) == {"members-not-listed"}


def test_a_missing_required_column_is_one_fault() -> None:
    data = sound()

    assert found(replace(data, households=data.households.drop("area"))) == {"column-missing"}


def test_a_column_of_another_type_is_named() -> None:
    data = sound()
    data = replace(data, households=data.households.with_columns(pl.col("household_size").cast(pl.String)))

    assert "wrong-type" in found(data)

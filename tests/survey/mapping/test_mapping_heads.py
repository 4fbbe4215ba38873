"""A list of heads goes on through checks and other forms without being blamed for the members it does not name."""

from datetime import date
from pathlib import Path

import polars as pl
import pytest

from rasoat.law.book import shipped_law
from rasoat.law.faults import errors
from rasoat.survey.contradictions import contradictions
from rasoat.survey.dataset import ONLY_HEAD, Dataset, heads_alone
from rasoat.survey.mapping.propose import propose
from rasoat.survey.mapping.source import Source
from rasoat.survey.marking.names import HELPER_TITLE
from rasoat.survey.questionnaire_build import questionnaire_for
from rasoat.survey.reading import read_any
from rasoat.survey.survey_write import write_survey_template
from rasoat.survey.validation import validate

from .conftest import MakeBook

STANDARD = shipped_law().standards["national_2022"]
QUESTIONS = questionnaire_for(STANDARD)
ON = date(2026, 9, 15)
ROWS = [
    ["STT", "Họ tên chủ hộ", "Năm sinh", "Giới tính", "Số khẩu", "Khu vực", "Điểm B1", "Điểm B2"],
    [1, "Lò Văn An", 1980, "Nam", 5, "Nông thôn", 100, 40], [2, "Hà Thị Chi", 1970, "Nữ", 3, "Nông thôn", 90, 0],
]  # fmt: skip


@pytest.fixture
def heads(make_book: MakeBook) -> Dataset:
    found = propose(make_book(ROWS)).read
    assert found is not None
    return found.dataset


def rules(data: Dataset) -> set[str]:
    return {fault.rule for fault in errors(validate(data, QUESTIONS, review_date=ON))}


def test_members_that_are_not_listed_are_not_counted(heads: Dataset) -> None:
    assert heads.households["household_size"].to_list() == [5, 3]
    assert rules(heads) == set()


def test_the_same_list_without_its_mark_would_be_refused(heads: Dataset) -> None:
    whole = Dataset(heads.households.drop(ONLY_HEAD), heads.members)

    assert rules(whole) == {"member-count"}


def test_the_mark_survives_our_own_workbook(heads: Dataset, tmp_path: Path) -> None:
    write_survey_template(QUESTIONS, tmp_path / "a.xlsx", heads)

    again = read_any(tmp_path / "a.xlsx")

    assert heads_alone(again.households).to_list() == [True, True]
    assert "member-count" not in rules(again)


def test_facts_of_members_contradict_nothing_where_only_the_head_is_listed(heads: Dataset) -> None:
    ticked = heads.households.with_columns(pl.lit(1, pl.Int8).alias("health_insurance"))
    insured = heads.members.with_columns(pl.lit(value=True).alias("has_health_insurance"))
    alone, whole = Dataset(ticked, insured), Dataset(ticked.drop(ONLY_HEAD), insured)

    assert contradictions(alone, STANDARD, ON) == []
    assert len(contradictions(whole, STANDARD, ON)) == 2


def test_a_size_that_is_not_written_is_not_made_up(make_book: MakeBook) -> None:
    found = propose(make_book([[row[1], row[2], row[5]] for row in ROWS])).read

    assert found is not None
    assert found.dataset.households["household_size"].to_list() == [None, None]


def test_our_own_helper_sheet_is_no_sheet_of_the_office(make_book: MakeBook) -> None:
    with Source(make_book(ROWS, title=HELPER_TITLE)) as source:
        assert source.titles == []

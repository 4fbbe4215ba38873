from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rasoat.law.book import LawBook
from rasoat.law.expr.evaluate import Scope, evaluate
from rasoat.survey.columns import DTYPES, Kind
from rasoat.survey.contradictions import RULE, contradictions
from rasoat.survey.dataset import Dataset
from rasoat.survey.derivation import derive_indicators
from rasoat.survey.questionnaire import AGE_REFERENCE, Item, Questionnaire
from rasoat.survey.questionnaire_build import questionnaire_for

BOOK = LawBook.load()
REVIEW = date(2026, 10, 1)
STANDARDS = [name for name in BOOK.standards if any(i.definition.derive for i in BOOK.standard(name).indicators)]


def answers(item: Item, form: Questionnaire) -> st.SearchStrategy[Any]:
    choices = form.choices_of(item)
    match item.type:
        case Kind.BIT:
            return st.sampled_from([0, 1, None])
        case Kind.BOOL:
            return st.sampled_from([True, False, None])
        case Kind.DATE:
            return st.none() | st.dates(date(1980, 1, 1), date(2026, 9, 30))
        case Kind.INT:
            return st.none() | st.integers(0, 4000)
    return st.sampled_from([*choices.codes, None]) if choices else st.just(None)


@st.composite
def forms(draw: st.DrawFn) -> tuple[str, list[dict[str, Any]], list[dict[str, Any]]]:
    name = draw(st.sampled_from(STANDARDS))
    form = questionnaire_for(BOOK.standard(name))
    households, members = [], []
    for at in range(draw(st.integers(1, 3))):
        facts = {item.code: draw(answers(item, form)) for item in form.household if item.use == "derivation"}
        ticks = {code: draw(st.sampled_from([0, 1, None])) for code in form.ticks}
        households.append({"household_id": str(at), **facts, **ticks})
        for number in range(draw(st.integers(0, 3))):
            facts = {item.code: draw(answers(item, form)) for item in form.member if item.use != "record"}
            members.append({**facts, "household_id": str(at), "member_no": number})
    return name, households, members


def frame(items: tuple[Item, ...], rows: list[dict[str, Any]], names: list[str]) -> pl.DataFrame:
    types = {item.code: DTYPES[item.type] for item in items}
    return pl.DataFrame({name: pl.Series([row[name] for row in rows], dtype=types[name]) for name in names})


@settings(max_examples=60, deadline=None)
@given(forms())
def test_whole_tables_give_what_the_reference_interpreter_gives(
    made: tuple[str, list[dict[str, Any]], list[dict[str, Any]]],
) -> None:
    name, households, members = made
    standard = BOOK.standard(name)
    form = questionnaire_for(standard)
    people = frame(form.member, members, [item.code for item in form.member if item.use != "record"])
    data = Dataset(frame(form.household, households, list(households[0])), people)

    derived = derive_indicators(data, standard, REVIEW)

    expected = []
    for indicator in standard.indicators:
        for household in households:
            own = [member for member in members if member["household_id"] == household["household_id"]]
            scope = Scope(fields=household, params={AGE_REFERENCE: REVIEW}, members=own or None)
            derive = indicator.definition.derive
            tick = household[indicator.code]
            expected.append((
                household["household_id"], indicator.code, evaluate(derive, scope) if derive else None,
                None if tick is None else bool(tick), str(indicator.definition.mark),
            ))  # fmt: skip
    assert derived.rows() == expected


@pytest.fixture
def data() -> Dataset:
    households = pl.DataFrame({
        "household_id": ["a"], "wall": ["not_durable"], "column": ["not_durable"], "roof": ["durable"],
        "housing_quality": pl.Series([0], dtype=pl.Int8), "child_school": pl.Series([0], dtype=pl.Int8),
        "health_insurance": pl.Series([1], dtype=pl.Int8),
    })  # fmt: skip
    members = pl.DataFrame({
        "household_id": ["a", "a"], "full_name": ["A", "B"], "birth_date": [date(1984, 11, 5), date(2016, 1, 2)],
        "attends_school": [False, False], "has_health_insurance": [True, None],
    })  # fmt: skip
    return Dataset(households, members)


def test_a_contradiction_is_a_named_warning_with_its_facts(data: Dataset) -> None:
    faults = {fault.place.column: fault for fault in contradictions(data, BOOK.standard("national_2022"), REVIEW)}

    assert {fault.rule for fault in faults.values()} == {RULE}
    assert {fault.severity for fault in faults.values()} == {"warning"}
    house = faults["Chất lượng nhà ở (housing_quality)"]
    assert house.value == "Cột chính: Không bền chắc; Mái chính: Bền chắc; Tường chính: Không bền chắc"
    assert "B: Đang đi học: Không" in faults["Tình trạng đi học của trẻ em (child_school)"].value
    assert "02/01/2016 (10 tuổi)" in faults["Tình trạng đi học của trẻ em (child_school)"].value


def test_unknown_facts_contradict_nothing(data: Dataset) -> None:
    columns = [fault.place.column for fault in contradictions(data, BOOK.standard("national_2022"), REVIEW)]

    assert "Bảo hiểm y tế (health_insurance)" not in columns


def test_the_ticks_stay_as_they_are(data: Dataset) -> None:
    before = data.households.clone()

    contradictions(data, BOOK.standard("national_2022"), REVIEW)

    assert data.households.equals(before)

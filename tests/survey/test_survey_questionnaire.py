import json

import pytest
import rfc8785

from rasoat.law.book import LawBook
from rasoat.law.expr.types import Type
from rasoat.law.expr.walk import fields
from rasoat.survey.dataset import HOUSEHOLD_COLUMNS, MEMBER_COLUMNS
from rasoat.survey.questionnaire import Questionnaire
from rasoat.survey.questionnaire_build import full_questionnaire, questionnaire_for

BOOK = LawBook.load()
STANDARDS = sorted(BOOK.standards)


@pytest.mark.parametrize("standard_id", STANDARDS)
def test_every_fact_of_every_derivation_is_asked(standard_id: str) -> None:
    standard = BOOK.standard(standard_id)
    questionnaire = questionnaire_for(standard)
    household = {item.code for item in questionnaire.household if item.use != "record"}
    member = {item.code for item in questionnaire.member if item.use != "record"}

    for indicator in standard.indicators:
        if indicator.definition.derive is not None:
            assert fields(indicator.definition.derive) <= household
            assert fields(indicator.definition.derive, members=True) <= member


@pytest.mark.parametrize("standard_id", STANDARDS)
def test_every_indicator_is_ticked_once_in_the_order_of_the_law(standard_id: str) -> None:
    standard = BOOK.standard(standard_id)
    questionnaire = questionnaire_for(standard)

    ticks = [item.code for item in questionnaire.household if item.section == "indicators"]

    assert tuple(ticks) == questionnaire.ticks == standard.indicator_codes


def test_every_shared_column_has_a_question_of_the_same_type() -> None:
    common = full_questionnaire()

    for table, shared in (("household", HOUSEHOLD_COLUMNS), ("member", MEMBER_COLUMNS)):
        columns = common.columns(table)  # type: ignore[arg-type]
        assert {name: columns[name].dtype for name in shared} == shared


def test_the_2016_form_asks_other_facts_than_the_2022_form() -> None:
    old = {item.code for item in questionnaire_for(BOOK.standard("national_2016")).household if item.use != "record"}
    new = {item.code for item in questionnaire_for(BOOK.standard("national_2022")).household if item.use != "record"}

    assert {"house_kind", "hears_loudspeaker"} <= old - new
    assert {"wall", "roof", "info_personal"} <= new - old


def test_point_items_become_questions() -> None:
    table = next(iter(BOOK.point_tables.values()))

    questionnaire = questionnaire_for(BOOK.standard(table.standard_id), table)

    asked = [item.code for item in questionnaire.household if item.section == "points"]
    assert asked == [column for item in table.items for column in item.columns()]
    assert questionnaire.watermark == table.watermark != ""


@pytest.mark.parametrize("standard_id", STANDARDS)
def test_the_plain_form_is_canonical_and_loads_again(standard_id: str) -> None:
    questionnaire = questionnaire_for(BOOK.standard(standard_id))

    plain = json.loads(rfc8785.dumps(questionnaire.to_json()))

    assert Questionnaire.model_validate_json(json.dumps(plain)) == questionnaire


def test_every_question_has_words_in_both_languages() -> None:
    common = full_questionnaire()

    for item in (*common.household, *common.member):
        assert item.label.vi
        assert item.label.en


def test_a_constraint_on_an_unknown_fact_is_refused() -> None:
    plain = full_questionnaire().to_json()
    plain["constraints"][0]["check"] = {"field": "nothing"}

    with pytest.raises(ValueError, match="unknown field 'nothing'"):
        Questionnaire.model_validate_json(json.dumps(plain))


def test_expressions_see_ticks_as_truth_values() -> None:
    questionnaire = questionnaire_for(BOOK.standard("national_2022"))

    assert questionnaire.types["household"]["water"] is Type.BOOL
    assert questionnaire.types["member"]["sex"] is Type.INT

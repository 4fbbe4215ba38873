"""Parameters: the law's default, the province's word, what is refused, what an official round waits for."""

from collections.abc import Callable
from datetime import date

import pytest
from tests.web.rounds.conftest import PROCEDURE, settle_all

from rasoat.law.marks import Mark
from rasoat.law.procedure import DateWindow, DayOfYear, Pick, Share
from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.policy import NotAllowedError
from rasoat.web.areas.models import Unit
from rasoat.web.ledger.verify import verify
from rasoat.web.look.refusals import RefusedError
from rasoat.web.rounds.actions.set_parameter import Word, set_parameter
from rasoat.web.rounds.models import ParameterValue
from rasoat.web.rounds.parameters import settings_of, value_of, waiting_for_word

pytestmark = pytest.mark.django_db
DAY, YEAR = date(2026, 9, 1), date(2026, 1, 1)


def say(admin: Acting, province: Unit, key: str, word: Word, value=None, document: str = "CV 5", on=YEAR):
    return set_parameter(admin, province, PROCEDURE, key, word, valid_from=on, value=value, document=document)


def test_the_law_speaks_while_the_province_is_silent(province: Unit) -> None:
    settings = settings_of(province, PROCEDURE, DAY)

    assert value_of(province, PROCEDURE, "posting_days", DAY) == 3
    assert value_of(province, PROCEDURE, "vote_min_share", DAY) == Share(numerator=1, denominator=2)
    assert value_of(province, PROCEDURE, "higher_opinion_step", DAY) is None
    assert value_of(province, PROCEDURE, "khong_co", DAY) is None
    assert (settings["posting_days"].mark, settings["posting_days"].needs_word) == (Mark.RECALLED, True)
    assert (settings["periodic_window"].mark, settings["periodic_window"].needs_word) == (Mark.VERIFIED, False)
    assert not settings["local_standard"].needs_word


def test_an_unknown_procedure_is_refused(province: Unit) -> None:
    with pytest.raises(RefusedError) as refused:
        value_of(province, "khong_co", "posting_days", DAY)
    assert refused.value.code == "procedure-unknown"


def test_an_official_round_waits_for_what_is_weak_in_its_own_kind(province: Unit) -> None:
    periodic = {each.parameter.key for each in waiting_for_word(province, PROCEDURE, "periodic", DAY)}
    regular = {each.parameter.key for each in waiting_for_word(province, PROCEDURE, "regular", DAY)}

    assert periodic == {
        "posting_days", "recheck_days", "recheck_posting_days", "higher_opinion_step", "higher_opinion_days", "quorum",
        "quick_form_cutoff", "quick_form_items", "max_meetings",
    }  # fmt: skip
    assert regular == {"posting_days", "recheck_days", "recheck_posting_days", "quorum", "max_meetings"}


def test_confirm_set_leave(admin: Acting, province: Unit) -> None:
    say(admin, province, "posting_days", Word.CONFIRM, document="")
    say(admin, province, "recheck_days", Word.SET, 5)
    say(admin, province, "max_meetings", Word.LEAVE)
    say(admin, province, "higher_opinion_step", Word.SET, {"code": "province_office", "body": "Sở NN&MT"})
    say(admin, province, "official_report_before", Word.SET, {"month": 12, "day": 10})
    say(admin, province, "periodic_window", Word.SET,
        {"first": {"month": 9, "day": 10}, "last": {"month": 12, "day": 1}})  # fmt: skip

    settings = settings_of(province, PROCEDURE, DAY)

    assert [settings[key].value for key in ("posting_days", "recheck_days", "max_meetings")] == [3, 5, None]
    assert settings["higher_opinion_step"].value == Pick(code="province_office", body="Sở NN&MT")
    assert settings["official_report_before"].value == DayOfYear(month=12, day=10)
    assert isinstance(settings["periodic_window"].value, DateWindow)
    assert all(settings[key].confirmed for key in ("posting_days", "recheck_days", "max_meetings"))
    assert "không giới hạn" in settings["max_meetings"].said
    assert [finding for finding in verify([province], []) if finding.is_fault] == []


def test_the_newest_word_counts_and_older_ones_stay(admin: Acting, province: Unit) -> None:
    say(admin, province, "posting_days", Word.CONFIRM)
    say(admin, province, "posting_days", Word.SET, 4)
    say(admin, province, "posting_days", Word.SET, 7, on=date(2027, 1, 1))

    assert value_of(province, PROCEDURE, "posting_days", DAY) == 4
    assert value_of(province, PROCEDURE, "posting_days", date(2027, 1, 1)) == 7
    assert ParameterValue.objects.count() == 3


def test_the_same_word_twice_is_one(admin: Acting, province: Unit) -> None:
    assert say(admin, province, "posting_days", Word.SET, 4) == say(admin, province, "posting_days", Word.SET, 4)


def test_a_choice_that_has_lapsed_counts_no_more(admin: Acting, province: Unit) -> None:
    before = date(2025, 1, 1)
    say(admin, province, "higher_opinion_step", Word.CONFIRM, on=before)

    assert value_of(province, PROCEDURE, "higher_opinion_step", before) == Pick(code="district")
    assert settings_of(province, PROCEDURE, DAY)["higher_opinion_step"].needs_word


@pytest.mark.parametrize(("key", "word", "value", "document", "code"), [
    ("higher_opinion_step", Word.CONFIRM, None, "CV", "no-default"),
    ("posting_days", Word.LEAVE, None, "CV", "needs-value"),
    ("vote_min_share", Word.SET, {"numerator": 1, "denominator": 3}, "CV", "keep"),
    ("posting_days", Word.SET, 5, " ", "document-missing"),
    ("posting_days", Word.SET, 0, "CV", "bad-value"),
    ("posting_days", Word.SET, None, "CV", "bad-value"),
    ("official_report_before", Word.SET, {"month": 12, "day": 25}, "CV", "bad-value"),
    ("periodic_window", Word.SET, {"first": {"month": 8, "day": 1}, "last": {"month": 9, "day": 1}}, "CV", "bad-value"),
    ("higher_opinion_step", Word.SET, {"code": "district"}, "CV", "bad-value"),
    ("higher_opinion_step", Word.SET, {"code": "province_office"}, "CV", "bad-value"),
    ("khong_co", Word.CONFIRM, None, "CV", "refused"),
])  # fmt: skip
def test_what_is_refused(admin: Acting, province: Unit, key, word, value, document, code) -> None:
    with pytest.raises(RefusedError) as refused:
        say(admin, province, key, word, value, document)
    assert refused.value.code == code
    assert not ParameterValue.objects.exists()


def test_only_the_administrator_of_the_province(acting_for: Callable[..., Acting], province: Unit, communes) -> None:
    for role, unit in (("province_officer", province), ("province_chair", province), ("commune_officer", communes[0])):
        with pytest.raises(NotAllowedError):
            say(acting_for(role, unit), province, "posting_days", Word.CONFIRM)


def test_nothing_waits_once_all_is_settled(admin: Acting, province: Unit) -> None:
    settle_all(admin, province)

    assert waiting_for_word(province, PROCEDURE, "periodic", DAY) == []
    assert waiting_for_word(province, PROCEDURE, "regular", DAY) == []


def test_all_parameters_in_one_query(admin: Acting, province: Unit, django_assert_num_queries) -> None:
    settle_all(admin, province)

    with django_assert_num_queries(1):
        settings_of(province, PROCEDURE, DAY)

"""Members on a keyed paper form: digits only, what the register knows is not answered again, children's questions."""

from datetime import date

import pytest
from django import forms
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from rasoat.web.register.happening import living_members
from rasoat.web.register.models import Member
from rasoat.web.reviews.models import Case, Submission
from rasoat.web.reviews.survey.answers import answers_of
from rasoat.web.reviews.survey.fields import DigitDay
from rasoat.web.reviews.survey.writing import standing_form
from web.reviews.first.test_first_pages import desk, digits  # noqa: F401  # the fixture of the pages


def members_of(case: Case) -> list[dict]:
    form = standing_form(case)
    assert form is not None
    return list(answers_of(form).members)


def key(desk, case: Case, **told: str) -> Submission | None:  # noqa: F811
    case.refresh_from_db()
    sent = digits(case) | {name.replace("__", "-"): value for name, value in told.items()}
    answer = desk.post(reverse("reviews:keying_form", args=[case.public_id]), sent)
    assert answer.status_code == 302
    return standing_form(case)


def test_members_are_keyed_by_digits(desk, case):  # noqa: F811
    key(desk, case, m1__activity="1", m1__has_health_insurance="1", m3__attends_school="0", m3__education_level="2")
    first, third = members_of(case)
    assert (first["member_no"], first["has_health_insurance"]) == (1, True)
    assert isinstance(first["activity"], str)
    assert (third["member_no"], third["attends_school"]) == (3, False)


def test_a_form_without_members_says_nothing_of_them(desk, case):  # noqa: F811
    Member.objects.filter(household=case.household, number=1).update(has_health_insurance=True)
    key(desk, case, m1__has_health_insurance="1")
    assert members_of(case) == []


def test_what_the_register_knows_is_there_already(desk, case):  # noqa: F811
    Member.objects.filter(household=case.household, number=1).update(has_health_insurance=True)
    page = desk.get(reverse("reviews:keying_form", args=[case.public_id])).content.decode()
    assert 'name="m1-has_health_insurance" value="1"' in page


def test_keying_again_keeps_what_an_earlier_form_said_of_members(desk, case):  # noqa: F811
    key(desk, case, m1__has_health_insurance="1")
    key(desk, case, m1__has_health_insurance="1", m2__has_health_insurance="0")
    assert [(one["member_no"], one["has_health_insurance"]) for one in members_of(case)] == [(1, True), (2, False)]


def test_weight_and_height_are_asked_of_children_alone(desk, case):  # noqa: F811
    Member.objects.filter(household=case.household, number=3).update(birth_year=2015)
    page = desk.get(reverse("reviews:keying_form", args=[case.public_id])).content.decode()
    assert 'name="m3-weight_g"' in page
    assert 'name="m1-weight_g"' not in page
    key(desk, case, m3__weight_g="24,5", m3__measured_on="20092026")
    (child,) = members_of(case)
    assert (child["weight_g"], child["measured_on"]) == (24500, "2026-09-20")


def test_wrong_digits_of_a_member_are_told_beside_their_field(desk, case):  # noqa: F811
    sent = digits(case) | {"m1-has_health_insurance": "7"}
    answer = desk.post(reverse("reviews:keying_form", args=[case.public_id]), sent)
    assert answer.status_code == 422
    assert "Gõ 1 (có) hoặc 0 (không)." in answer.content.decode()


def test_more_members_ask_the_database_as_often(desk, open_round, family, django_assert_max_num_queries):  # noqa: F811
    from web.review_making import make_case

    small, large = make_case(open_round, family("Một")), make_case(open_round, family(*"ABCDEFG"))
    desk.get(reverse("reviews:keying_form", args=[small.public_id]))
    assert len(living_members(large.household)) == 7
    with django_assert_max_num_queries(24):
        desk.get(reverse("reviews:keying_form", args=[large.public_id]))


@given(st.dates(min_value=date(1900, 1, 1), max_value=date(2100, 1, 1)))
def test_a_day_in_eight_digits_is_that_day(day):
    assert DigitDay().clean(f"{day:%d%m%Y}") == day


@pytest.mark.parametrize("typed", ["32012026", "2026", "1234567", "aaaaaaaa"])
def test_digits_that_are_no_day_are_refused(typed):
    with pytest.raises(forms.ValidationError):
        DigitDay().clean(typed)


def test_other_answers_under_the_same_key_are_never_dropped_silently(desk, case):  # noqa: F811
    address, sent = reverse("reviews:keying_form", args=[case.public_id]), digits(case)
    assert desk.post(address, sent).status_code == 302
    assert desk.post(address, sent).status_code == 302  # the same again: one form
    changed = desk.post(address, sent | {"q-water": "1"})
    assert changed.status_code == 422
    assert "Hộ này vừa được người khác ghi." in changed.content.decode()
    assert Submission.objects.count() == 1

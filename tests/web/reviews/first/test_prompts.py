"""Households that may have been missed in a month: only what no earlier round has dealt with."""

from datetime import date

import pytest
from django.urls import reverse

from rasoat.web.register.actions.record_hardship import record_hardship
from rasoat.web.register.models import Hardship, HouseholdEvent
from rasoat.web.register.occasion import Occasion
from rasoat.web.reviews.actions.dismiss_prompt import dismiss_prompt
from rasoat.web.reviews.actions.screen_out_case import screen_out_case
from rasoat.web.reviews.actions.submit_form import submit_form
from rasoat.web.reviews.listing.prompts import prompted, prompts_of
from rasoat.web.rounds.models import Purpose, Round, RoundState
from web.review_making import make_case, make_round
from web.reviews.first.conftest import TOLD


@pytest.fixture
def month(province, communes):
    return make_round(province, communes, kind="regular")


@pytest.fixture
def hit(officer, family):
    """A household that a storm has struck."""
    home = family("Bị Bão")
    HouseholdEvent.objects.all().delete()
    record_hardship(officer, home, Hardship.DISASTER, Occasion(date(2026, 7, 1), "tốc mái nhà"))
    return home


def close(row):
    Round.objects.filter(pk=row.pk).update(state=RoundState.CLOSED)


def ill(officer, home):
    record_hardship(officer, home, Hardship.ILLNESS, Occasion(date(2026, 7, 1), "mổ tim"))


def causes(row, commune):
    return [prompt.causes for prompt in prompts_of(row, list(prompted(row, commune)))]


def test_what_the_yearly_review_dismissed_is_not_named_in_a_month(officer, open_round, month, hit, communes):
    assert causes(month, communes[0]) == [("disaster",)]
    dismiss_prompt(officer, open_round, hit, ["disaster"], "Đã sửa nhà")
    assert causes(month, communes[0]) == []
    ill(officer, hit)
    assert causes(month, communes[0]) == [("illness",)]
    assert causes(open_round, communes[0]) == []


def test_a_household_surveyed_in_another_round_is_named_for_what_came_after(
    officer, open_round, month, hit, communes, filled
):
    case = make_case(open_round, hit)
    assert causes(month, communes[0]) == []
    close(open_round)
    assert causes(month, communes[0]) == [("disaster",)]
    Round.objects.filter(pk=open_round.pk).update(state=RoundState.OPEN)
    case.round.refresh_from_db()
    submit_form(officer, case, filled())
    close(open_round)
    assert causes(month, communes[0]) == []
    ill(officer, hit)
    assert causes(month, communes[0]) == [("illness",)]


def test_a_household_screened_out_was_looked_at(officer, open_round, month, hit, communes):
    screen_out_case(officer, make_case(open_round, hit, opening=""), "Nhà không hư hỏng", TOLD)
    assert causes(month, communes[0]) == []


def test_a_training_round_deals_with_nothing(officer, province, month, hit, communes):
    training = make_round(province, communes)
    Round.objects.filter(pk=training.pk).update(purpose=Purpose.TRAINING)
    training.refresh_from_db()
    dismiss_prompt(officer, training, hit, ["disaster"], "thử")
    assert causes(month, communes[0]) == [("disaster",)]


def test_pages_of_a_month_speak_of_requests_not_of_the_list(client_for, month, open_round, communes, hit):
    desk = client_for("commune_officer", communes[0])
    said = {"reviews:commune": "Đợt tháng rà soát hộ có đơn", "reviews:completeness": "Mọi đơn nhận đến ngày",
            "reviews:prompts": "đưa vào đợt tháng này"}  # fmt: skip
    for name, words in said.items():
        monthly, yearly = (
            desk.get(reverse(name, args=[row.pk, communes[0].key])).content.decode() for row in (month, open_round)
        )
        assert (words in monthly, words in yearly) == (True, False)
        assert "trong danh sách và mọi" not in monthly
    filters = desk.get(reverse("reviews:cases", args=[month.pk, communes[0].key])).content.decode()
    assert "Đang trong danh sách" not in filters

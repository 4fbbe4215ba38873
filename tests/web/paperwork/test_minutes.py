"""Minutes of a village meeting: every household, points that were read out, no vote that was not held."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from rasoat.web.paperwork.catalogue import KINDS
from rasoat.web.paperwork.data.dossier import lines_of
from rasoat.web.paperwork.filling import data_of, paper_of
from rasoat.web.paperwork.subjects import find
from rasoat.web.reviews.models import Application, MeetingOutcome, Result
from web.review_making import STANDARD, make_round

from .conftest import Walk, assessed

pytestmark = pytest.mark.django_db


def told(officer, made: Walk, key: str) -> tuple[dict, str]:
    kind = KINDS[key]
    subject = find(officer, kind.scope, f"{made.refs()[kind.scope]}.{STANDARD}")
    assert subject is not None
    return dict(data_of(kind, subject)), paper_of(kind, subject).to_html()


def test_minutes_have_both_scores_of_the_day(walk, officer) -> None:
    made = walk()
    assessed(made.cases[0], 128, 30)
    made.meeting.entered_at = timezone.now() + timedelta(minutes=1)
    made.meeting.save()

    data, shown = told(officer, made, "bien-ban-hop")

    assert [(home["points_a"], home["points_b"]) for home in data["households"]] == [(128, 30), (None, None)]
    assert "Điểm A" in shown
    assert ">128<" in shown


def test_points_given_after_the_meeting_are_not_in_its_minutes(walk, officer) -> None:
    made = walk()
    made.meeting.entered_at = timezone.now() - timedelta(days=1)
    made.meeting.save()
    assessed(made.cases[0], 128, 30)

    data, shown = told(officer, made, "bien-ban-hop")

    assert data["scored"] is False
    assert "Điểm A" not in shown


def test_the_vote_on_the_list_is_not_shown_as_votes_on_households(walk, officer) -> None:
    made = walk()
    MeetingOutcome.objects.create(
        meeting=made.meeting, standard_id=STANDARD, case=made.cases[1], agree=19, passed=True, household_class="poor"
    )

    _data, shown = told(officer, made, "bien-ban-hop")

    assert ">28<" not in shown
    assert ">19<" in shown
    assert ">theo danh sách<" in shown


def test_a_new_household_is_called_new(walk, officer) -> None:
    made = walk()
    Result.objects.filter(case=made.cases[0]).update(opening_class="")

    for key in ("bien-ban-hop", "bien-ban-hop-trong"):
        assert [home["opening"] for home in told(officer, made, key)[0]["households"]][:2] == ["Mới", "Hộ nghèo"]


def test_a_list_that_nobody_counted_is_counted(walk, officer) -> None:
    made = walk(3)
    made.meeting.households_on_list = None
    found = []
    for here in (2, 20):
        made.meeting.households_present = here
        made.meeting.save()
        found.append(told(officer, made, "bien-ban-hop")[0])

    assert [(data["households_on_list"], data["share"]) for data in found] == [(3, 66.7), (None, None)]


def test_minutes_to_write_on_name_households_without_a_locked_form(walk, officer) -> None:
    made = walk()
    assessed(made.cases[0], 128, 30)
    Result.objects.filter(case=made.cases[0]).update(state="scored")
    Result.objects.filter(case=made.cases[1]).update(state="waiting", proposed="")

    data, shown = told(officer, made, "bien-ban-hop-trong")

    first, second, *spare = data["households"]
    assert (first["proposed"], first["points_a"]) == ("Hộ nghèo", 128)
    assert (second["head_name"], second["proposed"], second["points_a"]) == (made.cases[1].head_name, "", None)
    assert made.cases[1].head_name in shown
    assert [line["head_name"] for line in spare] == [""] * 4


def test_the_index_counts_one_list_as_one(walk) -> None:
    line = lines_of(walk(12).review)[0]

    assert (line.name, line.count) == ("Danh sách hộ gia đình cần rà soát", 1)


def test_receipts_stand_under_the_round_that_took_them_up(walk, client_for, communes, province) -> None:
    made, desk = walk(), client_for("commune_officer", communes[0])
    Application.objects.filter(pk=made.application.pk).update(case=made.cases[0])
    other = make_round(province, [communes[0]], kind="regular")

    shown = [
        desk.get(reverse("paperwork:commune", args=[place.pk])).content.decode()
        for place in (made.place, other.communes.get())
    ]

    assert [f"/{made.application.pk}/" in page for page in shown] == [True, False]

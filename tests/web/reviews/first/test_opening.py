"""The list of a round: everybody on the current list, everybody who asked, in the order of lists, in bulk."""

from datetime import date

from django.db import connection, transaction
from django.test.utils import CaptureQueriesContext

from rasoat.web.register.models import Household, Status
from rasoat.web.reviews.actions.add_case import add_case
from rasoat.web.reviews.actions.open_cases import open_cases, open_villages_and_cases
from rasoat.web.reviews.actions.receive_application import receive_application
from rasoat.web.reviews.applications.drafts import ApplicationDraft
from rasoat.web.reviews.models import Case, RequestChannel, RequestKind, Result, VillageReview
from rasoat.web.reviews.recording import Told
from rasoat.web.reviews.stages import refresh_stages
from web.review_making import STANDARD, make_round
from web.reviews.first.checks import unrecorded


def ask(officer, home, day=date(2026, 8, 1), kind=RequestKind.REVIEW, **values):
    draft = ApplicationDraft(
        home.commune, kind, RequestChannel.IN_PERSON, home.head_name, Told(day), household=home, **values
    )
    return receive_application(officer, draft)


def test_the_current_list_and_applicants_get_cases_numbered_in_their_villages(
    officer, listed, family, villages, province, communes
):
    listed(poor=2, near_poor=1, not_poor=1)
    family("Ngoài Danh Sách")
    asked = family("Ẩn Có Đơn", village=villages[1])
    request = ask(officer, asked)
    row = make_round(province, communes)
    assert open_cases(officer, row, communes[0]) == 4
    cases = Case.objects.order_by("village__sort_key", "number")
    assert [(case.village.name, case.number, case.origin) for case in cases] == [
        ("Cuối Suối", 1, "current_list"),
        ("Cuối Suối", 2, "current_list"),
        ("Cuối Suối", 3, "current_list"),
        ("Gốc Đa", 1, "application"),
    ]
    assert [case.sort_key for case in cases][:3] == sorted(case.sort_key for case in list(cases)[:3])
    request.refresh_from_db()
    assert (request.state, request.case.household) == ("taken", asked)
    openings = Result.objects.order_by("case__village__sort_key", "case__number")
    assert sorted(result.opening_class for result in openings) == ["", "near_poor", "poor", "poor"]
    assert open_cases(officer, row, communes[0]) == 0


def test_two_standards_give_two_results_each_with_its_own_opening_class(officer, listed, province, communes):
    listed(poor=1)
    row = make_round(province, communes, standards=(STANDARD, "national_2027"))
    open_cases(officer, row, communes[0])
    found = dict(Result.objects.values_list("standard_id", "opening_class"))
    assert found == {STANDARD: "poor", "national_2027": ""}


def test_a_regular_round_takes_only_requests_received_until_its_first_day(officer, listed, family, province, communes):
    listed(poor=1)
    early, late = family("Đơn Sớm"), family("Đơn Muộn")
    ask(officer, early, date(2026, 9, 15))
    ask(officer, late, date(2026, 9, 16))
    row = make_round(province, communes, kind="regular")
    assert open_cases(officer, row, communes[0]) == 1
    assert Case.objects.get().household == early


def test_the_hook_makes_villages_and_cases_in_few_queries(officer, listed, province, communes):
    listed(poor=5)
    row = make_round(province, communes)
    VillageReview.objects.all().delete()
    with transaction.atomic(), CaptureQueriesContext(connection) as few:
        made = open_villages_and_cases(officer, row, list(row.communes.all()))
    assert VillageReview.objects.count() == 4
    assert len(made) == 4 + 5 + 5
    own = {(each.commune_id, each.stage) for each in row.communes.all()}
    assert {stage for _commune, stage in own} == {"survey", "listing"}
    stages = VillageReview.objects.filter(commune__in=[pk for pk, stage in own if stage == "survey"])
    assert set(stages.values_list("stage", flat=True)) == {"survey", "done"}
    assert not refresh_stages(row.pk, made[0].commune_id)
    with transaction.atomic(), CaptureQueriesContext(connection) as again:
        assert open_villages_and_cases(officer, row, list(row.communes.all())) == []
    assert len(again) <= len(few) <= 30


def test_the_ledger_agrees_with_the_rows_afterwards(officer, listed, family, province, communes):
    listed(poor=2)
    row = make_round(province, communes)
    open_cases(officer, row, communes[0])
    add_case(officer, row, family("Thêm Sau"), "Nhà cháy tháng 8")
    assert unrecorded() == set()


def test_a_household_that_came_from_another_commune_of_the_round_keeps_its_one_case(
    officer, listed, province, communes
):
    (home,) = listed(poor=1)
    row = make_round(province, communes)
    open_cases(officer, row, communes[0])
    Household.objects.filter(pk=home.pk).update(commune=communes[1])
    Status.objects.filter(household=home).update(commune=communes[1])

    with transaction.atomic():
        made = open_villages_and_cases(officer, row, list(row.communes.filter(commune=communes[1])))

    assert made == []
    assert Case.objects.get().commune == communes[0]

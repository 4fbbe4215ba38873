"""Results of a signed list entered at once: as seen, once only, recorded, refused when something changed."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext

from rasoat.web.accounts.policy import NotAllowedError
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.actions.drop_list import drop_list
from rasoat.web.reviews.actions.enter_list import enter_list
from rasoat.web.reviews.actions.enter_result import SignedResult, enter_result
from rasoat.web.reviews.actions.take_list import ListDraft, take_list
from rasoat.web.reviews.actions.undo_entry import undo_entry
from rasoat.web.reviews.models import Assessment, Case, Entry, Result, SignedList, Submission
from rasoat.web.reviews.recording import Told
from rasoat.web.reviews.survey.answers import answers_of
from rasoat.web.vault.files import place_of
from web.review_making import STANDARD, make_case, make_round
from web.reviews.first.checks import unrecorded
from web.reviews.signed.conftest import DOCUMENT, SIGNED, plan_of, told_of, workbook


def rows_of(cases: list[Case], *classes: str) -> list[tuple[str, ...]]:
    return [(case.household.code, case.head_name, "", "", said) for case, said in zip(cases, classes, strict=False)]


def test_all_results_are_entered_at_once(officer, cases, take):
    kept = take(
        (cases[0].household.code, "Lò Văn Ơn", 1980, "", "Hộ nghèo", 120, 40, "Mất mùa"),
        (cases[1].household.code, "", "", "", "CN"),
        (cases[2].household.code, "", "", "", "không nghèo"),
    )
    done = enter_list(officer, kept, plan_of(kept).seal)
    assert (done.results, done.confirmed_by) == (3, officer.user)
    assert dict(Result.objects.values_list("case__head_name", "proposed")) == {
        "Lò Văn Ơn": "poor", "Tòng Thị Đào": "near_poor", "Quàng Văn Hặc": "not_poor",
    }  # fmt: skip
    assert set(Result.objects.values_list("state", flat=True)) == {"scored"}
    assert set(Case.objects.values_list("state", flat=True)) == {"locked"}
    form = cases[0].submissions.get()
    assert (form.entry, form.happened_on, form.acted, form.on_behalf) == (
        Entry.SIGNED_LIST, SIGNED.happened_on, SIGNED.acted, True,
    )  # fmt: skip
    assert answers_of(form).household == {"class": "poor", "document": DOCUMENT, "reason": "Mất mùa"}
    found = form.assessments.get()
    assert (found.income_score, found.deprivation_score, found.detail) == (
        120, 40, {"document": DOCUMENT, "reason": "Mất mùa"},
    )  # fmt: skip
    assert unrecorded() == set()


def test_a_list_confirmed_again_writes_nothing(officer, cases, take):
    kept = take(*rows_of(cases, "Hộ nghèo"))
    seen = plan_of(kept).seal
    enter_list(officer, kept, seen)
    again = enter_list(officer, kept, seen)
    assert again.results == 1
    assert Submission.objects.count() == 1


def test_the_same_workbook_taken_again_finds_everything_standing(officer, cases, take):
    rows = rows_of(cases, "Hộ nghèo", "Hộ cận nghèo")
    first = take(*rows)
    enter_list(officer, first, plan_of(first).seal)
    second = take(*rows)
    plan = plan_of(second)
    assert (len(plan.entries), len(plan.same)) == (0, 2)
    with pytest.raises(RefusedError):
        enter_list(officer, second, plan.seal)


def test_a_mended_list_changes_only_what_is_new(officer, cases, take):
    first = take(*rows_of(cases, "Hộ nghèo", "Hộ giàu"))
    enter_list(officer, first, plan_of(first).seal)
    second = take(*rows_of(cases, "Hộ cận nghèo", "Hộ nghèo"))
    plan = plan_of(second)
    assert [(each.case.head_name, each.before, each.said.household_class) for each in plan.entries] == [
        ("Lò Văn Ơn", "poor", "near_poor"), ("Tòng Thị Đào", "", "poor"),
    ]  # fmt: skip
    enter_list(officer, second, plan.seal)
    assert cases[0].submissions.filter(standing=True).get().number == 2
    assert unrecorded() == set()


def test_a_preview_that_is_stale_is_told_and_nothing_is_written(officer, cases, take):
    kept = take(*rows_of(cases, "Hộ nghèo", "Hộ nghèo"))
    seen = plan_of(kept).seal
    enter_result(officer, cases[1], SignedResult(STANDARD, "near_poor", "DS khác"), Told(SIGNED.happened_on))
    with pytest.raises(RefusedError) as refused:
        enter_list(officer, kept, seen)
    assert refused.value.code == "stale"
    assert Assessment.objects.count() == 1
    assert SignedList.objects.get().confirmed_at is None


def test_faulty_and_blank_rows_are_left_alone(officer, cases, take):
    kept = take(*rows_of(cases, "Hộ nghèo", "Hộ khá giả", ""))
    plan = plan_of(kept)
    assert told_of(plan) == [("E5", "Loại hộ “Hộ khá giả” không rõ.")]
    assert len(plan.blank) == 1
    enter_list(officer, kept, plan.seal)
    assert Result.objects.filter(state="scored").count() == 1


def test_results_that_went_further_are_no_longer_changed(officer, cases, take):
    Result.objects.filter(case=cases[0]).update(state="posted", proposed="poor", agreed="poor")
    kept = take(*rows_of(cases, "Hộ cận nghèo"))
    assert told_of(plan_of(kept)) == [("E4", "Hộ đang ở bước “Đang niêm yết”: danh sách không sửa được nữa.")]


def test_a_household_that_left_the_round_is_told(officer, cases, take):
    Case.objects.filter(pk=cases[0].pk).update(state="left")
    kept = take(*rows_of(cases, "Hộ nghèo"))
    ((cell, what),) = told_of(plan_of(kept))
    assert cell == "E4"
    assert "Ra khỏi đợt" in what


def test_a_result_of_a_list_can_be_taken_back_by_household(officer, cases, take):
    kept = take(*rows_of(cases, "Hộ nghèo"))
    enter_list(officer, kept, plan_of(kept).seal)
    undo_entry(officer, cases[0], "Nhập nhầm")
    assert Result.objects.get(case=cases[0]).state == "waiting"
    again = take(*rows_of(cases, "Hộ nghèo"))
    assert len(plan_of(again).entries) == 1


def test_scored_standards_take_no_list(officer, province, communes, villages):
    row = make_round(province, communes)
    draft = ListDraft(STANDARD, DOCUMENT, workbook(("1", "A", "", "", "Hộ nghèo")), SIGNED)
    with pytest.raises(RefusedError) as refused:
        take_list(officer, row, communes[0], draft)
    assert refused.value.field == "standard_id"


def test_only_who_runs_the_review_takes_and_enters_lists(acting_for, communes, cases, take):
    kept = take(*rows_of(cases, "Hộ nghèo"))
    for other in (acting_for("reviewer", communes[0]), acting_for("commune_officer", communes[1])):
        for act in (lambda by: enter_list(by, kept, ""), lambda by: drop_list(by, kept)):
            with pytest.raises(NotAllowedError):
                act(other)


def test_a_dropped_list_is_erased_and_cannot_be_entered(officer, cases, take, django_capture_on_commit_callbacks):
    kept = take(*rows_of(cases, "Hộ nghèo"))
    seen, place = plan_of(kept).seal, place_of(kept.file)
    with django_capture_on_commit_callbacks(execute=True):
        drop_list(officer, kept)
    drop_list(officer, kept)
    assert not place.exists()
    with pytest.raises(RefusedError) as refused:
        enter_list(officer, kept, seen)
    assert refused.value.code == "gone"
    assert unrecorded() == set()


def test_an_entered_list_is_not_dropped(officer, cases, take):
    kept = take(*rows_of(cases, "Hộ nghèo"))
    enter_list(officer, kept, plan_of(kept).seal)
    with pytest.raises(RefusedError):
        drop_list(officer, kept)


@pytest.mark.parametrize(
    ("file", "code"),
    [
        (SimpleUploadedFile("a.xlsx", b"PK\x03\x04 khong phai so"), "workbook-broken"),
        (SimpleUploadedFile("a.xlsx", b"%PDF-1.4 x %%EOF"), "file-type"),
        (SimpleUploadedFile("a.csv", b"Ma ho,Loai ho\n1,N\n"), "file-type"),
        (workbook(("1", "Lò Văn Ơn"), headings=("Mã hộ", "Họ tên chủ hộ")), "column-missing"),
        (workbook(("N", "N"), headings=("Loại hộ", "Phân loại")), "column-twice"),
        (workbook(headings=("Mã hộ", "Loại hộ")), "list-empty"),
        (workbook(("a", "b"), headings=("Vật tư", "Đơn giá")), "list-empty"),
    ],
    ids=["broken", "pdf", "csv", "no class", "two classes", "no rows", "another list"],
)
def test_a_file_that_is_no_such_list_is_refused_beside_the_field(officer, list_round, communes, file, code):
    with pytest.raises(RefusedError) as refused:
        take_list(officer, list_round, communes[0], ListDraft(STANDARD, DOCUMENT, file, SIGNED))
    assert (refused.value.field, refused.value.code) == ("file", code)
    assert SignedList.objects.count() == 0


def test_a_longer_list_asks_the_database_as_often(officer, list_round, family, take):
    def asked(count: int) -> int:
        cases = [make_case(list_round, family(f"Hộ {count} {at}")) for at in range(count)]
        kept = take(*rows_of(cases, *["Hộ nghèo"] * count))
        seen = plan_of(kept).seal
        with CaptureQueriesContext(connection) as found:
            enter_list(officer, kept, seen)
        return len(found)

    few = asked(2)
    assert asked(12) <= few

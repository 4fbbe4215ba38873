"""What the chair is asked for and decides: only households with a result, whose lists are not empty."""

from datetime import date

import pytest

from rasoat.web.jobs.worker import run_until_idle
from rasoat.web.paperwork.actions.order_folder import order_folder
from rasoat.web.paperwork.catalogue import KINDS
from rasoat.web.paperwork.filling import data_of, paper_of
from rasoat.web.paperwork.folders import entries_of
from rasoat.web.paperwork.subjects import find
from rasoat.web.reviews.models import DecidedCase, Result
from web.review_making import STANDARD

from .conftest import Walk

pytestmark = pytest.mark.django_db
STEPS = "submission"


def told(officer, made: Walk, key: str) -> tuple[dict, str]:
    kind = KINDS[key]
    ref = made.refs()[kind.scope] + (f".{STANDARD}" if kind.by_standard else "")
    subject = find(officer, kind.scope, ref)
    assert subject is not None
    return dict(data_of(kind, subject)), paper_of(kind, subject).to_html()


def stand(made: Walk, *states: str) -> None:
    for case, state in zip(made.cases, states, strict=True):
        Result.objects.filter(case=case).update(state=state)


def test_the_folder_of_a_village_holds_what_is_submitted(walk, officer) -> None:
    made = walk()

    folder = order_folder(officer, made.review, stage=STEPS)
    run_until_idle()
    folder.refresh_from_db()
    data, shown = told(officer, made, "danh-sach-trinh")

    assert folder.bundle is not None
    assert "danh-sach-trinh" in {entry.kind.key for entry in entries_of(made.review, stage=STEPS)}
    assert (data["total"], data["poor"], data["left_out"]) == (2, 2, 0)
    assert all(case.head_name in shown for case in made.cases)


def test_a_village_without_results_submits_nothing(walk, officer) -> None:
    made = walk()
    DecidedCase.objects.all().delete()
    stand(made, "waiting", "posted")

    assert entries_of(made.review, stage=STEPS) == []


def test_a_submission_counts_what_is_ready_and_names_the_rest(walk, officer) -> None:
    made = walk(3)
    stand(made, "ready", "waiting", "posted")

    data, shown = told(officer, made, "to-trinh")
    village, _shown = told(officer, made, "danh-sach-trinh")

    assert [(line["households"], line["poor"]) for line in data["villages"]] == [(1, 1)]
    assert (data["left_out"], village["left_out"], village["total"]) == (2, 2, 1)
    assert "Còn 2 hộ của xã chưa đủ kết quả" in shown
    assert "ban hành quyết định đối với các hộ nêu trên" in shown


def test_a_later_submission_leaves_out_what_was_decided(walk, officer) -> None:
    made = walk(3)
    stand(made, "ready", "recognised", "recognised")

    data, _shown = told(officer, made, "to-trinh")

    assert ([line["households"] for line in data["villages"]], data["left_out"]) == ([1], 0)


def test_nothing_is_asked_for_while_nobody_has_a_result(walk, officer) -> None:
    made = walk()
    stand(made, "waiting", "scored")

    data, shown = told(officer, made, "to-trinh")

    assert (data["villages"], data["left_out"]) == ([], 2)
    assert "Đề nghị Chủ tịch" not in shown
    assert "chưa đề nghị ban hành quyết định" in shown


def test_an_empty_list_has_no_article_and_no_page(walk, officer) -> None:
    made = walk(3)

    data, shown = told(officer, made, "quyet-dinh-cong-nhan")

    assert data["last_article"] == 2
    assert "Điều 2." in shown
    assert "Điều 3" not in shown
    assert "thoát cận nghèo (danh sách" not in shown
    assert "DANH SÁCH II" not in shown


def test_a_decision_that_recognises_nobody_says_so(walk, officer) -> None:
    made = walk(1)

    _data, shown = told(officer, made, "quyet-dinh-cong-nhan")

    assert "Không có hộ nào được công nhận" in shown
    assert "DANH SÁCH I" not in shown


def test_a_decision_tells_who_left_poverty_and_who_near_poverty(walk, officer) -> None:
    made = walk(4)
    DecidedCase.objects.exclude(case=made.cases[0]).exclude(case=made.cases[1]).update(
        kind="escaped", household_class="not_poor"
    )
    Result.objects.filter(case=made.cases[3]).update(opening_class="near_poor")

    data, shown = told(officer, made, "quyet-dinh-cong-nhan")

    assert (data["escaped_poor"], data["escaped_near_poor"], data["last_article"]) == (1, 1, 3)
    assert [line["opening"] for line in data["escaped"]] == ["Hộ nghèo", "Hộ cận nghèo"]
    assert "Công nhận 1 hộ thoát nghèo, 1 hộ thoát cận nghèo (danh sách II kèm theo)" in shown


def test_the_plan_has_the_days_of_the_calendar(walk, officer) -> None:
    made = walk()
    made.round.internal_days.create(key="survey", on=date(2026, 10, 30))

    data, shown = told(officer, made, "ke-hoach")

    assert date(2026, 10, 30) in [step["until"] for step in data["steps"]]
    assert "Chậm nhất 30/10/2026" in shown
    days = {step["name"]: step["days"] for step in data["steps"]}
    assert days["Khiếu nại và phúc tra"] == 3
    assert "3 ngày làm việc" in shown
    assert data["steps"][0]["until"] == made.round.ends_on

"""What each role finds on its first page."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from rasoat.web.accounts.models import User
from rasoat.web.areas.models import Unit
from rasoat.web.register.models import Household
from rasoat.web.reporting.models import Report
from rasoat.web.reviews.models import Application, Case, Meeting, Opinion, Posting, RoundDecision, VillageReview
from rasoat.web.rounds.models import RoundCommune
from web.review_making import make_case, make_round

Homes = Callable[[Unit, int], list[Household]]


def shown(client: Client, query: str = "") -> str:
    answer = client.get(f"/{query}")
    assert answer.status_code == 200
    return " ".join(answer.content.decode().split())


def test_village_head_sees_what_is_left_the_next_household_and_whom_to_call(
    client_for: Callable[..., Client], user_with: Callable[..., User], province: Unit, communes, villages, homes: Homes
) -> None:
    row = make_round(province, communes)
    cases = [make_case(row, home) for home in homes(villages[0], 4)]
    for case, state in zip(cases, ("locked", "listed", "returned", "left"), strict=True):
        case.state = state
        case.save()
    officer = user_with("commune_officer", communes[0])
    User.objects.filter(pk=officer.pk).update(phone="0912 345 678")
    at = timezone.now() + timedelta(days=2)
    VillageReview.objects.filter(village=villages[0]).update(meeting_at=at, meeting_place="Nhà văn hóa")

    page = shown(client_for("village_head", villages[0]))

    assert "Còn 2/3 hộ" in page
    assert f"Hộ tiếp theo: 3. {cases[2].head_name}" in page
    assert 'href="tel:0912 345 678"' in page or 'href="tel:0912345678"' in page
    assert f"{timezone.localtime(at):%H:%M %d/%m/%Y}, Nhà văn hóa" in page


def test_the_person_named_for_the_village_is_called_before_others(
    client_for: Callable[..., Client], province: Unit, communes, villages, homes: Homes
) -> None:
    row = make_round(province, communes)
    make_case(row, homes(villages[0], 1)[0])
    VillageReview.objects.filter(village=villages[0]).update(ask="Chị Lan, văn hóa xã, 0987 654 321")

    page = shown(client_for("village_head", villages[0]))

    assert 'href="tel:0987654321"' in page
    assert "Chị Lan" in page


def test_a_failed_meeting_says_what_comes_next_until_the_village_has_met_again(
    client_for: Callable[..., Client], province: Unit, communes, villages, homes: Homes
) -> None:
    row = make_round(province, communes)
    case = make_case(row, homes(villages[0], 1)[0], state="locked", result_state="rejected", proposed="poor")
    review = VillageReview.objects.get(village=villages[0])
    held = timezone.now() - timedelta(days=2)
    VillageReview.objects.filter(pk=review.pk).update(meeting_at=held)
    Meeting.objects.create(review=review, number=1, present=10, result="failed", happened_on=timezone.localdate(held))
    head = client_for("village_head", villages[0])

    failed = shown(head)
    again = timezone.now() + timedelta(days=3)
    VillageReview.objects.filter(pk=review.pk).update(meeting_at=again)
    Case.objects.filter(pk=case.pk).update(state="surveyed")
    case.results.update(state="waiting")
    reviewing = shown(head)
    case.results.update(state="agreed")
    met = shown(head)

    assert f"Họp thôn ngày {timezone.localdate(held):%d/%m/%Y} chưa thống nhất" in failed
    assert "rà soát lại 1 hộ" in failed
    assert "Chưa hẹn ngày họp lại." in failed
    assert f"{timezone.localtime(held):%H:%M %d/%m/%Y}" not in failed
    assert "khóa hết phiếu của các hộ rà soát lại" in reviewing
    assert f"Họp lại: {timezone.localtime(again):%H:%M %d/%m/%Y}." in reviewing
    assert "chưa thống nhất" not in met


def test_reviewer_is_told_of_own_households_only(
    client_for: Callable[..., Client], province: Unit, communes, villages, homes: Homes
) -> None:
    row = make_round(province, communes)
    cases = [make_case(row, home) for home in homes(villages[0], 3)]
    client = client_for("reviewer", villages[0])
    cases[1].reviewer = User.objects.get(username__startswith="reviewer")
    cases[1].save()

    page = shown(client)

    assert "Còn 1/1 hộ" in page
    assert cases[0].head_name not in page


def test_officer_sees_every_village_with_its_step_the_overdue_first(
    client_for: Callable[..., Client], province: Unit, communes, villages, homes: Homes
) -> None:
    row = make_round(province, communes)
    make_case(row, homes(villages[0], 1)[0])
    late = make_case(row, homes(villages[1], 1)[0], state="locked", result_state="opinion", proposed="poor")
    yesterday = timezone.localdate() - timedelta(days=1)
    Opinion.objects.create(
        round=row, province=province, commune=communes[0], standard_id="national_2022", body="Sở",
        asked=[late.pk], due_on=yesterday, happened_on=yesterday,
    )  # fmt: skip
    Application.objects.create(
        province=province, commune=communes[0], year=2026, kind="review", channel="in_person", applicant="Lò Thị Xin",
        happened_on=timezone.localdate() - timedelta(days=9),
    )  # fmt: skip

    client = client_for("commune_officer", communes[0])
    page = shown(client)

    lines = client.get("/").context["boards"][0]["board"]["villages"]
    assert [line.row.village for line in lines] == [villages[1], villages[0]]
    assert f"Ý kiến quá hạn từ {yesterday:%d/%m/%Y}" in page
    assert "lâu nhất 9 ngày" in page
    assert "Nhập phiếu" in page
    assert "Tra cứu / In xác nhận" in page


def test_a_posting_that_nobody_took_down_is_overdue(
    client_for: Callable[..., Client], province: Unit, communes, villages, homes: Homes
) -> None:
    row = make_round(province, communes)
    make_case(row, homes(villages[0], 1)[0], state="locked", result_state="posted", proposed="poor")
    review = VillageReview.objects.get(village=villages[0])
    Posting.objects.create(
        review=review, number=1, days=3, happened_on=date(2026, 9, 2), ends_on=date(2026, 9, 7), places=["Nhà văn hóa"]
    )

    assert "Niêm yết hết hạn 07/09/2026, chưa ghi kết thúc" in shown(client_for("commune_officer", communes[0]))


def test_nobody_sees_the_households_of_another_commune(
    client_for: Callable[..., Client], province: Unit, communes, villages, homes: Homes
) -> None:
    row = make_round(province, communes)
    case = make_case(row, homes(villages[0], 1)[0])

    other = client_for("commune_officer", communes[1])

    assert villages[0].full_name not in [
        line.label for line in other.get("/").context["boards"][0]["board"]["villages"] if line.row.cases
    ]
    assert case.head_name not in shown(other)
    assert case.head_name not in shown(client_for("village_head", villages[2]))


def test_chair_sees_who_enters_and_what_is_unusual_and_no_target(
    client_for: Callable[..., Client], province: Unit, communes, villages, homes: Homes
) -> None:
    row = make_round(province, communes)
    case = make_case(
        row, homes(villages[0], 1)[0], state="locked", result_state="prepared", opening="not_poor", proposed="poor",
        agreed="poor", relative_of_reviewer="em ruột",
    )  # fmt: skip
    decision = RoundDecision.objects.create(
        round=row, province=province, commune=communes[0], year=2026, standard_id="national_2022"
    )
    decision.cases.create(case=case, kind="recognised", household_class="poor")

    page = shown(client_for("commune_chair", communes[0]))

    assert "Chờ ký" in page
    assert "1 hộ: người thân của rà soát viên" in page
    assert "chỉ tiêu" not in page.lower()


def test_province_sees_steps_of_communes_silence_and_what_is_unconfirmed(
    client_for: Callable[..., Client], province: Unit, communes, villages
) -> None:
    row = make_round(province, communes)
    RoundCommune.objects.filter(commune=communes[0]).update(stage="meeting", last_active_at=timezone.now())

    client = client_for("province_officer", province)
    page = shown(client)

    board = next(one["board"] for one in client.get("/").context["boards"] if "stages" in one["board"])
    assert {each.stage: each.number for each in board["stages"] if each.number} == {"listing": 1, "meeting": 1}
    assert board["silent"] == 1
    assert board["unconfirmed"] > 0
    assert {f"{line.due:%d/%m}" for line in board["days"]} >= {"14/11", "19/12"}
    assert f"/ban-viec/dot/{row.pk}/xa/?buoc=meeting" in page


def test_ministry_sees_provinces_and_no_household(
    client_for: Callable[..., Client], province: Unit, communes, villages, homes: Homes
) -> None:
    row = make_round(province, communes)
    case = make_case(row, homes(villages[0], 1)[0])
    make_round(province, communes, purpose="training")

    client = client_for("ministry_viewer", None)
    page = shown(client)

    line = client.get("/").context["boards"][0]["board"]["provinces"][0]
    assert (line.unit, line.total) == (province, 2)
    assert case.head_name not in page


def test_front_finds_meetings_to_remark_on_and_lists_that_hang(
    client_for: Callable[..., Client], province: Unit, communes, villages, homes: Homes
) -> None:
    make_round(province, communes)
    here, there = (VillageReview.objects.get(village=villages[at]) for at in (0, 2))
    for review in (here, there):
        Meeting.objects.create(review=review, number=1, present=10, result="passed", happened_on=date(2026, 10, 1))

    board = client_for("front_observer", communes[0]).get("/").context["boards"][0]["board"]

    assert [meeting.review for meeting in board["held"]] == [here]


@pytest.mark.parametrize("role", ["auditor", "province_chair", "province_admin"])
def test_pages_open_before_any_round(client_for: Callable[..., Client], province: Unit, communes, role: str) -> None:
    assert "Chưa có đợt rà soát nào đang mở" in shown(client_for(role, province))


@pytest.mark.parametrize("role", ["commune_officer", "commune_chair", "commune_board", "front_observer", "trainee"])
def test_commune_pages_open_before_any_round(client_for: Callable[..., Client], communes, role: str) -> None:
    shown(client_for(role, communes[0]))


def test_a_second_round_is_a_tab_away_and_says_that_it_does_not_count(
    client_for: Callable[..., Client], province: Unit, communes, villages
) -> None:
    make_round(province, communes)
    training = make_round(province, communes, purpose="training")
    client = client_for("commune_officer", communes[0])

    assert "không tính vào kết quả nào" not in shown(client)
    assert "không tính vào kết quả nào" in shown(client, f"?dot={training.pk}")


def test_failing_checks_show_before_the_approval(client_for: Callable[..., Client], province: Unit, communes) -> None:
    check = {"key": "X01", "check": "X01", "severity": "error", "vi": "biểu 1", "en": "report 1", "place": "Xã",
             "difference": 2}  # fmt: skip
    for commune, checks in zip(communes, ([check], []), strict=True):
        Report.objects.create(
            kind="preliminary", province=province, commune=commune, standard_id="national_2022", year=2026,
            state="checked", checks=checks,
        )  # fmt: skip

    chair = client_for("commune_chair", communes[0]).get("/").context["boards"][0]["board"]["reports"]
    office = client_for("province_officer", province).get("/").context["boards"][0]["board"]["reports"]

    assert (chair.waiting, chair.failing) == (1, 1)
    assert (office.waiting, office.failing) == (2, 1)


def test_a_village_without_a_household_is_not_said_to_have_finished(
    client_for: Callable[..., Client], province: Unit, communes, villages
) -> None:
    row = make_round(province, communes)
    VillageReview.objects.filter(round=row).update(listed_on=row.starts_on)

    lines = client_for("commune_officer", communes[0]).get("/").context["boards"][0]["board"]["villages"]

    assert {str(line.badge.label) for line in lines} == {"Không có hộ"}


@pytest.mark.parametrize(("days", "quiet"), [(0, 0), (8, 2)])
def test_a_commune_is_silent_a_week_after_the_opening_not_at_once(
    client_for: Callable[..., Client], province: Unit, communes, villages, days: int, quiet: int
) -> None:
    make_round(province, communes, opened_at=timezone.now() - timedelta(days=days))

    boards = client_for("province_officer", province).get("/").context["boards"]

    assert next(one["board"] for one in boards if "stages" in one["board"])["silent"] == quiet

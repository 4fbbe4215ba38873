"""Pages of the later steps: what they show to whom, forms that write, bounded queries."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from rasoat.web.reviews.models import Meeting, Opinion, Posting, Recheck, Result, RoundDecision, Submission
from rasoat.web.rounds.models import Round, RoundCommune
from web.review_making import STANDARD

from .walking import Ground, confirm, make_ground, meet, prepare, set_parameter, sign, state_of, to_ready

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture
def ground(acting_for, communes, villages) -> Ground:
    return make_ground(acting_for, communes, villages)


@pytest.fixture
def desk(client_for, communes):
    return client_for("commune_officer", communes[0])


def at(name: str, *args) -> str:
    return reverse(f"reviews:{name}", args=args)


def of_commune(ground: Ground, name: str) -> str:
    return at(name, ground.round.pk, ground.commune.key)


def test_the_village_page_says_what_comes_next(ground: Ground, desk) -> None:
    ground.case()
    ground.case("waiting", case_state="listed")

    text = desk.get(at("village_steps", ground.review.pk)).content.decode()

    assert "Còn 1 hộ phải rà soát" in text
    assert at("meeting_new", ground.review.pk) in text
    assert "12 người đồng ý là đạt" in text  # the law's help with its example
    assert "Điều 4 khoản 3" in text


def test_classes_show_only_once_forms_are_locked(ground: Ground, desk) -> None:
    ground.case("waiting", case_state="surveyed", opening="", proposed="")

    text = desk.get(at("village_steps", ground.review.pk)).content.decode()

    assert "Hộ nghèo</span>" not in text


def test_minutes_typed_in_from_paper(ground: Ground, desk) -> None:
    first, second = ground.case(), ground.case()
    form = {
        "happened_on": "05/10/2026", "on_behalf": "on", "acted": "Trưởng thôn Cuối Suối", "present": "24",
        "households_present": "2", "households_on_list": "2", f"agree_{STANDARD}": "12", "secretary": "Hà Thị Thư",
        "officials_board": "Lò Văn Bản, Phó Chủ tịch; Cà Thị Ba", "begins_at": "19:30",
        f"agree-{second.pk}-{STANDARD}": "20", f"class-{second.pk}-{STANDARD}": "near_poor",
    }  # fmt: skip

    refused = desk.post(at("meeting_new", ground.review.pk), form)
    assert (refused.status_code, "phải ghi lý do" in refused.content.decode()) == (422, True)
    form |= {
        f"reason-{second.pk}-{STANDARD}": "bán được ruộng",
        "paper": SimpleUploadedFile("bb.pdf", PDF, content_type="application/pdf"),
    }
    answer = desk.post(at("meeting_new", ground.review.pk), form)

    row = Meeting.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, at("meeting", row.pk))
    assert (row.acted, row.on_behalf, row.result) == ("Trưởng thôn Cuối Suối", True, "passed")
    assert row.officials[0] == {"body": "board", "name": "Lò Văn Bản", "post": "Phó Chủ tịch"}
    assert (state_of(first), Result.objects.get(case=second).agreed) == ("agreed", "near_poor")
    text = desk.get(at("meeting", row.pk)).content.decode()
    assert "bán được ruộng" in text
    assert b"".join(desk.get(reverse("vault:file", args=[row.paper_id])).streaming_content) == PDF


def test_a_repeated_post_does_not_hold_the_meeting_twice(ground: Ground, desk) -> None:
    ground.case()
    form = {"happened_on": "05/10/2026", "acted": "Trưởng thôn", "present": "24", f"agree_{STANDARD}": "24"}

    answers = [desk.post(at("meeting_new", ground.review.pk), form).status_code for _ in range(2)]

    assert answers == [302, 422]
    assert Meeting.objects.count() == 1


def test_a_meeting_before_the_interviews_is_warned_of(ground: Ground, desk) -> None:
    before, after = ground.case(), ground.case()
    for case, day in ((before, date(2026, 10, 4)), (after, date(2026, 10, 9))):
        Submission.objects.create(
            case=case, province=case.province, commune=case.commune, village=case.village, year=case.year, number=1,
            entry="keyed", sealed=b"", digest="x", happened_on=day, acted="Rà soát viên", on_behalf=True,
        )  # fmt: skip
    form = {"happened_on": "05/10/2026", "acted": "Trưởng thôn", "present": "24", f"agree_{STANDARD}": "24"}

    page = desk.post(at("meeting_new", ground.review.pk), form, follow=True).content.decode()

    assert f"Phiếu của hộ số {after.number} ghi ngày phỏng vấn sau ngày họp" in page


def test_no_targets_in_the_meeting(ground: Ground, desk) -> None:
    ground.case()

    assert "chỉ tiêu" not in desk.get(at("meeting_new", ground.review.pk)).content.decode().lower()


def test_appointment_then_posting_then_its_end(ground: Ground, desk) -> None:
    case = ground.case()
    desk.post(at("schedule", ground.review.pk), {"day": "05/10/2026", "hour": "19:30", "place": "Nhà văn hóa"})
    assert "Nhà văn hóa" in desk.get(at("village_steps", ground.review.pk)).content.decode()
    meet(ground)

    answer = desk.post(
        at("posting_new", ground.review.pk),
        {"happened_on": "06/10/2026", "places": "Thôn\n\nXã", "loudspeaker_on": "06/10/2026"},
    )
    row = Posting.objects.get()
    assert (answer["Location"], row.places, row.ends_on) == (at("posting", row.pk), ["Thôn", "Xã"], date(2026, 10, 9))
    early = desk.post(at("posting", row.pk), {"happened_on": "09/10/2026"})
    desk.post(at("posting", row.pk), {"happened_on": "10/10/2026", "acted": "Ông Ba"})

    row.refresh_from_db()
    assert (early.status_code, row.ended_on, row.ended_acted) == (422, date(2026, 10, 10), "Ông Ba")
    assert state_of(case) == "ready"


def test_a_monthly_list_that_hangs_past_the_day_of_the_decision_is_warned_of(ground: Ground, desk) -> None:
    Round.objects.filter(pk=ground.round.pk).update(kind="regular", month=10, ends_on=date(2026, 10, 7))
    ground.case("agreed")

    page = desk.post(
        at("posting_new", ground.review.pk), {"happened_on": "06/10/2026", "places": "Thôn"}, follow=True
    ).content.decode()

    assert "quá hạn quyết định của đợt (07/10/2026)" in page


def test_opinion_from_the_commune_page_to_the_answer(acting_for, communes, villages, desk) -> None:
    ground = make_ground(acting_for, communes, villages, opinion="province_office")
    good, doubtful = ground.case(), ground.case()
    to_ready(ground)
    assert "Sở Thử" in desk.get(of_commune(ground, "commune_steps")).content.decode()

    desk.post(of_commune(ground, "opinion_new"), {"standard": STANDARD, "happened_on": "12/10/2026"})
    row = Opinion.objects.get()
    late = desk.get(of_commune(ground, "commune_steps")).content.decode()
    desk.post(
        at("opinion", row.pk),
        {"happened_on": "16/10/2026", "agrees": "1", f"reason-{doubtful.pk}": "chưa rõ thu nhập", "number": "9/SNNMT"},
    )

    assert "quá hạn 19/10/2026" in late
    assert (state_of(good), state_of(doubtful)) == ("ready", "complained")
    text = desk.get(of_commune(ground, "commune_steps")).content.decode()
    assert at("recheck_new", doubtful.public_id) in text
    assert "chưa rõ thu nhập" in desk.get(at("opinion", row.pk)).content.decode()


def test_undecided_opinion_step_is_said_and_can_be_passed_later(acting_for, communes, villages, desk) -> None:
    ground = make_ground(acting_for, communes, villages, opinion="")
    case = ground.case("cleared")
    assert "Tỉnh chưa chọn" in desk.get(of_commune(ground, "commune_steps")).content.decode()
    set_parameter(ground.round, "higher_opinion_step", {"code": "none"})

    desk.post(of_commune(ground, "opinion_skip"), {"chuan": STANDARD})

    assert state_of(case) == "ready"


def test_decision_through_the_pages(ground: Ground, desk, client_for) -> None:
    ground.case()
    refused = ground.case(proposed="not_poor", opening="")
    to_ready(ground)
    form = desk.get(of_commune(ground, "decision_new")).content.decode()
    assert "Không công nhận" in form

    desk.post(of_commune(ground, "decision_new"), {"standard": STANDARD, f"reason-{refused.pk}": "vượt chuẩn"})
    row = RoundDecision.objects.get()
    signed = {"number": "45/QĐ-UBND", "signed_on": "20/10/2026", "signer": "Lường Văn Chủ", "signer_form": "kt",
              "happened_on": "20/10/2026"}  # fmt: skip
    assert desk.post(at("decision_sign", row.pk), signed).status_code == 422
    assert desk.post(at("decision_sign", row.pk), signed | {"signer_post": "Phó Chủ tịch"}).status_code == 302
    assert desk.post(at("decision_confirm", row.pk)).status_code == 403
    chair = client_for("commune_chair", ground.commune)
    assert "45/QĐ-UBND" in chair.get(at("to_sign")).content.decode()
    chair.post(at("decision_confirm", row.pk))

    row.refresh_from_db()
    assert (row.state, row.decision is not None) == ("confirmed", True)
    line = row.cases.get(kind="refused")
    assert line.reason == "vượt chuẩn"
    desk.post(at("refusal_answer", row.pk, line.pk), {"answered_on": "21/10/2026"})
    assert "đã trả lời bằng văn bản ngày 21/10/2026" in desk.get(at("decision", row.pk)).content.decode()
    assert "Không có gì chờ ký" in chair.get(at("to_sign")).content.decode()


def test_number_opened_again_and_draft_withdrawn(ground: Ground, desk) -> None:
    ground.case("ready")
    row = sign(ground, prepare(ground))

    desk.post(at("decision_number", row.pk), {"reason": "gõ nhầm"})
    row.refresh_from_db()
    again = row.state
    desk.post(at("decision_withdraw", row.pk), {"reason": "sót hộ"})
    row.refresh_from_db()

    assert (again, row.state) == ("prepared", "withdrawn")


def test_recheck_through_the_pages(ground: Ground, desk) -> None:
    case = ground.case("complained", held=True, reviewer_name="Lò Văn Sát")
    form = {"cause": "complaint", "name": "Lò Văn Sát", "ordered_on": "08/10/2026"}

    assert desk.post(at("recheck_new", case.public_id), form).status_code == 422
    desk.post(at("recheck_new", case.public_id), form | {"name": "Hà Thị Khác"})
    row = Recheck.objects.get()
    desk.post(
        at("recheck", row.pk),
        {"happened_on": "09/10/2026", "finding": "nhà mới xây", f"class_{STANDARD}": "near_poor", "on_behalf": "on",
         "acted": "Hà Thị Khác"},
    )  # fmt: skip

    row.refresh_from_db()
    assert (row.done, row.agrees, row.acted) == (True, False, "Hà Thị Khác")
    assert "nhà mới xây" in desk.get(at("recheck", row.pk)).content.decode()


def test_a_round_without_a_household_is_closed_with_a_word(acting_for, communes, villages, desk) -> None:
    ground = make_ground(acting_for, communes, villages, kind="regular")
    assert "chưa có hộ nào" in desk.get(of_commune(ground, "commune_steps")).content.decode()

    desk.post(of_commune(ground, "nothing"), {"reason": ""})
    before = RoundCommune.objects.get().stage
    desk.post(of_commune(ground, "nothing"), {"reason": "không có giấy đề nghị"})

    assert (before, RoundCommune.objects.get().stage, ground.review.stage) == ("listing", "done", "done")


def test_after_a_failed_meeting_the_page_leads_to_the_household(ground: Ground, desk) -> None:
    case = ground.case("rejected")

    answer = desk.get(at("village_steps", ground.review.pk))

    (told,) = answer.context["next"]
    assert "mở khóa phiếu" in told["text"]
    assert told["url"] == at("case", case.public_id)


@pytest.mark.parametrize(("opinion", "shown"), [("none", False), ("", True)])
def test_the_opinion_stands_in_the_line_of_steps_where_somebody_is_asked(
    acting_for, communes, villages, client_for, opinion: str, shown: bool
) -> None:
    ground = make_ground(acting_for, communes, villages, opinion=opinion)
    ground.case()

    steps = client_for("commune_officer", communes[0]).get(at("village_steps", ground.review.pk)).context["steps"]

    assert ("Xin ý kiến" in [step["label"] for step in steps]) is shown


@pytest.mark.parametrize(("purpose", "told"), [("official", "theo quyết định này"), ("demo", "giữ nguyên")])
def test_confirming_says_what_becomes_of_the_households(
    acting_for, communes, villages, client_for, purpose: str, told: str
) -> None:
    ground = make_ground(acting_for, communes, villages, purpose=purpose)
    ground.case()
    to_ready(ground)
    row = sign(ground, prepare(ground))

    text = client_for("commune_chair", communes[0]).get(at("decision", row.pk)).content.decode()

    assert f"tình trạng của các hộ {told}" in text


def test_who_enters_minutes_names_the_chair_of_the_meeting(ground: Ground, desk, client_for, villages) -> None:
    ground.case()
    form = {"happened_on": "05/10/2026", "present": "24", f"agree_{STANDARD}": "24"}

    refused = desk.post(at("meeting_new", ground.review.pk), form)
    own = client_for("village_head", villages[0]).post(at("meeting_new", ground.review.pk), form)

    assert "acted" in refused.context["form"].errors
    assert own.status_code == 302


def test_pages_say_who_entered_and_who_confirmed(ground: Ground, desk) -> None:
    ground.case()
    to_ready(ground)
    meeting, posting, row = Meeting.objects.get(), Posting.objects.get(), confirm(ground, sign(ground, prepare(ground)))

    pages = [at("meeting", meeting.pk), at("posting", posting.pk), at("decision", row.pk)]
    texts = [desk.get(page).content.decode() for page in pages]

    assert all(ground.officer.name in text for text in texts)
    assert "nhập thay từ giấy" in texts[0]
    assert ground.chair.name in texts[2]

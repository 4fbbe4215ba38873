"""Pages of the first steps: what they show, what they write, who sees them, and how many questions they ask."""

import uuid
from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from rasoat.web.accounts.models import User
from rasoat.web.reviews.actions.lock_form import lock_form
from rasoat.web.reviews.actions.submit_form import submit_form
from rasoat.web.reviews.models import Application, Case, Submission, VillageReview, Wording
from rasoat.web.reviews.survey.codes import case_code, read_code
from rasoat.web.reviews.survey.sheet import sheet_of
from rasoat.web.reviews.survey.writing import standing_form
from rasoat.web.rounds.models import Round, RoundState
from web.review_making import make_case, make_round
from web.reviews.first.conftest import DEPRIVED


@pytest.fixture
def desk(client_for, communes):
    return client_for("commune_officer", communes[0])


def digits(case: Case, **told: str) -> dict[str, str]:
    """A paper form as it is keyed: ones, zeros, and numbers of answers."""
    typed = {
        f"q-{question.key}": "1" if question.choices is not None else "0"
        for question in sheet_of(case.round).household
        if question.own
    }
    started = {"key": str(uuid.uuid4()), "version": str(case.version), "happened_on": "20/09/2026"}
    return typed | started | {f"q-{name}": value for name, value in told.items()}


def test_the_work_list_counts_households_by_village_and_state(desk, open_round, communes, family, villages):
    for at in range(3):
        make_case(open_round, family(f"Hộ {at}"))
    page = desk.get(reverse("reviews:commune", args=[open_round.pk, communes[0].key])).content.decode()
    assert "Còn 3/3 hộ" in page
    assert "Thôn Gốc Đa" in page


def test_the_only_open_round_is_opened_at_once(desk, open_round, communes):
    answer = desk.get(reverse("reviews:home"))
    assert answer.url == reverse("reviews:commune", args=[open_round.pk, communes[0].key])


@pytest.mark.parametrize("name", ["reviews:commune", "reviews:cases", "reviews:completeness", "reviews:prompts"])
def test_pages_of_a_commune_ask_the_same_number_of_questions_for_more_households(
    desk, open_round, communes, family, name
):
    address = reverse(name, args=[open_round.pk, communes[0].key])
    make_case(open_round, family("Một"))
    family("Chưa Có Tên")
    desk.get(address)
    with CaptureQueriesContext(connection) as few:
        assert desk.get(address).status_code == 200
    for at in range(6):
        make_case(open_round, family(f"Thêm {at}"), state="left")
        make_case(open_round, family(f"Nữa {at}"))
        family(f"Ngoài {at}")
    with CaptureQueriesContext(connection) as many:
        assert desk.get(address).status_code == 200
    assert len(many) == len(few) <= 30


def test_a_form_is_saved_and_locked_from_the_page(desk, case):
    address = reverse("reviews:form", args=[case.public_id])
    assert "Câu hỏi chấm điểm" in desk.get(address).content.decode()
    typed = {
        f"q-{question.key}": question.choices.codes[0] if question.choices is not None else "0"
        for question in sheet_of(case.round).household
        if question.own
    }
    sent = {"key": str(uuid.uuid4()), "version": "1", "happened_on": "20/09/2026", "m1-activity": "working"} | typed
    assert desk.post(address, sent | {"khoa": "1"}).url == reverse("reviews:case", args=[case.public_id])
    case.refresh_from_db()
    assert case.state == "locked"
    page = desk.get(reverse("reviews:case", args=[case.public_id])).content.decode()
    assert "Điểm A" in page
    assert "Mở khóa phiếu" in page
    assert "tập huấn và phúc tra" not in page


def test_points_do_not_show_before_the_form_is_locked(desk, officer, case, filled):
    submit_form(officer, case, filled(**DEPRIVED))
    page = desk.get(reverse("reviews:case", args=[case.public_id])).content.decode()
    assert "Điểm và loại hộ hiện ra sau khi khóa phiếu." in page
    assert "Vì sao:" not in page
    lock_form(officer, case)
    assert "Vì sao:" in desk.get(reverse("reviews:case", args=[case.public_id])).content.decode()


def test_a_paper_form_is_keyed_by_code_and_digits_alone(desk, case):
    start = reverse("reviews:keying")
    opened = desk.get(start, {"ma": case_code(case.pk)})
    assert opened.url == reverse("reviews:keying_form", args=[case.public_id])
    page = desk.get(opened.url).content.decode()
    assert page.count("data-next") > 20
    sent = digits(case, water="1", causes="27", item_electricity="40")
    assert desk.post(opened.url, sent | {"khoa": "1"}).url == start
    form = standing_form(case)
    assert form is not None
    assert (form.entry, form.number) == ("keyed", 1)
    case.refresh_from_db()
    assert case.state == "locked"
    assert "không nhập phiếu được" in desk.get(start, {"ma": case_code(case.pk)}).content.decode()
    assert desk.post(opened.url, sent).url == start
    assert Submission.objects.count() == 1


@pytest.mark.parametrize("typed", ["", "1", "12a", "99999999999999999999", "10"])
def test_a_mistyped_code_opens_nothing(desk, case, typed):
    page = desk.get(reverse("reviews:keying"), {"ma": typed})
    assert page.status_code == 200


def test_codes_are_read_back_and_a_changed_digit_is_noticed():
    for pk in (1, 42, 987654):
        assert read_code(case_code(pk)) == pk
        wrong = str((int(case_code(pk)[0]) + 1) % 10) + case_code(pk)[1:]
        assert read_code(wrong) is None


def test_wrong_digits_are_told_beside_their_field(desk, case):
    answer = desk.post(reverse("reviews:keying_form", args=[case.public_id]), digits(case, water="7", item_size="99"))
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Gõ 1 (có) hoặc 0 (không)." in page
    assert "Gõ số từ 1 đến 8." in page
    assert Submission.objects.count() == 0


def test_deeds_ask_for_reasons_and_say_what_was_refused(desk, officer, case, filled):
    submit_form(officer, case, filled())
    address = reverse("reviews:case_deed", args=[case.public_id, "mo-khoa"])
    page = desk.post(address, {"reason": "thử"}, follow=True).content.decode()
    assert "Không thể “Mở khóa phiếu”" in page
    desk.post(reverse("reviews:case_deed", args=[case.public_id, "tra-phieu"]), {"reason": "Thiếu chữ ký"})
    case.refresh_from_db()
    assert case.state == "returned"


def test_forms_of_the_case_write_attempts_leaving_and_events(desk, case, client_for, communes):
    write = reverse("reviews:case_write", args=[case.public_id, "lan-den"])
    assert desk.get(write).status_code == 200
    told = {"happened_on": "19/09/2026", "situation": "absent", "witness": "Cầm Văn Thử"}
    assert desk.post(write, told).status_code == 302
    birth = reverse("reviews:case_event", args=[case.public_id, "sinh"])
    assert desk.get(birth).status_code == 200
    leave = reverse("reviews:case_write", args=[case.public_id, "ra-khoi-dot"])
    assert (
        desk.post(leave, {"happened_on": "19/09/2026", "situation": "elsewhere", "reason": "hai nơi"}).status_code
        == 422
    )
    sent = {
        "happened_on": "19/09/2026", "situation": "elsewhere", "reason": "hai nơi", "elsewhere": "Xã Kia",
        "contact": "văn phòng", "on_behalf": "on", "acted": "Cầm Văn Thử, trưởng thôn",
        "paper": SimpleUploadedFile("giay.pdf", b"%PDF-1.4\n%%EOF\n"),
    }  # fmt: skip
    desk.post(leave, sent)
    case.refresh_from_db()
    assert case.situation_note == "Đang có tên ở Xã Kia, liên hệ văn phòng"
    page = desk.get(reverse("reviews:case", args=[case.public_id])).content.decode()
    assert "Đang có tên ở Xã Kia, liên hệ văn phòng" in page
    step = case.steps.get(kind="left")
    assert (step.on_behalf, step.acted, step.happened_on) == (True, "Cầm Văn Thử, trưởng thôn", date(2026, 9, 19))
    scan = reverse("vault:file", args=[step.paper_id])
    assert scan in page
    assert b"".join(desk.get(scan).streaming_content).startswith(b"%PDF")
    assert client_for("commune_officer", communes[1]).get(scan).status_code == 404
    assert "nhập thay từ giấy" in page


def test_a_request_is_typed_in_printed_and_answered(desk, communes, open_round, family):
    sent = {
        "kind": "review", "channel": "in_person", "applicant": "Lò Thị Thử", "happened_on": "01/09/2026",
        "id_number": "001180000123", "birth": "1980", "xa": communes[0].key,
    }  # fmt: skip
    row_url = desk.post(reverse("reviews:application_new"), sent).url
    row = Application.objects.get()
    assert row_url == reverse("reviews:application", args=[row.pk])
    assert "001180000123" in desk.get(row_url).content.decode()
    receipt = desk.get(reverse("paperwork:paper", args=["bien-nhan-don", row.pk, "xem"])).content.decode()
    assert row.file_code in receipt
    assert "001180000123" not in receipt
    deed = reverse("reviews:application_deed", args=[row.pk, "khong-dua-vao"])
    desk.post(deed, {"reason": "Không thường trú ở xã", "answered_on": "02/09/2026"})
    answer = desk.get(reverse("paperwork:paper", args=["tra-loi-don", row.pk, "xem"])).content.decode()
    assert "Không thường trú ở xã" in answer
    assert "TN-2026-0001" in desk.get(reverse("reviews:applications"), {"buoc": "screened_out"}).content.decode()


def test_prompts_are_followed_or_left_with_a_reason(desk, open_round, communes, family):
    one, two = family("Một"), family("Hai")
    address = reverse("reviews:prompt_settle", args=[open_round.pk, communes[0].key])
    desk.post(address, {"ho": one.code, "viec": "dua-vao", "reason": "Mới tách, khó khăn"})
    desk.post(address, {"ho": two.code, "viec": "de-ngoai", "reason": "Khá giả"})
    assert [case.household for case in Case.objects.all()] == [one]
    page = desk.get(reverse("reviews:prompts", args=[open_round.pk, communes[0].key])).content.decode()
    assert "Không còn hộ nào phải xem" in page


def test_reviewers_are_named_and_given_households(desk, open_round, case, client_for, villages, user_with):
    review = VillageReview.objects.get(round=open_round, village=villages[0])
    address = reverse("reviews:reviewers", args=[review.pk])
    desk.post(address, {"name": "Cầm Thị Một", "post": "giáo viên"})
    reviewer = review.reviewers.get()
    desk.post(reverse("reviews:assign", args=[review.pk, reviewer.pk]), {"numbers": "1-3"})
    case.refresh_from_db()
    assert case.reviewer_name == "Cầm Thị Một"
    assert "giáo viên" in desk.get(address).content.decode()
    assert client_for("reviewer", villages[0]).get(address).status_code == 403
    assert client_for("commune_officer", villages[2].commune).get(address).status_code == 404


def test_a_reviewer_sees_the_own_households_and_the_next_one(client_for, open_round, case, villages, officer):

    browser = client_for("reviewer", villages[0])
    Case.objects.filter(pk=case.pk).update(reviewer=User.objects.get(username__startswith="reviewer"))
    page = browser.get(reverse("reviews:mine")).content.decode()
    assert "Còn 1/1 hộ" in page
    assert reverse("reviews:form", args=[case.public_id]) in page


def test_own_households_stand_by_round(client_for, open_round, case, villages, province, communes):
    month = make_round(province, communes, kind="regular")
    monthly = make_case(month, case.household)
    browser = client_for("reviewer", villages[0])
    Case.objects.update(reviewer=User.objects.get(username__startswith="reviewer"))
    groups = browser.get(reverse("reviews:mine")).context["groups"]
    assert [(group["round"], group["cases"]) for group in groups] == [(open_round, [case]), (month, [monthly])]
    Round.objects.filter(pk=month.pk).update(state=RoundState.CLOSED)
    assert [group["round"] for group in browser.get(reverse("reviews:mine")).context["groups"]] == [open_round]


def test_questions_are_shown_in_another_language_where_the_province_supplies_it(client_for, province, case, desk):
    admin = client_for("province_admin", province)
    told = SimpleUploadedFile(
        "tay.csv", "Mã câu hỏi,Lời hỏi\nwater_source,Nặm kin dú tâu mà?\nroof,Lăng ruần?\n".encode()
    )
    admin.post(reverse("reviews:wordings"), {"language": "Tày", "file": told})
    assert Wording.objects.count() == 2
    again = SimpleUploadedFile("tay.json", b'{"roof": "R?"}')
    admin.post(reverse("reviews:wordings"), {"language": "Tày", "file": again})
    assert list(Wording.objects.values_list("code", "text")) == [("roof", "R?")]
    page = desk.get(reverse("reviews:form", args=[case.public_id]), {"tieng": "Tày"}).content.decode()
    assert "R?" in page


def test_many_forms_of_a_village_are_locked_by_one_button(desk, officer, case, filled, villages, open_round):
    submit_form(officer, case, filled())
    review = VillageReview.objects.get(round=open_round, village=villages[0])
    page = desk.post(reverse("reviews:lock_all", args=[review.pk]), follow=True).content.decode()
    assert "Đã khóa 1 phiếu" in page
    assert "trái nhau" not in page


def test_a_village_locked_at_once_names_the_forms_that_contradict_themselves(
    desk, officer, case, filled, villages, open_round
):
    submit_form(officer, case, filled())
    Submission.objects.update(contradictions=[{"rule": "thu", "column": "Nguồn nước", "vi": "trái nhau"}])
    review = VillageReview.objects.get(round=open_round, village=villages[0])

    page = desk.post(reverse("reviews:lock_all", args=[review.pk]), follow=True).content.decode()

    assert f"câu trả lời trái nhau, hỏi lại hộ: số {case.number}." in page


def test_the_quick_form_names_the_document_to_ask_for(desk, open_round, communes):
    page = desk.get(reverse("reviews:quick_form", args=[open_round.pk, communes[0].key])).content.decode()
    assert "1315/VBHN" in page

"""What people send in: complaints, denunciations, requests; traps, limits, and once only."""

import re

import pytest
from django.test import Client
from django.urls import reverse

from rasoat.web.complaints.models import Complaint, Denunciation
from rasoat.web.ledger.verify import verify
from rasoat.web.public.actions.change_site import change_site
from rasoat.web.public.forms import TRAP
from rasoat.web.reviews.applications.drafts import details_of
from rasoat.web.reviews.models import Application

pytestmark = pytest.mark.django_db
CODE = re.compile(r"[2-9A-Z]{4}-[2-9A-Z]{4}-[2-9A-Z]{4}")
COMPLAINT = {"kind": "complaint", "topic": "own", "text": "Nhà tôi chưa được rà soát.", "name": "Tòng Thị Kiện"}
REQUEST = {
    "kind": "review", "applicant": "Lò Thị Đề", "address": "Bản Cuối Suối", "members": "4", "reason": "Nhà cháy",
}  # fmt: skip


def send(name: str, told: dict[str, str], *, client: Client | None = None):
    return (client or Client()).post(reverse(f"public:{name}"), told)


def test_a_complaint_gets_a_code_that_tells_where_it_stands(communes) -> None:
    answer = send("complaint", {**COMPLAINT, "xa": communes[0].key})

    text = answer.content.decode()
    assert "KN-001/" in text
    found = CODE.search(text)
    assert found is not None
    told = send("look_up", {"code": found[0]}).content.decode()
    assert "Mới tiếp nhận" in told
    assert "Kiện" not in told
    assert Complaint.objects.get().commune == communes[0]


def test_a_form_sent_twice_is_one_complaint(communes) -> None:
    told = {**COMPLAINT, "xa": communes[0].key, "once": "a1b2c3"}

    first, second = (CODE.search(send("complaint", told).content.decode()) for _ in range(2))

    assert first is not None
    assert second is not None
    assert first[0] == second[0]
    assert Complaint.objects.count() == 1


def test_a_program_that_fills_in_everything_is_told_no(communes) -> None:
    answer = send("complaint", {**COMPLAINT, "xa": communes[0].key, TRAP: "http://mua-ban"})

    assert answer.status_code == 422
    assert not Complaint.objects.exists()


def test_one_machine_does_not_send_without_end(communes) -> None:
    client = Client()
    answers = [send("complaint", {**COMPLAINT, "xa": communes[0].key}, client=client).status_code for _ in range(11)]

    assert answers == [200] * 10 + [429]
    assert Complaint.objects.count() == 10


def test_codes_are_not_tried_out_without_end() -> None:
    client = Client()
    answers = [send("look_up", {"code": "AAAA-AAAA-AAAA"}, client=client).status_code for _ in range(31)]

    assert answers == [422] * 30 + [429]


def test_a_wrong_form_keeps_what_was_written(communes) -> None:
    answer = send("complaint", {**COMPLAINT, "text": "ngắn", "xa": communes[0].key})

    assert answer.status_code == 422
    assert "Tòng Thị Kiện" in answer.content.decode()


def test_a_denunciation_goes_its_own_way(communes) -> None:
    told = {"against": "commune", "denounced": "ông Nào Đó", "text": "Có việc nhận tiền.", "xa": communes[0].key}

    text = send("denunciation", told).content.decode()

    assert CODE.search(text)
    assert "KN-" not in text
    assert (Denunciation.objects.count(), Complaint.objects.count()) == (1, 0)


def test_the_commune_is_chosen_first(province, communes) -> None:
    text = Client().get(reverse("public:complaint")).content.decode()

    assert all(unit.full_name in text for unit in communes)
    assert Client().get(reverse("public:complaint"), {"xa": "KHONG-CO"}).status_code == 404


def test_a_province_may_close_the_way(publisher, province, communes) -> None:
    change_site(publisher, province, threshold=5, complaints=False, applications=False)

    answer = send("complaint", {**COMPLAINT, "xa": communes[0].key})

    assert "Tỉnh chưa mở việc nhận đơn qua mạng" in answer.content.decode()
    assert not Complaint.objects.exists()


def test_requests_online_are_off_until_the_province_opens_them(publisher, province, communes) -> None:
    told = {**REQUEST, "xa": communes[0].key}
    assert "Tỉnh chưa mở" in send("application", told).content.decode()
    assert not Application.objects.exists()
    change_site(publisher, province, threshold=5, complaints=True, applications=True, document="QĐ 9/2026")

    text = send("application", told).content.decode()

    row = Application.objects.get()
    assert row.file_code in text
    assert (row.channel, row.state, row.entered_by, row.commune) == ("online", "received", None, communes[0])
    assert details_of(row) == {"phone": "", "address": "Bản Cuối Suối", "members": 4}
    assert [each.row for each in verify() if each.row.startswith(("public.", "reviews.application"))] == []


def test_a_form_needs_its_token(communes) -> None:
    client = Client(enforce_csrf_checks=True)

    assert send("complaint", {**COMPLAINT, "xa": communes[0].key}, client=client).status_code == 403

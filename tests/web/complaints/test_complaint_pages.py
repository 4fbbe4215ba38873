"""Pages of complaints: the list with the overdue first, the whole way by browser, papers, numbers of queries."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from rasoat.web.complaints.actions.receive import receive_complaint
from rasoat.web.complaints.models import Complaint
from rasoat.web.complaints.queries import clocks_of, complaints_seen_by, waiting
from rasoat.web.complaints.receipts import code_of
from web.review_making import STANDARD

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client_for: Callable[..., Client], communes) -> Client:
    return client_for("commune_officer", communes[0])


def paper(row: Complaint, kind: str) -> str:
    return reverse("paperwork:paper", args=[kind, row.pk, "xem"])


def address(row: Complaint, move: str) -> str:
    return reverse("complaints:step", args=[row.pk, move])


def test_the_list_has_the_overdue_first(officer, desk, draft) -> None:
    rows = [receive_complaint(officer, draft())[0] for _ in range(4)]
    today = timezone.localdate()
    for row, days in zip(rows, (9, -20, 3, None), strict=True):
        due = None if days is None else today + timedelta(days=days)
        Complaint.objects.filter(pk=row.pk).update(due_on=due)

    text = desk.get(reverse("complaints:list")).content.decode()

    assert [row.number for row in waiting(complaints_seen_by(officer))] == [2, 3, 1, 4]
    assert "Quá hạn" in text
    assert text.index("KN-002/2026") < text.index("KN-003/2026") < text.index("KN-004/2026")
    assert "Kiện" not in text
    counts = clocks_of(officer)
    assert (counts.open, counts.overdue, counts.unheard) == (4, 1, 4)


def test_the_list_asks_a_fixed_number_of_queries(officer, desk, draft, posted) -> None:
    def asked() -> int:
        with CaptureQueriesContext(connection) as found:
            assert desk.get(reverse("complaints:list")).status_code == 200
        return len(found)

    receive_complaint(officer, draft(case=posted))
    few = asked()
    for _ in range(10):
        receive_complaint(officer, draft(case=posted))

    assert asked() == few


def test_the_whole_way_by_browser(desk, officer, posted, draft) -> None:
    today = timezone.localdate()
    answer = desk.post(
        reverse("complaints:new"),
        {"kind": "complaint", "topic": "other", "channel": "meeting", "happened_on": f"{today:%d/%m/%Y}",
         "text": "Nhà ấy có xe tải mà vẫn vào danh sách.", "name": "Tòng Thị Kiện"}, follow=True,
    )  # fmt: skip
    row = Complaint.objects.get()
    assert str(row) in answer.content.decode()

    def step(move: str, **told: str) -> str:
        row.refresh_from_db()
        usual = {"happened_on": f"{today:%d/%m/%Y}", "version": str(row.version)}
        found = desk.post(address(row, move), usual | told, follow=True)
        assert found.status_code == 200, found.content.decode()
        return found.content.decode()

    step("thu-ly", case=f"Cuối Suối/{posted.number}")
    step("phuc-tra", checker_name="Hà Văn Khác")
    step("ket-qua", reason="Xe là của người khác.", **{f"class_{STANDARD}": "poor"})
    step("niem-yet", reason="Nhà văn hóa\nTrụ sở")
    text = step("tra-loi", outcome="unfounded", reason="Xe đi mượn, có xác nhận.", number="7/UBND")

    row.refresh_from_db()
    assert (row.state, row.case, row.outcome) == ("answered", posted, "unfounded")
    assert "Xe đi mượn" in text
    assert paper(row, "tra-loi-khieu-nai") in desk.get(reverse("complaints:complaint", args=[row.pk])).content.decode()
    letter = desk.get(paper(row, "tra-loi-khieu-nai")).content.decode()
    assert "7/UBND" in letter
    assert "Tòng Thị Kiện" in letter
    assert code_of(row) in desk.get(paper(row, "bien-nhan-khieu-nai")).content.decode()


def test_a_refusal_stands_by_its_form_and_keeps_what_was_typed(desk, complaint) -> None:
    said = desk.post(address(complaint, "thu-ly"), {"happened_on": "06/10/2026", "case": "Bản Nào/9"})

    assert said.status_code == 422
    assert "Không có hộ này trong đợt đang mở" in said.content.decode()
    assert "Bản Nào/9" in said.content.decode()


def test_a_move_that_came_too_late_is_told(desk, complaint) -> None:
    Complaint.objects.filter(pk=complaint.pk).update(state="answered")

    said = desk.post(address(complaint, "thu-ly"), {"happened_on": "06/10/2026"})

    assert said.status_code == 422
    assert "Không thể “Thụ lý”" in said.content.decode()


def test_pages_of_another_commune_are_not_there(client_for, communes, complaint) -> None:
    other = client_for("commune_officer", communes[1])

    assert other.get(reverse("complaints:complaint", args=[complaint.pk])).status_code == 404
    assert other.post(address(complaint, "thu-ly"), {"happened_on": "06/10/2026"}).status_code == 404
    assert other.get(paper(complaint, "tra-loi-khieu-nai")).status_code == 404


def test_without_an_answer_there_is_no_letter(desk, complaint) -> None:
    assert desk.get(paper(complaint, "tra-loi-khieu-nai")).status_code == 404
    assert desk.post(address(complaint, "khong-co"), {}).status_code == 404

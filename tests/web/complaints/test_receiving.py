"""Letters come in: numbers, clocks, receipts, anonymous ones; what they say is sealed."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.policy import NotAllowedError
from rasoat.web.complaints.actions.receive import (
    PUBLIC_LIMIT,
    receive_complaint,
    receive_public_complaint,
    receive_public_denunciation,
)
from rasoat.web.complaints.models import Channel, Complaint, ComplaintKind, Denunciation
from rasoat.web.complaints.receipts import code_of, standing_of
from rasoat.web.complaints.telling import told_of
from rasoat.web.ledger.models import Entry
from rasoat.web.look.refusals import RefusedError

from .conftest import TEXT, faults

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


def test_a_complaint_has_its_number_its_clock_and_a_receipt(officer, draft, review_round) -> None:
    row, code = receive_complaint(officer, draft())

    assert (str(row), row.state, row.round) == ("KN-001/2026", "received", review_round)
    assert row.due_on == date(2026, 10, 8)  # three working days after the Monday
    assert told_of(row) == {"name": "Tòng Thị Kiện", "contact": "Bản Cuối Suối", "text": TEXT}
    assert code == code_of(row)
    standing = standing_of(code.lower().replace("-", " "))
    assert standing is not None
    assert (standing.state, standing.due_on) == ("Mới tiếp nhận", row.due_on)


def test_kinds_and_years_have_numbers_of_their_own(officer, draft) -> None:
    first, second = (receive_complaint(officer, draft())[0] for _ in range(2))

    other, _code = receive_complaint(officer, draft(kind=ComplaintKind.PROPOSAL))
    last_year, _code = receive_complaint(officer, draft(received_on=date(2025, 12, 30)))

    assert [str(row) for row in (first, second, other, last_year)] == [
        "KN-001/2026", "KN-002/2026", "PA-001/2026", "KN-001/2025",
    ]  # fmt: skip
    assert other.due_on is None


def test_what_a_letter_says_stands_nowhere_in_the_clear(officer, draft) -> None:
    row, code = receive_complaint(officer, draft())

    stored = Complaint.objects.filter(pk=row.pk).values().get()
    spoken = " ".join(
        str(bytes(value) if isinstance(value, memoryview | bytes) else value) for value in stored.values()
    )
    assert all(word not in spoken for word in ("Kiện", "xe tải", code, code.replace("-", "")))


def test_an_anonymous_letter_is_taken_too(officer, draft) -> None:
    row, _code = receive_complaint(officer, draft(name=" "))

    assert row.anonymous
    assert told_of(row)["name"] == ""


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"text": "ngắn"}, "text"),
        ({"text": "x" * 5001}, "text"),
        ({"received_on": date(2100, 1, 1)}, "happened_on"),
        ({"paper": SimpleUploadedFile("a.exe", b"MZ....")}, "paper"),
    ],
)
def test_what_cannot_be_is_refused(officer, draft, fields: dict[str, object], field: str) -> None:
    with pytest.raises(RefusedError) as refused:
        receive_complaint(officer, draft(**fields))

    assert refused.value.field == field
    assert not Complaint.objects.exists()


def test_only_those_who_handle_complaints_type_them_in(acting_for: Callable[..., Acting], communes, draft) -> None:
    for role, unit in (("village_head", None), ("front_observer", communes[0]), ("commune_officer", communes[1])):
        with pytest.raises(NotAllowedError):
            receive_complaint(acting_for(role, unit), draft())


def test_anybody_sends_one_from_the_public_page(draft) -> None:
    paper = SimpleUploadedFile("don.pdf", PDF)

    row, code = receive_public_complaint(draft(received_on=timezone.localdate(), paper=paper))

    entry = Entry.objects.get(action="complaints.received")
    assert (row.channel, row.entered_by, entry.user_id, entry.address) == (Channel.PUBLIC, None, None, "")
    assert standing_of(code) is not None
    assert faults() == []


def test_the_public_page_takes_small_scans_only(draft) -> None:
    big = SimpleUploadedFile("don.pdf", PDF + b" " * PUBLIC_LIMIT)

    with pytest.raises(RefusedError, match="quá lớn"):
        receive_public_complaint(draft(received_on=timezone.localdate(), paper=big))


def test_a_denunciation_leaves_no_trace_of_its_sender(accusation) -> None:
    row, code = receive_public_denunciation(accusation(received_on=timezone.localdate()))

    entry = Entry.objects.get(action="complaints.denounced")
    assert (entry.user_id, entry.address) == (None, "")
    assert "Kín" not in str(entry.rows)
    standing = standing_of(code)
    assert standing is not None
    assert (standing.state, standing.due_on) == ("Mới tiếp nhận", None)
    assert Denunciation.objects.get() == row
    assert not Complaint.objects.exists()


def test_an_unknown_code_finds_nothing() -> None:
    assert [standing_of(code) for code in ("", "AAAA", "AAAA-BBBB-CCCC")] == [None, None, None]


def test_a_clock_needs_a_round_or_a_procedure_of_the_day(officer, draft, review_round) -> None:
    review_round.delete()

    row, _code = receive_complaint(officer, draft(received_on=timezone.localdate() - timedelta(days=400)))

    assert row.round is None

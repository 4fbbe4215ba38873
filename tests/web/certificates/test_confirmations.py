"""Single confirmations: found, written, printed, void; only for those on a list in force."""

import uuid
from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from pypdf import PdfReader

from rasoat.web.accounts.policy import NotAllowedError
from rasoat.web.certificates.actions.confirm_status import Wish, confirm_status
from rasoat.web.certificates.actions.print_confirmation import print_confirmation
from rasoat.web.certificates.actions.void_confirmation import void_confirmation
from rasoat.web.certificates.models import Confirmation, Purpose
from rasoat.web.certificates.queries import verify
from rasoat.web.ledger.models import Entry
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.actions.record_decision import DecisionDraft, LineDraft, record_decision

from .conftest import NUMBER

pytestmark = pytest.mark.django_db


@pytest.fixture
def listed(officer, homes, communes):
    """The first household is poor, the second is not on the list."""
    draft = DecisionDraft(
        communes[0], "national_2022", 2025, date(2026, 1, 1), number="9/QĐ-UBND", signed_on=date(2025, 12, 10)
    )
    record_decision(officer, draft, [LineDraft(homes[0], "poor"), LineDraft(homes[1], "not_poor")])
    return homes[0]


@pytest.fixture
def desk(client_for, communes):
    return client_for("commune_officer", communes[0])


def text_of(content: bytes) -> str:
    return " ".join("".join(page.extract_text() for page in PdfReader(BytesIO(content)).pages).split())


def test_a_pupil_is_confirmed(officer, listed) -> None:
    pupil = listed.members.get(relation="child")

    row = confirm_status(officer, listed, Wish(Purpose.PUPIL, "Trường THCS Thử", pupil, signer="Nguyễn Thị Ký"))
    text = text_of(print_confirmation(officer, row))

    assert row.number.endswith("/GXN")
    for words in ("Lò Thị Út", "Lò Văn Ơn", "hộ nghèo", "9/QĐ-UBND", "Trường THCS Thử", row.number, "Nguyễn Thị Ký"):
        assert words in text
    assert NUMBER not in text
    assert [entry.action for entry in Entry.objects.filter(action__startswith="certificates.confirm")] == [
        "certificates.confirmed", "certificates.confirmation_printed",
    ]  # fmt: skip


def test_the_number_is_printed_only_when_asked_for(officer, listed) -> None:
    row = confirm_status(officer, listed, Wish(Purpose.BANK, with_number=True))

    assert NUMBER in text_of(print_confirmation(officer, row))
    assert NUMBER.encode() not in bytes(Confirmation.objects.get().content)


def test_only_households_in_force_are_confirmed(officer, listed, homes) -> None:
    with pytest.raises(RefusedError, match="không có trong danh sách"):
        confirm_status(officer, homes[1], Wish(Purpose.BANK))


def test_somebody_of_another_household_is_refused(officer, listed, homes) -> None:
    with pytest.raises(RefusedError, match="không còn trong hộ"):
        confirm_status(officer, listed, Wish(Purpose.PUPIL, member=homes[1].head))


def test_sent_twice_is_one_paper(officer, listed) -> None:
    wish = Wish(Purpose.HOSPITAL, client_key=uuid.uuid4())

    assert confirm_status(officer, listed, wish) == confirm_status(officer, listed, wish)
    assert Confirmation.objects.count() == 1


@pytest.mark.parametrize("role", ["commune_chair", "commune_board", "village_head", "province_officer", "auditor"])
def test_others_write_none(acting_for, listed, communes, villages, province, role: str) -> None:
    unit = {"village_head": villages[0], "province_officer": province, "auditor": province}.get(role, communes[0])

    with pytest.raises(NotAllowedError):
        confirm_status(acting_for(role, unit), listed, Wish(Purpose.BANK))


def test_a_void_one_neither_verifies_nor_prints(officer, listed) -> None:
    row = confirm_status(officer, listed, Wish(Purpose.BANK))
    assert verify(row.code)["holds"]

    with pytest.raises(RefusedError):
        void_confirmation(officer, row, reason=" ")
    void_confirmation(officer, row, reason="lập nhầm")

    row.refresh_from_db()
    answer = verify(row.code)
    assert (answer["known"], answer["holds"], answer["kind"]) == (True, False, "confirmation")
    assert "Lò" not in str(answer)
    with pytest.raises(RefusedError):
        print_confirmation(officer, row)
    with pytest.raises(RefusedError):
        void_confirmation(officer, row, reason="lần nữa")


def test_from_the_search_box_to_the_paper(desk, listed) -> None:
    found = desk.get(reverse("certificates:confirm_search"), {"q": "lo van on"})
    assert found.headers["Location"] == reverse("certificates:confirm", args=[listed.code])
    page = desk.get(found.headers["Location"])
    form = page.context["form"]
    sent = {
        "purpose": "pupil", "member": str(listed.members.get(relation="child").public_id), "standard": "national_2022",
        "signer_form": "self", "client_key": str(form.initial["client_key"]),
    }  # fmt: skip
    made = desk.post(reverse("certificates:confirm", args=[listed.code]), sent)
    row = Confirmation.objects.get()
    assert made.headers["Location"] == reverse("certificates:confirmation", args=[row.public_id])
    assert row.number in desk.get(made.headers["Location"]).content.decode()

    paper = desk.post(reverse("certificates:confirmation_print", args=[row.public_id]))

    assert paper.headers["Content-Type"] == "application/pdf"
    assert "no-store" in paper.headers["Cache-Control"]


def test_an_identity_number_is_posted_never_in_the_address(desk, listed) -> None:
    address = reverse("certificates:confirm_search")

    refused = desk.get(address, {"q": NUMBER}, follow=True)
    found = desk.post(address, {"q": NUMBER})

    assert NUMBER not in refused.content.decode()
    assert found.headers["Location"] == reverse("certificates:confirm", args=[listed.code])


def test_the_household_page_leads_to_it(desk, client_for, communes, listed) -> None:
    link = reverse("certificates:confirm", args=[listed.code])
    page = reverse("register:household", args=[listed.code])

    assert link in desk.get(page).content.decode()
    assert link not in client_for("commune_board", communes[0]).get(page).content.decode()


def test_another_purpose_is_named(desk, listed) -> None:
    sent = {"purpose": "other", "member": str(listed.head.public_id), "standard": "national_2022",
            "signer_form": "self", "client_key": str(uuid.uuid4())}  # fmt: skip

    answer = desk.post(reverse("certificates:confirm", args=[listed.code]), sent)

    assert answer.status_code == 422
    assert not Confirmation.objects.exists()

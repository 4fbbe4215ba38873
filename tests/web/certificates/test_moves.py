"""Moves of one certificate: every legal and illegal one, as every role; hand-out, changes, reissue, recall."""

import io
from datetime import date

import pytest
from pypdf import PdfReader

from rasoat.web.accounts.capabilities import CAPABILITIES, LEVELS, Capability
from rasoat.web.accounts.policy import NotAllowedError
from rasoat.web.certificates.actions.change_members import change_members
from rasoat.web.certificates.actions.hand_out import hand_out, hand_out_many
from rasoat.web.certificates.actions.print_papers import print_book, print_box, print_certificate
from rasoat.web.certificates.actions.reissue import WRONG, reissue
from rasoat.web.certificates.actions.take_back import take_back
from rasoat.web.certificates.graphs import CERTIFICATE, CONFIRMATION
from rasoat.web.certificates.holders import opened
from rasoat.web.certificates.models import Certificate, CertificateState
from rasoat.web.certificates.queries import signed_counts, verify
from rasoat.web.ledger.models import Entry
from rasoat.web.look.refusals import RefusedError, StaleError
from rasoat.web.register.actions.edit_member import edit_member
from rasoat.web.register.actions.record_birth import record_birth
from rasoat.web.register.drafts import MemberDraft
from rasoat.web.register.occasion import Occasion

from .conftest import issued, told

pytestmark = pytest.mark.django_db
DAY = date(2026, 11, 21)
WHY = {"reason": "lý do thử", "document": "Giấy khai sinh số 1", "received_by": "Lò Văn Ơn"}


@pytest.fixture(autouse=True)
def today(monkeypatch: pytest.MonkeyPatch) -> None:
    """A day after the papers were issued."""
    monkeypatch.setattr("rasoat.web.accounts.acting.timezone.localdate", lambda *_given: date(2026, 11, 26))


def make(acting, row: Certificate, move: str) -> None:
    match move:
        case "hand_out":
            hand_out(acting, row, told(**WHY))
        case "change":
            home = row.household
            member = home.members.get(relation="child")
            edit_member(acting, member, {"birth_year": member.birth_year - 1}, Occasion(DAY, "sửa"), correction=True)
            change_members(acting, row, told(**WHY))
        case "reissue":
            reissue(acting, row, told(**WHY))
        case _:
            take_back(acting, row, move, told(**WHY))


@pytest.mark.parametrize("state", CertificateState.values)
@pytest.mark.parametrize("move", list(CERTIFICATE.moves))
def test_every_move_from_every_state(officer, certificate: Certificate, state: str, move: str) -> None:
    Certificate.objects.filter(pk=certificate.pk).update(state=state)
    certificate.refresh_from_db()

    if CERTIFICATE.can(move, state):
        make(officer, certificate, move)
        certificate.refresh_from_db()
        assert certificate.state == CERTIFICATE.moves[move].target
        assert Entry.objects.filter(action=f"certificates.{move}").count() == 1
    else:
        with pytest.raises(RefusedError):
            make(officer, certificate, move)
        certificate.refresh_from_db()
        assert certificate.state == state


@pytest.mark.parametrize("role", list(CAPABILITIES))
def test_every_move_as_every_role(certificate: Certificate, acting_for, communes, villages, province, role) -> None:
    level = next(name for name in ("village", "commune", "province", "nation", "district") if name in LEVELS[role])
    places = {"village": villages[0], "commune": communes[0], "province": province}
    acting = acting_for(role, places.get(level))
    if Capability.CERTIFICATE_ISSUE in CAPABILITIES[role]:
        hand_out(acting, certificate, told(**WHY))
        return

    for move in ("hand_out", "reissue", *("recall", "void", "not_handed_out")):
        with pytest.raises(NotAllowedError):
            make(acting, certificate, move)
    with pytest.raises(NotAllowedError):
        change_members(acting, certificate, told(**WHY))


def test_every_move_names_a_capability() -> None:
    assert {move.need for graph in (CERTIFICATE, CONFIRMATION) for move in graph.moves.values()} == {
        Capability.CERTIFICATE_ISSUE
    }


def test_a_neighbour_commune_cannot_move_it(certificate, acting_for, communes) -> None:
    with pytest.raises(NotAllowedError):
        hand_out(acting_for("commune_officer", communes[1]), certificate, told(**WHY))


def test_who_received_it_stands_in_the_book(officer, certificate, communes, villages) -> None:
    hand_out(officer, certificate, told(received_by="Lò Thị Út", relation="con"))

    assert certificate.events.get().received_by == "Lò Thị Út"
    assert print_book(officer, communes[0], villages[0], "national_2022").startswith(b"%PDF")


def test_the_book_of_a_training_round_is_marked_and_apart(officer, certificate, homes, decide, communes) -> None:
    issued(officer, decide({homes[0]: "poor"}, purpose="training"))

    made = PdfReader(io.BytesIO(print_book(officer, communes[0], None, "national_2022")))

    words = [page.extract_text() for page in made.pages]
    assert ["TẬP HUẤN" in text for text in words] == [False, True]
    assert ["MẪU-" in text for text in words] == [False, True]


def test_a_page_of_the_book_is_written_whole_and_once(officer, certificate) -> None:
    rows = [(row, told(received_by=row.head_name)) for row in Certificate.objects.all()]

    assert hand_out_many(officer, rows) == 2
    again = [(row, told(received_by=row.head_name)) for row in Certificate.objects.all()]
    assert hand_out_many(officer, again) == 0
    assert set(Certificate.objects.values_list("state", flat=True)) == {"handed_out"}


@pytest.mark.parametrize("on", [date(2026, 11, 1), date(2027, 1, 1)])
def test_days_before_the_issue_and_to_come_are_refused(officer, certificate, on: date) -> None:
    with pytest.raises(RefusedError):
        hand_out(officer, certificate, told(on=on, received_by="Lò Văn Ơn"))


def test_a_hand_out_needs_a_name(officer, certificate) -> None:
    with pytest.raises(RefusedError, match="người nhận"):
        hand_out(officer, certificate, told())


def test_two_people_at_once_are_noticed(officer, certificate) -> None:
    hand_out(officer, certificate, told(received_by="A"), version=certificate.version)

    with pytest.raises(StaleError):
        take_back(officer, certificate, "recall", told(reason="x"), version=certificate.version)


def test_members_follow_the_register_with_notes(officer, certificate, homes) -> None:
    record_birth(
        officer, homes[0], MemberDraft("Lò Bé Con", relation="grandchild", sex=1, birth_date=DAY), Occasion(DAY, "sinh")
    )

    change_members(officer, certificate, told(reason="sinh con", document="Giấy khai sinh số 7"))

    certificate.refresh_from_db()
    people = {person.name: person.note for person in opened(certificate).members}
    assert people["Lò Bé Con"] == "Thêm, ghi ngày 21/11/2026"
    assert people["Lò Thị Út"] == ""
    assert certificate.state == "changed"


def test_a_change_needs_a_paper_and_something_that_changed(officer, certificate) -> None:
    with pytest.raises(RefusedError, match="giấy tờ"):
        change_members(officer, certificate, told(reason="x"))
    with pytest.raises(RefusedError, match="chưa có biến động"):
        change_members(officer, certificate, told(reason="x", document="y"))


def test_a_lost_paper_is_replaced_and_no_longer_verifies(officer, certificate, province, communes) -> None:
    new = reissue(officer, certificate, told(reason="cháy nhà"), cause="lost")

    certificate.refresh_from_db()
    assert (certificate.state, new.replaces, new.number) == ("reissued", certificate, "03/GCN-HN.HCN")
    assert [(box.year, box.letter) for box in new.years.all()] == [(2026, "N")]
    assert not verify(certificate.code)["holds"]
    assert verify(new.code)["holds"]
    assert signed_counts(communes[0], 2026, "national_2022") == {"poor": 1, "near_poor": 1}


def test_a_wrong_paper_is_made_from_the_register(officer, certificate, homes) -> None:
    member = homes[0].members.get(relation="child")
    edit_member(officer, member, {"full_name": "Lò Thị Út Nhỏ"}, Occasion(DAY, "sai tên"), correction=True)

    torn = reissue(officer, certificate, told(reason="rách"), cause="torn")
    wrong = reissue(officer, torn, told(reason="sai tên"), cause=WRONG)

    assert [person.name for person in opened(torn).members][1] == "Lò Thị Út"
    assert [person.name for person in opened(wrong).members][1] == "Lò Thị Út Nhỏ"


def test_printing_is_noted_and_ended_papers_are_not_printed(officer, certificate) -> None:
    assert print_certificate(officer, certificate).startswith(b"%PDF")
    assert print_box(officer, certificate, 2026).startswith(b"%PDF")
    assert certificate.years.get().printed_on is not None
    assert Entry.objects.filter(action="certificates.printed").count() == 2
    with pytest.raises(RefusedError):
        print_box(officer, certificate, 2024)

    take_back(officer, certificate, "recall", told(reason="x"))
    certificate.refresh_from_db()
    with pytest.raises(RefusedError, match="không còn giá trị"):
        print_certificate(officer, certificate)


def test_verification_tells_nothing_personal(certificate) -> None:
    shown = "-".join(certificate.code[at : at + 5].lower() for at in range(0, 20, 5))

    answer = verify(shown)

    assert (answer["holds"], answer["year"], answer["household_class"]) == (True, 2026, "poor")
    assert answer["commune"] == "Xã Đồng Trám"
    for personal in ("Lò", certificate.number, certificate.household.code, "024184012345"):
        assert personal not in str(answer)


@pytest.mark.parametrize("code", ["", "ABC", "0" * 20, "x" * 500, "'; --"])
def test_unknown_codes(db, code: str) -> None:
    assert not verify(code)["known"]

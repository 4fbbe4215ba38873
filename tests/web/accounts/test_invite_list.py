"""Invite a whole list: every line is looked through, nothing is made twice, slips are printed once."""

import io
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import Workbook

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.actions.invite_many import invite_many
from rasoat.web.accounts.invite_check import Wanted, check_list, role_of
from rasoat.web.accounts.invite_list import MOST, Line, lines_of
from rasoat.web.accounts.models import Invitation, User
from rasoat.web.accounts.policy import NotAllowedError
from rasoat.web.areas.models import Unit
from rasoat.web.ledger.models import Entry
from rasoat.web.ledger.verify import verify
from rasoat.web.look.refusals import RefusedError

URL = "/nguoi-dung/moi-danh-sach/"
LIST = "Lò Thị Ơn; Trưởng thôn; Cuối Suối; 0912 345 678\nVàng A Páo; Rà soát viên; Thôn Gốc Đa;"


@pytest.fixture
def officer(acting_for: Callable[..., Acting], villages: list[Unit]) -> Acting:
    return acting_for("commune_officer", villages[0].commune)


@pytest.fixture
def browser(client_for: Callable[..., Client], villages: list[Unit]) -> Client:
    return client_for("commune_officer", villages[0].commune)


def wanted_of(acting: Acting, text: str) -> list[Wanted]:
    return [row.wanted for row in check_list(acting, lines_of(text)) if row.wanted]


def counts() -> tuple[int, int, int, int]:
    """Accounts, slips, slips revoked, entries."""
    revoked = Invitation.objects.exclude(revoked_at=None).count()
    return User.objects.count(), Invitation.objects.count(), revoked, Entry.objects.count()


@pytest.mark.parametrize("separator", ["\t", ";", ","])
def test_a_list_is_read_with_any_separator_and_order_of_headings(separator: str) -> None:
    text = separator.join(("STT", "Đơn vị", "Họ và tên", "Vai trò")) + "\n" + separator.join(("1", "Thôn A", "Ơn", "x"))

    assert lines_of(text) == [Line(2, name="Ơn", role="x", unit="Thôn A")]


def test_a_list_without_headings_has_the_usual_order_and_blank_lines_do_not_count() -> None:
    assert lines_of("\nƠn; x; A; 09; Bí thư\n ; ;\n") == [Line(2, "Ơn", "x", "A", "09", "Bí thư")]


def test_a_list_that_is_too_long_is_refused() -> None:
    with pytest.raises(RefusedError):
        lines_of("Ơn; x; A\n" * (MOST + 1))


@pytest.mark.parametrize("text", ["Trưởng thôn", "truong thon", "village_head", "Village head"])
def test_roles_are_known_by_code_and_by_name_in_both_languages(text: str) -> None:
    assert role_of(text) == "village_head"


FAULTS = [
    ("Ơn; Trưởng bản; Cuối Suối;", "Không có vai trò"),
    ("Ơn; Trưởng thôn; Nơi Nào;", "Không thấy đơn vị"),
    ("Ơn; Trưởng thôn; ;", "Không thấy đơn vị"),
    ("Ơn; Quản trị tỉnh; Tỉnh Thử;", "Không thấy đơn vị"),
    ("Ơn; Trưởng thôn; Cuối Suối; 12", "Số điện thoại"),
    (f"{'Ơ' * 121}; Trưởng thôn; Cuối Suối;", "quá dài"),
]


@pytest.mark.parametrize(("line", "words"), FAULTS)
def test_a_faulty_line_says_what_is_wrong(officer: Acting, line: str, words: str) -> None:
    (row,) = check_list(officer, lines_of(line))

    assert words in row.fault
    assert row.wanted is None


def test_a_village_of_another_commune_is_not_there(officer: Acting, villages: list[Unit]) -> None:
    (row,) = check_list(officer, lines_of(f"Ơn; Trưởng thôn; {villages[2].key};"))

    assert "Không thấy đơn vị" in row.fault


def test_villages_of_the_same_name_are_told_apart_by_the_commune(acting_for, province, villages) -> None:
    admin = acting_for("province_admin", province)

    plain, full = check_list(admin, lines_of("Ơn; Trưởng thôn; Cuối Suối;\nÁnh; Trưởng thôn; Cuối Suối, Bến Gỗ;"))

    assert "Có 2 đơn vị" in plain.fault
    assert full.wanted
    assert full.wanted.unit == villages[2]


def test_the_same_person_twice_is_a_fault_and_a_line_without_name_is_left_out(officer: Acting) -> None:
    text = f"{LIST}\nLÒ THỊ ƠN; Trưởng thôn; Thôn Cuối Suối; 0912345678\n; Trưởng thôn; Gốc Đa;"

    rows = check_list(officer, lines_of(text))

    assert [bool(row.fault) for row in rows] == [False, False, True, False]
    assert "dòng 1" in rows[2].fault
    assert rows[3].wanted is None


def test_a_list_becomes_accounts_with_slips_in_the_ledger(officer: Acting, villages: list[Unit]) -> None:
    slips = invite_many(officer, wanted_of(officer, LIST))

    assert [slip.invitation.user.username for slip in slips] == ["on.lo.thi", "pao.vang.a"]
    assert [slip.invitation.user.assignments.get().unit for slip in slips] == villages[:2]
    assert Entry.objects.filter(action="accounts.invited", chain__unit=villages[0].commune).count() == 2
    assert [finding for finding in verify([villages[0].commune]) if finding.is_fault] == []


def test_repeating_a_list_changes_nothing(officer: Acting) -> None:
    invite_many(officer, wanted_of(officer, LIST))
    before = counts()

    again = invite_many(officer, wanted_of(officer, LIST))

    assert again == []
    assert counts() == before


def test_slips_not_used_are_printed_anew_only_when_asked(officer: Acting) -> None:
    first = invite_many(officer, wanted_of(officer, LIST))
    Client().post(f"/moi/{first[1].code}/", {"password1": "mot-cau-de-nho-2026", "password2": "mot-cau-de-nho-2026"})

    again = invite_many(officer, wanted_of(officer, LIST), again=True)

    assert [slip.invitation.user.full_name for slip in again] == ["Lò Thị Ơn"]
    assert Client().get(f"/moi/{first[0].code}/").status_code == 410
    assert Client().get(f"/moi/{again[0].code}/").status_code == 200
    assert User.objects.get(username="pao.vang.a").has_usable_password()


def test_one_line_not_allowed_leaves_no_account(officer: Acting, villages: list[Unit]) -> None:
    wanted = [*wanted_of(officer, LIST), Wanted("Kẻ Lạ", "village_head", villages[2])]

    with pytest.raises(NotAllowedError):
        invite_many(officer, wanted)
    assert not User.objects.filter(full_name="Lò Thị Ơn").exists()


def test_another_telephone_is_another_person(officer: Acting) -> None:
    invite_many(officer, wanted_of(officer, LIST))

    (row,) = check_list(officer, lines_of("Lò Thị Ơn; Trưởng thôn; Cuối Suối; 0987 654 321"))

    assert row.person is None
    assert row.wanted


def test_looking_through_writes_nothing_and_creating_shows_the_slips(browser: Client) -> None:
    look = browser.post(URL, {"text": LIST, "days": "7", "viec": "xem"})
    assert not User.objects.filter(full_name="Lò Thị Ơn").exists()

    made = browser.post(URL, {"text": LIST, "days": "7", "viec": "tao"})
    again = browser.post(URL, {"text": LIST, "days": "7", "viec": "tao"})

    assert "sẽ tạo" in look.content.decode()
    assert made.content.decode().count("<svg") >= 2
    assert "on.lo.thi" in made.content.decode()
    assert made["Cache-Control"].startswith("max-age=0")
    assert "đã có tài khoản on.lo.thi" in again.content.decode()
    assert Invitation.objects.count() == 2


def test_nothing_is_created_while_a_line_has_a_fault(browser: Client) -> None:
    answer = browser.post(URL, {"text": f"{LIST}\nƠn; Vua; Cuối Suối;", "days": "7", "viec": "tao"})

    assert "1 dòng có lỗi" in answer.content.decode()
    assert not User.objects.filter(full_name="Lò Thị Ơn").exists()


def test_an_uploaded_workbook_becomes_the_list_to_look_through(browser: Client) -> None:
    book, stream = Workbook(), io.BytesIO()
    for row in (("Họ và tên", "Vai trò", "Thôn", "SĐT"), ("Lò Thị Ơn", "Trưởng thôn", "Cuối Suối", 912345678)):
        book.active.append(row)
    book.save(stream)

    answer = browser.post(URL, {"file": SimpleUploadedFile("ds.xlsx", stream.getvalue()), "days": "7", "viec": "tao"})

    assert "sẽ tạo" in answer.content.decode()
    assert "Lò Thị Ơn\tTrưởng thôn\tCuối Suối\t912345678" in answer.content.decode()
    assert not User.objects.filter(full_name="Lò Thị Ơn").exists()


@pytest.mark.parametrize("content", [b"", b"%PDF-1.4", b"PK\x03\x04 not a workbook", b"\xff\xd8\xff"])
def test_a_file_that_is_no_list_is_refused_beside_its_field(browser: Client, content: bytes) -> None:
    answer = browser.post(URL, {"file": SimpleUploadedFile("ds.xlsx", content), "days": "7"})

    assert answer.status_code == 200
    assert "errorlist" in answer.content.decode() or "field-error" in answer.content.decode()


def test_villages_without_head_make_the_list(browser: Client, user_with, villages: list[Unit]) -> None:
    user_with("village_head", villages[0])

    page = browser.get(f"{URL}?thon=1").content.decode()

    assert "; Trưởng thôn; Thôn Gốc Đa, Xã Đồng Trám; " in page
    assert "; Trưởng thôn; Thôn Cuối Suối" not in page


@pytest.mark.parametrize("role", ["village_head", "commune_board", "auditor"])
def test_who_may_not_invite_has_no_list(client_for, role: str, province, villages) -> None:
    place = {"village_head": villages[0], "commune_board": villages[0].commune, "auditor": province}[role]

    assert client_for(role, place).get(URL).status_code == 403

"""Wordings in other languages: the file to fill, and a file with wrong rows, of which nothing is loaded."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from rasoat.survey.sheets import Workbook
from rasoat.survey.workbook_out import new_workbook
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.actions.load_wordings import load_wordings
from rasoat.web.reviews.listing.wordings import HEADINGS, WrongWordingsError, questions
from rasoat.web.reviews.models import Wording

HEAD = "Mã câu hỏi,Lời hỏi"


@pytest.fixture
def admin(acting_for, province):
    return acting_for("province_admin", province)


def csv_of(*rows, head=HEAD):
    return SimpleUploadedFile("tay.csv", "\n".join([head, *rows]).encode())


def test_every_wrong_row_is_named_and_nothing_is_loaded(admin, province):
    load_wordings(admin, province, "Tày", csv_of("roof,Lăng ruần?"))
    long = "a" * 501
    file = csv_of(
        "water_source,Nặm?", "roff,Lăng?", ",Lời không mã", "", "water_source,Nặm nữa?", f"wall,{long}", "roof,"
    )
    with pytest.raises(WrongWordingsError) as wrong:
        load_wordings(admin, province, "Tày", file)
    assert [(each.row, each.code) for each in wrong.value.faults] == [
        (3, "roff"), (4, ""), (6, "water_source"), (7, "wall"),
    ]  # fmt: skip
    assert "đã có ở dòng 2" in wrong.value.faults[2].what
    assert all(each.what and each.remedy for each in wrong.value.faults)
    assert list(Wording.objects.values_list("code", "text")) == [("roof", "Lăng ruần?")]


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (csv_of("roof,Lăng ruần?", head="water_source,Nặm kin?"), "không có dòng tiêu đề"),
        (csv_of("roof,", "wall,"), "chưa có lời hỏi nào"),
        (SimpleUploadedFile("a.json", b'{"roof": '), "JSON bị hỏng"),
        (SimpleUploadedFile("a.csv", "Mã câu hỏi,Lời hỏi\nroof,Mái".encode("utf-16")), "UTF-8"),
        (SimpleUploadedFile("a.json", b'{"roff": "M?", "wall": 3}'), "2 dòng sai"),
    ],
)
def test_a_file_without_headings_words_or_sense_is_refused(admin, province, file, said):
    file.seek(0)
    with pytest.raises(RefusedError, match=said):
        load_wordings(admin, province, "Tày", file)
    assert Wording.objects.count() == 0


def test_the_template_holds_every_question_and_is_read_when_filled(client_for, province, tmp_path):
    browser = client_for("province_admin", province)
    page = browser.get(reverse("reviews:wordings")).content.decode()
    assert reverse("reviews:wordings_template") in page
    path = tmp_path / "mau.xlsx"
    path.write_bytes(browser.get(reverse("reviews:wordings_template")).content)
    with Workbook(path) as book:
        rows = book.rows(book.titles[0])
    asked = questions(date(2026, 9, 1))
    assert tuple(rows[0]) == HEADINGS
    assert {row[0]: row[1] for row in rows[1:]} == dict(asked)
    assert {"water_source", "item_land_garden", "activity", "causes"} <= set(asked)
    with new_workbook(path) as book:
        sheet = book.add_worksheet("Lời hỏi")
        for at, row in enumerate(rows):
            sheet.write_row(at, 0, [*row[:2], HEADINGS[2] if at == 0 else f"Hỏi {at}"])
    browser.post(
        reverse("reviews:wordings"), {"language": "Dao", "file": SimpleUploadedFile("d.xlsx", path.read_bytes())}
    )
    assert Wording.objects.filter(language="Dao").count() == len(asked)


def test_the_page_lists_the_wrong_rows(client_for, province):
    browser = client_for("province_admin", province)
    answer = browser.post(reverse("reviews:wordings"), {"language": "Mông", "file": csv_of("roff,Lăng?")})
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "Không có câu hỏi nào mang mã “roff”." in page
    assert "Chép lại mã từ tệp mẫu." in page
    assert "chưa nạp dòng nào" in page

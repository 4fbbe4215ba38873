"""Pages of signed lists: the file ready to fill, the upload, the preview that writes nothing, entering, dropping."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from rasoat.web.reviews.models import Result, SignedList, Submission
from rasoat.web.reviews.signed.reading import read_list
from rasoat.web.vault.file_types import XLSX
from web.review_making import STANDARD, make_case, make_round
from web.reviews.signed.conftest import DOCUMENT, plan_of, workbook


@pytest.fixture
def desk(client_for, communes):
    return client_for("commune_officer", communes[0])


@pytest.fixture
def address(list_round, communes) -> str:
    return reverse("reviews:signed_lists", args=[list_round.pk, communes[0].key])


def sent(file: SimpleUploadedFile, **more: str) -> dict:
    return {
        "standard_id": STANDARD, "document": DOCUMENT, "village": "", "file": file, "happened_on": "01/10/2026",
        "on_behalf": "on", "acted": "Lường Văn Chủ", **more,
    }  # fmt: skip


def test_from_upload_to_results(desk, address, cases):
    rows = [(case.household.code, case.head_name, "", "", "Hộ nghèo") for case in cases[:2]]
    uploaded = desk.post(address, sent(workbook(*rows, ("", "", "", "", "Hộ gì đó"))))
    kept = SignedList.objects.get()
    assert uploaded.url == reverse("reviews:signed_list", args=[kept.pk])
    preview = desk.get(uploaded.url)
    page = preview.content.decode()
    assert "Ghi 2 kết quả" in page
    assert "Loại hộ “Hộ gì đó” không rõ." in page
    assert "E6" in page
    assert preview["Cache-Control"] == "no-store"
    assert Submission.objects.count() == 0
    done = desk.post(uploaded.url, {"seen": plan_of(kept).seal}, follow=True).content.decode()
    assert "Đã ghi 2 kết quả" in done
    assert Result.objects.filter(proposed="poor").count() == 2
    again = desk.post(uploaded.url, {"seen": "khac"}, follow=True).content.decode()
    assert "Danh sách này đã ghi rồi: 2 kết quả." in again
    assert Submission.objects.count() == 2


def test_a_stale_preview_is_shown_again_and_says_so(desk, cases, take):
    kept = take((cases[0].household.code, "", "", "", "N"))
    answer = desk.post(reverse("reviews:signed_list", args=[kept.pk]), {"seen": "cu"})
    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Có hộ vừa được ghi từ lúc anh chị xem trước." in page
    assert "Ghi 1 kết quả" in page
    assert Submission.objects.count() == 0


def test_faults_of_the_upload_stand_beside_their_fields(desk, address, cases):
    answer = desk.post(address, sent(SimpleUploadedFile("a.xlsx", b"khong phai so"), acted=""))
    assert answer.status_code == 422
    answer = desk.post(address, sent(workbook(("1", "N"), headings=("Mã hộ", "Loại hộ")), acted=""))
    assert "Nhập thay thì phải ghi ai đã làm việc này." in answer.content.decode()
    assert SignedList.objects.count() == 0


def test_the_file_ready_to_fill_holds_the_village(desk, list_round, communes, villages, cases, family, tmp_path):
    make_case(list_round, family("Hộ Thôn Khác", village=villages[1]))
    address = reverse("reviews:signed_list_template", args=[list_round.pk, communes[0].key])
    answer = desk.get(address, {"thon": villages[0].key})
    assert (answer["Content-Type"], answer["Cache-Control"]) == (XLSX, "no-store")
    path = tmp_path / "mau.xlsx"
    path.write_bytes(answer.content)
    assert [row.said["head_name"] for row in read_list(path)] == [case.head_name for case in cases]
    assert desk.get(address, {"thon": villages[2].key}).status_code == 404
    assert desk.get(address, {"chuan": "national_2027"}).status_code == 404


def test_dropping_goes_back_to_the_upload(desk, address, cases, take):
    kept = take((cases[0].household.code, "", "", "", "N"))
    answer = desk.post(reverse("reviews:signed_list_drop", args=[kept.pk]))
    assert answer.url == address
    assert "đã bỏ" in desk.get(reverse("reviews:signed_list", args=[kept.pk])).content.decode()
    assert DOCUMENT not in desk.get(address).content.decode()


def test_files_of_a_list_are_read_by_who_runs_the_review_there(client_for, communes, cases, take):
    kept = take((cases[0].household.code, "", "", "", "N"))
    address = reverse("vault:file", args=[kept.file_id])
    read = client_for("commune_officer", communes[0]).get(address)
    assert b"".join(read.streaming_content).startswith(b"PK")
    assert client_for("commune_officer", communes[1]).get(address).status_code in {403, 404}


def test_a_round_scored_from_forms_says_that_it_takes_no_list(desk, province, communes, villages):
    row = make_round(province, communes)
    page = desk.get(reverse("reviews:signed_lists", args=[row.pk, communes[0].key])).content.decode()
    assert "Đợt này không có chuẩn nào nhập từ danh sách" in page


def test_the_way_to_the_lists_is_on_the_page_of_the_commune(desk, list_round, communes, address, cases):
    page = desk.get(reverse("reviews:commune", args=[list_round.pk, communes[0].key])).content.decode()
    assert address in page


def test_a_preview_of_more_rows_asks_the_database_as_often(desk, list_round, family, take):
    def asked(count: int) -> int:
        cases = [make_case(list_round, family(f"Hộ {count} {at}")) for at in range(count)]
        kept = take(*[(case.household.code, "", "", "", "N") for case in cases])
        with CaptureQueriesContext(connection) as found:
            desk.get(reverse("reviews:signed_list", args=[kept.pk]))
        return len(found)

    asked(1)
    assert asked(12) <= asked(2)

"""Blank forms: no household on them, lines to write on, in three faces, for who sees the commune's review."""

import pytest
from django.urls import reverse

from rasoat.web.paperwork.blanks import BLANKS, blank_paper
from rasoat.web.paperwork.catalogue import KINDS
from rasoat.web.paperwork.checking import faults_of
from rasoat.web.paperwork.subjects import Scope, find

pytestmark = pytest.mark.django_db
PRINTED = [key for key in BLANKS if key != "phieu-a"]


@pytest.mark.parametrize("key", BLANKS)
def test_a_blank_form_names_no_household(key, walk, officer) -> None:
    made = walk()
    subject = find(officer, Scope.BLANK, str(made.place.pk))
    assert subject is not None

    paper = blank_paper(BLANKS[key], subject)

    shown = paper.to_html()
    assert made.cases[0].head_name not in shown
    assert "<svg" not in shown
    assert paper.to_docx().startswith(b"PK")
    assert paper.to_pdf().startswith(b"%PDF")


@pytest.mark.parametrize("key", ["don-ra-soat", "don-thoat-ngheo", "phieu-a"])
def test_a_blank_text_has_no_fault(key) -> None:
    assert list(faults_of(KINDS[key], KINDS[key].shipped)) == []


def test_training_rounds_mark_their_blanks(walk, officer) -> None:
    subject = find(officer, Scope.BLANK, str(walk(purpose="training").place.pk))
    assert subject is not None

    assert "TẬP HUẤN" in blank_paper(BLANKS["phieu-ra-soat"], subject).frame.watermark


def test_the_page_lists_them_and_every_address_answers(walk, client_for, communes) -> None:
    made, desk = walk(), client_for("commune_officer", communes[0])

    page = desk.get(reverse("paperwork:blanks", args=[made.place.pk])).content.decode()

    for key in PRINTED:
        assert f"/mau-trong/{key}/" in page
        for face, start in (("word", b"PK"), ("pdf", b"%PDF"), ("xem", b"\n")):
            ref = f"{made.place.pk}.national_2022" if KINDS[key].by_standard else str(made.place.pk)
            answer = desk.get(reverse("paperwork:blank", args=[key, ref, face]))
            assert answer.status_code == 200
            assert face == "xem" or answer.content.startswith(start)
    assert "mau-trong" in desk.get(reverse("paperwork:commune", args=[made.place.pk])).content.decode()


def test_no_quick_form_before_the_province_has_written_it(walk, client_for, communes) -> None:
    made, desk = walk(), client_for("commune_officer", communes[0])

    page = desk.get(reverse("paperwork:blanks", args=[made.place.pk])).content.decode()

    assert "/mau-trong/phieu-a/" not in page
    assert "Chưa in được" in page
    address = reverse("paperwork:blank", args=["phieu-a", str(made.place.pk), "pdf"])
    assert desk.get(address).status_code == 404


def test_strangers_do_not_see_the_page(walk, client_for, communes) -> None:
    made, stranger = walk(), client_for("commune_officer", communes[1])

    for name, args in (("blanks", [made.place.pk]), ("blank", ["don-ra-soat", str(made.place.pk), "xem"])):
        assert stranger.get(reverse(f"paperwork:{name}", args=args)).status_code == 404

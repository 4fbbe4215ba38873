"""Pages of the register: who sees what, forms that write, past days, and bounded queries."""

from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from rasoat.web.ledger.models import Entry
from rasoat.web.register.actions.edit_household import edit_household
from rasoat.web.register.actions.record_decision import DecisionDraft, LineDraft, record_decision
from rasoat.web.register.drafts import MemberDraft
from rasoat.web.register.models import (
    Attachment,
    Decision,
    DuplicatePair,
    Household,
    HouseholdEvent,
    PersonalNumber,
)
from rasoat.web.register.occasion import Occasion

from .reading import page

pytestmark = pytest.mark.django_db
NUMBER = "024184012345"


def test_household_page_masks_numbers_and_shows_the_rest(desk, home: Household) -> None:
    text = page(desk, "household", home.code).content.decode()

    assert "Lò Văn Ơn" in text
    assert "•••••••••345" in text
    assert NUMBER not in text


@pytest.mark.parametrize(
    ("role", "place", "status"),
    [
        ("commune_officer", 0, 200),
        ("commune_chair", 0, 200),
        ("village_head", 0, 200),
        ("commune_officer", 1, 404),
        ("trainee", 0, 404),
        ("ministry_viewer", None, 404),
    ],
)
def test_who_sees_a_household(client_for, communes, villages, home, role: str, place: int | None, status: int) -> None:
    unit = None if place is None else villages[0] if role == "village_head" else communes[place]

    assert page(client_for(role, unit), "household", home.code).status_code == status


@pytest.mark.parametrize("name", ["edit", "place", "events", "paper_add"])
def test_lookers_do_not_get_the_forms(client_for, communes, home: Household, name: str) -> None:
    assert page(client_for("commune_board", communes[0]), name, home.code).status_code == 403
    assert page(client_for("commune_officer", communes[1]), name, home.code).status_code == 404


def test_health_facts_need_their_own_right(client_for, desk, communes, home: Household) -> None:
    assert "Mức độ khuyết tật" in page(desk, "household", home.code).content.decode()
    assert (
        "Mức độ khuyết tật"
        not in page(client_for("commune_board", communes[0]), "household", home.code).content.decode()
    )


def test_showing_a_number_leaves_an_entry(client_for, desk, communes, home: Household) -> None:
    number = PersonalNumber.objects.get()
    url = reverse("register:reveal", args=[home.code, number.pk])

    assert client_for("village_head", home.village).post(url).status_code == 403
    assert NUMBER in desk.post(url, headers={"HX-Request": "true"}).content.decode()
    assert desk.get(url).status_code == 405
    assert Entry.objects.filter(action="register.number_shown").count() == 1


def test_past_day_shows_the_old_address_and_no_buttons(desk, officer, home: Household) -> None:
    edit_household(officer, home, {"present_address": "Bản mới"}, Occasion(date(2026, 5, 1)))
    edit_household(officer, home, {"present_address": "Bản mới nữa"}, Occasion(date(2026, 6, 1)))

    text = page(desk, "household", home.code, ngay="15/05/2026").content.decode()

    shown = text.split("Dòng thời gian")[0]
    assert "Bản mới" in shown
    assert "Bản mới nữa" not in shown
    assert reverse("register:edit", args=[home.code]) not in text
    assert "chưa có trong sổ" in page(desk, "household", home.code, ngay="15/05/2020").content.decode()


def test_sheet_for_paper(desk, home: Household) -> None:
    assert "Phiếu thông tin hộ gia đình" in page(desk, "sheet", home.code).content.decode()


def test_photo_is_added_and_read_by_those_who_see_the_household(desk, client_for, communes, home, tmp_path) -> None:
    stream = BytesIO()
    Image.new("RGB", (40, 30), "green").save(stream, "JPEG")
    stream.seek(0)
    stream.name = "nha.jpg"

    answer = desk.post(reverse("register:paper_add", args=[home.code]), {"kind": "photo", "file": stream})

    row = Attachment.objects.get()
    url = reverse("vault:file", args=[row.file_id])
    assert answer.status_code == 302
    shown = desk.get(url)
    assert shown.status_code == 200
    assert b"".join(shown.streaming_content).startswith(b"\xff\xd8")
    assert client_for("commune_officer", communes[1]).get(url).status_code == 404
    assert "<img" in page(desk, "household", home.code).content.decode()


def test_to_dos_duplicates_and_decisions_have_pages(desk, client_for, communes, officer, home, family) -> None:
    family(members=[MemberDraft("Lò Văn Ơn", personal_id=NUMBER)])
    pair = DuplicatePair.objects.get()

    assert "Chưa có số định danh" in page(desk, "to_dos").content.decode()
    assert home.code in page(desk, "duplicates").content.decode()
    assert "Giữ lại hộ nào" in page(desk, "duplicate", pair.pk).content.decode()
    assert page(client_for("commune_officer", communes[1]), "duplicate", pair.pk).status_code == 404
    assert page(client_for("village_head", home.village), "duplicates").status_code == 403
    answer = desk.post(
        reverse("register:duplicate_settle", args=[pair.pk]), {"viec": "gop", "giu": "left", "reason": "trùng"}
    )
    assert answer.status_code == 302
    assert HouseholdEvent.objects.filter(kind="duplicate", household=home).exists()


def test_a_side_out_of_sight_says_its_commune_only(desk, acting_for, communes, villages, home, family) -> None:
    family(
        by=acting_for("commune_officer", communes[1]),
        village=villages[2],
        members=[MemberDraft("Bí Mật Văn X", personal_id=NUMBER)],
    )

    text = page(desk, "duplicate", DuplicatePair.objects.get().pk).content.decode()

    assert "đã có ở Phường Bến Gỗ" in text
    assert "Bí Mật" not in text


def test_decision_is_typed_in(desk, home: Household) -> None:
    data = {
        "number": "45/QĐ-UBND",
        "signed_on": "10/02/2026",
        "effective_from": "10/02/2026",
        "standard": "national_2022",
        "year": "2026",
    }

    bad = desk.post(reverse("register:decision_new"), data | {f"loai-{home.pk}": "XX"})
    good = desk.post(reverse("register:decision_new"), data | {f"loai-{home.pk}": "cn"})

    row = Decision.objects.get()
    assert (bad.status_code, good.status_code) == (422, 302)
    assert row.lines.get().household_class == "near_poor"
    assert "45/QĐ-UBND" in page(desk, "household", home.code).content.decode()
    assert page(desk, "decisions").status_code == page(desk, "decision", row.pk).status_code == 200


def test_pages_keep_their_queries_bounded(desk, officer, family, communes, django_assert_max_num_queries) -> None:
    homes = [family(f"Lò Văn {letter}", "Vàng Thị X") for letter in "ABCDEFGH"]
    record_decision(
        officer,
        DecisionDraft(communes[0], "national_2022", 2026, timezone.localdate()),
        [LineDraft(row, "poor") for row in homes],
    )

    for name, args, most in (
        ("household", [homes[0].code], 40),
        ("to_dos", [], 20),
        ("duplicates", [], 20),
        ("decisions", [], 20),
    ):
        with django_assert_max_num_queries(most):
            assert page(desk, name, *args).status_code == 200

"""Pages of the register: who sees what, forms that write, past days, and bounded queries."""

import uuid
from collections.abc import Callable
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
from rasoat.web.register.forms.events import EVENTS
from rasoat.web.register.models import (
    Attachment,
    Decision,
    DuplicatePair,
    Household,
    HouseholdEvent,
    Member,
    PersonalNumber,
)
from rasoat.web.register.occasion import Occasion

pytestmark = pytest.mark.django_db
NUMBER = "024184012345"


@pytest.fixture
def home(family: Callable) -> Household:
    return family(
        members=[
            MemberDraft(
                "Lò Văn Ơn",
                relation="head",
                sex=1,
                birth_year=1984,
                personal_id=NUMBER,
                health={"disability_degree": "severe"},
            ),
            MemberDraft("Tòng Thị Đào", relation="spouse", sex=2, birth_year=1986),
        ],
        answers={"water_source": "well", "water": 1},
    )


@pytest.fixture
def desk(client_for: Callable, communes):
    """The browser of the commune's officer."""
    return client_for("commune_officer", communes[0])


def page(client, name: str, *args: object, **query: str):
    return client.get(reverse(f"register:{name}", args=args), query)


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


def form_of_new(**changes: str) -> dict[str, str]:
    return {
        "kind": "created",
        "on": "01/02/2026",
        "client_key": str(uuid.uuid4()),
        "members-TOTAL_FORMS": "3",
        "members-INITIAL_FORMS": "0",
        "members-MIN_NUM_FORMS": "0",
        "members-MAX_NUM_FORMS": "40",
        "members-0-full_name": "Giàng A Páo",
        "members-0-relation": "1",
        "members-0-sex": "1",
        "members-0-birth": "1979",
        "members-0-ethnicity": "hmong",
        "members-0-personal_id": "123",
        "members-1-full_name": "Vàng Thị Mỷ",
        "members-1-relation": "vo",
        "members-1-sex": "nữ",
        "members-1-birth": "05/11/1984",
    } | changes


def test_whole_household_is_typed_as_codes_or_words(desk, villages) -> None:
    answer = desk.post(reverse("register:new"), form_of_new(village=str(villages[0].pk)))

    home = Household.objects.get()
    assert answer.status_code == 302, answer.content.decode()[:3000]
    assert (home.head_name, home.member_count, home.ethnicity) == ("Giàng A Páo", 2, "08")
    two = home.members.get(number=2)
    assert (two.relation, two.sex, two.birth_date) == ("spouse", 2, date(1984, 11, 5))
    assert home.to_dos.filter(kind="number_odd").exists()


def test_double_submit_makes_one_household(desk, villages) -> None:
    data = form_of_new()

    for _time in range(2):
        desk.post(reverse("register:new"), data)

    assert Household.objects.count() == 1


@pytest.mark.parametrize(
    ("changes", "says"),
    [
        ({"members-1-relation": "1"}, "đúng một chủ hộ"),
        ({"members-0-birth": "32/13/1979"}, "Ghi ngày/tháng/năm"),
        ({"members-0-ethnicity": "Klingon"}, "Không có"),
        ({"on": "01/02/2050"}, "tương lai"),
    ],
)
def test_faults_stand_by_their_field_and_nothing_is_lost(desk, villages, changes: dict, says: str) -> None:
    answer = desk.post(reverse("register:new"), form_of_new(**changes))

    assert answer.status_code == 422
    assert says in answer.content.decode()
    assert "Vàng Thị Mỷ" in answer.content.decode()
    assert not Household.objects.exists()


@pytest.mark.parametrize("kind", list(EVENTS))
def test_every_event_has_a_form_that_says_its_columns(desk, home: Household, kind: str) -> None:
    text = page(desk, "event", home.code, kind).content.decode()

    assert "Vào báo cáo" in text


def test_birth_by_form(desk, home: Household) -> None:
    data = {
        "full_name": "Lò Văn Bé",
        "sex": "1",
        "relation": "con",
        "birth": "",
        "on": "03/03/2026",
        "version": str(home.version),
    }

    answer = desk.post(reverse("register:event", args=[home.code, "sinh"]), data)

    child = Member.objects.get(full_name="Lò Văn Bé")
    assert answer.status_code == 302
    assert (child.birth_date, child.joined_on) == (date(2026, 3, 3), date(2026, 3, 3))


def test_refused_event_stands_by_its_field(desk, home: Household) -> None:
    data = {"member": str(home.head_id), "on": "03/03/2026", "version": str(home.version)}

    answer = desk.post(reverse("register:event", args=[home.code, "chet"]), data)

    assert answer.status_code == 422
    assert "chủ hộ mới" in answer.content.decode()


def test_all_other_events_by_form(desk, home: Household, family: Callable, villages) -> None:
    other = family("Quàng Văn Ba")
    wife = home.members.get(number=2)
    steps = [
        ("them-thanh-vien", home, {"full_name": "Lò Văn Tư", "relation": "con"}),
        ("doi-chu-ho", home, {"new_head": str(wife.pk)}),
        ("chuyen-trong-tinh", home, {"commune": str(villages[0].commune_id), "village": "gốc đa"}),
        ("tach-ho", home, {"leaving": [str(home.head_id)], "head": str(home.head_id)}),
        ("ra-khoi-ho", home, {"member": "LAST"}),
        ("nhap-ho", home, {"into": other.code}),
        ("ket-thuc", other, {}),
    ]
    for kind, about, data in steps:
        last = str(about.members.filter(left_on__isnull=True).order_by("-number").first().pk)
        data = {key: last if value == "LAST" else value for key, value in data.items()}
        about.refresh_from_db()

        answer = desk.post(
            reverse("register:event", args=[about.code, kind]),
            data | {"on": "03/03/2026", "reason": "thử", "version": str(about.version)},
        )

        assert answer.status_code == 302, (kind, answer.content.decode()[-3000:])
    other.refresh_from_db()
    assert other.end_kind == "ended"


def test_concurrent_edit_is_compared_and_chosen(desk, officer, home: Household) -> None:
    url = reverse("register:edit", args=[home.code])
    data = {
        "permanent_address": "Nhà tôi gõ",
        "present_address": "",
        "on": "01/03/2026",
        "correction": "0",
        "version": str(home.version),
    }
    data |= {"village": str(home.village_id), "flag_minority": "", "causes": []}
    edit_household(officer, home, {"permanent_address": "Nhà người khác gõ"}, Occasion(date(2026, 2, 1)))

    both = desk.post(url, data)
    home.refresh_from_db()
    text = both.content.decode()
    assert both.status_code == 409
    assert "Nhà tôi gõ" in text
    assert "Nhà người khác gõ" in text

    done = desk.post(
        url, data | {"version": str(home.version), "chon-permanent_address": "right", "chon-flag_minority": "left"}
    )
    home.refresh_from_db()
    assert done.status_code == 302
    assert home.permanent_address == "Nhà người khác gõ"


def test_member_form_keeps_a_number_left_empty(desk, home: Household) -> None:
    url = reverse("register:member", args=[home.code, 1])
    data = {
        "full_name": "Lò Văn Ơn",
        "relation": "Chủ hộ",
        "sex": "Nam",
        "birth": "12/04/1984",
        "on": "01/03/2026",
        "correction": "1",
        "reason": "ghi sai",
        "version": "1",
    }

    answer = desk.post(url, data)

    head = Member.objects.get(pk=home.head_id)
    assert answer.status_code == 302, answer.content.decode()[-3000:]
    assert head.birth_date == date(1984, 4, 12)
    assert head.numbers.filter(until__isnull=True).count() == 1


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

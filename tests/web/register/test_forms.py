"""Forms of the register: what they write, what they refuse, and two people at once."""

import uuid
from collections.abc import Callable
from datetime import date

import pytest
from django.urls import reverse

from rasoat.web.register.actions.edit_household import edit_household
from rasoat.web.register.actions.end_household import end_household
from rasoat.web.register.forms.events import EVENTS
from rasoat.web.register.models import (
    Household,
    Member,
)
from rasoat.web.register.occasion import Occasion

from .reading import page

pytestmark = pytest.mark.django_db
NUMBER = "024184012345"


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


def test_the_keyboard_begins_in_the_form(desk, villages) -> None:
    page = desk.get(f"{reverse('register:new')}?xa={villages[0].commune.key}").content.decode()

    assert page.partition("<main")[2].partition("</main>")[0].count(" autofocus") == 1


def test_double_submit_makes_one_household(desk, villages) -> None:
    data = form_of_new()

    for _time in range(2):
        desk.post(reverse("register:new"), data)

    assert Household.objects.count() == 1


def test_the_same_form_with_other_people_is_told_and_then_written_as_another_household(desk, villages) -> None:
    data = form_of_new()
    desk.post(reverse("register:new"), data)

    told = desk.post(reverse("register:new"), data | {"members-0-full_name": "Giàng A Chư"})
    key = told.context["form"]["client_key"].value()
    again = desk.post(reverse("register:new"), data | {"members-0-full_name": "Giàng A Chư", "client_key": key})

    assert (told.status_code, again.status_code) == (409, 302)
    assert "nội dung gửi lần này khác nên chưa ghi" in told.content.decode()
    assert 'value="Giàng A Chư"' in told.content.decode()
    assert sorted(Household.objects.values_list("head_name", flat=True)) == ["Giàng A Chư", "Giàng A Páo"]


def test_no_form_opens_for_a_household_that_has_left(desk, officer, home: Household) -> None:
    end_household(officer, home, Occasion(date(2026, 3, 1), "Chuyển đi tỉnh khác"))

    answers = [
        desk.get(reverse(f"register:{name}", args=[home.code, *rest]), follow=True)
        for name, *rest in (("edit",), ("place",), ("events",), ("event", "birth"), ("member", 1))
    ]

    for answer in answers:
        assert answer.redirect_chain == [(reverse("register:household", args=[home.code]), 302)]
        assert "đã ra khỏi sổ từ ngày 01/03/2026 nên không sửa được" in answer.content.decode()


def test_a_letter_that_cannot_be_read_is_told_in_vietnamese(desk, villages) -> None:
    answer = desk.post(reverse("register:new"), form_of_new(permanent_address="Số\x00 3"))

    assert answer.status_code == 422
    assert "Có ký tự không đọc được (NUL)" in answer.content.decode()
    assert "Null characters" not in answer.content.decode()


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


def test_a_class_that_nobody_understands_is_named_with_its_household(client_for, communes, home: Household) -> None:
    data = {"number": "12/QĐ-UBND", "effective_from": "20/01/2026", "standard": "national_2022", "year": "2025"}

    answer = client_for("commune_officer", communes[0]).post(
        reverse("register:decision_new"), data | {f"loai-{home.pk}": "XX"}
    )

    assert answer.status_code == 422
    assert f"Loại hộ không rõ ở: {home.head_name} ({home.code}): “XX”." in answer.content.decode()
    assert not home.decision_lines.exists()

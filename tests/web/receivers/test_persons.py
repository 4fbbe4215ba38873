"""A receiver gets the persons that its purpose needs: what is usual for its kind, what is told, and no others."""

from dataclasses import replace
from datetime import date

import pytest
from django.urls import reverse

from rasoat.web.exchange.packed import unpack
from rasoat.web.look.refusals import RefusedError
from rasoat.web.look.saying import in_own_language
from rasoat.web.receivers.actions.hand_over import hand_over
from rasoat.web.receivers.actions.order_delivery import order_delivery
from rasoat.web.receivers.actions.save_profile import save_profile, use_profile
from rasoat.web.receivers.actions.set_receiver import set_receiver
from rasoat.web.receivers.actions.start_profile import start_profile
from rasoat.web.receivers.models import Limit, Persons, ReceiverKind
from rasoat.web.receivers.persons import age_on, takes, words_of
from rasoat.web.receivers.profiles import plain, profile_of
from rasoat.web.register.actions.add_member import add_member
from rasoat.web.register.actions.edit_member import edit_member
from rasoat.web.register.drafts import MemberDraft
from rasoat.web.register.models import Member
from rasoat.web.register.occasion import Occasion
from rasoat.web.vault.files import plain_copy

from .conftest import WORDS, delivered, looked_at, names_in, template

pytestmark = pytest.mark.django_db
DAY, LATER = date(2026, 2, 1), date(2026, 3, 1)
PUPILS = Limit(Persons.PUPILS, 3, 18)


def limited(clerk, province, receiver, limit: Limit) -> None:
    set_receiver(clerk, province, replace(WORDS, limit=limit), receiver)
    receiver.refresh_from_db()


def schooling(officer, home, name: str, attends: bool | None, on: date = DAY) -> None:
    edit_member(officer, home.members.get(full_name=name), {"attends_school": attends}, Occasion(on, "năm học"))


@pytest.mark.parametrize(
    ("kind", "limit"),
    [
        (ReceiverKind.INSURER, Limit()), (ReceiverKind.SCHOOL, PUPILS), (ReceiverKind.BANK, Limit(Persons.HEADS)),
        (ReceiverKind.POWER, Limit(Persons.HEADS)),
    ],
)  # fmt: skip
def test_what_is_usual_for_a_kind(clerk, province, kind: ReceiverKind, limit: Limit) -> None:
    assert set_receiver(clerk, province, replace(WORDS, kind=kind)).limit == limit


def test_of_other_receivers_it_has_to_be_said(clerk, province) -> None:
    with pytest.raises(RefusedError, match="Chưa chọn giao những ai"):
        set_receiver(clerk, province, replace(WORDS, kind=ReceiverKind.OTHER))


@pytest.mark.parametrize(
    "limit", [Limit(Persons.AGES), Limit(Persons.AGES, 18, 3), Limit(Persons.PUPILS, 3), Limit(Persons.AGES, 3, 200)]
)
def test_ages_that_make_no_sense_are_refused(clerk, province, limit: Limit) -> None:
    with pytest.raises(RefusedError, match="tuổi"):
        set_receiver(clerk, province, replace(WORDS, limit=limit))


@pytest.mark.parametrize(
    ("limit", "told", "taken"),
    [
        (PUPILS, {"attends_school": True, "birth_year": 1990}, True),
        (PUPILS, {"attends_school": False, "birth_year": 2015}, False),
        (PUPILS, {"school_level": "primary", "birth_year": 1990}, True),
        (PUPILS, {"birth_year": 2015}, True),
        (PUPILS, {"birth_year": 1990}, False),
        (PUPILS, {}, None),
        (Limit(Persons.PUPILS), {"birth_year": 2015}, None),
        (Limit(Persons.AGES, 0, 5), {"birth_date": date(2020, 2, 2)}, True),
        (Limit(Persons.AGES, 0, 5), {"birth_date": date(2020, 2, 1)}, False),
    ],
)
def test_member_by_member(limit: Limit, told: dict[str, object], taken: bool | None) -> None:
    assert takes(limit, Member(pk=1, **told), 2, DAY) is taken


def test_an_age_is_in_full_years() -> None:
    assert age_on(Member(birth_date=date(2008, 2, 29)), date(2026, 2, 28)) == 17
    assert age_on(Member(birth_year=2008), date(2026, 1, 1)) == 18
    assert age_on(Member(), DAY) is None


def test_a_school_gets_pupils_only(clerk, officer, province, receiver, version, listed, communes) -> None:
    limited(clerk, province, receiver, PUPILS)
    schooling(officer, listed[1], "Vàng A Dụ", None)

    row = delivered(officer, receiver, communes[0])

    assert names_in(row.file) == ["Lò Thị Út"]
    assert (row.people, row.households, row.limit) == (1, 1, PUPILS)
    assert row.kept is not None
    with plain_copy(row.kept) as path:
        assert unpack(path)[0].members.height == 1


def test_increases_and_decreases_count_pupils_only(
    clerk, officer, province, receiver, version, listed, communes
) -> None:  # fmt: skip
    limited(clerk, province, receiver, PUPILS)
    hand_over(officer, delivered(officer, receiver, communes[0]), taken_by="Bà Nhận", taken_on=DAY)
    schooling(officer, listed[0], "Lò Thị Út", attends=False, on=LATER)
    schooling(officer, listed[1], "Vàng A Dụ", attends=True, on=LATER)
    add_member(officer, listed[0], MemberDraft("Lò Văn Về", relation="child", birth_year=1990), Occasion(LATER, "về ở"))

    row = delivered(officer, receiver, communes[0], LATER)

    assert (row.added, row.removed) == (1, 1)
    assert names_in(row.added_file) == ["Vàng A Dụ"]
    assert names_in(row.removed_file) == ["Lò Thị Út"]


def test_a_bank_gets_one_row_a_household(clerk, officer, province, receiver, version, listed, communes) -> None:
    limited(clerk, province, receiver, Limit(Persons.HEADS))

    row = delivered(officer, receiver, communes[0])

    assert names_in(row.file) == ["Lò Văn Ơn", "Vàng A Dụ"]


def test_who_is_left_out_for_want_of_facts_is_told(
    clerk, officer, province, receiver, version, listed, communes
) -> None:  # fmt: skip
    limited(clerk, province, receiver, Limit(Persons.PUPILS))

    row = delivered(officer, receiver, communes[0])

    assert row.people == 0
    assert "3 người không vào danh sách" in in_own_language(row.notes[0])


def test_facts_of_a_head_are_not_handed_over_with_pupils(
    clerk, officer, province, receiver, listed, communes
) -> None:  # fmt: skip
    row = start_profile(clerk, receiver, 2026, template(("STT", "Họ tên chủ hộ", "Số CCCD", "Diện hộ")))
    content = looked_at(plain(profile_of(row)))
    content["sheets"][0]["rows"] = "households"
    content["sheets"][0]["columns"][2]["from"] = "head.personal_id"
    save_profile(clerk, row, content, changes=row.changes)
    row.refresh_from_db()
    use_profile(clerk, row)
    limited(clerk, province, receiver, PUPILS)

    with pytest.raises(RefusedError, match="thông tin riêng của chủ hộ"):
        order_delivery(officer, receiver, communes[0], DAY)


def test_pages_say_whom_a_receiver_gets(client_for, province, communes, officer, clerk, listed) -> None:
    browser = client_for("province_officer", province)
    sent = {
        "kind": "school", "name": "Trường thử", "standard": "national_2022", "classes": ["poor"], "active": "on",
        "basis": "Điều 1",
    }  # fmt: skip
    form = browser.get(reverse("receivers:new")).content.decode()

    page = browser.post(reverse("receivers:new"), sent, follow=True).content.decode()
    ages = {"name": "Mầm non", "persons": "ages", "age_from": "3", "age_to": "5"}
    told = browser.post(reverse("receivers:new"), sent | ages, follow=True).content.decode()
    refused = browser.post(reverse("receivers:new"), sent | {"name": "Khác", "kind": "other"})

    assert f"Nhà trường, ngành giáo dục: {words_of(PUPILS)}" in form
    assert words_of(PUPILS) in page
    assert "Người từ 3 đến 5 tuổi" in told
    assert refused.status_code == 422

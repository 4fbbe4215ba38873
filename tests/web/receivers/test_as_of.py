"""A list is what the register holds of its day: past members, numbers, places and classes; no day it cannot tell of."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.urls import reverse

from rasoat.web.look.refusals import RefusedError
from rasoat.web.receivers.actions.hand_over import hand_over
from rasoat.web.receivers.actions.order_delivery import order_delivery
from rasoat.web.receivers.actions.save_profile import save_profile, use_profile
from rasoat.web.receivers.actions.set_receiver import set_receiver
from rasoat.web.receivers.actions.start_profile import start_profile
from rasoat.web.receivers.models import Delivery
from rasoat.web.receivers.profiles import plain, profile_of
from rasoat.web.register.actions.change_head import change_head
from rasoat.web.register.actions.edit_member import edit_member
from rasoat.web.register.actions.end_household import end_household
from rasoat.web.register.actions.move_household import move_household
from rasoat.web.register.actions.record_birth import record_birth
from rasoat.web.register.actions.record_death import record_death
from rasoat.web.register.drafts import MemberDraft
from rasoat.web.register.models import Household, NumberKind
from rasoat.web.register.occasion import Occasion

from .conftest import NUMBER, WORDS, decide, delivered, looked_at, names_in, rows_of, template
from .test_deliveries import health_profile

pytestmark = pytest.mark.django_db
BEFORE, EVENT, AFTER = date(2026, 2, 1), date(2026, 3, 1), date(2026, 3, 2)
EVERYBODY = ["Lò Văn Ơn", "Lò Thị Út", "Vàng A Dụ"]


def fresh(home: Household) -> Household:
    return Household.objects.select_related("commune", "village", "province").get(pk=home.pk)


def test_members_are_those_of_the_day(officer, receiver, version, listed, communes) -> None:
    record_birth(
        officer, listed[0], MemberDraft("Lò Bé Con", relation="child", sex=1, birth_date=EVENT), Occasion(EVENT, "sinh")
    )
    record_death(
        officer, fresh(listed[0]), listed[0].members.get(full_name="Lò Thị Út"), Occasion(AFTER, "mất")
    )  # fmt: skip

    assert names_in(delivered(officer, receiver, communes[0], BEFORE).file) == EVERYBODY
    assert names_in(delivered(officer, receiver, communes[0], EVENT).file) == [
        "Lò Văn Ơn", "Lò Thị Út", "Lò Bé Con", "Vàng A Dụ",
    ]  # fmt: skip
    assert names_in(delivered(officer, receiver, communes[0], AFTER).file) == ["Lò Văn Ơn", "Lò Bé Con", "Vàng A Dụ"]


def test_classes_are_those_in_force_on_the_day(officer, receiver, version, listed, communes) -> None:
    decide(officer, {listed[1]: "poor", listed[2]: "near_poor", listed[0]: "not_poor"}, EVENT)

    before = {row[1]: row[6] for row in rows_of(delivered(officer, receiver, communes[0], BEFORE).file)}
    after = {row[1]: row[6] for row in rows_of(delivered(officer, receiver, communes[0], EVENT).file)}

    assert set(before) == set(EVERYBODY)
    assert set(after) == {"Vàng A Dụ", "Nông Văn Khá"}
    assert before["Vàng A Dụ"] != after["Vàng A Dụ"]


def test_a_household_that_ended_later_is_on_the_list_of_a_day_before(
    officer, receiver, version, listed, communes
) -> None:
    end_household(officer, listed[1], Occasion(EVENT, "không còn ở"))

    assert "Vàng A Dụ" in names_in(delivered(officer, receiver, communes[0], BEFORE).file)
    assert "Vàng A Dụ" not in names_in(delivered(officer, receiver, communes[0], EVENT).file)


def test_a_household_is_on_the_list_of_the_commune_where_it_lived(
    officer, acting_for, receiver, version, listed, communes, villages
) -> None:
    there = next(unit for unit in villages if unit.commune_id == communes[1].pk)
    move_household(officer, fresh(listed[1]), communes[1], there, Occasion(EVENT, "chuyển"))
    other = acting_for("commune_officer", communes[1])

    assert "Vàng A Dụ" in names_in(delivered(officer, receiver, communes[0], BEFORE).file)
    assert "Vàng A Dụ" not in names_in(delivered(officer, receiver, communes[0], EVENT).file)
    assert names_in(delivered(other, receiver, communes[1], EVENT).file) == ["Vàng A Dụ"]


def test_facts_and_numbers_are_those_of_the_day(officer, receiver, version, listed, communes) -> None:
    edit_member(
        officer, listed[0].members.get(full_name="Lò Văn Ơn"), {"full_name": "Lò Văn Ân"}, Occasion(EVENT, "đổi tên"),
        numbers={NumberKind.PERSONAL_ID: "024184099999"},
    )  # fmt: skip

    before = str(rows_of(delivered(officer, receiver, communes[0], BEFORE).file))
    after = str(rows_of(delivered(officer, receiver, communes[0], EVENT).file))

    assert ("Lò Văn Ơn" in before, NUMBER in before, "024184099999" in before) == (True, True, False)
    assert ("Lò Văn Ân" in after, NUMBER in after, "024184099999" in after) == (True, False, True)


@pytest.mark.parametrize("on", ["15/01/2030", "31/12/2025"])
def test_a_day_of_which_the_register_cannot_tell_is_refused(
    client_for, receiver, version, listed, communes, on: str
) -> None:
    desk = client_for("commune_officer", communes[0])

    answer = desk.post(reverse("receivers:receiver", args=[receiver.pk]), {"place": communes[0].pk, "on": on})

    assert answer.status_code == 422
    assert on in answer.content.decode()
    assert not Delivery.objects.exists()


def test_a_future_day_is_refused(officer, receiver, version, listed, communes) -> None:
    with pytest.raises(RefusedError, match="chưa đến") as told:
        order_delivery(officer, receiver, communes[0], officer.today() + timedelta(days=1))

    assert told.value.field == "on"


def test_facts_of_health_are_handed_over_as_of_today_only(
    clerk, officer, receiver, listed, communes, province
) -> None:  # fmt: skip
    set_receiver(clerk, province, replace(WORDS, health_basis="Điều 2 văn bản thử"), receiver)
    receiver.refresh_from_db()
    use_profile(clerk, health_profile(clerk, receiver))

    with pytest.raises(RefusedError, match="hôm nay"):
        order_delivery(officer, receiver, communes[0], BEFORE)


def test_a_list_is_compared_with_one_of_an_earlier_day(officer, receiver, version, listed, communes) -> None:
    late = delivered(officer, receiver, communes[0], AFTER)
    hand_over(officer, late, taken_by="Bà Nhận", taken_on=AFTER)

    assert delivered(officer, receiver, communes[0], EVENT).previous is None
    assert delivered(officer, receiver, communes[0], AFTER).previous == late


def test_the_head_and_the_village_are_those_of_the_day(officer, receiver, version, listed, communes, villages) -> None:
    home = fresh(listed[0])
    change_head(officer, home, home.members.get(full_name="Lò Thị Út"), Occasion(EVENT, "đổi chủ hộ"))
    move_household(officer, fresh(home), communes[0], villages[1], Occasion(EVENT, "đổi thôn"))

    def heads(on: date) -> set[tuple[str, str]]:
        rows = rows_of(delivered(officer, receiver, communes[0], on).file)
        return {(row[1], row[7]) for row in rows if "chủ hộ" in str(row[2]).lower()}

    assert ("Lò Văn Ơn", villages[0].full_name) in heads(BEFORE)
    assert ("Lò Thị Út", villages[1].full_name) in heads(EVENT)


def test_dates_and_places_are_written_as_the_register_has_them(
    clerk, officer, receiver, listed, communes
) -> None:  # fmt: skip
    headings = (
        "STT", "Họ và tên", "Quan hệ với chủ hộ", "Ngày sinh", "Số nhân khẩu", "Nơi ở hiện tại", "Số quyết định",
        "Ngày quyết định",
    )  # fmt: skip
    row = start_profile(clerk, receiver, 2026, template(headings))
    save_profile(clerk, row, looked_at(plain(profile_of(row))), changes=row.changes)
    row.refresh_from_db()
    use_profile(clerk, row)
    member = listed[0].members.get(full_name="Lò Thị Út")
    edit_member(officer, member, {"birth_date": date(2012, 5, 7)}, Occasion(EVENT, "có giấy khai sinh"))
    Household.objects.filter(pk=listed[0].pk).update(permanent_address="Số 1", present_address="Số 2")

    rows = rows_of(delivered(officer, receiver, communes[0], EVENT).file)

    assert [str(cell) for cell in rows[1][3:8]] == ["07/05/2012", "2", "Số 2", "9/QĐ-UBND", "01/01/2026"]

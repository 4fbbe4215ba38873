"""Lists for receivers: their columns only, with increases and decreases; numbers and health by right and by law."""

from dataclasses import replace
from datetime import date
from io import BytesIO

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from rasoat.web.accounts.capabilities import CAPABILITIES, Capability
from rasoat.web.accounts.policy import NotAllowedError
from rasoat.web.exchange.packed import unpack
from rasoat.web.jobs.worker import run_until_idle
from rasoat.web.ledger.models import Entry
from rasoat.web.ledger.verify import verify
from rasoat.web.look.refusals import RefusedError
from rasoat.web.receivers.actions.hand_over import drop_delivery, hand_over
from rasoat.web.receivers.actions.order_delivery import order_delivery
from rasoat.web.receivers.actions.save_profile import save_profile, use_profile
from rasoat.web.receivers.actions.set_receiver import set_receiver
from rasoat.web.receivers.actions.start_profile import start_profile
from rasoat.web.receivers.graphs import DELIVERY
from rasoat.web.receivers.models import Delivery, DeliveryState
from rasoat.web.receivers.profiles import plain, profile_of, takes_health, takes_numbers
from rasoat.web.receivers.reach import may_read_file
from rasoat.web.register.actions.record_birth import record_birth
from rasoat.web.register.actions.record_death import record_death
from rasoat.web.register.drafts import MemberDraft
from rasoat.web.register.occasion import Occasion
from rasoat.web.vault.files import open_sealed, plain_copy

from .conftest import NUMBER, WORDS, decide, delivered, looked_at, names_in, rows_of, template

pytestmark = pytest.mark.django_db
DAY = date(2026, 3, 1)


def test_a_list_holds_the_columns_of_the_receiver(officer, receiver, version, listed, communes) -> None:
    row = delivered(officer, receiver, communes[0])

    assert names_in(row.file) == ["Lò Văn Ơn", "Lò Thị Út", "Vàng A Dụ"]
    assert NUMBER in str(rows_of(row.file))
    assert (row.households, row.people, row.with_numbers, row.with_health) == (2, 3, True, False)
    assert row.state == "made"


def test_only_the_facts_of_the_profile_are_kept(officer, receiver, version, listed, communes) -> None:
    row = delivered(officer, receiver, communes[0])

    assert row.kept is not None
    with plain_copy(row.kept) as path:
        data, _more = unpack(path)
    assert set(data.members.columns) <= {
        "household_id", "member_no", "_who", "full_name", "relation", "birth_year", "birth_date", "sex",
        "personal_id",
    }  # fmt: skip
    assert "ethnicity" not in data.households.columns
    assert not may_read_file(officer, row.kept)


def test_increases_and_decreases_since_the_list_before(officer, receiver, version, listed, communes) -> None:
    first = delivered(officer, receiver, communes[0])
    hand_over(officer, first, taken_by="Bà Nhận, BHXH thử", taken_on=date(2026, 2, 2))
    record_birth(
        officer, listed[0], MemberDraft("Lò Bé Con", relation="child", sex=1, birth_date=DAY), Occasion(DAY, "sinh")
    )
    record_death(officer, listed[0], listed[0].members.get(full_name="Lò Thị Út"), Occasion(DAY, "mất"))
    decide(officer, {listed[1]: "poor"}, date(2026, 3, 2))
    decide(officer, {listed[2]: "near_poor"}, date(2026, 3, 2))

    row = delivered(officer, receiver, communes[0], date(2026, 3, 2))

    assert row.previous == first
    assert (row.added, row.removed, row.changed) == (2, 1, 1)
    assert sorted(names_in(row.added_file)) == ["Lò Bé Con", "Nông Văn Khá"]
    assert names_in(row.removed_file) == ["Lò Thị Út"]
    assert names_in(row.changed_file) == ["Vàng A Dụ"]


def test_a_household_that_left_the_list_is_a_decrease(officer, receiver, version, listed, communes) -> None:
    hand_over(officer, delivered(officer, receiver, communes[0]), taken_by="Bà Nhận", taken_on=date(2026, 2, 2))
    decide(officer, {listed[1]: "not_poor"}, date(2026, 3, 2))

    row = delivered(officer, receiver, communes[0], date(2026, 3, 2))

    assert names_in(row.removed_file) == ["Vàng A Dụ"]
    assert (row.added, row.removed) == (0, 1)
    assert row.added_file is None


def test_a_list_never_handed_over_is_not_compared_with(officer, receiver, version, listed, communes) -> None:
    drop_delivery(officer, delivered(officer, receiver, communes[0]), reason="lập nhầm")
    made = delivered(officer, receiver, communes[0])

    assert made.previous is None


def test_the_province_makes_one_list_of_all(clerk, receiver, version, listed, province) -> None:
    row = delivered(clerk, receiver, province)

    assert row.commune is None
    assert row.people == 3


def test_who_may_make_a_list(acting_for, receiver, version, listed, communes, province) -> None:
    with pytest.raises(NotAllowedError):
        order_delivery(acting_for("commune_officer", communes[1]), receiver, communes[0], DAY)
    with pytest.raises(NotAllowedError):
        order_delivery(acting_for("commune_chair", communes[0]), receiver, communes[0], DAY)
    with pytest.raises(NotAllowedError):  # may export, but sees no identity numbers
        order_delivery(acting_for("province_admin", province), receiver, province, DAY)


def test_files_are_for_those_who_may_see_what_is_in_them(
    officer, acting_for, receiver, version, listed, communes, province
) -> None:
    row = delivered(officer, receiver, communes[0])

    assert may_read_file(officer, row.file)
    assert may_read_file(acting_for("province_officer", province), row.file)
    assert not may_read_file(acting_for("province_admin", province), row.file)
    assert not may_read_file(acting_for("commune_officer", communes[1]), row.file)


def health_profile(clerk, receiver):
    headings = ("STT", "Họ và tên", "Năm sinh", "Giới tính", "Mức độ khuyết tật", "Diện hộ")
    row = start_profile(clerk, receiver, 2026, template(headings))
    save_profile(clerk, row, looked_at(plain(profile_of(row))), changes=row.changes)
    row.refresh_from_db()
    assert takes_health(profile_of(row))
    return row


def test_health_needs_a_legal_basis(clerk, receiver) -> None:
    with pytest.raises(RefusedError, match="căn cứ pháp lý"):
        use_profile(clerk, health_profile(clerk, receiver))


def test_health_is_handed_over_by_those_who_may_see_it(clerk, officer, receiver, listed, communes, province) -> None:
    set_receiver(clerk, province, replace(WORDS, health_basis="Điều 2 văn bản thử"), receiver)
    receiver.refresh_from_db()
    row = health_profile(clerk, receiver)
    use_profile(clerk, row)

    made = delivered(officer, receiver, communes[0], officer.today())

    assert made.with_health
    assert "nặng" in str(rows_of(made.file)).lower()
    with pytest.raises(NotAllowedError):
        order_delivery(clerk, receiver, province, DAY)
    assert not may_read_file(clerk, made.file)


def test_a_profile_without_numbers_takes_none(clerk, receiver, listed, communes, officer) -> None:
    row = start_profile(clerk, receiver, 2026, template(("STT", "Họ và tên", "Năm sinh", "Giới tính", "Diện hộ")))
    save_profile(clerk, row, looked_at(plain(profile_of(row))), changes=row.changes)
    row.refresh_from_db()
    use_profile(clerk, row)

    made = delivered(officer, receiver, communes[0])

    assert not takes_numbers(profile_of(row))
    assert NUMBER not in str(rows_of(made.file))
    assert not made.with_numbers


def test_a_list_of_people_needs_no_column_of_relations(clerk, receiver, listed, communes, officer) -> None:
    row = start_profile(clerk, receiver, 2026, template(("STT", "Họ và tên", "Năm sinh", "Họ tên chủ hộ", "Diện hộ")))
    content = looked_at(plain(profile_of(row)))
    content["sheets"][0]["rows"] = "members"
    save_profile(clerk, row, content, changes=row.changes)
    row.refresh_from_db()
    use_profile(clerk, row)

    made = delivered(officer, receiver, communes[0])

    assert made.state == DeliveryState.MADE
    assert {"Lò Văn Ơn", "Lò Thị Út", "Vàng A Dụ"} <= set(str(rows_of(made.file)).replace("'", ",").split(","))


def test_an_illustrative_decision_marks_the_list(officer, receiver, version, homes, communes) -> None:
    decide(officer, {homes[0]: "poor"}, watermark="MINH HỌA")

    row = delivered(officer, receiver, communes[0])

    assert row.file is not None
    page = load_workbook(BytesIO(b"".join(open_sealed(row.file)))).active
    assert page is not None
    assert "MINH HỌA" in str(list(page.iter_rows(values_only=True)))


def test_who_took_it_is_needed(officer, receiver, version, listed, communes) -> None:
    row = delivered(officer, receiver, communes[0])

    with pytest.raises(RefusedError, match="người nhận"):
        hand_over(officer, row, taken_by=" ", taken_on=DAY)
    with pytest.raises(RefusedError, match="chưa đến"):
        hand_over(officer, row, taken_by="Bà Nhận", taken_on=date(2099, 1, 1))


@pytest.mark.parametrize("state", DeliveryState.values)
@pytest.mark.parametrize("move", ["hand_over", "drop"])
def test_every_move_from_every_state(officer, receiver, version, listed, communes, state: str, move: str) -> None:
    row = delivered(officer, receiver, communes[0])
    Delivery.objects.filter(pk=row.pk).update(state=state)

    def make() -> None:
        if move == "drop":
            drop_delivery(officer, row, reason="thử")
        else:
            hand_over(officer, row, taken_by="Bà Nhận", taken_on=DAY)

    if DELIVERY.can(move, state):
        make()
        row.refresh_from_db()
        assert row.state == DELIVERY.moves[move].target
    else:
        with pytest.raises(RefusedError):
            make()


@pytest.mark.parametrize("role", ["commune_chair", "village_head", "front_observer", "auditor", "reviewer"])
def test_moves_need_the_right_to_export(
    officer, acting_for, receiver, version, listed, communes, villages, role
) -> None:
    assert Capability.EXPORT_RUN not in CAPABILITIES[role]
    row = delivered(officer, receiver, communes[0])
    unit = villages[0] if role in {"village_head", "reviewer"} else communes[0]

    for make in (
        lambda acting: drop_delivery(acting, row, reason="thử"),
        lambda acting: hand_over(acting, row, taken_by="Bà Nhận", taken_on=DAY),
    ):
        with pytest.raises(NotAllowedError):
            make(acting_for(role, unit))


def test_a_dropped_order_is_not_made(officer, receiver, version, listed, communes) -> None:
    row = order_delivery(officer, receiver, communes[0], DAY)
    drop_delivery(officer, row, reason="nhầm nơi")

    run_until_idle()

    row.refresh_from_db()
    assert (row.state, row.file) == ("dropped", None)


def test_every_delivery_is_in_the_ledger(officer, receiver, version, listed, communes) -> None:
    hand_over(officer, delivered(officer, receiver, communes[0]), taken_by="Bà Nhận", taken_on=date(2026, 2, 2))

    actions = list(Entry.objects.filter(action__startswith="receivers.list").values_list("action", flat=True))
    assert actions == ["receivers.list_ordered", "receivers.list_made", "receivers.list_handed_over"]
    assert [finding for finding in verify() if "receivers" in str(finding)] == []


def test_an_auditor_sees_what_was_made_and_for_whom_without_the_files(
    officer, client_for, receiver, version, listed, communes, province
) -> None:
    row = delivered(officer, receiver, communes[0])
    reader = client_for("auditor", province)

    home = reader.get(reverse("receivers:home")).content.decode()
    about = reader.get(reverse("receivers:receiver", args=[receiver.pk]))
    page = reader.get(reverse("receivers:delivery", args=[row.pk])).content.decode()

    assert reverse("receivers:delivery", args=[row.pk]) in home
    assert about.context["form"] is None
    assert "Tài khoản này không được xem" in page
    assert "Ghi đã giao" not in page
    assert reader.get(reverse("vault:file", args=[row.file_id])).status_code == 404
    assert reader.post(reverse("receivers:drop", args=[row.pk]), {"reason": "thử"}).status_code == 403

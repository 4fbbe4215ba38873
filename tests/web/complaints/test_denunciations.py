"""Denunciations: apart from complaints, seen by few, never by those denounced."""

from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from rasoat.web.accounts.acting import Acting, acting_as
from rasoat.web.accounts.models import Role, User
from rasoat.web.accounts.policy import NotAllowedError
from rasoat.web.complaints.actions.receive import receive_denunciation, receive_public_denunciation
from rasoat.web.complaints.actions.step_denunciation import bar_account, step_denunciation
from rasoat.web.complaints.models import AgainstLevel, Denunciation
from rasoat.web.complaints.queries import complaints_seen_by, denunciations_seen_by, may_read_file
from rasoat.web.complaints.state_graphs import DENUNCIATION
from rasoat.web.ledger.models import Entry
from rasoat.web.look.refusals import RefusedError

from .conftest import RECEIVED, faults

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
VILLAGE, COMMUNE = AgainstLevel.VILLAGE, AgainstLevel.COMMUNE


@pytest.fixture
def chair(acting_for: Callable[..., Acting], communes) -> Acting:
    return acting_for("commune_chair", communes[0])


@pytest.fixture
def above(acting_for: Callable[..., Acting], province) -> Acting:
    return acting_for("province_officer", province)


def seen(acting: Acting) -> int:
    return denunciations_seen_by(acting).count()


def test_people_of_a_commune_are_denounced_above_it(chair, above, accusation) -> None:
    receive_public_denunciation(accusation(against=COMMUNE))
    receive_public_denunciation(accusation(against=VILLAGE))

    assert (seen(chair), seen(above)) == (1, 2)
    assert denunciations_seen_by(chair).get().against == VILLAGE


@pytest.mark.parametrize("role", sorted(set(Role.values) - {"commune_chair", "province_officer"}))
def test_no_other_role_sees_any(acting_for, province, communes, villages, accusation, role: str) -> None:
    receive_public_denunciation(accusation(against=VILLAGE))
    unit = {"village_head": villages[0], "reviewer": villages[0]}.get(role) or (
        province if role.startswith("province") or role in {"auditor", "technical_admin"} else communes[0]
    )

    acting = acting_for(role, unit)

    assert seen(acting) == 0
    assert not complaints_seen_by(acting).exists()


def test_other_communes_and_provinces_see_none(acting_for, communes, accusation) -> None:
    receive_public_denunciation(accusation(against=VILLAGE))

    assert seen(acting_for("commune_chair", communes[1])) == 0


def test_whoever_is_named_never_sees_it(user_with, communes, province, accusation) -> None:
    chair, officer = user_with("commune_chair", communes[0]), user_with("province_officer", province)
    for user, name in ((chair, "Hoàng Văn Chánh"), (officer, "Bùi Thị Thanh Tra")):
        User.objects.filter(pk=user.pk).update(full_name=name)
    acting = [acting_as(user, "web") for user in (chair, officer)]

    receive_public_denunciation(accusation(against=VILLAGE, denounced="ông hoang van chanh, chủ tịch"))
    receive_public_denunciation(accusation(against=VILLAGE, text="Bà Bùi Thị Thanh Tra bỏ qua đơn của tôi."))

    assert [seen(each) for each in acting] == [1, 1]
    assert not denunciations_seen_by(acting[0]).filter(denounced__user=chair).exists()


def test_an_account_can_be_barred_later(chair, above, accusation) -> None:
    row, _code = receive_public_denunciation(accusation(against=VILLAGE))

    bar_account(above, row, chair.user)
    bar_account(above, row, chair.user)

    assert (seen(chair), seen(above), row.denounced.count()) == (0, 1, 1)
    with pytest.raises(NotAllowedError):
        step_denunciation(chair, row, "accept", on=RECEIVED)
    assert faults() == []


def test_its_scan_is_read_by_nobody_else(chair, above, officer, accusation) -> None:
    paper = SimpleUploadedFile("don.pdf", PDF)
    row, _code = receive_public_denunciation(accusation(against=COMMUNE, paper=paper))

    assert [may_read_file(each, row.paper) for each in (above, chair, officer)] == [True, False, False]


def test_the_ledger_says_that_it_moved_and_not_why(above, accusation) -> None:
    row, _code = receive_denunciation(above, accusation())

    step_denunciation(above, row, "accept", on=RECEIVED, note="Lường Thị Kín có băng ghi âm")
    step_denunciation(above, row, "conclude", on=RECEIVED, note="Đúng một phần")

    assert Entry.objects.filter(action="complaints.denunciation_moved").count() == 2
    row.refresh_from_db()
    assert (row.state, row.version) == ("concluded", 3)
    assert faults() == []


@pytest.mark.parametrize("move", [*DENUNCIATION.moves])
@pytest.mark.parametrize("start", [*DENUNCIATION.states])
def test_every_move_from_every_state(above, accusation, start: str, move: str) -> None:
    row, _code = receive_denunciation(above, accusation())
    Denunciation.objects.filter(pk=row.pk).update(state=start)

    if DENUNCIATION.can(move, start):
        assert step_denunciation(above, row, move, on=RECEIVED, note="vì").state == DENUNCIATION.moves[move].target
    else:
        with pytest.raises(RefusedError):
            step_denunciation(above, row, move, on=RECEIVED, note="vì")


def test_the_pages_keep_it_apart(client_for: Callable[..., Client], communes, province, accusation) -> None:
    row, _code = receive_public_denunciation(accusation(against=COMMUNE))
    chair, above = client_for("commune_chair", communes[0]), client_for("province_officer", province)

    assert chair.get(reverse("complaints:denunciation", args=[row.pk])).status_code == 404
    assert "Lường Thị Kín" not in above.get(reverse("complaints:denunciations")).content.decode()
    assert "Lường Thị Kín" in above.get(reverse("complaints:denunciation", args=[row.pk])).content.decode()
    moved = above.post(
        reverse("complaints:denunciation_step", args=[row.pk]),
        {"move": "accept", "happened_on": f"{row.received_on:%d/%m/%Y}", "version": "1"}, follow=True,
    )  # fmt: skip
    assert "Đang xem xét" in moved.content.decode()
    assert client_for("commune_officer", communes[0]).get(reverse("complaints:denunciations")).status_code == 403


def test_the_form_gives_the_code_once(client_for: Callable[..., Client], communes) -> None:
    client = client_for("commune_chair", communes[0])

    told = client.post(
        reverse("complaints:new_denunciation"),
        {"against": "commune", "denounced": "một cán bộ", "channel": "paper", "happened_on": "05/10/2026",
         "text": "Có việc nhận tiền để đưa vào danh sách."}, follow=True,
    )  # fmt: skip

    assert "Mã tra cứu trao cho người tố cáo" in told.content.decode()
    assert Denunciation.objects.get().commune == communes[0]


def test_an_account_is_barred_on_the_page(client_for, acting_for, communes, province, accusation) -> None:
    row, _code = receive_public_denunciation(accusation(against=VILLAGE))
    chair, above = acting_for("commune_chair", communes[0]), client_for("province_officer", province)
    elsewhere = acting_for("commune_chair", communes[1])
    at = reverse("complaints:denunciation_bar", args=[row.pk])

    offered = above.get(reverse("complaints:denunciation", args=[row.pk])).content.decode()
    wrong = above.post(at, {"user": elsewhere.user.pk})
    barred = above.post(at, {"user": chair.user.pk}, follow=True).content.decode()

    assert f'value="{chair.user.pk}"' in offered
    assert f'value="{elsewhere.user.pk}"' not in offered
    assert wrong.status_code == 422
    assert f"Tài khoản {chair.user.full_name} không còn thấy đơn này." in barred
    assert (seen(chair), row.denounced.count()) == (0, 1)

"""What an administrator does on the page of a person, and crafted posts to it."""

from collections.abc import Callable

import pytest
from django.test import Client

from rasoat.web.accounts.models import User
from rasoat.web.ledger.models import Entry

ClientFor = Callable[..., Client]
DEEDS = [
    "phieu-moi",
    "thu-hoi-phieu",
    "ngung",
    "mo-lai",
    "mo-khoa",
    "ket-thuc-phien",
    "in-ma-giay",
    "bo-xac-thuc",
    "ket-thuc-vai-tro",
]


@pytest.mark.parametrize("deed", DEEDS)
def test_no_deed_on_people_above(deed: str, client_for: ClientFor, user_with, communes) -> None:
    client = client_for("commune_officer", communes[0])
    chair = user_with("commune_chair", communes[0])
    before = Entry.objects.count()

    answer = client.post(
        f"/nguoi-dung/{chair.public_id}/viec/", {"viec": deed, "reason": "x", "role": chair.assignments.get().pk}
    )

    assert answer.status_code in {403, 404}
    assert Entry.objects.count() == before
    assert User.objects.get(pk=chair.pk).is_active


@pytest.mark.parametrize("deed", DEEDS)
def test_no_deed_outside_the_area(deed: str, client_for: ClientFor, user_with, communes, villages) -> None:
    client = client_for("commune_officer", communes[0])
    stranger = user_with("village_head", villages[2])

    answer = client.post(f"/nguoi-dung/{stranger.public_id}/viec/", {"viec": deed, "reason": "x"})

    assert answer.status_code == 404


def test_deeds_of_an_administrator(client_for: ClientFor, user_with, province, communes) -> None:
    client = client_for("province_admin", province)
    user = user_with("commune_board", communes[0])
    page = f"/nguoi-dung/{user.public_id}/viec/"

    assert client.post(page, {"viec": "ngung", "reason": ""}).status_code == 302
    assert User.objects.get(pk=user.pk).is_active
    client.post(page, {"viec": "ngung", "reason": "Nghỉ hưu"})
    assert not User.objects.get(pk=user.pk).is_active
    client.post(page, {"viec": "mo-lai"})
    assert User.objects.get(pk=user.pk).is_active
    assert "<svg" in client.post(page, {"viec": "phieu-moi"}).content.decode()
    client.post(page, {"viec": "thu-hoi-phieu", "invitation": user.invitations.get().pk})
    assert user.invitations.get().revoked_at
    assert client.post(page, {"viec": "in-ma-giay"}).content.decode().count("<li>") >= 10
    client.post(page, {"viec": "bo-xac-thuc", "reason": "Mất phiếu"})
    client.post(page, {"viec": "ket-thuc-vai-tro", "role": user.assignments.get().pk})
    assert user.assignments.get().ended_at
    before = Entry.objects.count()
    assert client.post(page, {"viec": "la-la"}).status_code == 302
    assert Entry.objects.count() == before
    assert client.get(page).status_code == 405


def test_ids_of_somebody_else_inside_a_deed_are_not_found(client_for: ClientFor, user_with, province, communes) -> None:
    client = client_for("province_admin", province)
    user, other = user_with("commune_board", communes[0]), user_with("commune_officer", communes[1])

    answer = client.post(
        f"/nguoi-dung/{user.public_id}/viec/", {"viec": "ket-thuc-vai-tro", "role": other.assignments.get().pk}
    )

    assert answer.status_code == 404
    assert other.assignments.get().ended_at is None

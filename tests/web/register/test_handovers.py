"""A commune asks another one for a household: what it sees, who answers, and what moves when."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.policy import NotAllowedError
from rasoat.web.areas.models import Unit
from rasoat.web.ledger.models import Entry
from rasoat.web.ledger.verify import verify
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register import handovers
from rasoat.web.register.actions.ask_handover import ask_handover
from rasoat.web.register.actions.hand_over import hand_over
from rasoat.web.register.actions.move_household import move_household
from rasoat.web.register.actions.refuse_handover import refuse_handover
from rasoat.web.register.actions.withdraw_handover import withdraw_handover
from rasoat.web.register.models import EventKind, Handover, HandoverState, Household, HouseholdEvent
from rasoat.web.register.occasion import Occasion

from .conftest import NUMBER
from .reading import page

pytestmark = pytest.mark.django_db
MOVED = Occasion(date(2026, 5, 1), "về ở với con", "Giấy chuyển hộ khẩu 12/2026")
PDF = b"%PDF-1.4\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"


@pytest.fixture
def there(acting_for: Callable[..., Acting], communes: list[Unit]) -> Acting:
    """The officer of the second commune, to which the household moved."""
    return acting_for("commune_officer", communes[1])


@pytest.fixture
def asked(there: Acting, communes: list[Unit], villages: list[Unit], home: Household) -> Handover:
    return ask_handover(there, communes[1], villages[2], MOVED, number=NUMBER, address="Bản mới")


@pytest.mark.parametrize(
    "named", [{"number": "024 184 012345"}, {"code": "mã", "head_name": "lo van on"}], ids=["number", "code and name"]
)
def test_a_household_is_named_by_number_or_by_code_and_name(there, communes, home, named: dict[str, str]) -> None:
    named = named | ({"code": home.code} if "code" in named else {})

    row = ask_handover(there, communes[1], None, MOVED, **named)

    assert (row.household, row.commune, row.to_commune) == (home, communes[0], communes[1])
    assert NUMBER not in row.named_by
    home.refresh_from_db()
    assert home.commune == communes[0]
    assert not HouseholdEvent.objects.filter(kind=EventKind.MOVED_WITHIN).exists()


@pytest.mark.parametrize(
    "named",
    [{"number": "024184012346"}, {"code": "CODE", "head_name": "Tòng Thị Đào"}, {"code": "TT1", "head_name": ""}],
)
def test_nothing_else_finds_a_household_and_each_try_is_noted(there, communes, home, named: dict[str, str]) -> None:
    named = {name: home.code if value == "CODE" else value for name, value in named.items()}

    with pytest.raises(RefusedError, match="Không có hộ nào như vậy"):
        ask_handover(there, communes[1], None, MOVED, **named)

    assert Entry.objects.filter(action=handovers.MISSED, chain__unit=communes[1]).count() == 1


def test_somebody_who_tries_and_tries_gets_no_more_answers(there, communes, home, monkeypatch) -> None:
    monkeypatch.setattr(handovers, "MOST_MISSES", 2)
    for number in ("024184000001", "024184000002"):
        with pytest.raises(RefusedError):
            ask_handover(there, communes[1], None, MOVED, number=number)

    with pytest.raises(RefusedError, match="Hôm nay đã tìm không thấy 2 lần"):
        ask_handover(there, communes[1], None, MOVED, number=NUMBER)


def test_ended_households_and_other_provinces_are_not_found(there, communes, home, family, officer) -> None:
    Household.objects.filter(pk=home.pk).update(ended_on=date(2026, 2, 1))

    with pytest.raises(RefusedError, match="Không có hộ nào như vậy"):
        ask_handover(there, communes[1], None, MOVED, number=NUMBER)


def test_one_open_request_a_household_and_none_for_an_own_one(asked, there, officer, communes, home) -> None:
    with pytest.raises(RefusedError, match="đang chờ"):
        ask_handover(there, communes[1], None, MOVED, number=NUMBER)
    with pytest.raises(RefusedError, match="chính xã này"):
        ask_handover(officer, communes[0], None, MOVED, number=NUMBER)


@pytest.mark.parametrize(
    ("occasion", "field"),
    [
        (Occasion(MOVED.on), "reason"),
        (Occasion(timezone.localdate() + timedelta(days=2), "về ở với con"), "on"),
    ],
)
def test_a_request_needs_its_reason_and_a_past_day(there, communes, home, occasion: Occasion, field: str) -> None:
    with pytest.raises(RefusedError) as refused:
        ask_handover(there, communes[1], None, occasion, number=NUMBER)

    assert refused.value.field == field
    assert not Handover.objects.exists()


def test_handing_over_moves_the_household_with_its_paper(there, officer, communes, villages, home) -> None:
    scan = SimpleUploadedFile("giay.pdf", PDF)
    row = ask_handover(there, communes[1], villages[2], Occasion(MOVED.on, "x", paper=scan), number=NUMBER, address="Ở")

    event = hand_over(officer, row, Occasion(date(2026, 5, 2), "đã chuyển", "Số 5"))

    home.refresh_from_db()
    row.refresh_from_db()
    assert (home.commune, home.village, home.present_address) == (communes[1], villages[2], "Ở")
    assert (event.kind, event.on, event.reason, event.document) == (
        "moved_within",
        date(2026, 5, 2),
        "đã chuyển",
        "Số 5",
    )
    assert event.paper == row.paper is not None
    assert (row.state, row.event) == (HandoverState.DONE, event)
    assert {member.commune for member in home.members.all()} == {communes[1]}
    assert _unexplained() == []


def test_refusing_needs_a_reason_and_moves_nothing(asked, officer, communes, home) -> None:
    with pytest.raises(RefusedError, match="lý do"):
        refuse_handover(officer, asked, reason=" ")

    refuse_handover(officer, asked, reason="hộ vẫn ở đây")

    asked.refresh_from_db()
    home.refresh_from_db()
    assert (asked.state, asked.answer, home.commune) == (HandoverState.REFUSED, "hộ vẫn ở đây", communes[0])
    with pytest.raises(RefusedError, match="đã xong"):
        hand_over(officer, asked, MOVED)
    assert _unexplained() == []


def test_a_withdrawn_request_leaves_room_for_another(asked, there, communes) -> None:
    withdraw_handover(there, asked)

    assert ask_handover(there, communes[1], None, MOVED, number=NUMBER).state == HandoverState.OPEN


def test_nobody_answers_for_the_other_side(asked, there, officer, acting_for, communes, province) -> None:
    for acting in (there, acting_for("commune_chair", communes[0]), acting_for("province_officer", province)):
        with pytest.raises(NotAllowedError):
            hand_over(acting, asked, MOVED)
        with pytest.raises(NotAllowedError):
            refuse_handover(acting, asked, reason="không")
    with pytest.raises(NotAllowedError):
        withdraw_handover(officer, asked)
    with pytest.raises(NotAllowedError):
        ask_handover(acting_for("commune_chair", communes[1]), communes[1], None, MOVED, number=NUMBER)


def test_every_step_stands_in_both_chains(asked, officer, communes) -> None:
    hand_over(officer, asked, MOVED)

    for action in ("register.handover_asked", "register.handover_done"):
        assert set(Entry.objects.filter(action=action).values_list("chain__unit", flat=True)) == {
            unit.pk for unit in communes
        }


def test_a_household_that_moved_on_by_itself_is_not_moved_again(asked, officer, there, communes, villages) -> None:
    move_household(officer, asked.household, communes[1], villages[2], Occasion(MOVED.on))

    with pytest.raises(RefusedError, match="đúng nơi này"):
        hand_over(there, asked, MOVED)
    withdraw_handover(there, asked)


@pytest.mark.parametrize(
    ("role", "place", "status", "knows"),
    [
        ("commune_officer", 0, 200, True), ("commune_board", 0, 200, True), ("province_officer", None, 200, True),
        ("commune_officer", 1, 200, False), ("commune_chair", 1, 200, False), ("village_head", 0, 404, False),
        ("technical_admin", None, 404, False), ("ministry_viewer", None, 404, False),
    ],
)  # fmt: skip
def test_who_sees_a_request_and_the_household_in_it(
    client_for: Callable[..., Client], province, communes, villages, asked, role, place, status: int, knows: bool
) -> None:
    unit = province if place is None else communes[place]
    unit = villages[0] if role == "village_head" else None if role.endswith(("viewer", "admin")) else unit
    client = client_for(role, unit)

    one, many = page(client, "handover", asked.pk), page(client, "handovers")

    assert one.status_code == status
    assert many.status_code == (200 if status == 200 else 403)
    for shown in (one, many) if status == 200 else ():
        text = shown.content.decode()
        assert (asked.household.code in text) == ("Lò Văn Ơn" in text) == knows
        assert communes[0].full_name in text


def test_the_asking_side_sees_where_it_stands_until_it_comes(client_for, communes, officer, asked) -> None:
    client = client_for("commune_officer", communes[1])
    home_url = reverse("register:household", args=[asked.household.code])

    before = page(client, "handover", asked.pk).content.decode()
    unseen = client.get(home_url).status_code
    hand_over(officer, asked, MOVED)
    after = page(client, "handover", asked.pk).content.decode()

    assert f"đang có tên ở {communes[0].full_name}" in before
    assert "Xác nhận bàn giao" not in before
    assert (unseen, client.get(home_url).status_code) == (404, 200)
    assert home_url in after


def test_asking_and_answering_by_pages(client_for, desk: Client, communes, villages, home) -> None:
    client = client_for("commune_officer", communes[1])
    form = {"on": "01/05/2026", "reason": "về ở với con", "village": villages[2].pk}

    wrong = client.post(reverse("register:handover_ask"), form | {"number": "12"})
    nameless = client.post(reverse("register:handover_ask"), form | {"code": home.code})
    sent = client.post(reverse("register:handover_ask"), form | {"number": NUMBER}, follow=True)

    assert (wrong.status_code, nameless.status_code) == (422, 422)
    assert f"Hộ đang có tên ở {communes[0].full_name}" in sent.content.decode()
    row = Handover.objects.get()
    answer = reverse("register:handover_answer", args=[row.pk])
    assert "1 đề nghị chờ trả lời" in desk.get("/").content.decode()
    assert page(desk, "handover", row.pk).content.decode().count(f'action="{answer}"') == 2
    assert "đề nghị bàn giao hộ này" in page(desk, "household", home.code).content.decode()
    assert client.post(answer, {"viec": "ban-giao", "on": "01/05/2026"}).status_code == 403
    assert desk.post(answer, {"viec": "ban-giao", "on": "01/05/2020"}).status_code == 422
    desk.post(answer, {"viec": "tu-choi", "reason": ""})
    assert desk.post(answer, {"viec": "ban-giao", "on": "01/05/2026"}).status_code == 302
    home.refresh_from_db()
    assert home.commune == communes[1]
    assert "chờ trả lời" not in desk.get("/").content.decode()


def test_the_paper_of_a_request_is_read_by_those_who_see_the_household(
    there, communes, client_for, desk: Client, home
) -> None:
    scan = SimpleUploadedFile("giay.pdf", PDF)
    row = ask_handover(there, communes[1], None, Occasion(MOVED.on, "x", paper=scan), number=NUMBER)
    url = reverse("vault:file", args=[row.paper_id])

    shown = desk.get(url)

    assert shown.status_code == 200
    assert b"".join(shown.streaming_content) == PDF
    assert client_for("commune_officer", communes[1]).get(url).status_code == 404


def _unexplained() -> list[str]:
    """Rows of the register that the ledger does not explain."""
    return [finding.row for finding in verify() if finding.row.startswith(("register.", "vault."))]

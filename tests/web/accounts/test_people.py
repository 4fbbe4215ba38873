"""The list of people, the page of a person, crafted posts."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from rasoat.web.accounts.models import Assignment, User
from rasoat.web.accounts.queries import people_found, units_for_role
from rasoat.web.areas.models import Unit
from rasoat.web.ledger.models import Entry

ClientFor = Callable[..., Client]
SEES = {"province_admin", "commune_chair", "commune_officer", "auditor", "technical_admin"}


def place(role: str, province: Unit, communes: list[Unit], villages: list[Unit]) -> Unit | None:
    """Where the role is held in these tests."""
    if role in {"ministry_viewer", "technical_admin"}:
        return None
    if role.startswith("province") or role == "auditor":
        return province
    return villages[0] if role in {"village_head", "reviewer"} else communes[0]


@pytest.mark.parametrize(
    "role",
    [
        "ministry_viewer",
        "province_admin",
        "province_officer",
        "province_chair",
        "commune_chair",
        "commune_board",
        "commune_officer",
        "village_head",
        "reviewer",
        "rechecker",
        "front_observer",
        "trainee",
        "auditor",
        "technical_admin",
    ],
)
def test_who_may_look_at_people(role: str, client_for: ClientFor, user_with, province, communes, villages) -> None:
    client = client_for(role, place(role, province, communes, villages))
    inside, outside = user_with("commune_board", communes[0]), user_with("commune_board", communes[1])

    answer = client.get("/nguoi-dung/")

    assert answer.status_code == (200 if role in SEES else 403)
    if role in SEES:
        text = answer.content.decode()
        assert inside.username in text
        assert (outside.username in text) == (role not in {"commune_chair", "commune_officer"})
        assert client.get(f"/nguoi-dung/{inside.public_id}/").status_code == 200
        away = client.get(f"/nguoi-dung/{outside.public_id}/").status_code
        assert away == (404 if role in {"commune_chair", "commune_officer"} else 200)


def test_search_ignores_tones_and_order_and_narrows_by_role_and_place(
    acting_for, province, communes, user_with
) -> None:
    acting = acting_for("province_admin", province)
    user = user_with("commune_officer", communes[0])
    User.objects.filter(pk=user.pk).update(full_name="Đặng Thị Hường", folded="dang thi huong x")

    assert list(people_found(acting, text="huong dang")) == [user]
    assert list(people_found(acting, text="Hường", role="commune_officer", place="dong tram")) == [user]
    assert not people_found(acting, text="Hường", role="commune_chair")
    assert not people_found(acting, text="Hường", place="ben go")


def test_states_of_people(acting_for, province, communes, user_with) -> None:
    acting = acting_for("province_admin", province)
    gone, waiting = user_with("commune_board", communes[0]), user_with("commune_board", communes[1])
    User.objects.filter(pk=gone.pk).update(is_active=False)
    waiting.set_unusable_password()
    waiting.save()

    assert list(people_found(acting, state="inactive")) == [gone]
    assert list(people_found(acting, state="waiting")) == [waiting]
    assert gone not in people_found(acting, state="active")


def test_the_list_asks_a_fixed_number_of_questions(
    client_for: ClientFor, user_with, province, communes, django_assert_max_num_queries
) -> None:
    client = client_for("province_admin", province)
    for _ in range(60):
        user_with("commune_board", communes[0])

    with django_assert_max_num_queries(9):
        answer = client.get("/nguoi-dung/?q=nguoi&vai_tro=commune_board&don_vi=dong")
    assert answer.content.decode().count("/nguoi-dung/") > 50


def test_the_page_of_a_person_asks_a_bounded_number_of_questions(
    client_for: ClientFor, user_with, province, communes, django_assert_max_num_queries
) -> None:
    client = client_for("province_admin", province)
    user = user_with("commune_board", communes[0])

    with django_assert_max_num_queries(25):
        client.get(f"/nguoi-dung/{user.public_id}/")


def test_inviting_through_the_page_shows_a_slip_once(client_for: ClientFor, province, communes) -> None:
    client = client_for("province_admin", province)
    data = {"full_name": "Hoàng Văn Tú", "role": "commune_officer", "unit": communes[0].pk, "days": 7}

    answer = client.post("/nguoi-dung/moi/", data)

    text = answer.content.decode()
    assert answer.status_code == 200
    assert "tu.hoang.van" in text
    assert "http://127.0.0.1:8000/moi/" in text
    assert "<svg" in text
    assert "no-store" in answer["Cache-Control"]
    assert Entry.objects.filter(action="accounts.invited", chain__unit=communes[0]).exists()


@pytest.mark.parametrize(
    ("role", "unit"),
    [
        ("province_admin", "TT"),
        ("commune_chair", "TT0001"),
        ("commune_officer", "TT0001"),
        ("rechecker", "TT0001"),
        ("village_head", "TT0002-01"),
        ("technical_admin", "nation"),
        ("auditor", "nation"),
        ("superuser", "TT0001"),
    ],
)
@pytest.mark.usefixtures("villages")
def test_a_crafted_invitation_does_not_climb(role: str, unit: str, client_for: ClientFor, communes) -> None:
    client = client_for("commune_officer", communes[0])
    number = unit if unit == "nation" else Unit.objects.get(key=unit).pk

    answer = client.post("/nguoi-dung/moi/", {"full_name": "Kẻ Leo Thang", "role": role, "unit": number, "days": 7})

    assert answer.status_code in {200, 403}
    assert not User.objects.filter(full_name="Kẻ Leo Thang").exists()


@pytest.mark.parametrize("unit", ["", "abc", "999999999", "-1", "1 OR 1=1", "٣", "²", "9" * 30])
def test_a_crafted_unit_is_a_field_error(unit: str, client_for: ClientFor, province) -> None:
    client = client_for("province_admin", province)

    answer = client.post("/nguoi-dung/moi/", {"full_name": "Ai Đó", "role": "commune_officer", "unit": unit, "days": 7})

    assert answer.status_code == 200
    assert not User.objects.filter(full_name="Ai Đó").exists()


def test_editing_a_person(client_for: ClientFor, user_with, province, communes) -> None:
    client = client_for("province_admin", province)
    user = user_with("commune_board", communes[0])

    client.post(f"/nguoi-dung/{user.public_id}/sua/", {"full_name": "Đỗ  Thị Lụa", "position": "Phó ban"})

    user.refresh_from_db()
    assert (user.full_name, user.position) == ("Đỗ Thị Lụa", "Phó ban")
    assert user.folded.startswith("do thi lua")


def test_the_own_name_is_not_ones_own_to_change(client_for: ClientFor, communes) -> None:
    client = client_for("commune_board", communes[0])

    client.post("/tai-khoan/", {"position": "Trưởng ban", "phone": "0912", "full_name": "Tên Khác"})

    user = User.objects.get()
    assert user.position == "Trưởng ban"
    assert user.full_name != "Tên Khác"


def test_giving_one_more_role_through_the_page(client_for: ClientFor, user_with, province, communes) -> None:
    client = client_for("province_admin", province)
    user = user_with("commune_board", communes[0])

    done = client.post(f"/nguoi-dung/{user.public_id}/vai-tro/", {"role": "commune_officer", "unit": communes[1].pk})
    twice = client.post(f"/nguoi-dung/{user.public_id}/vai-tro/", {"role": "commune_officer", "unit": communes[1].pk})

    assert done.status_code == 302
    assert twice.status_code == 200
    assert user.assignments.count() == 2


def test_recording_an_exception_through_the_page(client_for: ClientFor, user_with, province, communes) -> None:
    client = client_for("province_admin", province)
    user = user_with("commune_officer", communes[0])
    last = timezone.localdate() + timedelta(days=30)
    data = {
        "duties": "commune_chair+commune_officer",
        "unit": communes[0].pk,
        "reason": "Xã thiếu người",
        "document": "CV 5",
        "valid_from": f"{timezone.localdate():%d/%m/%Y}",
        "valid_until": f"{last:%d/%m/%Y}",
    }

    answer = client.post(f"/nguoi-dung/{user.public_id}/ngoai-le/", data)

    assert answer.status_code == 302
    assert user.duty_exceptions.get().valid_until == last
    assert "Xã thiếu người" in client.get(f"/nguoi-dung/{user.public_id}/").content.decode()


def test_units_of_the_picker_stay_inside_the_area(acting_for, communes, villages, province) -> None:
    officer, admin = acting_for("commune_officer", communes[0]), acting_for("province_admin", province)

    assert units_for_role(officer, "village_head") == villages[:2]
    assert units_for_role(officer, "commune_officer") == []
    assert units_for_role(officer, "village_head", "goc da") == [villages[1]]
    assert set(units_for_role(admin, "village_head", "goc da")) == {villages[1], villages[3]}
    assert units_for_role(admin, "village_head", "goc ben") == [villages[3]]
    assert units_for_role(admin, "khong-co") == []


def test_an_ended_unit_takes_no_new_role(acting_for, province, communes) -> None:
    Unit.objects.filter(pk=communes[0].pk).update(valid_until="2026-01-01")

    assert units_for_role(acting_for("province_admin", province), "commune_officer") == [communes[1]]


@pytest.mark.usefixtures("villages")
def test_the_picker_answers_htmx(client_for: ClientFor, communes) -> None:
    client = client_for("commune_officer", communes[0])

    text = client.get("/nguoi-dung/don-vi/?role=reviewer&unit_query=cuoi").content.decode()

    assert text.count('type="radio"') == 1
    assert "Cuối Suối" in text


def test_delegating_through_the_pages(client_for: ClientFor, user_with, communes) -> None:
    client = client_for("commune_chair", communes[0])
    colleague = user_with("commune_board", communes[0])
    row = Assignment.objects.get(role="commune_chair")
    until = timezone.localdate() + timedelta(days=5)
    data = {"colleague": colleague.pk, "valid_from": f"{timezone.localdate():%d/%m/%Y}", "until": f"{until:%d/%m/%Y}"}

    assert client.get(f"/tai-khoan/uy-quyen/{row.pk}/").status_code == 200
    client.post(f"/tai-khoan/uy-quyen/{row.pk}/", data)
    assert colleague.full_name in client.get("/tai-khoan/uy-quyen/").content.decode()
    made = colleague.assignments.get(role="commune_chair")
    client.post("/tai-khoan/uy-quyen/", {"delegation": made.pk})
    made.refresh_from_db()
    assert made.ended_at


def test_delegating_somebody_elses_role_is_not_found(client_for: ClientFor, user_with, communes) -> None:
    client = client_for("commune_board", communes[0])
    chair = user_with("commune_chair", communes[0])

    assert client.get(f"/tai-khoan/uy-quyen/{chair.assignments.get().pk}/").status_code == 404


OWN = [
    "/tai-khoan/",
    "/tai-khoan/mat-khau/",
    "/tai-khoan/phien/",
    "/tai-khoan/xac-thuc/",
    "/tai-khoan/uy-quyen/",
    "/tai-khoan/ma-truy-cap/",
    "/tai-khoan/xac-thuc/ung-dung/",
    "/tai-khoan/xac-thuc/khoa/",
]


@pytest.mark.parametrize("path", OWN)
def test_own_pages_write_nothing_when_read(path: str, client_for: ClientFor, communes) -> None:
    client = client_for("commune_officer", communes[0])
    before = Entry.objects.count()

    answer = client.get(path)

    assert answer.status_code == 200
    assert Entry.objects.count() == before
    text = answer.content.decode()
    assert " style=" not in text
    assert "<script>" not in text

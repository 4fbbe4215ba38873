"""Pages of rounds, of the checklist and of the calendar, in a browser without script."""

import re
from collections.abc import Callable
from datetime import date
from urllib.parse import urlencode

import pytest
from django.test import Client
from django.urls import reverse
from tests.web.rounds.conftest import PROCEDURE, settle_all

from rasoat.web.accounts.acting import Acting
from rasoat.web.areas.models import Unit
from rasoat.web.rounds.models import DayChange, ParameterValue, Round
from web.conftest import make_unit
from web.review_making import make_round

pytestmark = pytest.mark.django_db
TABS = ("round", "communes", "standards", "days", "settings")


@pytest.fixture
def client(client_for: Callable[..., Client], province: Unit) -> Client:
    return client_for("province_admin", province)


def text_of(client: Client, name: str, *args: object, **more: object) -> str:
    answer = client.get(reverse(f"rounds:{name}", args=args), more)
    assert answer.status_code == 200, answer.status_code
    return answer.content.decode()


def test_two_steps_to_a_draft_and_open(client: Client, province: Unit, villages, admin: Acting) -> None:
    settle_all(admin, province)
    frame = {"muc_dich": "official", "loai": "periodic", "nam": 2026, "thang": "", "dia_ban": province.pk}
    address = f"{reverse('rounds:new')}?" + "&".join(f"{name}={value}" for name, value in frame.items())

    shown = client.get(address).content.decode()
    assert "01/09/2026" in shown
    assert "14/12/2026" in shown
    answer = client.post(address, {
        "name": "Đợt 2026", "starts_on": "01/09/2026", "ends_on": "14/12/2026", "document": "KH 1/KH-UBND",
        "route_national_2022": "total", "from_national_2022": "01/01/2027", "route_national_2027": "entered",
        "from_national_2027": "01/01/2027",
    })  # fmt: skip

    row = Round.objects.get()
    assert answer.headers["Location"] == reverse("rounds:round", args=[row.pk])
    assert row.standards.count() == 2
    client.post(reverse("rounds:step", args=[row.pk, "mo"]))
    row.refresh_from_db()
    assert (row.state, row.communes.count()) == ("open", 2)


def test_a_regular_round_asks_for_its_month(client: Client, province: Unit) -> None:
    answer = client.get(reverse("rounds:new"), {"muc_dich": "official", "loai": "regular", "nam": 2026,
                                                "dia_ban": province.pk})  # fmt: skip

    assert answer.status_code == 422
    assert "Chọn tháng" in answer.content.decode()


def test_an_unsaved_form_of_one_month_does_not_come_up_in_another(client: Client, province: Unit) -> None:
    frame = {"muc_dich": "official", "loai": "regular", "nam": 2026, "dia_ban": province.pk}

    shown = [client.get(reverse("rounds:new"), frame | {"thang": month}).content.decode() for month in (10, 11)]

    kept = [re.search(r'data-keep="(dot-moi-[^"]+)"', page)[1] for page in shown]
    assert kept[0] != kept[1]


def test_a_year_without_procedure_says_so(client: Client, province: Unit) -> None:
    answer = client.get(reverse("rounds:new"), {"muc_dich": "official", "loai": "periodic", "nam": 2027,
                                                "dia_ban": province.pk})  # fmt: skip

    assert answer.status_code == 422
    assert "chưa có quy trình" in answer.content.decode()


def test_a_refusal_stands_beside_its_field(client: Client, official: Round) -> None:
    answer = client.post(reverse("rounds:edit", args=[official.pk]), {
        "name": "Đợt", "starts_on": "01/08/2026", "ends_on": "14/12/2026", "route_national_2022": "total", "version": 1,
    })  # fmt: skip

    assert answer.status_code == 422
    assert "01/09/2026" in answer.content.decode()


def test_a_draft_is_changed_and_dropped(client: Client, official: Round) -> None:
    client.post(reverse("rounds:edit", args=[official.pk]), {
        "name": "Tên khác", "starts_on": "05/09/2026", "ends_on": "14/12/2026", "document": "KH 2",
        "route_national_2022": "total", "from_national_2022": "01/01/2027", "version": 1,
    })  # fmt: skip
    official.refresh_from_db()
    assert (official.name, official.starts_on, official.version) == ("Tên khác", date(2026, 9, 5), 2)

    client.post(reverse("rounds:step", args=[official.pk, "bo"]), {"version": 2})

    assert not Round.objects.exists()


def test_opening_too_early_leads_to_the_checklist(client: Client, province: Unit, villages) -> None:
    row = make_round(province, [], state="draft")

    assert "Mở Danh mục việc ngày đầu" in text_of(client, "round", row.pk)
    answer = client.post(reverse("rounds:step", args=[row.pk, "mo"]), follow=True)

    assert answer.redirect_chain[-1][0] == reverse("rounds:checklist", args=[province.key])
    assert "số ngày niêm yết" in answer.content.decode()


def test_the_checklist_leads_through_every_weak_parameter(client: Client, province: Unit) -> None:
    shown = text_of(client, "checklist", province.key)
    assert "Còn 9 tham số" in shown
    assert "Theo trí nhớ của người làm nghề" in shown
    assert "Sở Nông nghiệp và Môi trường" in shown

    address = reverse("rounds:parameter", args=[province.key, PROCEDURE, "posting_days"])
    answer = client.post(address, {"word": "confirm", "valid_from": "01/01/2026"})

    assert answer.status_code == 302
    assert "Còn 8 tham số" in text_of(client, "checklist", province.key)
    assert "3 ngày làm việc" in text_of(client, "parameter", province.key, PROCEDURE, "posting_days")


@pytest.mark.parametrize(("name", "sent", "value"), [
    ("recheck_days", {"value": "5"}, 5),
    ("higher_opinion_step", {"value": "province_office", "value_body": "Sở NN&MT"},
     {"code": "province_office", "body": "Sở NN&MT"}),
    ("official_report_before", {"value": "10/12"}, {"month": 12, "day": 10}),
    ("periodic_window", {"value_first": "05/09", "value_last": "1/12"},
     {"first": {"month": 9, "day": 5}, "last": {"month": 12, "day": 1}}),
    ("quorum", {"value": "1/2"}, {"numerator": 1, "denominator": 2}),
    ("quick_form_items", {"value": "Nhà ở tạm"}, "Nhà ở tạm"),
])  # fmt: skip
def test_values_as_people_type_them(client: Client, province: Unit, name: str, sent: dict, value: object) -> None:
    address = reverse("rounds:parameter", args=[province.key, PROCEDURE, name])

    answer = client.post(address, {"word": "set", "valid_from": "01/01/2026", "document": "CV 9", **sent})

    assert answer.status_code == 302, answer.content.decode()
    assert ParameterValue.objects.get().value == value
    client.get(address)


@pytest.mark.parametrize(("name", "sent"), [
    ("official_report_before", {"value": "31"}), ("official_report_before", {"value": "31/02"}),
    ("official_report_before", {"value": "25/12"}), ("quorum", {"value": "một nửa"}), ("quorum", {"value": "3/2"}),
    ("periodic_window", {"value_first": "05/09"}), ("recheck_days", {"value": ""}), ("recheck_days", {"value": "x"}),
    ("higher_opinion_step", {"value": ""}), ("higher_opinion_step", {"value": "province_office"}),
])  # fmt: skip
def test_values_that_are_none(client: Client, province: Unit, name: str, sent: dict) -> None:
    address = reverse("rounds:parameter", args=[province.key, PROCEDURE, name])

    answer = client.post(address, {"word": "set", "valid_from": "01/01/2026", "document": "CV 9", **sent})

    assert answer.status_code == 422
    assert not ParameterValue.objects.exists()


def test_internal_days_by_form(client: Client, official: Round) -> None:
    address = reverse("rounds:days", args=[official.pk])

    assert client.post(address, {"survey": "20/12/2026"}).status_code == 422
    assert client.post(address, {"survey": "15/10/2026", "document": "KH 1"}).status_code == 302

    assert official.internal_days.get().on == date(2026, 10, 15)
    assert "15/10/2026" in text_of(client, "days", official.pk)


def test_the_calendar_and_its_note_on_2027(client: Client, province: Unit) -> None:
    assert "Chưa biết ngày hoán đổi" not in text_of(client, "calendar", province.key, nam=2026)
    assert "Chưa biết ngày hoán đổi" in text_of(client, "calendar", province.key, nam=2027)
    address = reverse("rounds:calendar", args=[province.key])

    answer = client.post(address, {"day": "12/02/2027", "works": "0", "name": "Nghỉ Tết", "document": "TB 100"})
    assert answer.headers["Location"] == f"{address}?nam=2027"
    assert "Nghỉ Tết" in text_of(client, "calendar", province.key, nam=2027)
    client.post(reverse("rounds:day_withdraw", args=[province.key, DayChange.objects.get().pk]))

    assert not DayChange.objects.exists()


def test_odd_addresses(client: Client, province: Unit, official: Round) -> None:
    assert client.get(reverse("rounds:calendar", args=["ca-nuoc"]), {"nam": "²"}).status_code == 200
    assert client.get(reverse("rounds:calendar", args=[province.key]), {"nam": "99999999"}).status_code == 200
    assert client.get(reverse("rounds:list"), {"nam": "x", "trang": "-1"}).status_code == 200
    assert client.get(reverse("rounds:calendar", args=["KHONG"])).status_code == 404
    assert client.get(reverse("rounds:parameter", args=[province.key, PROCEDURE, "khong_co"])).status_code == 404
    assert client.get(reverse("rounds:parameter", args=[province.key, "khong_co", "quorum"])).status_code == 404
    assert client.post(reverse("rounds:step", args=[official.pk, "chot"])).status_code == 404
    assert client.get(reverse("rounds:step", args=[official.pk, "mo"])).status_code == 405


@pytest.mark.parametrize("role", ["commune_officer", "village_head"])
def test_people_below_read_and_change_nothing(role, client_for, province, communes, villages) -> None:
    row = make_round(province, communes)
    below = client_for(role, communes[0] if role == "commune_officer" else villages[0])

    for tab in TABS:
        text_of(below, tab, row.pk)
    shown = text_of(below, "communes", row.pk)
    assert "Đồng Trám" in shown
    assert "Bến Gỗ" not in shown
    assert "Đặt trị số" not in text_of(below, "parameter", province.key, PROCEDURE, "posting_days")
    for address in (
        reverse("rounds:step", args=[row.pk, "ket-thuc"]), reverse("rounds:days", args=[row.pk]),
        reverse("rounds:edit", args=[row.pk]), reverse("rounds:calendar", args=[province.key]),
        reverse("rounds:parameter", args=[province.key, PROCEDURE, "posting_days"]),
    ):  # fmt: skip
        assert below.post(address, {"word": "confirm"}).status_code == 403, address
    frame = {"muc_dich": "official", "loai": "periodic", "nam": 2026, "dia_ban": communes[0].pk}
    made = below.post(f"{reverse('rounds:new')}?{urlencode(frame)}", {"name": "Đợt", "route_national_2022": "total"})
    assert made.status_code == (422 if role == "commune_officer" else 403)
    assert list(Round.objects.all()) == [row]


def test_another_province_is_hidden(client: Client, client_for: Callable[..., Client], official: Round) -> None:
    other = make_unit("UU", "Tỉnh Bên", "province", kind="Tỉnh")
    stranger = client_for("province_admin", other)

    for tab in TABS:
        assert stranger.get(reverse(f"rounds:{tab}", args=[official.pk])).status_code == 404
    assert stranger.get(reverse("rounds:checklist", args=[official.province.key])).status_code == 404
    assert stranger.get(reverse("rounds:calendar", args=[official.province.key])).status_code == 404


@pytest.mark.parametrize("state", ["draft", "open", "closed"])
def test_every_tab_in_every_state(client: Client, province: Unit, communes, state: str) -> None:
    row = make_round(province, communes, state=state, purpose="training", standards=("national_2022", "national_2027"),
                     route="entered")  # fmt: skip

    for tab in TABS:
        text_of(client, tab, row.pk)


def test_empty_pages_teach(client: Client, client_for: Callable[..., Client], communes) -> None:
    assert "Lập đợt" in text_of(client, "list")
    assert "Tỉnh lập và mở đợt" in text_of(client_for("commune_officer", communes[0]), "list")
    assert "Không có đợt nào như vậy" in text_of(client, "list", nam=2020)


def test_queries_do_not_grow_with_rounds_and_communes(
    client: Client, province: Unit, communes, django_assert_max_num_queries: Callable[..., object]
) -> None:
    for number in range(30):
        communes.append(make_unit(f"TT1{number:03}", f"Xã {number}", "commune", province, kind="Xã", area="rural"))
    rows = [make_round(province, communes[:2], kind="regular", purpose="demo") for _ in range(15)]
    full = make_round(province, communes)

    with django_assert_max_num_queries(20):
        text_of(client, "list")
    for tab in TABS:
        with django_assert_max_num_queries(20):
            text_of(client, tab, full.pk)
    assert len(rows) == 15


def test_an_open_round_leads_a_commune_into_its_work(client: Client, client_for, province: Unit, communes) -> None:
    row = make_round(province, communes)
    officer = client_for("commune_officer", communes[0])
    address = reverse("rounds:round", args=[row.pk])
    work = reverse("reviews:commune", args=[row.pk, communes[0].key])

    there = officer.get(address).content.decode()
    above = client.get(address).content.decode()
    Round.objects.filter(pk=row.pk).update(state="closed")
    closed = officer.get(address).content.decode()

    assert [work in page for page in (there, above, closed)] == [True, False, False]

"""The list page: who sees what, searching, numbers kept out of addresses, pages, counts, export."""

import io
from collections.abc import Callable

import pytest
from django.test import Client
from openpyxl import load_workbook

from rasoat.web.areas.models import Unit
from rasoat.web.ledger.models import Entry
from rasoat.web.register.models import Household, ToDo
from rasoat.web.register.search import listing

NUMBER = "024184012345"


def rows(response) -> list[str]:
    return [row.household.head_name for row in response.context["listing"].rows]


@pytest.fixture
def officer_client(communes: list[Unit], client_for: Callable[..., Client]) -> Client:
    return client_for("commune_officer", communes[0])


def test_visitor_is_led_to_sign_in(client: Client, db: None) -> None:
    assert client.get("/ho/").status_code == 302


@pytest.mark.parametrize("role", ["ministry_viewer", "technical_admin"])
def test_roles_without_households_get_403(role: str, client_for: Callable[..., Client]) -> None:
    client = client_for(role, None)

    assert [client.get(path).status_code for path in ("/ho/", "/ho/goi-y/?q=an")] == [403, 403]
    assert client.post("/ho/tim/", {"q": "an"}, headers={"HX-Request": "true"}).status_code == 403
    assert client.post("/ho/xuat/").status_code == 403


def test_only_own_commune_is_listed(home: Callable, villages: list[Unit], officer_client: Client) -> None:
    home("Nguyễn Văn An")
    home("Trần Văn An", village=villages[2])

    assert rows(officer_client.get("/ho/?q=an")) == ["Nguyễn Văn An"]
    assert rows(officer_client.get("/ho/?xa=TT0002")) == ["Nguyễn Văn An"]


def test_village_head_sees_the_village(home: Callable, villages: list[Unit], client_for: Callable[..., Client]) -> None:
    home("Nguyễn Văn An")
    home("Trần Văn An", village=villages[1])

    response = client_for("village_head", villages[1]).get("/ho/")

    assert (rows(response), response.context["listing"].total) == (["Trần Văn An"], 1)


@pytest.mark.parametrize("typed", ["%25", "*", "%22", "%F0%9F%98%80"])
def test_signs_alone_find_nobody(typed: str, home: Callable, officer_client: Client) -> None:
    home("Nguyễn Văn An")

    response = officer_client.get(f"/ho/?q={typed}")

    assert (rows(response), response.context["listing"].total) == ([], 0)


def test_order_is_vietnamese(home: Callable, officer_client: Client) -> None:
    for name in ("Lò Văn Đa", "Lò Văn Dừa", "Vàng A Ánh", "Lò Văn Anh"):
        home(name)

    assert rows(officer_client.get("/ho/")) == ["Lò Văn Anh", "Vàng A Ánh", "Lò Văn Dừa", "Lò Văn Đa"]


def test_matched_member_is_named(home: Callable, officer_client: Client) -> None:
    home("Nguyễn Văn Bình", "Trần Thị Lan", "Nguyễn Thị Mận")

    response = officer_client.get("/ho/?q=man+nguyen")

    assert [row.matched for row in response.context["listing"].rows] == ["Nguyễn Thị Mận"]


def test_filters(home: Callable, villages: list[Unit], officer_client: Client) -> None:
    poor = home("Lò Văn An", flag_merit=True, causes=("C1", "C2"), number=NUMBER)
    home("Lò Văn Bình", village=villages[1], flag_merit=False, causes=("C3",))
    ToDo.objects.filter(household=poor).delete()

    asked = {
        "co=merit": ["Lò Văn An"], "nguyen-nhan=C2": ["Lò Văn An"], "nguyen-nhan=C1&nguyen-nhan=C3": [],
        "can-bo-sung=1": ["Lò Văn Bình"], f"thon={villages[1].key}": ["Lò Văn Bình"], "ra-khoi-so=1": [],
        "loai=none": ["Lò Văn An", "Lò Văn Bình"], "loai=poor": [], "sap=ma&ra-khoi-so=": ["Lò Văn An", "Lò Văn Bình"],
        "loai=xyz&xa=khong-co&sau=chu": ["Lò Văn An", "Lò Văn Bình"],
    }  # fmt: skip

    assert {query: rows(officer_client.get(f"/ho/?{query}")) for query in asked} == asked


def test_number_finds_its_bearer_only_in_a_posted_search(home: Callable, officer_client: Client) -> None:
    home("Nguyễn Văn Bình", "Trần Thị Lan", number=NUMBER)

    response = officer_client.post("/ho/tim/", {"q": "024 184 012345"})

    assert rows(response) == ["Nguyễn Văn Bình"]
    assert response.context["listing"].rows[0].matched == "Trần Thị Lan"
    assert response["Cache-Control"] == "no-store"


def test_number_in_an_address_is_not_searched_for(home: Callable, officer_client: Client) -> None:
    home("Nguyễn Văn Bình", number=NUMBER)
    home("Trần Văn An")

    response = officer_client.get(f"/ho/?q={NUMBER}", follow=True)

    assert len(rows(response)) == 2
    assert response.request["QUERY_STRING"] == "bo-so=1"
    assert NUMBER not in response.content.decode()
    assert "không được đặt trong địa chỉ" in response.content.decode()


def test_number_is_not_pushed_into_the_address(home: Callable, officer_client: Client) -> None:
    live = officer_client.post("/ho/tim/", {"q": NUMBER}, headers={"HX-Request": "true"})
    begun = officer_client.post("/ho/tim/", {"q": NUMBER[:8]}, headers={"HX-Request": "true"})

    assert live["HX-Push-Url"] == begun["HX-Push-Url"] == "/ho/"


def test_number_needs_the_right_to_see_numbers(
    home: Callable, communes: list[Unit], client_for: Callable[..., Client]
) -> None:
    home("Nguyễn Văn Bình", number=NUMBER)

    response = client_for("front_observer", communes[0]).post("/ho/tim/", {"q": NUMBER})

    assert (rows(response), response.context["listing"].number_refused) == ([], True)


def test_number_of_another_commune_is_not_found(home: Callable, villages: list[Unit], officer_client: Client) -> None:
    home("Nguyễn Văn Bình", number=NUMBER, village=villages[2])

    assert rows(officer_client.post("/ho/tim/", {"q": NUMBER})) == []


def test_search_by_words_is_led_to_its_address(officer_client: Client) -> None:
    response = officer_client.post("/ho/tim/", {"q": "ng van a", "loai": "", "co": ["merit", "minority"]})

    assert (response.status_code, response["Location"]) == (302, "/ho/?q=ng+van+a&co=merit&co=minority")


def test_pages_forth_and_back(
    home: Callable, communes: list[Unit], officer_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [f"Lò Văn {name}" for name in ("An", "Bình", "Chung", "Dũng", "Đông")]
    for name in reversed(names):
        home(name)
    monkeypatch.setattr(listing, "PAGE", 2)

    first = officer_client.get("/ho/")
    second = officer_client.get(first.context["next_url"])
    third = officer_client.get(second.context["next_url"])
    back = officer_client.get(third.context["previous_url"])

    assert [rows(page) for page in (first, second, third, back)] == [names[:2], names[2:4], names[4:], names[2:4]]
    assert first.context["listing"].total == 5
    assert "next_url" not in third.context
    assert "previous_url" not in first.context


def test_nothing_is_counted_over_a_province(
    home: Callable, province: Unit, client_for: Callable[..., Client], monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("Lò Văn An", "Lò Văn Bình", "Lò Văn Chung"):
        home(name)
    monkeypatch.setattr(listing, "PAGE", 2)
    client = client_for("province_officer", province)

    wide, inside = client.get("/ho/"), client.get("/ho/?xa=TT0001")

    assert (wide.context["listing"].total, inside.context["listing"].total) == (None, 3)


@pytest.mark.parametrize("query", ["", "?q=lo", "?loai=none&sap=thon"])
def test_queries_do_not_grow_with_the_list(
    home: Callable, villages: list[Unit], officer_client: Client, query: str, django_assert_max_num_queries: Callable
) -> None:
    for number in range(12):
        home(f"Lò Văn {number}", "Lò Thị Hoa", village=villages[number % 2])

    with django_assert_max_num_queries(22):
        officer_client.get(f"/ho/{query}")


def test_form_offers_what_the_person_may_choose(
    home: Callable, province: Unit, officer_client: Client, client_for: Callable[..., Client]
) -> None:
    home("Lò Văn An")

    own, wide = (
        officer_client.get("/ho/").content.decode(),
        client_for("rechecker", province).get("/ho/").content.decode(),
    )

    assert all(f'name="{name}"' in own for name in ("q", "thon", "loai", "co", "nguyen-nhan", "sap"))
    assert 'name="xa"' not in own
    assert 'name="xa"' in wide
    assert 'name="sap"' not in wide


def test_empty_register_teaches(communes: list[Unit], officer_client: Client) -> None:
    assert "Chưa có hộ nào trong sổ" in officer_client.get("/ho/").content.decode()
    assert "Không có hộ nào khớp" in officer_client.get("/ho/?q=khong").content.decode()


def test_suggestions(home: Callable, officer_client: Client) -> None:
    home("Nguyễn Văn Bình", "Trần Thị Lan")

    assert "Trần Thị Lan" in officer_client.get("/ho/goi-y/?q=lan").content.decode()
    assert "Enter" in officer_client.get(f"/ho/goi-y/?q={NUMBER}").content.decode()


def test_export_holds_the_whole_list_and_masks_numbers(home: Callable, officer_client: Client) -> None:
    home("=1+1 An", number=NUMBER)
    home("Lò Văn Bình")

    response = officer_client.post("/ho/xuat/", {"q": "an"})

    sheet = load_workbook(io.BytesIO(response.content)).active
    cells = [[cell.value for cell in row] for row in sheet.iter_rows()]
    (line,) = (row for row in cells if row[1] and str(row[1]).startswith("TT000"))
    assert line[2] == "=1+1 An"
    assert all(cell.data_type != "f" for row in sheet.iter_rows() for cell in row)
    assert line[11] == "•••••••••345"
    assert any("tìm “an”" in str(row[0]) for row in cells)
    assert Entry.objects.filter(action="register.list_exported").count() == 1


def test_export_with_numbers_where_asked(home: Callable, officer_client: Client) -> None:
    home("Lò Văn An", number=NUMBER)

    content = officer_client.post("/ho/xuat/", {"kem-so": "1"}).content

    sheet = load_workbook(io.BytesIO(content)).active
    assert NUMBER in [cell.value for row in sheet.iter_rows() for cell in row]


@pytest.mark.parametrize(
    ("role", "numbers", "status"),
    [("commune_chair", "", 403), ("front_observer", "", 403), ("commune_board", "1", 200)],
)
def test_export_needs_its_rights(
    role: str, numbers: str, status: int, home: Callable, communes: list[Unit], client_for: Callable[..., Client]
) -> None:
    home("Lò Văn An", number=NUMBER)

    assert client_for(role, communes[0]).post("/ho/xuat/", {"kem-so": numbers}).status_code == status


def test_province_admin_exports_without_numbers(
    home: Callable, province: Unit, client_for: Callable[..., Client]
) -> None:
    home("Lò Văn An", number=NUMBER)
    client = client_for("province_admin", province)

    assert client.post("/ho/xuat/", {}).status_code == 200
    assert client.post("/ho/xuat/", {"kem-so": "1"}).status_code == 403


def test_empty_and_too_large_lists_are_refused(
    home: Callable, officer_client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    home("Lò Văn An")
    home("Lò Văn Bình")
    monkeypatch.setattr("rasoat.web.register.actions.export_list.MOST_ROWS", 1)

    assert officer_client.post("/ho/xuat/", {"q": "khong"}).status_code == 422
    assert "50.000" in officer_client.post("/ho/xuat/", {}).content.decode()
    assert not Entry.objects.filter(action="register.list_exported").exists()
    assert Household.objects.count() == 2

"""Pages of units: who sees what, what a form says, both maps, bounded queries."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from rasoat.web.accounts.acting import Acting
from rasoat.web.areas.models import Unit, UnitTag, UnitTotal
from rasoat.web.boundaries.actions.regroup_communes import regroup_communes
from rasoat.web.boundaries.actions.save_totals import TotalDraft, save_totals
from rasoat.web.boundaries.plan import ChangePlan, NewUnit
from rasoat.web.register.models import Household

ON = date(2026, 7, 1)
PAPER = "Nghị quyết 03/NQ-HĐND"
PAGES = ["", "/sua-ten/", "/doi-ten/", "/so-lieu/", "/them-thon/", "/nhap-thon/"]


@pytest.fixture
def merged(admin: Acting, communes: list[Unit], households: list[Household]) -> Unit:
    """Both communes merged; each village counted in 2025."""
    save_totals(admin, [TotalDraft(unit, 2025, 100, 400) for unit in Unit.objects.filter(level="village")])
    return regroup_communes(
        admin, ChangePlan(communes, [NewUnit("TT0009", "Trám Gỗ", "Xã", "rural")], ON, PAPER)
    ).units[0]


@pytest.mark.django_db
def test_a_visitor_is_sent_to_the_sign_in(client: Client, communes: list[Unit]) -> None:
    for path in ("/don-vi/", "/don-vi/TT0001/", "/don-vi/thay-doi/", "/don-vi/nap-bang/"):
        assert client.get(path).status_code == 302


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("role", "statuses"),
    [
        ("commune_officer", [200, 403, 403, 200, 200, 200]),
        ("commune_board", [200, 403, 403, 200, 403, 403]),
        ("province_admin", [200, 200, 200, 200, 200, 200]),
        ("auditor", [200, 403, 403, 200, 403, 403]),
        ("trainee", [404, 404, 404, 404, 404, 404]),
    ],
)
def test_each_role_opens_what_it_may(
    client_for: Callable[..., Client], communes: list[Unit], province: Unit, role: str, statuses: list[int]
) -> None:
    client = client_for(role, province if role in {"province_admin", "auditor"} else communes[0])

    assert [
        client.get(f"/don-vi/TT0001{page}" if page else "/don-vi/TT0001/").status_code for page in PAGES
    ] == statuses


@pytest.mark.django_db
def test_another_communes_pages_are_not_there(client_for: Callable[..., Client], communes: list[Unit]) -> None:
    client = client_for("commune_officer", communes[0])

    assert {client.get(f"/don-vi/TT0002{page or '/'}").status_code for page in PAGES} == {404}
    assert client.post("/don-vi/TT0002/so-lieu/", {}).status_code == 404
    assert [unit.key for unit in client.get("/don-vi/").context["page"]] == ["TT0001"]


@pytest.mark.django_db
def test_the_list_is_filtered_and_exported_as_shown(
    client_for: Callable[..., Client],
    province: Unit,
    villages: list[Unit],
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    client = client_for("province_admin", province)
    UnitTag.objects.create(unit=Unit.objects.get(key="TT0002"), tag="tag_border", mark="verified")

    with django_assert_max_num_queries(16):
        everything = client.get("/don-vi/")
    found = client.get("/don-vi/", {"q": "x dong tr"})
    border = client.get("/don-vi/", {"tag": "tag_border", "cap": "commune"})
    book = client.get("/don-vi/", {"q": "dt", "tai": "xlsx"})

    assert len(everything.context["page"]) == 7
    assert [unit.key for unit in found.context["page"]] == ["TT0001"]
    assert [unit.key for unit in border.context["page"]] == ["TT0002"]
    assert book["Content-Type"].endswith("spreadsheetml.sheet")
    assert "Không có đơn vị nào như vậy" in client.get("/don-vi/", {"q": "zzz"}).content.decode()


@pytest.mark.django_db
def test_the_new_officer_sees_the_old_commune_on_the_old_map(
    client_for: Callable[..., Client], communes: list[Unit], merged: Unit
) -> None:
    client = client_for("commune_officer", merged)

    old = client.get("/don-vi/", {"ban-do": "cu", "ngay": "30/06/2026", "cap": "commune"})
    page = client.get("/don-vi/TT0001~2026/")

    assert [unit.key for unit in old.context["page"]] == ["TT0002~2026", "TT0001~2026"]
    assert [unit.key for unit in client.get("/don-vi/", {"cap": "commune"}).context["page"]] == ["TT0009"]
    assert page.status_code == 200
    assert "Xã Trám Gỗ" in page.content.decode()
    assert client.get("/don-vi/TT0001/").status_code == 404


@pytest.mark.django_db
def test_totals_on_both_maps(client_for: Callable[..., Client], province: Unit, merged: Unit) -> None:
    client = client_for("province_officer", province)
    path = f"/don-vi/{province.key}/so-lieu-tinh/"

    today = client.get(path, {"nam": "2025"}).context["figures"]
    old = client.get(path, {"nam": "2025", "ban-do": "cu"}).context["figures"]

    assert [(unit.key, dict(numbers)) for unit, numbers in today.rows] == [
        ("TT0009", {"households": 400, "persons": 1600})
    ]
    assert [(unit.key, dict(numbers)) for unit, numbers in old.rows] == [
        ("TT0002~2026", {"households": 200, "persons": 800}), ("TT0001~2026", {"households": 200, "persons": 800}),
    ]  # fmt: skip
    assert today.total == old.total == {"households": 400, "persons": 1600}
    assert client.get(path, {"nam": "2025", "tai": "xlsx"}).status_code == 200


@pytest.mark.django_db
def test_a_commune_shows_the_years_of_those_it_was_made_of(
    client_for: Callable[..., Client],
    province: Unit,
    merged: Unit,
    django_assert_max_num_queries: Callable[..., object],
) -> None:
    client = client_for("province_officer", province)

    with django_assert_max_num_queries(50):
        today = client.get("/don-vi/TT0009/").context["years"]
    own = client.get("/don-vi/TT0009/", {"ban-do": "cu"}).context["years"]
    old = client.get("/don-vi/TT0001~2026/").context["years"]

    assert [(row.year, row.households, row.persons, row.left_out) for row in today] == [(2025, 400, 1600, 0)]
    assert own == []
    assert [(row.year, row.households) for row in old] == [(2025, 200)]


@pytest.mark.django_db
def test_totals_are_typed_and_a_wrong_cell_is_named(
    client_for: Callable[..., Client], communes: list[Unit], villages: list[Unit]
) -> None:
    client = client_for("commune_officer", communes[0])
    first, second = villages[0].pk, villages[1].pk
    path = "/don-vi/TT0001/so-lieu/"

    wrong = client.post(path, {"nam": "2025", f"households_{first}": "1.2x4", f"persons_{first}": "10"})
    right = client.post(
        path, {"nam": "2025", f"households_{first}": "1.234", f"persons_{first}": "5.000", f"households_{second}": ""}
    )

    assert wrong.status_code == 422
    assert "Không phải số nguyên" in wrong.content.decode()
    assert "1.2x4" in wrong.content.decode()
    assert right.status_code == 302
    assert list(UnitTotal.objects.values_list("unit_id", "households", "persons", "commune_id")) == [
        (first, 1234, 5000, communes[0].pk)
    ]


@pytest.mark.django_db
def test_communes_merge_through_the_guided_form(
    client_for: Callable[..., Client], province: Unit, communes: list[Unit], households: list[Household]
) -> None:
    client = client_for("province_admin", province)
    given = {
        "xa": ["TT0001", "TT0002"], "moi": "1", "on": "01/07/2026", "document": PAPER, "kind_0": "Xã",
        "name_0": "Trám Gỗ", "code_0": "TT0009", "area_0": "",
    }  # fmt: skip

    choose = client.get("/don-vi/thay-doi/", {"xa": "TT0001"})
    plan = client.get("/don-vi/thay-doi/", {"xa": ["TT0001", "TT0002"], "moi": "1"})
    refused = client.post("/don-vi/thay-doi/", given | {"document": ""})
    preview = client.post("/don-vi/thay-doi/", given | {"step": "preview"})
    done = client.post("/don-vi/thay-doi/", given | {"step": "do"}, follow=True)

    assert [page.status_code for page in (choose, plan, refused, preview, done)] == [200, 200, 422, 200, 200]
    assert preview.context["preview"].arrivals[0].households == 8
    assert "8 hộ đi theo thôn" in done.content.decode()
    assert Household.objects.filter(commune__key="TT0009").count() == 8


@pytest.mark.django_db
def test_a_split_asks_for_every_village(
    client_for: Callable[..., Client], province: Unit, villages: list[Unit], households: list[Household]
) -> None:
    client = client_for("province_admin", province)
    given = {
        "xa": ["TT0001"], "moi": "2", "on": "01/07/2026", "document": PAPER, "kind_0": "Xã", "name_0": "Đông",
        "code_0": "TT0003", "kind_1": "Xã", "name_1": "Tây", "code_1": "TT0004",
        f"part_{villages[0].pk}": "0", "step": "do",
    }  # fmt: skip

    refused = client.post("/don-vi/thay-doi/", given)
    done = client.post("/don-vi/thay-doi/", given | {f"part_{villages[1].pk}": "1"})

    assert refused.status_code == 422
    assert done.status_code == 302
    assert set(Household.objects.filter(village__in=villages[:2]).values_list("commune__key", flat=True)) == {
        "TT0003",
        "TT0004",
    }


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["commune_officer", "province_officer", "auditor"])
def test_others_may_not_change_the_map(
    client_for: Callable[..., Client], communes: list[Unit], province: Unit, role: str
) -> None:
    client = client_for(role, communes[0] if role == "commune_officer" else province)

    assert client.get("/don-vi/thay-doi/").status_code == 403
    assert client.post("/don-vi/thay-doi/", {"xa": "TT0001", "moi": "1", "step": "do"}).status_code == 403


@pytest.mark.django_db
def test_an_office_sees_faults_first_and_loads_only_a_clean_table(
    client_for: Callable[..., Client], province: Unit, communes: list[Unit]
) -> None:
    client = client_for("province_admin", province)
    given = {"kind": "tags", "document": PAPER, "text": "Mã đơn vị\tThuộc tính\nTT0001\tbiên giới\nTT9999\tbiên giới"}

    faulty = client.post("/don-vi/nap-bang/", given | {"step": "load"})
    none = UnitTag.objects.count()
    clean = given | {"text": "Mã đơn vị\tThuộc tính\nTT0001\tbiên giới"}
    preview = client.post("/don-vi/nap-bang/", clean)
    before = UnitTag.objects.count()
    loaded = client.post("/don-vi/nap-bang/", clean | {"step": "load"})

    assert (faulty.status_code, none) == (200, 0)
    assert "Không có đơn vị mang mã này" in faulty.content.decode()
    assert (preview.context["count"], before) == (1, 0)
    assert (loaded.status_code, UnitTag.objects.count()) == (302, 1)
    assert client.post("/don-vi/nap-bang/", given | {"text": ""}).status_code == 422


@pytest.mark.django_db
def test_a_commune_loads_totals_only(client_for: Callable[..., Client], communes: list[Unit]) -> None:
    client = client_for("commune_officer", communes[0])

    assert [code for code, _words in client.get("/don-vi/nap-bang/").context["form"].fields["kind"].choices] == [
        "totals"
    ]
    assert client.post("/don-vi/nap-bang/", {"kind": "tags", "document": "x", "text": "x"}).status_code == 422


@pytest.mark.django_db
def test_villages_through_their_forms(
    client_for: Callable[..., Client], communes: list[Unit], villages: list[Unit]
) -> None:
    client = client_for("commune_officer", communes[0])

    added = client.post("/don-vi/TT0001/them-thon/", {"kind": "Bản", "name": "Nà Hang"})
    again = client.post("/don-vi/TT0001/them-thon/", {"kind": "Bản", "name": "Nà Hang"})
    renamed = client.post(
        "/don-vi/TT0001-01/doi-ten/", {"kind": "Thôn", "name": "Đầu Suối", "on": "01/07/2026", "document": PAPER}
    )
    merged = client.post(
        "/don-vi/TT0001/nhap-thon/",
        {
            "villages": [str(villages[0].pk), str(villages[1].pk)],
            "kind": "Thôn",
            "name": "Suối Đa",
            "on": "01/08/2026",
            "document": PAPER,
        },
    )
    ended = client.post("/don-vi/TT0001-03/ket-thuc/", {"on": "01/09/2026", "document": PAPER})

    assert [page.status_code for page in (added, again, renamed, merged, ended)] == [302, 422, 302, 302, 302]
    assert "Xã đã có Bản Nà Hang" in again.content.decode()

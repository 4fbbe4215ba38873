"""Provinces merge and split: communes go over whole, old figures stay; only who holds the right nation-wide."""

from collections.abc import Callable
from datetime import date

import pytest
from django.test import Client

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.models import Assignment, User
from rasoat.web.accounts.policy import NotAllowedError, in_force
from rasoat.web.areas.figures import on_map
from rasoat.web.areas.maps import MapChoice
from rasoat.web.areas.models import Succession, Unit, UnitTotal
from rasoat.web.areas.queries import children
from rasoat.web.boundaries.actions.correct_unit import correct_unit
from rasoat.web.boundaries.actions.regroup_communes import regroup_communes
from rasoat.web.boundaries.actions.regroup_provinces import regroup_provinces
from rasoat.web.boundaries.actions.rename_unit import rename_unit
from rasoat.web.boundaries.actions.save_totals import TotalDraft, save_totals
from rasoat.web.boundaries.plan import ChangePlan, NewUnit, preview_plan
from rasoat.web.boundaries.queries import commune_figures, totals_of
from rasoat.web.ledger.models import Entry
from rasoat.web.ledger.record import row_digest
from rasoat.web.ledger.verify import verify
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.models import Household, Member, PastState, SourceKey, UnitCount
from web.conftest import make_unit

ON = date(2026, 7, 1)
BEFORE = date(2026, 6, 30)
PAPER = "Nghị quyết 09/2026/QH ngày 12/6/2026"
NEW = NewUnit("TT", "Thử Bên", "Tỉnh")


@pytest.fixture
def plan(province: Unit, other_province: Unit) -> ChangePlan:
    return ChangePlan([province, other_province], [NEW], ON, PAPER)


@pytest.mark.django_db
def test_merged_provinces_keep_every_old_figure(
    nation: Acting, plan: ChangePlan, communes: list[Unit], villages: list[Unit], households: list[Household]
) -> None:
    save_totals(nation, [TotalDraft(unit, 2025, 100, 400) for unit in villages])
    save_totals(nation, [TotalDraft(unit, 2024, 5000, 20000) for unit in plan.before], source="thống kê tỉnh")
    stored = list(UnitTotal.objects.order_by("pk").values())

    done = regroup_provinces(nation, plan)

    new, olds = done.units[0], list(Unit.objects.filter(pk__in=[unit.pk for unit in plan.before]).order_by("key"))
    assert [(unit.key, unit.valid_until) for unit in olds] == [("TT~2026", BEFORE), ("UU~2026", BEFORE)]
    assert (new.key, new.province_id, new.valid_from, new.source) == ("TT", new.pk, ON, PAPER)
    assert list(UnitTotal.objects.order_by("pk").values()) == stored
    whole = {row.unit_id: {"households": row.households} for row in UnitTotal.objects.filter(year=2024)}
    assert on_map(whole, BEFORE).rows == {unit.pk: {"households": 5000} for unit in olds}
    assert on_map(whole, ON).rows == {new.pk: {"households": 10000}}
    today = commune_figures(totals_of(new).filter(year=2025), MapChoice(today=True, day=ON))
    then = commune_figures(totals_of(olds[0]).filter(year=2025), MapChoice(today=False, day=BEFORE))
    assert today.total == then.total == {"households": 400, "persons": 1600}
    assert set(Succession.objects.values_list("kind", "document")) == {("merge", PAPER)}


@pytest.mark.django_db
def test_communes_go_over_with_villages_and_households(
    nation: Acting, plan: ChangePlan, communes: list[Unit], villages: list[Unit], households: list[Household]
) -> None:
    preview = preview_plan(nation, plan)

    done = regroup_provinces(nation, plan)

    new = done.units[0]
    assert [(len(each.parts), each.households, each.persons) for each in preview.arrivals] == [(3, 8, 16)]
    assert [unit.key for unit in children(new, ON)] == ["TT0002", "TT0001", "UU0001"]
    assert [unit.key for unit in children(plan.before[0], BEFORE)] == ["TT0002", "TT0001"]
    assert set(Unit.objects.filter(level="village").values_list("province_id", flat=True)) == {new.pk}
    assert done.households == 8
    assert set(Household.objects.values_list("province_id", "since", "version")) == {(new.pk, ON, 2)}
    assert set(Household.objects.values_list("commune_id", flat=True)) == {unit.pk for unit in communes}
    assert set(Member.objects.values_list("province_id", flat=True)) == {new.pk}
    assert set(UnitCount.objects.values_list("province_id", flat=True)) == {new.pk}
    past = PastState.objects.get(household=households[0], member__isnull=True)
    assert (past.until, past.values["province_id"]) == (ON, plan.before[0].pk)


@pytest.mark.django_db
def test_the_ledger_saw_every_row_of_the_merge(nation: Acting, plan: ChangePlan, households: list[Household]) -> None:
    regroup_provinces(nation, plan)

    seen = {(model, pk): digest for entry in Entry.objects.order_by("pk") for model, pk, digest in entry.rows}
    for row in (*Unit.objects.all(), *Succession.objects.all(), *Household.objects.all(), *Member.objects.all()):
        assert seen[row._meta.label_lower, row.pk] == row_digest(row)
    faults = [found.row for found in verify() if found.is_fault]
    assert [row for row in faults if not row.startswith("accounts.")] == []  # fixtures make accounts past the program


@pytest.mark.django_db
def test_roles_of_provinces_go_over_those_of_communes_stay(
    nation: Acting, plan: ChangePlan, communes: list[Unit], user_with: Callable[..., User]
) -> None:
    leader, officer = user_with("province_officer", plan.before[0]), user_with("commune_officer", communes[0])

    done = regroup_provinces(nation, plan)

    running = Assignment.objects.filter(in_force(nation.today()))
    assert [row.unit for row in running.filter(user=leader)] == [done.units[0]]
    assert [row.unit for row in running.filter(user=officer)] == [communes[0]]
    assert [row.user for row in done.roles.given] == [leader]


@pytest.mark.django_db
def test_a_split_goes_commune_by_commune(
    nation: Acting, province: Unit, communes: list[Unit], households: list[Household]
) -> None:
    after = [NewUnit("T1", "Thử Đông", "Tỉnh"), NewUnit("T2", "Thử Tây", "Thành phố")]
    plan = ChangePlan([province], after, ON, PAPER, {communes[0].pk: 0, communes[1].pk: 1})

    east, west = regroup_provinces(nation, plan).units

    assert set(Household.objects.filter(province=east).values_list("commune_id", flat=True)) == {communes[0].pk}
    assert set(Household.objects.filter(province=west).values_list("commune_id", flat=True)) == {communes[1].pk}
    assert set(Succession.objects.values_list("kind", "share")) == {("split", None)}
    assert not on_map({province.pk: {"households": 9}}, ON).rows
    with pytest.raises(RefusedError, match="Chưa ghi Xã Đồng Trám"):
        regroup_provinces(nation, ChangePlan([east], [NEW, NewUnit("T4", "Khác", "Tỉnh")], date(2026, 8, 1), PAPER))


@pytest.mark.django_db
def test_numbers_of_office_files_go_along_unless_both_provinces_gave_them(
    nation: Acting, plan: ChangePlan, households: list[Household]
) -> None:
    given = zip(households, (*[plan.before[0]] * 2, plan.before[1]), ("1", "2", "2"), strict=False)
    for home, home_province, value in given:
        SourceKey.objects.create(province=home_province, source="tinh", value=value, household=home)

    new = regroup_provinces(nation, plan).units[0]

    assert list(SourceKey.objects.order_by("pk").values_list("value", "province_id")) == [
        ("1", new.pk), ("2", plan.before[0].pk), ("2", plan.before[1].pk),
    ]  # fmt: skip


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["province_admin", "province_officer", "technical_admin"])
def test_no_one_of_a_province_changes_provinces(
    acting_for: Callable[..., Acting], plan: ChangePlan, province: Unit, role: str
) -> None:
    acting = acting_for(role, province)

    with pytest.raises(NotAllowedError):
        regroup_provinces(acting, ChangePlan([province], [NEW, NewUnit("T2", "Tây", "Tỉnh")], ON, PAPER))
    with pytest.raises(NotAllowedError):
        regroup_communes(acting, plan)
    with pytest.raises(NotAllowedError):
        rename_unit(acting, province, "Tên khác", "Tỉnh", on=ON, document=PAPER)
    with pytest.raises(NotAllowedError):
        correct_unit(acting, province, "Tên khác", "Tỉnh", reason="ghi sai")


@pytest.mark.django_db
def test_a_province_is_renamed_with_its_past(nation: Acting, province: Unit, households: list[Household]) -> None:
    save_totals(nation, [TotalDraft(province, 2025, 100, 400)])

    old = rename_unit(nation, province, "Thử Thách", "Thành phố", on=ON, document=PAPER)

    province.refresh_from_db()
    assert (province.full_name, old.full_name, old.key) == ("Thành phố Thử Thách", "Tỉnh Thử", "TT~2026")
    assert UnitTotal.objects.get().unit == old
    assert set(Household.objects.values_list("province_id", "version")) == {(province.pk, 1)}


@pytest.mark.django_db
def test_levels_do_not_mix_and_districts_stand_in_the_way(
    nation: Acting, plan: ChangePlan, province: Unit, communes: list[Unit]
) -> None:
    with pytest.raises(RefusedError, match="tỉnh với tỉnh") as mixed:
        regroup_provinces(nation, ChangePlan([province, communes[0]], [NEW], ON, PAPER))
    make_unit("TT1", "Mẫu", "district", province, kind="Huyện")
    with pytest.raises(RefusedError, match="Huyện Mẫu") as district:
        regroup_provinces(nation, plan)

    assert mixed.value.field == district.value.field == "before"


@pytest.mark.django_db
def test_provinces_merge_through_the_guided_form(
    client_for: Callable[..., Client], plan: ChangePlan, province: Unit, households: list[Household]
) -> None:
    client, path = client_for("province_admin", None), "/don-vi/thay-doi-tinh/"
    given = {
        "tinh": ["TT", "UU"], "moi": "1", "on": "01/07/2026", "document": PAPER, "kind_0": "Tỉnh", "name_0": "Thử Bên",
        "code_0": "TT",
    }  # fmt: skip

    choose = client.get(path, {"tinh": "TT"})
    form = client.get(path, {"tinh": ["TT", "UU"], "moi": "1"})
    refused = client.post(path, given | {"document": ""})
    preview = client.post(path, given | {"step": "preview"})
    untouched = Unit.objects.filter(key="UU").exists()
    done = client.post(path, given | {"step": "do"}, follow=True)

    assert [page.status_code for page in (choose, form, refused, preview, done)] == [200, 200, 422, 200, 200]
    assert "Nhập, chia tỉnh" in client.get("/don-vi/").content.decode()
    assert untouched
    assert "8 hộ đi theo xã" in done.content.decode()
    assert client.get("/don-vi/TT~2026/").status_code == 200


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["province_admin", "commune_officer", "auditor"])
def test_the_form_is_closed_to_everybody_else(
    client_for: Callable[..., Client], communes: list[Unit], province: Unit, role: str
) -> None:
    client = client_for(role, communes[0] if role == "commune_officer" else province)

    assert client.get("/don-vi/thay-doi-tinh/").status_code == 403
    assert client.post("/don-vi/thay-doi-tinh/", {"tinh": "TT", "moi": "2", "step": "do"}).status_code == 403
    assert client.get("/don-vi/TT/doi-ten/").status_code in {403, 404}
    assert "Nhập, chia tỉnh" not in client.get("/don-vi/").content.decode()


@pytest.mark.django_db
def test_the_new_province_reaches_the_old_one(
    nation: Acting, client_for: Callable[..., Client], plan: ChangePlan, communes: list[Unit]
) -> None:
    new = regroup_provinces(nation, plan).units[0]
    client = client_for("province_officer", new)

    old = client.get("/don-vi/TT~2026/")

    assert [unit.key for unit in old.context["below"]] == ["TT0002", "TT0001"]
    assert client.get("/don-vi/TT~2026/so-lieu-tinh/").status_code == 200

"""Communes merge and split: old figures stay, sums come out on the new map, households follow their villages."""

from collections.abc import Callable
from datetime import date

import pytest

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.models import Assignment, User
from rasoat.web.accounts.policy import NotAllowedError, in_force
from rasoat.web.areas.figures import on_map
from rasoat.web.areas.models import Succession, Unit, UnitTotal
from rasoat.web.areas.queries import by_code
from rasoat.web.areas.queries import villages as villages_of
from rasoat.web.boundaries.actions.regroup_communes import regroup_communes
from rasoat.web.boundaries.actions.save_totals import TotalDraft, save_totals
from rasoat.web.boundaries.plan import ChangePlan, NewUnit, preview_plan
from rasoat.web.ledger.models import Entry
from rasoat.web.ledger.record import row_digest
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.models import Household, HouseholdEvent, Member, PastState, UnitCount

ON = date(2026, 7, 1)
PAPER = "Nghị quyết 01/NQ-HĐND ngày 15/6/2026"
NEW = NewUnit("TT0001", "Đồng Trám", "Phường", "urban")


@pytest.fixture
def totals(admin: Acting, villages: list[Unit]) -> list[UnitTotal]:
    return save_totals(admin, [TotalDraft(unit, 2025, 100, 400) for unit in villages])


@pytest.mark.django_db
def test_merged_communes_keep_their_figures_and_sum_on_the_new_map(
    admin: Acting, communes: list[Unit], households: list[Household], totals: list[UnitTotal]
) -> None:
    save_totals(admin, [TotalDraft(unit, 2024, 190, 800) for unit in communes], source="bàn giao của huyện")

    new = regroup_communes(admin, ChangePlan(communes, [NEW], ON, PAPER)).units[0]

    old = list(Unit.objects.filter(pk__in=[unit.pk for unit in communes]).order_by("pk"))
    assert [(unit.key, unit.valid_until) for unit in old] == [
        ("TT0001~2026", date(2026, 6, 30)), ("TT0002~2026", date(2026, 6, 30)),
    ]  # fmt: skip
    assert by_code("TT0001", date(2026, 6, 30)) == old[0]
    assert by_code("TT0001", ON) == new
    counted = {
        row.unit_id: {"households": row.households, "persons": row.persons}
        for row in UnitTotal.objects.filter(year=2024)
    }
    assert on_map(counted, date(2026, 6, 30)).rows == {unit.pk: {"households": 190, "persons": 800} for unit in old}
    assert on_map(counted, ON).rows == {new.pk: {"households": 380, "persons": 1600}}
    assert set(UnitTotal.objects.filter(year=2025).values_list("commune_id", flat=True)) == {unit.pk for unit in old}
    assert set(Unit.objects.filter(totals__year=2025).values_list("commune_id", flat=True)) == {new.pk}
    assert [village.name for village in villages_of(old[0], ON)] == ["Cuối Suối", "Gốc Đa"]
    assert villages_of(new, ON).count() == 4


@pytest.mark.django_db
def test_households_follow_with_their_past(admin: Acting, communes: list[Unit], households: list[Household]) -> None:
    done = regroup_communes(admin, ChangePlan(communes, [NEW], ON, PAPER))
    new = done.units[0]

    assert done.households == len(households) == 8
    assert set(Household.objects.values_list("commune_id", "since", "version")) == {(new.pk, ON, 2)}
    assert set(Member.objects.values_list("commune_id", flat=True)) == {new.pk}
    past = PastState.objects.get(household=households[0], member__isnull=True)
    assert (past.since, past.until, past.values["commune_id"]) == (date(2025, 9, 1), ON, communes[0].pk)
    assert HouseholdEvent.objects.filter(kind="unit_change", on=ON, document=PAPER).count() == 8
    assert UnitCount.objects.filter(commune=new, household_class="").count() == 4
    assert not UnitCount.objects.filter(commune__in=communes).exists()


@pytest.mark.django_db
def test_every_row_stands_as_the_ledger_last_saw_it(
    admin: Acting, communes: list[Unit], households: list[Household]
) -> None:
    regroup_communes(admin, ChangePlan(communes, [NEW], ON, PAPER))

    seen = {(model, pk): digest for entry in Entry.objects.order_by("pk") for model, pk, digest in entry.rows}
    for row in (
        *Household.objects.all(),
        *Member.objects.all(),
        *PastState.objects.all(),
        *HouseholdEvent.objects.all(),
        *Succession.objects.all(),
    ):
        assert seen[row._meta.label_lower, row.pk] == row_digest(row)
    for unit in Unit.objects.exclude(level="province"):
        assert seen[unit._meta.label_lower, unit.pk] == row_digest(unit)


@pytest.mark.django_db
def test_a_split_goes_village_by_village(
    admin: Acting, communes: list[Unit], villages: list[Unit], households: list[Household], totals: list[UnitTotal]
) -> None:
    after = [NewUnit("TT0003", "Đồng Trám Đông", "Xã", "rural"), NewUnit("TT0004", "Đồng Trám Tây", "Xã", "rural")]
    plan = ChangePlan(communes[:1], after, ON, PAPER, {villages[0].pk: 0, villages[1].pk: 1})

    preview = preview_plan(admin, plan)
    east, west = regroup_communes(admin, plan).units

    assert [(arrival.households, arrival.persons) for arrival in preview.arrivals] == [(2, 4), (2, 4)]
    assert Household.objects.filter(commune=east, village=villages[0]).count() == 2
    assert Household.objects.filter(commune=west, village=villages[1]).count() == 2
    assert set(Succession.objects.values_list("kind", "share")) == {("split", None)}
    moved = on_map({communes[0].pk: {"households": 200}}, ON)
    assert not moved.rows
    assert moved.unplaced[0].reason == "không chia được: chưa có tỷ lệ"
    by_village = {row.unit_id: {"households": row.households} for row in UnitTotal.objects.filter(year=2025)}
    assert on_map(by_village, ON).rows == by_village


@pytest.mark.django_db
def test_roles_go_over_once_and_reach_the_old_figures(
    admin: Acting, communes: list[Unit], user_with: Callable[..., User]
) -> None:
    person = user_with("commune_officer", communes[0])
    Assignment.objects.create(user=person, role="commune_officer", unit=communes[1], valid_from=date(2026, 1, 1))

    done = regroup_communes(admin, ChangePlan(communes, [NEW], ON, PAPER))

    running = Assignment.objects.filter(in_force(admin.today()), user=person)
    assert [(row.role, row.unit) for row in running] == [("commune_officer", done.units[0])]
    assert not done.roles.withheld


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["commune_officer", "province_officer", "technical_admin"])
def test_only_the_provincial_administrator_changes_communes(
    acting_for: Callable[..., Acting], communes: list[Unit], province: Unit, role: str
) -> None:
    acting = acting_for(role, communes[0] if role.startswith("commune") else province)

    with pytest.raises(NotAllowedError):
        regroup_communes(acting, ChangePlan(communes, [NEW], ON, PAPER))


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("change", "field"),
    [
        ({"document": " "}, "document"),
        ({"on": date(2090, 1, 1)}, "on"),
        ({"on": date(2025, 7, 1)}, "before"),
        ({"after": [NewUnit("TT", "Trùng mã", "Xã")]}, "after"),
        ({"after": [NewUnit("A", "Một", "Xã"), NewUnit("A", "Hai", "Xã")]}, "after"),
        ({"after": [NewUnit("", "Một", "Xã")]}, "after"),
        ({"before": []}, "before"),
    ],
)
def test_a_wrong_plan_is_refused_beside_its_field(
    admin: Acting, communes: list[Unit], change: dict[str, object], field: str
) -> None:
    plan = ChangePlan(**{"before": communes, "after": [NEW], "on": ON, "document": PAPER, **change})

    with pytest.raises(RefusedError) as refused:
        regroup_communes(admin, plan)

    assert refused.value.field == field
    assert refused.value.remedy


@pytest.mark.django_db
def test_a_split_is_refused_while_a_village_or_household_has_no_place(
    admin: Acting, communes: list[Unit], villages: list[Unit], households: list[Household]
) -> None:
    after = [NewUnit("A", "Một", "Xã"), NewUnit("B", "Hai", "Xã")]

    with pytest.raises(RefusedError, match="Chưa ghi Thôn"):
        regroup_communes(admin, ChangePlan(communes[:1], after, ON, PAPER, {villages[0].pk: 0}))
    with pytest.raises(RefusedError, match="không nhận thôn, xã nào"):
        regroup_communes(admin, ChangePlan(communes[:1], after, ON, PAPER, {villages[0].pk: 0, villages[1].pk: 0}))
    Household.objects.filter(pk=households[0].pk).update(village=None)
    with pytest.raises(RefusedError, match="chưa ghi thôn"):
        regroup_communes(admin, ChangePlan(communes[:1], after, ON, PAPER, {villages[0].pk: 0, villages[1].pk: 1}))
    assert Unit.objects.filter(key="TT0001").exists()

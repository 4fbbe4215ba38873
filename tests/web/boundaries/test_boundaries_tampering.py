"""Rows of units changed past the program, in every table that changes of units write: the ledger names each."""

from datetime import date

import pytest
from django.db import connection, models

from rasoat.web.accounts.acting import Acting
from rasoat.web.areas.models import FormerHome, Succession, Unit, UnitTag, UnitTotal
from rasoat.web.boundaries.actions.load_points import load_points
from rasoat.web.boundaries.actions.load_tags import load_tags
from rasoat.web.boundaries.actions.regroup_communes import regroup_communes
from rasoat.web.boundaries.actions.save_totals import TotalDraft, save_totals
from rasoat.web.boundaries.matching import match
from rasoat.web.boundaries.office_files import FILE_KINDS, read_table
from rasoat.web.boundaries.plan import ChangePlan, NewUnit
from rasoat.web.ledger.findings import FindingKind
from rasoat.web.ledger.verify import verify
from rasoat.web.register.models import Household

pytestmark = pytest.mark.django_db

PAPER = "Nghị quyết 07/NQ-HĐND"
CHANGES = [
    (Unit, "name = 'Tên khác'"), (Unit, "key = 'X', code = 'X'"), (Unit, "area = 'urban'"), (Unit, "parent_id = NULL"),
    (Unit, "valid_from = '2020-01-01'"), (Unit, "latitude = 10.5"), (Unit, "point_source = 'ai đó'"),
    (Unit, "point_mark = 'inferred'"), (Unit, "source = 'ai đó'"), (Unit, "mark = 'recalled'"),
    (Succession, "share = 0.5"), (Succession, "kind = 'split'"), (Succession, "before_id = after_id"),
    (Succession, '"on" = \'2026-07-02\''), (Succession, "document = 'khác'"),
    (UnitTag, "tag = 'tag_kv1'"), (UnitTag, "valid_until = '2026-12-31'"), (UnitTag, "document = 'khác'"),
    (UnitTotal, "households = 1"), (UnitTotal, "persons = NULL"), (UnitTotal, "year = 2024"),
    (UnitTotal, "source = 'khác'"), (UnitTotal, "commune_id = NULL"), (UnitTotal, "province_id = commune_id"),
    (FormerHome, "valid_until = '2020-01-01'"), (FormerHome, "home_id = unit_id"),
]  # fmt: skip
MODELS = (Succession, UnitTag, UnitTotal, FormerHome)


def findings() -> list[tuple[FindingKind, str]]:
    """But for the accounts, which the fixtures make past the program."""
    return [(found.kind, found.row) for found in verify() if found.is_fault and not found.row.startswith("accounts.")]


def findings_of_units() -> list[tuple[FindingKind, str]]:
    """Stored copies that follow from the row may be named beside it."""
    return [(kind, row) for kind, row in findings() if row.startswith("areas.")]


def run(sql: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, values)
        assert cursor.rowcount == 1


@pytest.fixture
def begun(admin: Acting, communes: list[Unit], villages: list[Unit], households: list[Household]) -> Unit:
    """A commune merged of two, with an attribute, a total and a centre point of its own; nothing is wrong."""
    plan = ChangePlan(communes, [NewUnit("TT0009", "Trám Gỗ", "Xã", "rural")], date(2026, 7, 1), PAPER)
    new = regroup_communes(admin, plan).units[0]
    save_totals(admin, [TotalDraft(new, 2025, 100, 400)], source="tỉnh")
    for kind, load, text in (
        ("tags", load_tags, "Mã đơn vị;Thuộc tính\nTT0009;khu vực III"),
        ("points", load_points, "Mã đơn vị;Vĩ độ;Kinh độ\nTT0009;21.5;105.5"),
    ):
        load(admin, match(admin, FILE_KINDS[kind], read_table(text, FILE_KINDS[kind])).rows, PAPER)
    assert findings() == []
    return new


def row_of(model: type[models.Model], begun: Unit) -> models.Model:
    return begun if model is Unit else model._base_manager.order_by("pk")[0]


@pytest.mark.parametrize(("model", "change"), CHANGES)
def test_a_changed_column_is_named(begun: Unit, model: type[models.Model], change: str) -> None:
    row = row_of(model, begun)

    run(f"UPDATE {model._meta.db_table} SET {change} WHERE id = %s", row.pk)

    assert findings_of_units() == [(FindingKind.ROW_CHANGED, f"{model._meta.label_lower} {row.pk}")]


@pytest.mark.parametrize("model", MODELS)
def test_a_vanished_row_is_named(begun: Unit, model: type[models.Model]) -> None:
    row = row_of(model, begun)

    run(f"DELETE FROM {model._meta.db_table} WHERE id = %s", row.pk)

    assert findings_of_units() == [(FindingKind.ROW_VANISHED, f"{model._meta.label_lower} {row.pk}")]


@pytest.mark.parametrize("model", [UnitTag, FormerHome])
def test_an_added_row_is_named(begun: Unit, model: type[models.Model]) -> None:
    row = row_of(model, begun)
    column = "tag = 'tag_atk'" if model is UnitTag else f"home_id = {begun.pk}"
    name, value = column.split(" = ")
    names = [each.column for each in model._meta.concrete_fields if each.column not in {"id", name}]
    shared = ", ".join(names)

    run(
        f"INSERT INTO {model._meta.db_table} (id, {name}, {shared}) "
        f"SELECT 9999, {value}, {shared} FROM {model._meta.db_table} WHERE id = %s",
        row.pk,
    )

    assert findings_of_units() == [(FindingKind.ROW_APPEARED, f"{model._meta.label_lower} 9999")]


def test_a_household_put_into_another_village_is_named(begun: Unit, households: list[Household]) -> None:
    home = Household.objects.get(pk=households[0].pk)
    other = Unit.objects.filter(level="village").exclude(pk=home.village_id).order_by("pk")[0]

    run("UPDATE register_household SET village_id = %s WHERE id = %s", other.pk, home.pk)

    assert (FindingKind.ROW_CHANGED, f"register.household {home.pk}") in findings()

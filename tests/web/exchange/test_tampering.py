"""Whoever writes into the tables of imports past the program is found by `rasoat ledger verify`, model by model."""

from datetime import date

import pytest
from django.db import connection
from tests.web.exchange.conftest import PEOPLE, exported, settle, workbook
from tests.web.exchange.test_importing import SIGNED, write

from rasoat.web.exchange.actions.answer_places import Answer, answer_places
from rasoat.web.exchange.actions.opening import begin_opening
from rasoat.web.ledger.findings import FindingKind
from rasoat.web.ledger.tracked import tracked_models
from rasoat.web.ledger.verify import verify

pytestmark = pytest.mark.django_db

CHANGES = {
    "exchange.import": "list_date = '2026-01-01'",
    "exchange.export": "kind = 'survey'",
    "exchange.importprofile": "name = 'x'",
    "exchange.placename": "written = 'x'",
    "exchange.openingsettlement": "decision = 'x'",
    "exchange.openingline": "reason = 'x'",
}


@pytest.fixture
def all_models(officer, read, communes):
    """A row of every tracked model of imports: an odd village was answered for, a list written, sent out, settled."""
    rows = [list(row) for row in PEOPLE]
    rows[3][8] = "Thôn Lạ"
    batch = read(workbook(rows))
    key = batch.counts["places"][0]["key"]
    answer_places(officer, batch, {key: Answer(communes[0], new_village="Thôn Lạ")})
    batch = write(officer, settle(officer, batch), SIGNED)
    exported(officer, communes[0], batch)
    begin_opening(officer, communes[0], year=2026, standard_id="national_2022", on=date(2026, 1, 20), decision="12")


def found() -> list[tuple[FindingKind, str]]:
    return [(finding.kind, finding.row) for finding in verify() if finding.row.startswith("exchange.")]


def test_every_tracked_model_is_tried() -> None:
    assert {label for label in tracked_models() if label.startswith("exchange.")} == set(CHANGES)


@pytest.mark.usefixtures("all_models")
@pytest.mark.parametrize("label", CHANGES)
def test_a_changed_row_is_named(label) -> None:
    table, pk = label.replace(".", "_"), _first(label)
    assert found() == []

    _run(f"UPDATE {table} SET {CHANGES[label]} WHERE id = %s", pk)

    assert found() == [(FindingKind.ROW_CHANGED, f"{label} {pk}")]


@pytest.mark.usefixtures("all_models")
def test_a_vanished_row_is_named() -> None:
    pk = _first("exchange.openingline")

    _run("DELETE FROM exchange_openingline WHERE id = %s", pk)

    assert found() == [(FindingKind.ROW_VANISHED, f"exchange.openingline {pk}")]


def _first(label: str) -> object:
    model = tracked_models()[label].model
    return model._base_manager.order_by("pk").values_list("pk", flat=True)[0]


def _run(sql: str, pk: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute(sql, [pk.hex if connection.vendor == "sqlite" and hasattr(pk, "hex") else pk])
        assert cursor.rowcount == 1

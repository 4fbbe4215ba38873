"""After imports, changes and undoing, the ledger finds nothing that was written behind its back."""

import pytest
from tests.web.exchange.conftest import PEOPLE, workbook
from tests.web.exchange.test_importing import write

from rasoat.web.exchange.actions.confirm_import import ImportOptions
from rasoat.web.exchange.actions.undo_import import undo_import
from rasoat.web.jobs.worker import run_until_idle
from rasoat.web.ledger.verify import verify

pytestmark = pytest.mark.django_db


def _found() -> list[object]:
    """Findings about rows of the register and of imports (the fixtures' units and accounts have no entries)."""
    return [finding for finding in verify() if finding.row.startswith(("register.", "exchange."))]


def test_the_ledger_knows_every_row(officer, read) -> None:
    write(officer, read(workbook(PEOPLE)))
    rows = [list(row) for row in PEOPLE]
    rows[2][8] = "Cuối Suối"
    rows[1][5] = "001182000099"
    rows.append([3, "Nông Văn Cháu", "Cháu", "2015", "Nam", "", "Tày", "Đồng Trám", "Gốc Đa", "Hộ nghèo", ""])
    second = write(officer, read(workbook(rows), name="moi.xlsx"), ImportOptions())

    before = _found()
    undo_import(officer, second, reason="Nhầm tệp")
    run_until_idle()
    after = _found()

    assert before == []
    assert after == []

"""A list that tells no indicators is no list of faults: it is said once."""

import pytest
from tests.web.exchange.conftest import HEADINGS, PEOPLE, workbook

from rasoat.law.faults import Severity
from rasoat.web.exchange import files

pytestmark = pytest.mark.django_db

INDICATORS = ("employment", "dependants")


def told(batch) -> list:
    return [fault for fault in files.faults_kept(batch) if fault.rule == "ticks-missing"]


def test_a_file_without_any_indicator_is_told_once_and_of_no_column(read) -> None:
    batch = read(workbook(PEOPLE))

    (fault,) = told(batch)

    assert (fault.place.row, fault.place.column, fault.severity) == (None, "", Severity.WARNING)
    assert "Việc làm" not in fault.text_vi()
    assert batch.counts["outcomes"] == {"add": 3}


def test_one_household_without_any_is_told_at_its_row(read) -> None:
    rows = [[*row, *(("Có", "Không") if row[0] == 1 else ("", ""))] for row in PEOPLE]

    batch = read(workbook(rows, (*HEADINGS, *INDICATORS)))

    silent = [fault for fault in told(batch) if "chưa ghi chỉ số" in fault.vi]
    assert sorted(fault.place.row for fault in silent) == [6, 7]
    assert all(not fault.place.column for fault in silent)
    assert all(fault.place.row == 4 for fault in told(batch) if fault not in silent)

"""Five ugly workbooks: proposed without help, read exactly, and read again by the profile that was kept."""

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest

from rasoat.law.faults import errors
from rasoat.survey.dataset import Dataset
from rasoat.survey.mapping.profile import MappingProfile
from rasoat.survey.mapping.propose import propose
from rasoat.survey.mapping.read import read_mapped

from .ugly import ALL, formulas_and_tail, heads_only, sheets_of_villages, vni_abbreviations
from .ugly_people import UNITS, Row, Ugly

KINDS = pytest.mark.parametrize("make", ALL.values(), ids=ALL)


def differences(table: pl.DataFrame, wanted: list[Row]) -> list[tuple[int, str, object, object]]:
    return [
        (at, name, row[name], value)
        for at, (row, expected) in enumerate(zip(table.iter_rows(named=True), wanted, strict=True))
        for name, value in expected.items()
        if row[name] != value
    ]


def same(left: Dataset, right: Dataset) -> bool:
    return left.households.equals(right.households) and left.members.equals(right.members)


@KINDS
def test_households_and_members_are_read_exactly(tmp_path: Path, make: Callable[[Path], Ugly]) -> None:
    ugly = make(tmp_path / "so.xlsx")

    found = propose(ugly.path)

    assert found.read is not None
    data = found.read.dataset
    assert errors(data.faults) == []
    assert differences(data.households, ugly.households) == []
    assert differences(data.members, ugly.members) == []


@KINDS
def test_the_kept_profile_reads_the_same(tmp_path: Path, make: Callable[[Path], Ugly]) -> None:
    ugly = make(tmp_path / "so.xlsx")
    found = propose(ugly.path)
    assert found.profile is not None
    assert found.read is not None
    found.profile.write(tmp_path / "p.yaml")

    kept = MappingProfile.read(tmp_path / "p.yaml")

    assert kept == found.profile
    assert same(read_mapped(ugly.path, kept), found.read.dataset)
    assert read_mapped(ugly.path, kept).faults == found.read.dataset.faults


@KINDS
def test_every_needed_column_is_sure(tmp_path: Path, make: Callable[[Path], Ugly]) -> None:
    found = propose(make(tmp_path / "so.xlsx").path)

    unsure = [
        (column.letter, column.choice)
        for sheet in found.sheets
        for column in sheet.columns
        if column.choice.target is not None and not column.choice.is_sure
    ]

    assert unsure == []
    assert all(sheet.layout.is_sure for sheet in found.sheets)


@KINDS
def test_cells_are_addressed(tmp_path: Path, make: Callable[[Path], Ugly]) -> None:
    ugly = make(tmp_path / "so.xlsx")
    data = propose(ugly.path).read.dataset  # type: ignore[union-attr]

    assert set(data.letters) == set(data.households["source_sheet"])
    assert all(marks["full_name"].isupper() for marks in data.letters.values())


def test_a_list_of_heads_is_a_to_do_and_not_an_error(tmp_path: Path) -> None:
    ugly = heads_only(tmp_path / "so.xlsx")

    found = propose(ugly.path)

    assert found.read is not None
    assert [fault.rule for fault in found.read.dataset.faults] == ["only-heads-listed"]
    assert found.read.sheets[0].passed_over == {"sections": 3, "totals": 2, "heads": 1, "foot": 0}


def test_communes_get_the_codes_of_the_units(tmp_path: Path) -> None:
    ugly = heads_only(tmp_path / "so.xlsx")

    found = propose(ugly.path, units=UNITS)

    assert found.profile is not None
    assert found.read is not None
    codes = dict(zip(found.read.dataset.households["commune"], found.read.dataset.households["unit_code"], strict=True))
    assert codes == {"Xã Đồng Trám": "01234", "Xã Hòa Bình": "01235", "Phường Ngã Bảy": "01236"}
    assert found.unmapped_communes == ()


def test_a_commune_that_is_no_unit_is_told(tmp_path: Path) -> None:
    found = propose(vni_abbreviations(tmp_path / "so.xlsx").path, units=UNITS.head(2))

    assert found.unmapped_communes == ("Phường Ngã Bảy",)
    assert found.read is not None
    assert "unit-not-mapped" in {fault.rule for fault in found.read.dataset.faults}


def test_sheets_of_villages_serve_another_year_with_other_tabs(tmp_path: Path) -> None:
    found = propose(sheets_of_villages(tmp_path / "so.xlsx").path)

    assert found.profile is not None
    assert found.profile.sheets[0].titles == ("Bản *",)
    assert found.profile.sheets[0].place_from_title == "village"
    assert found.passed_over == {"Ghi chú": "không thấy dòng tiêu đề của danh sách hộ"}


def test_hidden_sheets_and_rows_are_told(tmp_path: Path) -> None:
    found = propose(formulas_and_tail(tmp_path / "so.xlsx", tail=50).path)

    assert found.hidden == ("Du lieu cu",)
    assert found.read is not None
    told = {fault.rule: fault.vi for fault in found.read.dataset.faults}
    assert "Du lieu cu" in told["hidden-sheets-skipped"]
    assert told["hidden-cells-read"] == "1 dòng đang ẩn vẫn được đọc: 5"


def test_a_hidden_sheet_is_read_when_it_is_named(tmp_path: Path) -> None:
    found = propose(formulas_and_tail(tmp_path / "so.xlsx", tail=50).path, sheets=["Du lieu cu"])

    assert found.read is not None
    assert found.read.dataset.members["full_name"].to_list() == ["Người Cũ"]


def test_unknown_columns_are_carried(tmp_path: Path) -> None:
    ugly = vni_abbreviations(tmp_path / "so.xlsx")

    data = propose(ugly.path).read.dataset  # type: ignore[union-attr]

    assert set(data.members["Tel"]) == {"0912000111"}
    assert data.carried["data"].columns == ["household_id", "member_no", "source_row", "Tel"]


def test_old_cards_and_lost_zeros_stay_as_they_are(tmp_path: Path) -> None:
    data = propose(sheets_of_villages(tmp_path / "so.xlsx").path).read.dataset  # type: ignore[union-attr]

    assert data.members["personal_id"].str.len_chars().max() == 9
    assert not data.members["personal_id"].str.starts_with("0").any()

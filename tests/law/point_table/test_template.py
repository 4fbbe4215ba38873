"""The workbook goes out without points, comes in whole or not at all, and every fault names its cell."""

import unicodedata
from collections.abc import Callable
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import openpyxl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rasoat.law.book import LawBook
from rasoat.law.faults import Fault, FaultsFoundError
from rasoat.law.point_table.checks import check_table
from rasoat.law.point_table.model import PointTable
from rasoat.law.point_table.proof import write_proof
from rasoat.law.point_table.statement import table_hash
from rasoat.law.point_table.template import read_template, read_with_places, write_filled, write_template

Change = Callable[..., PointTable]
FIRST_POINTS = "J5"


@pytest.fixture
def filled(tmp_path: Path, official: PointTable, shipped: LawBook) -> Path:
    path = tmp_path / "bang.xlsx"
    write_filled(path, official, shipped.table_shape)
    return path


def edit(path: Path, changes: dict[str, Any], sheet: str = "Bảng điểm") -> Path:
    book = openpyxl.load_workbook(path)
    for cell, value in changes.items():
        book[sheet][cell] = value
    book.save(path)
    return path


def faults_of(path: Path) -> list[Fault]:
    with pytest.raises(FaultsFoundError) as caught:
        read_template(path)
    return list(caught.value.faults)


def test_empty_template_holds_every_family_and_no_points(tmp_path: Path, shipped: LawBook) -> None:
    path = tmp_path / "mau.xlsx"

    write_template(path, shipped.standard("national_2022"), shipped.table_shape, ["NT1", "TT"])

    sheet = openpyxl.load_workbook(path)["Bảng điểm"]
    assert [sheet.cell(3, column).value for column in (10, 11)] == ["NT1", "TT"]
    families = {sheet.cell(row, 2).value for row in range(5, sheet.max_row + 1)} - {None}
    assert families == {family.code for family in shipped.table_shape.families}
    assert all(sheet.cell(row, column).value is None for row in range(5, sheet.max_row + 1) for column in (10, 11))


def test_empty_template_is_refused_item_by_item(tmp_path: Path, shipped: LawBook, illustrative: PointTable) -> None:
    path = tmp_path / "mau.xlsx"
    write_template(path, shipped.standard("national_2022"), shipped.table_shape)

    faults = faults_of(path)

    assert sum(fault.rule == "points-empty" for fault in faults) == len(illustrative.items)
    assert {fault.place.sheet for fault in faults} == {"Bảng điểm", "Thông tin"}


@pytest.mark.parametrize(("standard_id", "areas"), [("national_2022", ["NT9"]), ("national_2011", [])])
def test_template_of_what_is_not_there_is_refused(
    tmp_path: Path, shipped: LawBook, standard_id: str, areas: list[str]
) -> None:
    with pytest.raises(FaultsFoundError):
        write_template(tmp_path / "x.xlsx", shipped.standard(standard_id), shipped.table_shape, areas)

    assert list(tmp_path.iterdir()) == []


def test_same_table_gives_the_same_bytes(tmp_path: Path, official: PointTable, shipped: LawBook) -> None:
    one, two = tmp_path / "1.xlsx", tmp_path / "2.xlsx"

    write_filled(one, official, shipped.table_shape)
    write_filled(two, official, shipped.table_shape)

    assert one.read_bytes() == two.read_bytes()


def test_filled_table_comes_back_equal(filled: Path, official: PointTable) -> None:
    assert read_template(filled) == official


def test_table_with_switches_comes_back_equal(
    tmp_path: Path, official: PointTable, changed: Change, shipped: LawBook
) -> None:
    made = {
        "code": "use_boat_points_of_area", "province": "Tỉnh thử", "review_year": 2024, "items": ["assets.boat"],
        "source_area": "NT6", "target_area": "NT2", "decision_no": "12/QĐ-BCĐ", "decision_date": date(2024, 9, 1),
    }  # fmt: skip
    table = changed(official, table__switches=[made])
    path = tmp_path / "bang.xlsx"

    write_filled(path, table, shipped.table_shape)

    assert read_template(path) == table


@pytest.mark.parametrize(
    ("cell", "value", "rule"),
    [
        (FIRST_POINTS, None, "points-missing"),
        (FIRST_POINTS, "  ", "points-missing"),
        (FIRST_POINTS, 12.5, "cell-not-integer"),
        (FIRST_POINTS, -5, "cell-not-integer"),
        (FIRST_POINTS, "1.000", "cell-not-integer"),
        (FIRST_POINTS, "năm", "cell-not-integer"),
        (FIRST_POINTS, True, "cell-not-integer"),
        (FIRST_POINTS, 1001, "cell-not-integer"),
        (FIRST_POINTS, date(2022, 1, 1), "cell-not-integer"),
        ("A5", "Quy mô", "cell-not-code"),
        ("C5", None, "cell-empty"),
        ("D5", "tùy ý", "cell-not-in-list"),
        ("F6", None, "cell-empty"),
        ("G6", None, "cell-empty"),
        ("B6", "khác", "row-differs"),
        ("A5", None, "row-without-item"),
        ("H3", "Từ", "head-changed"),
        ("J3", "vùng 1", "head-area"),
        ("K3", "NT1", "head-area-twice"),
        ("J4", "hải đảo", "cell-not-in-list"),
    ],
)
def test_each_cell_fault_names_its_cell(filled: Path, cell: str, value: object, rule: str) -> None:
    fault = next(fault for fault in faults_of(edit(filled, {cell: value})) if fault.rule == rule)

    assert f"Bảng điểm!{cell}" in fault.vi
    assert f"{fault.place.column}{fault.place.row}" == cell
    assert fault.remedy_vi
    assert fault.remedy_en


def test_digits_kept_as_text_are_read_as_the_number(filled: Path) -> None:
    assert read_template(edit(filled, {FIRST_POINTS: "7"})).items[0].answers[0].points["NT1"] == 7


def test_all_faults_are_told_at_once(filled: Path) -> None:
    faults = faults_of(edit(edit(filled, {"J5": None, "K6": "x"}), {"B11": "hôm qua", "B8": None}, "Thông tin"))

    cells = {f"{fault.place.sheet}!{fault.place.column}{fault.place.row}" for fault in faults}
    assert cells == {"Bảng điểm!J5", "Bảng điểm!K6", "Thông tin!B11", "Thông tin!B8"}


def test_blank_column_of_an_item_means_not_asked_there(filled: Path, official: PointTable) -> None:
    rows = range(5, 5 + len(official.items[0].answers))

    table = read_template(edit(filled, {f"J{row}": None for row in rows}))

    assert not table.items[0].asked_in("NT1")
    assert table.items[0].asked_in("NT2")


def test_dates_may_be_written_as_people_write_them(filled: Path) -> None:
    assert read_template(edit(filled, {"B11": "02/09/2023"}, "Thông tin")).valid_from == date(2023, 9, 2)


@pytest.mark.parametrize("sheet", ["Bảng điểm", "Thông tin"])
def test_a_missing_sheet_is_named(filled: Path, sheet: str) -> None:
    book = openpyxl.load_workbook(filled)
    del book[sheet]
    book.save(filled)

    assert sheet in faults_of(filled)[0].vi


def test_what_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "bang.xlsx"
    path.write_bytes(b"PK not a workbook")

    assert [fault.rule for fault in faults_of(path)] == ["workbook-unreadable"]


def test_checks_after_reading_name_cells_too(filled: Path, shipped: LawBook, official: PointTable) -> None:
    row = 5 + sum(len(item.answers) for item in official.items[:7]) + 2
    reading = read_with_places(edit(filled, {f"H{row}": 2500}))

    faults = check_table(reading.table, shipped.standard("national_2022"), shipped.table_shape, reading.locate)

    assert [(fault.rule, fault.place.sheet, fault.place.column, fault.place.row) for fault in faults] == [
        ("point-band-gap", "Bảng điểm", "H", row)
    ]


def test_proof_sheet_holds_the_table_the_hash_and_room_to_sign(
    tmp_path: Path, official: PointTable, shipped: LawBook
) -> None:
    path = tmp_path / "doi-chieu.xlsx"

    write_proof(path, official, shipped.standard("national_2022"), shipped.table_shape, [])

    words = [str(cell.value) for row in openpyxl.load_workbook(path)["Xác nhận"].rows for cell in row if cell.value]
    assert table_hash(official) in words
    assert {word.splitlines()[0] for word in words} >= {"NGƯỜI NHẬP", "NGƯỜI KIỂM TRA"}
    assert read_template(path) == official


def test_watermark_of_an_illustrative_table_is_on_every_sheet_that_shows_points(
    tmp_path: Path, illustrative: PointTable, shipped: LawBook
) -> None:
    path = tmp_path / "doi-chieu.xlsx"

    write_proof(path, illustrative, shipped.standard("national_2022"), shipped.table_shape, [])

    book = openpyxl.load_workbook(path)
    for name in ("Bảng điểm", "Xác nhận"):
        assert book[name]["A2"].value == illustrative.watermark
        assert book[name].oddFooter.center.text == illustrative.watermark


words = (
    st.text(st.characters(codec="utf-8", categories=("L", "Nd", "Po", "Sm", "Sc")), min_size=1, max_size=20)
    .map(lambda text: " ".join(unicodedata.normalize("NFC", text).split()))
    .filter(bool)
)
codes = st.from_regex(r"[a-z][a-z0-9_]{0,8}", fullmatch=True)
areas = st.lists(st.sampled_from(["NT1", "NT2", "NT3", "TT", "HD1"]), min_size=1, max_size=4, unique=True)
points = st.integers(0, 1000)


@st.composite
def tables(draw: st.DrawFn) -> PointTable:
    chosen = draw(areas)
    items = []
    for code in draw(st.lists(codes, min_size=1, max_size=4, unique=True)):
        asked = draw(st.lists(st.sampled_from(chosen), min_size=1, unique=True))
        answers = [
            {
                "code": answer,
                "label": {"vi": draw(words), "en": draw(words | st.just(""))},
                "points": {area: draw(points) for area in chosen if area in asked},
                "min": draw(st.none() | st.integers(0, 10**9)),
                "max": draw(st.none() | st.integers(0, 10**9)),
            }
            for answer in draw(st.lists(codes, min_size=1, max_size=4, unique=True))
        ]
        items.append(
            {
                "code": code,
                "family": draw(codes),
                "name": {"vi": draw(words), "en": draw(words | st.just(""))},
                "kind": draw(st.sampled_from(["single", "additive", "band"])),
                "unit": draw(words | st.just("")),
                "answers": answers,
                "max_points": draw(st.dictionaries(st.sampled_from(asked), points)),
            }
        )
    return PointTable.model_validate(
        {
            "table_id": draw(st.from_regex(r"[a-z0-9][a-z0-9_.-]{0,12}", fullmatch=True)),
            "standard_id": "national_2022",
            "method_version": draw(words),
            "name": {"vi": draw(words), "en": draw(words | st.just(""))},
            "kind": draw(st.sampled_from(["official", "illustrative"])),
            "state": draw(st.sampled_from(["draft", "complete"])),
            "areas": chosen,
            "area_of": {area: draw(st.sampled_from(["rural", "urban"])) for area in chosen},
            "legal_source": draw(words),
            "annex": draw(words),
            "page": draw(words | st.just("")),
            "watermark": draw(words),
            "valid_from": draw(st.none() | st.dates(date(1990, 1, 1), date(2100, 1, 1))),
            "items": items,
        }
    )


@settings(max_examples=40, deadline=None)
@given(tables())
def test_any_table_survives_the_workbook(shipped: LawBook, table: PointTable) -> None:
    with TemporaryDirectory() as name:
        path = Path(name) / "bang.xlsx"
        write_filled(path, table, shipped.table_shape)
        assert read_template(path) == table

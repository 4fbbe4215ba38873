from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import polars as pl
import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from rasoat.law.book import LawBook
from rasoat.law.faults import FaultsFoundError
from rasoat.survey.columns import DTYPES, Kind
from rasoat.survey.dataset import Dataset
from rasoat.survey.questionnaire import Item, Questionnaire, Table
from rasoat.survey.questionnaire_build import questionnaire_for
from rasoat.survey.reading import read_any
from rasoat.survey.survey_write import write_survey_template

BOOK = LawBook.load()
TABLE = next(iter(BOOK.point_tables.values()))
FORM = questionnaire_for(BOOK.standard(TABLE.standard_id), TABLE)


def answers(item: Item, form: Questionnaire) -> st.SearchStrategy[Any]:
    """Any answer to a question, in its stored form."""
    choices = form.choices_of(item)
    match item.type:
        case Kind.BIT:
            return st.sampled_from([0, 1, None])
        case Kind.BOOL:
            return st.sampled_from([True, False, None])
        case Kind.DATE:
            return st.none() | st.dates(date(1900, 1, 1), date(2030, 1, 1))
        case Kind.CODES if choices is not None:
            orders = st.sets(st.sampled_from(choices.codes))
            return st.none() | orders.map(lambda codes: ";".join(code for code in choices.codes if code in codes))
        case Kind.INT if choices is None:
            return st.none() | st.integers(item.min or 0, item.max or 10**6)
    if choices is not None:
        codes = [int(code) if item.type is Kind.INT else code for code in choices.codes]
        return st.sampled_from([*codes, None])
    return st.sampled_from([None, "Đỗ Thị Mỷ", "007", "=1+1", "a;b, c"])


def frame(table: Table, rows: list[dict[str, Any]]) -> pl.DataFrame:
    items = {item.code: item for item in FORM.items(table)}
    return pl.DataFrame({
        code: pl.Series([row[code] for row in rows], dtype=DTYPES[item.type]) for code, item in items.items()
    })  # fmt: skip


@st.composite
def filled(draw: st.DrawFn) -> Dataset:
    households = [
        {item.code: draw(answers(item, FORM)) for item in FORM.household} for _ in range(draw(st.integers(1, 3)))
    ]
    members = []
    for at, household in enumerate(households):
        household["household_id"] = f"0{at}"
        for number in range(1, draw(st.integers(1, 3))):
            person = {item.code: draw(answers(item, FORM)) for item in FORM.member}
            members.append(person | {"household_id": f"0{at}", "member_no": number})
    return Dataset(frame("household", households), frame("member", members))


@settings(
    max_examples=8,
    deadline=None,
    phases=[Phase.explicit, Phase.reuse, Phase.generate],
    suppress_health_check=list(HealthCheck),
)
@given(filled())
def test_every_answer_survives_the_workbook(tmp_path: Path, made: Dataset) -> None:
    write_survey_template(FORM, tmp_path / "a.xlsx", made)

    read = read_any(tmp_path / "a.xlsx", questionnaire=FORM)

    assert read.faults == ()
    for wanted, found in ((made.households, read.households), (made.members, read.members)):
        for code in wanted.columns:
            if code == "notice":
                assert all(notice.startswith(FORM.watermark) for notice in found[code])
            elif code in found.columns:
                assert found[code].to_list() == wanted[code].to_list(), code
            else:
                assert wanted[code].is_null().all(), code


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = tmp_path / "mau.xlsx"
    write_survey_template(FORM, path)
    return path


def save_rows(path: Path, change: Any) -> Path:
    book = openpyxl.load_workbook(path)
    change(book)
    book.save(path)
    return path


def put(sheet: Any, row: int, **cells: Any) -> None:
    codes = {cell.value: cell.column for cell in sheet[3]}
    for code, value in cells.items():
        sheet.cell(row, codes[code]).value = value


def fill(book: openpyxl.Workbook) -> None:
    put(book["Hộ"], 4, household_id="H1", area="Nông thôn", household_size=1, floor_area_dm2=45.5, water="Có")
    put(book["Thành viên"], 4, household_id="H1", member_no=1, full_name="Lò A", relation="Chủ hộ", birth_date="1984")


def test_a_filled_template_is_read(template: Path) -> None:
    data = read_any(save_rows(template, fill), questionnaire=FORM)

    assert data.faults == ()
    household = data.households.row(0, named=True)
    assert (household["area"], household["floor_area_dm2"], household["water"], household["source_row"]) == (
        "rural", 4550, 1, 4,
    )  # fmt: skip
    assert data.members.select("relation", "birth_year", "birth_date").row(0) == ("head", 1984, None)


def test_an_own_column_is_carried(template: Path, tmp_path: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        fill(book)
        last = book["Hộ"].max_column + 1
        book["Hộ"].cell(2, last).value = "Cột của xã"
        book["Hộ"].cell(4, last).value = "007"

    data = read_any(save_rows(template, change), questionnaire=FORM)
    write_survey_template(FORM, tmp_path / "again.xlsx", data)
    again = read_any(tmp_path / "again.xlsx", questionnaire=FORM)

    assert again.households["Cột của xã"].to_list() == ["007"]


def test_bad_cells_are_named(template: Path) -> None:
    def change(book: openpyxl.Workbook) -> None:
        fill(book)
        put(book["Hộ"], 5, household_id="H1", area="đô thị lớn", floor_area_dm2="rộng", water="2")

    faults = read_any(save_rows(template, change), questionnaire=FORM).faults

    assert {(fault.rule, fault.place.sheet, fault.place.row) for fault in faults} == {
        ("not-in-list", "Hộ", 5),
        ("not-number", "Hộ", 5),
        ("not-yes-no", "Hộ", 5),
        ("household-id-twice", "Hộ", 4),
        ("household-id-twice", "Hộ", 5),
    }


@pytest.mark.parametrize(
    ("change", "rule"),
    [
        (lambda book: book.remove(book["Thành viên"]), "sheet-missing"),
        (lambda book: book["Hộ"].delete_rows(3), "header-not-found"),
        (lambda book: book["Thành viên"].delete_cols(4), "column-missing"),
        (lambda book: book["Hộ"].cell(9, 1), "no-rows"),
    ],
)
def test_a_form_that_was_broken_is_refused(template: Path, change: Any, rule: str) -> None:
    path = save_rows(template, change)

    with pytest.raises(FaultsFoundError) as error:
        read_any(path, questionnaire=FORM)

    assert {fault.rule for fault in error.value.faults} == {rule}


def test_the_template_guards_its_cells(template: Path) -> None:
    book = openpyxl.load_workbook(template)
    sheet = book["Hộ"]

    codes = {cell.value: cell.column_letter for cell in sheet[3]}
    rules = {str(rule.sqref).split(":")[0]: rule for rule in sheet.data_validations.dataValidation}

    assert sheet.freeze_panes == "B4"
    assert book["Danh mục"].sheet_state == "hidden"
    assert rules[f"{codes['area']}4"].type == "list"
    assert rules[f"{codes['household_size']}4"].type == "whole"
    assert rules[f"{codes['water']}4"].error.startswith("Thiếu hụt: Nguồn nước sinh hoạt")
    assert all(len(rule.error) <= 255 and len(rule.prompt) <= 255 for rule in rules.values())
    assert sheet.column_dimensions[codes["household_id"]].width
    assert sheet.max_row == 3


def test_an_illustrative_form_bears_the_watermark(template: Path) -> None:
    book = openpyxl.load_workbook(template)

    assert book["Hướng dẫn"]["A3"].value == book["Hộ"]["E1"].value == TABLE.watermark


def test_the_same_form_gives_the_same_bytes(tmp_path: Path) -> None:
    write_survey_template(FORM, tmp_path / "a.xlsx")
    write_survey_template(FORM, tmp_path / "b.xlsx")

    assert (tmp_path / "a.xlsx").read_bytes() == (tmp_path / "b.xlsx").read_bytes()

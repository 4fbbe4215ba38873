"""Facts in the words and forms of the receiving system."""

import re
from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasoat.law.faults import Fault
from rasoat.survey.code_lists import code_list
from rasoat.survey.dataset import Dataset
from rasoat.survey.exporting.facts import sheet_facts
from rasoat.survey.exporting.profile import Sheet
from rasoat.survey.exporting.values import sheet_cells


def sheet(*columns: dict[str, Any], rows: str = "members", **more: Any) -> Sheet:
    made = tuple({"at": chr(ord("A") + at), "heading": ("x",)} | column for at, column in enumerate(columns))
    content = {"name": "a", "rows": rows, "header_rows": (1,), "first_row": 2, "columns": made}
    return Sheet.model_validate(content | more)


def cells(data: Dataset, wanted: Sheet) -> tuple[dict[str, list[Any]], list[Fault]]:
    found, faults = sheet_cells(sheet_facts(data, wanted), wanted)
    return found.to_dict(as_series=False), faults


def people(**facts: list[Any]) -> Dataset:
    """One household a member, all heads."""
    size = len(next(iter(facts.values())))
    ids = [f"H{at}" for at in range(size)]
    members = {"household_id": ids, "member_no": [1] * size, "relation": ["head"] * size} | facts
    types = {"birth_date": pl.Date, "birth_year": pl.Int64, "sex": pl.Int64, "personal_id": pl.String}
    frame = pl.DataFrame(members, schema_overrides={name: types[name] for name in facts if name in types})
    return Dataset(pl.DataFrame({"household_id": ids}), frame)


def homes(**facts: list[Any]) -> Dataset:
    size = len(next(iter(facts.values())))
    frame = pl.DataFrame({"household_id": [f"H{at}" for at in range(size)]} | facts)
    return Dataset(
        frame, pl.DataFrame(schema={"household_id": pl.String, "member_no": pl.Int64, "relation": pl.String})
    )


codes = st.sampled_from([*code_list("causes").codes, "Z9"])
days = st.dates(date(1900, 3, 1), date(2100, 1, 1))


@given(st.lists(st.none() | st.sampled_from(["poor", "near_poor", "odd"]), min_size=1), st.booleans())
def test_a_code_gets_its_word_or_a_fault_never_both(written: list[str | None], both: bool) -> None:
    words = {"poor": "N"} | ({"near_poor": "CN"} if both else {})
    data = homes(**{"class": written})

    found, faults = cells(data, sheet({"from": "class", "codes": words}, rows="households"))

    assert found["A"] == [words.get(code or "") for code in written]
    bad = [f"H{at}" for at, code in enumerate(written) if code is not None and code not in words]
    assert {fault.place.household_id for fault in faults} - {""} == set(bad[:50])
    assert {fault.rule for fault in faults} == ({"export-code-without-word"} if bad else set())


@given(st.lists(codes, max_size=4, unique=True))
def test_several_answers_keep_every_word_in_order(answers: list[str]) -> None:
    found, faults = cells(
        homes(causes=[";".join(answers)]), sheet({"from": "causes", "none": "Không"}, rows="households")
    )

    labels = code_list("causes").labels_vi
    if "Z9" in answers:
        assert [fault.rule for fault in faults] == ["export-code-without-word"]
    else:
        assert found["A"] == ["; ".join(labels[code] for code in answers) or "Không"]
        assert faults == []


@given(st.lists(st.none() | days, min_size=1), st.integers(1900, 2100))
def test_dates_are_written_day_first_or_as_the_year_that_is_known(births: list[date | None], year: int) -> None:
    data = people(birth_date=births, birth_year=[day.year if day else year for day in births])

    found, faults = cells(
        data,
        sheet({"from": "birth_date", "form": "date_text"}, {"from": "birth_date", "form": "year"},
              {"from": "birth_date", "form": "date_text", "date_pattern": "YYYY-MM-DD"}),
    )  # fmt: skip

    assert found["A"] == [f"{day:%d/%m}/{day.year:04d}" if day else str(year) for day in births]
    assert found["B"] == [day.year if day else year for day in births]
    assert found["C"] == [day.isoformat() if day else str(year) for day in births]
    assert faults == []


@given(st.lists(st.none() | days, min_size=1))
def test_a_real_date_is_never_made_up_from_a_year(births: list[date | None]) -> None:
    data = people(birth_date=births, birth_year=[day.year if day else 1950 for day in births])

    found, faults = cells(data, sheet({"from": "birth_date", "form": "date"}))

    assert found["A"] == births
    assert {fault.rule for fault in faults} == ({"export-date-year-only"} if None in births else set())


@given(st.lists(st.none() | st.text("0123456789", min_size=1, max_size=12), min_size=1))
def test_personal_numbers_are_written_as_they_are(numbers: list[str | None]) -> None:
    assert cells(people(personal_id=numbers), sheet({"from": "personal_id"}))[0]["A"] == numbers


@given(st.lists(st.none() | st.from_regex(r"[1-9][0-9]{0,5}", fullmatch=True), min_size=1))
def test_padding_only_adds_zeros(codes: list[str | None]) -> None:
    found, faults = cells(homes(unit_code=codes), sheet({"from": "unit_code", "pad": 5}, rows="households"))

    for code, text in zip(codes, found["A"], strict=True):
        assert code is None or (text is not None and re.fullmatch("0*" + code, text) and len(text) >= 5)
    assert bool(faults) == any(code is not None and len(code) > 5 for code in codes)


@given(st.lists(st.none() | st.booleans(), min_size=1))
def test_marks_leave_no_doubt_about_no(flags: list[bool | None]) -> None:
    data = homes(flag_merit=pl.Series(flags, dtype=pl.Boolean))

    found, _ = cells(data, sheet({"from": "flag_merit", "form": "mark", "none_marked": "Không"}, rows="households"))

    no = None if True in flags else "Không"
    assert found["A"] == [{True: "x", False: no, None: None}[flag] for flag in flags]


@given(st.lists(st.none() | st.integers(0, 10**6), min_size=1))
def test_stored_units_become_written_ones(areas: list[int | None]) -> None:
    data = homes(floor_area_dm2=pl.Series(areas, dtype=pl.Int64))

    found, _ = cells(
        data, sheet({"from": "floor_area_dm2", "form": "number"}, {"from": "floor_area_dm2"}, rows="households")
    )

    assert found["A"] == [area / 100 if area is not None else None for area in areas]
    assert [float(text.replace(",", ".")) if text else None for text in found["B"]] == found["A"]


@pytest.mark.parametrize(
    ("column", "value", "rule"),
    [
        ({"from": "village", "required": True}, None, "export-fact-missing"),
        ({"from": "village", "required": True}, "", "export-fact-missing"),
        ({"from": "village", "max_length": 3}, "Thôn", "export-text-too-long"),
        ({"from": "village"}, "a" * 32_768, "export-text-too-long"),
        ({"from": "village", "form": "number"}, "ba", "export-not-number"),
        ({"from": "address", "required": True}, "Thôn", "export-fact-missing"),
    ],
)
def test_what_cannot_be_written_is_told_by_household_and_column(column: dict[str, Any], value: Any, rule: str) -> None:
    _, faults = cells(homes(village=[value]), sheet(column, rows="households"))

    assert [(fault.rule, fault.place.household_id, fault.place.column) for fault in faults] == [(rule, "H0", "A (x)")]


def test_running_numbers_and_household_facts_in_the_first_row_only() -> None:
    households = pl.DataFrame({"household_id": ["b", "a"], "village": ["Ả", "B"], "head_name": ["x", "y"]})
    members = pl.DataFrame(
        {"household_id": ["a", "b", "b"], "member_no": [1, 1, 2], "relation": ["head", "head", "child"]}
    )
    in_first = {"from": "village", "blank": "-", "only": {"relation": ["head"]}}
    numbers = [{"number": "row"}, {"number": "household"}, {"number": "member"}]
    columns = (*numbers, {"from": "village", "once": True}, {"from": "relation"}, {"constant": "2026"}, in_first)

    found, _ = cells(Dataset(households, members), sheet(*columns, order=("village",)))

    assert list(zip(*found.values(), strict=True)) == [
        ("1", "1", "1", "Ả", "Chủ hộ", "2026", "Ả"), ("2", "1", "2", None, "Con", "2026", None),
        ("3", "2", "1", "B", "Chủ hộ", "2026", "B"),
    ]  # fmt: skip


def test_a_household_without_listed_members_has_its_head_and_a_warning() -> None:
    found, faults = cells(
        homes(head_name=["Lò A"]),
        sheet({"from": "full_name"}, {"from": "relation"}, {"from": "is_head", "form": "mark"}),
    )

    assert found == {"A": ["Lò A"], "B": ["Chủ hộ"], "C": ["x"]}
    assert [(fault.rule, fault.severity) for fault in faults] == [("export-members-not-listed", "warning")]


def test_facts_of_the_head_stand_in_rows_of_households() -> None:
    wanted = sheet({"from": "head.personal_id"}, {"from": "head.sex"}, rows="households")

    found, _ = cells(people(sex=[2], personal_id=["012345678901"]), wanted)

    assert found == {"A": ["012345678901"], "B": ["Nữ"]}


def test_columns_of_the_file_that_are_unknown_to_us_can_be_sent() -> None:
    found, _ = cells(homes(**{"Cột của tỉnh": ["007"]}), sheet({"from": "other.Cột của tỉnh"}, rows="households"))

    assert found == {"A": ["007"]}


def test_filters_keep_only_the_named_values() -> None:
    data = homes(**{"class": ["poor", None, "not_poor"], "flag_merit": [True, True, False]})
    column = {"from": "household_id"}

    kept = [
        cells(data, sheet(column, rows="households", where=where))[0]["A"]
        for where in ({"class": ("poor",)}, {"flag_merit": ("1",)}, {"escaped_list": ("escaped_poor",)})
    ]

    assert kept == [["H0"], ["H0", "H1"], []]

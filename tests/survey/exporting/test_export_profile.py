"""Profiles are read strictly: everything that cannot be meant is a fault at its line."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasoat.law.faults import FaultsFoundError
from rasoat.law.marks import Mark
from rasoat.survey.exporting.fields import fields, find_fact
from rasoat.survey.exporting.profile import letter_index
from rasoat.survey.exporting.scan import area_of
from rasoat.survey.exporting.store import find_profile, shipped_profiles, stored_profiles
from rasoat.survey.national_layout import SHEETS
from rasoat.survey.sheets import column_letter


@given(st.integers(0, 16_383))
def test_letters_of_columns_come_and_go(index: int) -> None:
    assert letter_index(column_letter(index)) == index


@given(st.integers(1, 1_048_576), st.integers(0, 16_383), st.booleans())
def test_areas_are_read_with_and_without_dollars(row: int, column: int, dollars: bool) -> None:
    sign = "$" if dollars else ""

    area = area_of(f"{sign}{column_letter(column)}{sign}{row}:{sign}XFD{sign}1048576")

    assert area == (row, column, 1_048_576, 16_383)


@given(st.text(alphabet="A1$: ;#!é", max_size=8))
def test_areas_never_crash(text: str) -> None:
    area = area_of(text)

    assert area is None or len(area) == 4


def test_the_national_profile_holds_every_column_of_the_layout() -> None:
    profile = next(item for item in shipped_profiles() if len(item.sheets) == 3)

    assert profile.evidence.mark is Mark.SECONDARY
    for sheet, layout in zip(profile.sheets, SHEETS, strict=True):
        known = {column.at: column.source for column in sheet.columns if column.source}
        assert known == {column_letter(at): name for name, at in layout.positions.items()}


@pytest.mark.parametrize(
    ("old", "new", "line", "words"),
    [
        ("from: full_name", "from: ful_name", 17, "ful_name"),
        ("at: D,", "at: C,", 18, "khai hai lần"),
        ("at: D,", "at: D4,", 18, "mẫu"),
        ("{\"1\": Nam, \"2\": \"Nữ\"}", "{\"3\": Nam}", 20, "không phải mã"),
        ("from: personal_id}", "from: personal_id, pad: 12}", 21, "không thêm số 0"),
        ("from: personal_id}", "from: personal_id, form: number}", 21, "không đổi thành số"),
        ("from: village, max_length: 50", "from: village, form: date", 26, "không phải ngày"),
        ("form: date}", "form: text}", 24, "là ngày"),
        ("from: village, max_length: 50", "from: village, constant: x", 26, "đúng một trong"),
        ("from: household_id, required: true", "from: household_id, required: true, blank: x", 16, "thay"),
        ("first_row: 6", "first_row: 4", 11, "dưới tiêu đề"),
        ("header_rows: [3, 4]", "header_rows: [4, 3]", 10, "tăng dần"),
        ("at: A2", "at: A3", 13, "tiêu đề"),
        ("at: A2", "at: A9", 13, "phải ở trên"),
        ("order: [village]", "order: [full_name]", 9, "xếp thứ tự"),
        ("where: {class:", "where: {klass:", 8, "klass"),
        ("number: row", "number: house", 15, "một trong"),
        ("form: mark, once", "form: mark, codes: {\"1\": x}, once", 25, "không đi với"),
        ("empty: true}", "empyt: true}", 28, "empyt"),
        ("valid_until: 2026-12-31", "valid_until: 2025-12-31", 4, "trước khi bắt đầu"),
        ("mark: ours", "mark: recalled", 4, "ask"),
        ("rows: members", "rows: households", 17, "full_name"),
        ("only: {sex: [\"1\"]}", "only: {sexx: [\"1\"]}", 18, "sexx"),
    ],
)  # fmt: skip
def test_what_cannot_be_meant_is_told_at_its_line(
    tmp_path: Path, profile_text: str, old: str, new: str, line: int, words: str
) -> None:
    assert old in profile_text
    path = tmp_path / "p.yaml"
    path.write_text(profile_text.replace(old, new, 1), encoding="utf-8")

    with pytest.raises(FaultsFoundError) as error:
        find_profile(str(path))

    assert any(words in fault.vi and fault.place.row == line for fault in error.value.faults), str(error.value)


def test_profiles_of_an_office_stand_beside_the_shipped_ones(tmp_path: Path, profile_text: str) -> None:
    (tmp_path / "a.yaml").write_text(profile_text, encoding="utf-8")

    ids = [item.profile.id for item in stored_profiles([tmp_path])]

    assert ids == [*(profile.id for profile in shipped_profiles()), "he-thong-mau"]
    assert find_profile("he-thong-mau", [tmp_path]).path == tmp_path / "a.yaml"


def test_two_profiles_of_one_id_are_refused(tmp_path: Path, profile_text: str) -> None:
    for name in ("a.yaml", "b.yaml"):
        (tmp_path / name).write_text(profile_text, encoding="utf-8")

    with pytest.raises(FaultsFoundError) as error:
        stored_profiles([tmp_path])

    assert [fault.rule for fault in error.value.faults] == ["export-profile-twice"]


@pytest.mark.parametrize("name", ["he-thong-mau", "nowhere.yaml", ""])
def test_an_unknown_profile_is_refused_with_the_known_ones(name: str) -> None:
    with pytest.raises(FaultsFoundError) as error:
        find_profile(name)

    assert [fault.rule for fault in error.value.faults] == ["export-profile-unknown"]
    assert shipped_profiles()[0].id in error.value.faults[0].remedy_vi


def test_facts_are_found_by_what_the_rows_are() -> None:
    named = {
        source: fact.name if (fact := find_fact(source, "members")) else None
        for source in ("ethnicity", "household.ethnicity", "head.sex", "member.sex", "other.Cột lạ", "nothing", "x.sex")
    }

    assert named == {
        "ethnicity": "member.ethnicity", "household.ethnicity": "household.ethnicity", "head.sex": "head.sex",
        "member.sex": "member.sex", "other.Cột lạ": "other.Cột lạ", "nothing": None, "x.sex": None,
    }  # fmt: skip
    assert find_fact("sex", "households") is None
    assert find_fact("member.sex", "households") is None
    assert fields("household")["employment"].codes == ("1", "0")

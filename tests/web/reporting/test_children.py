"""Report 11: what the register tells of children is counted, what the law does not tell stays blank with words."""

from collections.abc import Callable
from datetime import date

import pytest

from rasoat.tables.reading import Sheet
from rasoat.web.law import book
from rasoat.web.register.models import Member
from rasoat.web.reporting.figures.children import ChildRules, children_told, unschooled_of
from rasoat.web.reporting.models import Report
from rasoat.web.reporting.packing import unpacked
from rasoat.web.reviews.models import Case

ON = date(2026, 12, 14)


def rules(standard: str = "national_2022") -> ChildRules:
    return ChildRules.of(book().standard(standard))


def person(**told: object) -> Member:
    return Member(**{"full_name": "Người", "birth_date": date(1980, 5, 1), "has_health_insurance": True} | told)


def child(age: int, **told: object) -> Member:
    return person(birth_date=date(ON.year - age, 1, 1), **told)


@pytest.mark.parametrize(
    ("members", "lacking"),
    [
        ([person(), child(8, attends_school=True, school_level="primary")], 0),
        ([person(), child(8, attends_school=False)], 1),
        ([child(8, attends_school=True, school_level="preschool"), child(4, attends_school=False), child(2)], 2),
        ([person(), child(8)], None),
        ([person(), child(8, attends_school=True)], None),
        ([person(birth_date=None, birth_year=1950), child(9, attends_school=False)], 1),
        ([person(birth_date=None, birth_year=2010, attends_school=False)], None),
        ([person(birth_date=None, birth_year=2015, attends_school=False)], 1),
        ([person(birth_date=None, birth_year=None)], None),
    ],
)
def test_children_at_no_fitting_school_are_counted_by_the_definition(
    members: list[Member], lacking: int | None
) -> None:
    assert unschooled_of({7: members}, ON, rules()) == {7: lacking}


def test_each_standard_has_its_own_ages() -> None:
    late, early = child(15, attends_school=False), child(4, attends_school=False)

    assert unschooled_of({7: [late, early]}, ON, rules("national_2022")) == {7: 2}
    assert unschooled_of({7: [late, early]}, ON, rules("national_2016")) == {7: 0}


@pytest.mark.parametrize(
    ("young", "tick", "known"), [(0, 1, 0), (0, None, 0), (2, 0, 0), (1, 1, 1), (2, 1, None), (1, None, None)]
)
def test_malnourished_children_are_told_only_where_the_tick_leaves_one_answer(
    young: int, tick: int | None, known: int | None
) -> None:
    people = [person(), *(child(6) for _ in range(young))]

    told = children_told(people, len(people), ON, rules(), unschooled=0, lacking=tick)

    assert told["children_malnourished"] == known
    assert told["children"] == young


def test_a_standard_without_definitions_leaves_its_columns_out_and_says_so() -> None:
    draft = rules("national_2027")

    told = children_told([person(), child(5)], 2, ON, draft, unschooled=None, lacking=0)

    assert set(told) == {"children", "children_without_insurance"}
    assert unschooled_of({7: [child(5)]}, ON, draft) == {}
    assert "chưa có định nghĩa chỉ số tình trạng đi học" in draft.notes[0]
    assert "chưa có bảng chiều cao, cân nặng" in draft.notes[1]


def test_members_who_are_not_all_listed_tell_nothing_of_children() -> None:
    told = children_told([child(5)], 3, ON, rules(), unschooled=0, lacking=0)

    assert told["children"] is told["children_without_insurance"] is told["children_out_of_school"] is None


@pytest.fixture
def families(decided: Callable) -> list[Case]:
    """Two poor households and a near-poor one: a parent and two children each, all facts known."""
    cases = [decided("poor", "poor", size=3), decided("poor", "poor", size=3), decided("poor", "near_poor", size=3)]
    for case in cases:
        Member.objects.filter(household=case.household, number=1).update(has_health_insurance=True)
        for number, level in ((2, "primary"), (3, "lower_secondary")):
            Member.objects.filter(household=case.household, number=number).update(
                birth_year=2018 if number == 2 else 2012, has_health_insurance=number == 2, attends_school=True,
                school_level=level,
            )  # fmt: skip
    return cases


def line(report: Report) -> list[int | None]:
    sheet = Sheet(unpacked(report.figures)["11"])
    return [sheet.get(sheet.places[0], f"c{at}") for at in range(1, 9)]


def test_report_11_counts_children_their_cards_and_their_schooling(officer, made, families) -> None:
    Member.objects.filter(household=families[0].household, number=3).update(attends_school=False, school_level="")

    report = made(officer)

    assert line(report) == [4, 2, None, 1, 2, 1, None, 0]


def test_report_11_says_what_is_missing_for_nutrition(officer, made, families) -> None:
    table = unpacked(made(officer).figures)["11"]

    assert any("chưa có bảng chiều cao, cân nặng" in note for note in table.notes)
    assert any("chỉ số 6 (theo báo chí, tài liệu thứ cấp)" in note for note in table.notes)
    assert not any("children" in words for words in (*table.notes, *(why for _key, why in table.blank_reasons)))
    assert dict(table.blank_reasons)["c3"]


def test_an_unknown_schooling_blanks_its_place_and_is_counted(officer, made, families) -> None:
    Member.objects.filter(household=families[2].household, number=2).update(attends_school=None)

    report = made(officer)

    assert line(report)[3] == 0
    assert line(report)[7] is None
    reasons = dict(unpacked(report.figures)["11"].blank_reasons)
    assert reasons["c8"] == "1 hộ chưa có “Số trẻ em không đi học”"

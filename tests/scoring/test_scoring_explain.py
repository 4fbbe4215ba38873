"""Explanations: the class of `classify`, points that add up, facts without names, and nearest changes that are true."""

from collections.abc import Callable
from datetime import date
from typing import Any

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import rasoat
from rasoat.law.book import shipped_law
from rasoat.law.faults import FaultsFoundError
from rasoat.law.pack import Pack
from rasoat.law.point_table.model import Item
from rasoat.scoring.classify import classify_table
from rasoat.scoring.explain import Explainer
from rasoat.scoring.packs import make_pack

TABLE = shipped_law().point_table("minh-hoa-2022")
POINTS = {standard: make_pack(shipped_law(), standard) for standard in ("national_2016", "national_2022")}
INCOME = {
    standard: make_pack(shipped_law(), standard)
    for standard in ("national_2011", "national_2016", "national_2022", "bac_ninh_local", "dong_nai_local_2022")
}
SCORED = make_pack(shipped_law(), "national_2022", TABLE.table_id)
EXPLAINERS = {pack.hash: Explainer(pack) for pack in (SCORED, *POINTS.values(), *INCOME.values())}

areas = st.sampled_from(["rural", "urban"])


def answer(item: Item) -> st.SearchStrategy[dict[str, Any]]:
    if item.kind == "single":
        return st.sampled_from([{item.columns()[0]: one.code} for one in item.answers])
    if item.kind == "band":
        edges = [
            edge for one in item.answers for edge in (one.min or 0, (one.min or 0) + 1, max((one.min or 0) - 1, 0))
        ]
        return st.sampled_from([{item.columns()[0]: edge} for edge in edges])
    return st.fixed_dictionaries({name: st.integers(0, 1) for name in item.columns()})


@st.composite
def answered(draw: st.DrawFn) -> dict[str, Any]:
    region = draw(st.sampled_from(TABLE.areas))
    row: dict[str, Any] = {"household_id": "H1", "area": TABLE.area_of[region], "region_code": region}
    for item in TABLE.items:
        row |= draw(answer(item))
    return row | {code: draw(st.integers(0, 1)) for code in SCORED.standard.indicator_codes}


@st.composite
def totalled(draw: st.DrawFn) -> tuple[Pack, dict[str, Any]]:
    row = {"household_id": "H1", "area": draw(areas)}
    if draw(st.booleans()):
        pack = POINTS[draw(st.sampled_from(sorted(POINTS)))]
        row |= {"income_score": draw(st.integers(0, 300))}
    else:
        pack = INCOME[draw(st.sampled_from(sorted(INCOME)))]
        row |= {"income_vnd": draw(st.integers(0, 3_000_000))}
    return pack, row | {code: draw(st.integers(0, 1)) for code in pack.standard.indicator_codes}


def class_of(pack: Pack, row: dict[str, Any]) -> str | None:
    found: str | None = classify_table(pl.DataFrame([row]), [pack]).table["class"][0]
    return found


@settings(max_examples=30, deadline=None)
@given(answered())
def test_points_add_up_and_the_class_is_that_of_whole_tables(row: dict[str, Any]) -> None:
    explained = EXPLAINERS[SCORED.hash].explain(row)

    found = classify_table(pl.DataFrame([row]), [SCORED]).table.row(0, named=True)
    assert sum(line.points or 0 for line in explained.points) == found["income_score"] == explained.income
    assert sum(line.points for line in explained.deprivations if line.deprived) == found["deprivation_score"]
    assert (explained.klass, explained.reason, explained.notice) == (found["class"], found["reason"], found["notice"])


@settings(max_examples=30, deadline=None)
@given(totalled())
def test_the_class_from_totals_is_that_of_whole_tables(case: tuple[Pack, dict[str, Any]]) -> None:
    pack, row = case

    explained = EXPLAINERS[pack.hash].explain(row)

    assert explained.klass == class_of(pack, row)
    assert explained.rule is not None


@settings(max_examples=60, deadline=None)
@given(totalled())
def test_each_nearest_change_does_what_it_says(case: tuple[Pack, dict[str, Any]]) -> None:
    pack, row = case
    explainer = EXPLAINERS[pack.hash]
    codes = pack.standard.indicator_codes
    points = "income_score" in row
    income = "income_score" if points else "income_vnd"
    step = 10 if points else 1
    base = {name: value for name, value in row.items() if name not in codes}
    deprived = sum(row[code] for code in codes)

    def class_at(total: int, count: int) -> str | None:
        depriving = {} if not codes else {"deprivation_score": 10 * count} if points else {"deprived_count": count}
        return explainer.explain(base | {income: total} | depriving).klass

    changes = explainer.explain(row).changes

    now = class_at(row[income], deprived)
    reachable = {now}
    for change in changes:
        new_income, new_count = row[income] + change.income_change, deprived + change.deprivation_change // step
        assert change.deprivation_change % step == 0
        assert 0 <= new_count <= max(len(codes), 0)
        assert new_income >= 0
        assert class_at(new_income, new_count) == change.to_class != now
        reachable.add(change.to_class)
        if change.income_change and not change.deprivation_change:
            sign = 1 if change.income_change > 0 else -1
            size = abs(change.income_change)
            assert class_at(row[income] + sign * (size - 1), deprived) != change.to_class
            assert (
                row[income] - sign * size < 0 or class_at(row[income] - sign * (size - 1), deprived) != change.to_class
            )
        if change.deprivation_change and not change.income_change:
            size = abs(change.deprivation_change) // step
            nearer = [count for count in range(len(codes) + 1) if abs(count - deprived) < size]
            assert change.to_class not in {class_at(row[income], count) for count in nearer}
    everywhere = {
        class_at(total, count)
        for total in ((0, 120, 121, 140, 141, 150, 151, 175, 176, 300) if points else range(0, 3_000_001, 50_000))
        for count in range(len(codes) + 1)
    }
    assert everywhere == reachable


Ticks = Callable[..., dict[str, int]]


def household(**columns: Any) -> pl.DataFrame:
    return pl.DataFrame([{"household_id": "H1", "area": "rural", "income_score": 100} | columns])


def refusals(frame: pl.DataFrame, *args: Any, **options: Any) -> set[str]:
    with pytest.raises(FaultsFoundError) as refused:
        rasoat.explain(frame, "H1", *args, **options)
    return {fault.rule for fault in refused.value.faults}


def test_what_classify_refuses_explain_refuses(ticks: Ticks) -> None:
    assert refusals(household(deprivation_score=29)) == {"score-not-multiple"}
    assert refusals(household(deprivation_score=30, income_score=None)) == {"value-missing"}
    assert refusals(household(**ticks() | {"water": None})) == {"value-missing"}
    assert refusals(household(**ticks(), deprivation_score=10)) == {"score-ticks-differ"}
    assert refusals(household(deprivation_score=0, area="núi")) == {"not-in-list"}
    assert refusals(pl.concat([household(deprivation_score=0)] * 2)) == {"household-id-twice"}
    assert refusals(household(deprivation_score=0), "national_2027") == {"standard-blocked"}


def test_a_fault_of_another_household_does_not_matter() -> None:
    frame = pl.concat([household(deprivation_score=30), household(household_id="H2", deprivation_score=29)])

    assert rasoat.explain(frame, "H1").klass == "poor"


def test_an_unknown_household_is_refused() -> None:
    with pytest.raises(FaultsFoundError, match="household-not-found"):
        rasoat.explain(household(deprivation_score=0), "H01")


def test_a_household_on_the_way_keeps_its_class_open() -> None:
    row = {"household_id": "H1", "area": "rural", "income_score": None, "deprivation_score": 30}

    explained = Explainer(POINTS["national_2022"]).explain(row)

    assert explained.klass is None
    assert explained.changes == ()
    assert "CHƯA PHÂN LOẠI ĐƯỢC" in explained.text_vi()


def test_known_ticks_are_shown_beside_a_typed_score(ticks: Ticks) -> None:
    row = {"household_id": "H1", "area": "rural", "income_score": 100, "deprivation_score": 20} | ticks(
        "water", "toilet"
    )
    row["nutrition"] = None  # type: ignore[assignment]

    explained = Explainer(POINTS["national_2022"]).explain(row)

    assert {line.indicator for line in explained.deprivations if line.deprived} == {"water", "toilet"}
    assert {line.indicator for line in explained.deprivations if line.deprived is None} == {"nutrition"}
    assert explained.deprivation == 20


MEMBERS = pl.DataFrame(
    {"household_id": ["H1", "H1", "H2"], "member_no": [1, 2, 1],
     "full_name": ["Nguyễn Thị Bí Mật", "Trần Kín", "Lê Lạ"],
     "birth_date": [date(1980, 1, 1), date(2016, 5, 5), date(1990, 1, 1)], "personal_id": ["001180000001"] * 3,
     "attends_school": [False, False, False], "has_health_insurance": [True, True, False]}
)  # fmt: skip
ON = date(2026, 10, 1)


def test_a_contradiction_between_facts_and_tick_is_shown(ticks: Ticks) -> None:
    frame = household(**ticks(), household_size=2, floor_area_dm2=1000)

    explained = rasoat.explain(frame, "H1", members=MEMBERS, on=ON)

    area = next(line for line in explained.deprivations if line.indicator == "housing_area")
    assert (area.deprived, area.derived, area.contradicts) == (False, True, True)
    assert "MÂU THUẪN" in explained.text_vi()
    assert explained.klass == "near_poor"


def test_facts_that_agree_are_shown_without_contradiction(ticks: Ticks) -> None:
    frame = household(**ticks("housing_area"), household_size=2, floor_area_dm2=1000)

    explained = rasoat.explain(frame, "H1", members=MEMBERS, on=ON)

    assert not any(line.contradicts for line in explained.deprivations if line.indicator == "housing_area")


def test_facts_are_said_in_the_unit_of_the_form(ticks: Ticks) -> None:
    frame = household(**ticks(), household_size=2, floor_area_dm2=9750)

    explained = rasoat.explain(frame, "H1", members=MEMBERS, on=ON)

    area = next(line for line in explained.deprivations if line.indicator == "housing_area")
    assert ("Diện tích nhà ở", "97,5 m²") in area.facts
    assert "9750" not in explained.text_vi()


def test_no_name_nor_number_of_a_person_is_ever_said(ticks: Ticks) -> None:
    frame = household(**ticks("child_school"), head_name="Nguyễn Thị Bí Mật", address="Số 1")

    explained = rasoat.explain(frame, "H1", members=MEMBERS, on=ON)

    said = explained.text_vi() + str(explained.to_json())
    for secret in ("Bí Mật", "Trần Kín", "001180000001", "Số 1", "2016"):
        assert secret not in said


def test_members_as_other_programs_write_them(ticks: Ticks) -> None:
    frame = household(**ticks("health_insurance"))
    written = MEMBERS.with_columns(
        pl.lit("Không").alias("has_health_insurance"), pl.col("birth_date").dt.strftime("%d/%m/%Y")
    )

    explained = rasoat.explain(frame, "H1", members=written.to_pandas(), on=ON)

    insured = next(line for line in explained.deprivations if line.indicator == "health_insurance")
    assert insured.derived is True


def test_a_typed_total_beside_answers_is_shown_with_both(answers: Callable[..., dict[str, Any]]) -> None:
    frame = household(**answers(item_size="two"), region_code="NT2", deprivation_score=0)

    explained = rasoat.explain(frame, "H1", points="minh-hoa-2022")

    assert (explained.income, explained.answers_total) == (100, 45)
    assert "KHÁC điểm ghi trên phiếu là 100" in explained.text_vi()
    assert any("score-answers-differ" in warning for warning in explained.warnings)


def test_the_region_option_serves_rural_households_only(answers: Callable[..., dict[str, Any]]) -> None:
    blank = answers(item_size="two") | {"income_score": None, "deprivation_score": 0}

    rural = rasoat.explain(household(**blank), "H1", points="minh-hoa-2022", region="NT3")
    urban = rasoat.explain(household(**blank, area="urban"), "H1", points="minh-hoa-2022", region="NT3")

    assert (rural.income, len(rural.points)) == (40, 19)
    assert (urban.income, len(urban.points)) == (45, 12)
    assert refusals(household(**blank), points="minh-hoa-2022") == {"region-unknown"}


def test_the_text_names_rule_source_pack_and_class() -> None:
    explained = rasoat.explain(household(deprivation_score=30), "H1")

    text = explained.text_vi()
    assert "HỘ NGHÈO" in text
    assert "TT 07/2021" in text
    assert explained.pack in text
    assert explained.to_json()["class"] == "poor"


def test_the_rule_is_said_without_double_negatives() -> None:
    explain = EXPLAINERS[POINTS["national_2022"].hash].explain
    row = {"household_id": "H1", "area": "rural", "income_score": 135, "deprivation_score": 20}

    rest = explain(row).rule
    first = explain(row | {"income_score": 150}).rule

    assert rest is not None
    assert first is not None
    assert rest.text == (
        "điểm A (135) ≤ điểm A tương đương chuẩn thu nhập (140); điểm B (20) < điểm B thấp nhất của hộ nghèo (30); "
        "nên thuộc các trường hợp còn lại"
    )
    assert first.text == "điểm A (150) > điểm A tương đương chuẩn thu nhập (140)"


def test_a_source_that_all_lines_share_is_said_once() -> None:
    row = {"household_id": "H1", "area": "rural", "income_score": 135, "deprivation_score": 20}

    text = EXPLAINERS[POINTS["national_2022"].hash].explain(row).text_vi()

    assert text.count("NĐ 07/2021/NĐ-CP") == 1


def test_members_that_meet_the_definition_are_told_neutrally(ticks: Ticks) -> None:
    text = rasoat.explain(household(**ticks()), "H1", members=MEMBERS, on=ON).text_vi()

    assert "thành viên thỏa điều kiện của định nghĩa: số " in text
    assert "đúng điều kiện" not in text

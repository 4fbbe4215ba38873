"""Properties of the tables of any two rounds: checks hold, parts agree with the whole, order does not matter."""

import random
from dataclasses import dataclass
from datetime import date

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from rasoat.survey.dataset import Dataset
from rasoat.tables.api import tables
from rasoat.tables.report import ReportTable
from rasoat.tables.reports import Reports

INDICATORS = [(code, code) for code in ("employment", "nutrition", "water", "toilet", "telecom")]
CODES = [code for code, _ in INDICATORS]
AGE_DATE = date(2026, 12, 14)
COMMUNES = ("u1", "u2", "u3")
UNITS = pl.DataFrame(
    {
        "unit_code": ["p", *COMMUNES],
        "name": ["Tỉnh Mẫu", "Xã Một", "Xã Hai", "Xã Ba"],
        "level": ["province", *["commune"] * 3],
        "parent_code": [None, "p", "p", "p"],
        "households": [None, 500, 600, 700],
        "persons": [None, 2500, 2600, 2700],
        "average_living_households": [None, 5, 6, 7],
        "households_kinh": [None, 400, 400, 400],
        "households_minority": [None, 100, 200, 300],
        "households_local_minority": [None, 0, 10, 20],
    }
)


@dataclass(frozen=True)
class State:
    """A household at one closing."""

    klass: str
    ages: tuple[int, ...]
    unit: str
    village: str
    deprived: frozenset[str]


@dataclass(frozen=True)
class Case:
    """A household over both rounds; None where it was not there."""

    start: State | None
    end: State | None
    earlier: str
    ethnicity: str
    merit: bool


@st.composite
def states(draw: st.DrawFn, unit: str | None = None) -> State:
    klass = draw(st.sampled_from(["poor", "near_poor", "not_poor"]))
    ages = tuple(draw(st.lists(st.integers(0, 90), min_size=1, max_size=6)))
    limits = {"poor": (3, 5), "near_poor": (0, 2), "not_poor": (0, 0)}[klass]
    possible = CODES if min(ages) < 16 else [code for code in CODES if code != "nutrition"]
    count = draw(st.integers(*limits))
    deprived = frozenset(draw(st.permutations(possible))[:count])
    return State(klass, ages, unit or draw(st.sampled_from(COMMUNES)), draw(st.sampled_from(["A", "B"])), deprived)


@st.composite
def cases(draw: st.DrawFn) -> Case:
    start = draw(st.none() | states())
    stays = draw(st.booleans())
    end = draw(st.none() | states(start.unit if start and stays else None))
    earlier = draw(st.sampled_from(["", "near_poor", "poor"]))
    return Case(start, end, earlier, draw(st.sampled_from(["01", "02", "08", "99"])), draw(st.booleans()))


populations = st.lists(cases(), min_size=1, max_size=40)
sparing = settings(max_examples=8, deadline=None)


def dataset(population: list[Case], side: str) -> Dataset:
    households, members = [], []
    for number, case in enumerate(population):
        state: State | None = getattr(case, side)
        if state is None:
            continue
        key = f"H{number:03}"
        households.append({
            "household_id": key, "unit_code": state.unit, "village": state.village, "class": state.klass,
            "household_size": len(state.ages), "children": sum(age < 16 for age in state.ages),
            "children_without_insurance": 0, "children_malnourished": 0, "children_out_of_school": 0,
            "ethnicity": case.ethnicity, "flag_merit": case.merit, "flag_no_labour": not case.merit,
            "flag_local_minority": case.ethnicity == "08", "female_head": case.merit, "causes": "C1;C8",
            **{code: int(code in state.deprived) for code in CODES},
        })  # fmt: skip
        for place, age in enumerate(state.ages, start=1):
            members.append({
                "household_id": key, "member_no": place, "full_name": f"{key} {place}", "sex": 1 + place % 2,
                "relation": "head" if place == 1 else "other", "birth_date": date(AGE_DATE.year - age, 1, 1),
            })  # fmt: skip
    schema = {"household_id": pl.String, "unit_code": pl.String, "village": pl.String, "class": pl.String}
    if not households:
        return Dataset(pl.DataFrame(schema=schema | {"household_size": pl.Int64}), pl.DataFrame())
    return Dataset(pl.DataFrame(households, infer_schema_length=None), pl.DataFrame(members))


def history(population: list[Case]) -> pl.DataFrame:
    rows = [(f"H{n:03}", 2020, case.earlier or "not_poor") for n, case in enumerate(population)]
    return pl.DataFrame(rows, schema=["household_id", "year", "class"], orient="row")


def make(population: list[Case], **options: object) -> Reports:
    given_options: dict[str, object] = {
        "units": UNITS, "history": history(population), "indicators": INDICATORS, "complete": True,
        "complete_previous": True, "age_date": AGE_DATE, "year": 2026,
    }  # fmt: skip
    given_options |= options
    return tables(dataset(population, "end"), dataset(population, "start"), **given_options)  # type: ignore[arg-type]


def figures_of(table: ReportTable, first: int, rows: int) -> list[tuple[str | int | None, ...]]:
    """The cells right of number and name."""
    return [row.cells[2:] for row in table.rows[first : first + rows]]


@sparing
@given(populations, st.sampled_from(["children", "village", "none"]))
def test_every_check_holds(population: list[Case], by: str) -> None:
    reports = make(population, by=by)

    assert reports.failed == []
    for check in ("X01", "X02", "X03"):
        found = [result for result in reports.checks if result.check == check]
        assert {result.unit_name for result in found} == {str(row.cells[1]) for row in reports["1"].rows}
        assert all(result.holds for result in found)


@sparing
@given(populations)
def test_closing_is_the_opening_of_the_next_round(population: list[Case]) -> None:
    before = make([Case(None, case.start, "", case.ethnicity, case.merit) for case in population])

    reports = make(population, previous_reports=before)

    x14 = [result for result in reports.checks if result.check == "X14"]
    assert x14
    assert all(result.holds for result in x14)


@sparing
@given(populations)
def test_a_commune_alone_prints_what_its_row_in_the_province_prints(population: list[Case]) -> None:
    province = make(population)
    for row, code in enumerate(COMMUNES, start=1):
        alone = make(population, unit=code, by="none", lists=False)
        for number in (str(n) for n in range(1, 14)):
            lines = len(alone[number].rows)
            assert figures_of(province[number], row * lines, lines) == figures_of(alone[number], 0, lines)


@sparing
@given(populations, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(population: list[Case], shuffler: random.Random) -> None:
    current, previous = dataset(population, "end"), dataset(population, "start")
    order = list(range(current.households.height))
    shuffler.shuffle(order)
    mixed = Dataset(current.households[order], current.members.sample(fraction=1, shuffle=True, seed=1))
    options = {"units": UNITS, "history": history(population), "indicators": INDICATORS}

    straight = tables(current, previous, **options)  # type: ignore[arg-type]
    shuffled = tables(mixed, previous, **options)  # type: ignore[arg-type]

    assert shuffled.by_number == straight.by_number


MATRIX = {
    ("poor", "near_poor"): {"2": "c2", "3": "c5"}, ("poor", "not_poor"): {"2": "c3"}, ("poor", None): {"2": "c4"},
    ("near_poor", "poor"): {"2": "c5", "3": "c3"}, ("near_poor", "not_poor"): {"3": "c2"},
    ("near_poor", None): {"3": "c4"}, (None, "poor"): {"2": "c8"}, (None, "near_poor"): {"3": "c8"},
}  # fmt: skip


def counted_by_hand(population: list[Case], places: set[str]) -> dict[tuple[str, str, str], int]:
    """The matrix, household by household, for the area made of these communes."""
    cells: dict[tuple[str, str, str], int] = {}

    def add(report: str, column: str, households: int, persons: int) -> None:
        for line, count in (("Hộ", households), ("Nhân khẩu", persons)):
            cells[report, column, line] = cells.get((report, column, line), 0) + count

    for case in population:
        start = case.start if case.start and case.start.unit in places else None
        end = case.end if case.end and case.end.unit in places else None
        ways = MATRIX.get((start and start.klass, end and end.klass), {})
        if start and end and start.klass == "not_poor" and end.klass != "not_poor":
            number = "2" if end.klass == "poor" else "3"
            ways = {number: "c6" if case.earlier == end.klass else "c7"}
        for report, column in ways.items():
            size = len(start.ages) if start and start.klass != "not_poor" else len(end.ages) if end else 0
            add(report, column, 1, size)
        for number, klass in (("2", "poor"), ("3", "near_poor")):
            if start and start.klass == klass:
                add(number, "c1", 1, len(start.ages))
            if end and end.klass == klass:
                add(number, "c9", 1, len(end.ages))
                if start and start.klass != "not_poor":
                    growth = len(end.ages) - len(start.ages)
                    add(number, "c8" if growth > 0 else "c4", 0, abs(growth))
    return cells


@sparing
@given(populations)
def test_movement_is_the_matrix_counted_by_hand(population: list[Case]) -> None:
    reports = make(population, lists=False)
    areas = [set(COMMUNES), *({code} for code in COMMUNES)]
    for row, area in enumerate(areas):
        by_hand = counted_by_hand(population, area)
        for number in ("2", "3"):
            for offset, line in enumerate(("Hộ", "Nhân khẩu")):
                printed = reports[number].rows[2 * row + offset].cells[3:]
                assert list(printed) == [by_hand.get((number, f"c{n}", line), 0) for n in range(1, 10)]


@sparing
@given(populations)
def test_listed_households_alone_tell_the_same_movement(population: list[Case]) -> None:
    """Where only listed households are records, `change_kind` says who truly came and left."""
    settled = [case for case in population if not moved_unlisted(case)]
    whole = make(settled, lists=False) if settled else None
    current, previous = dataset(settled, "end"), dataset(settled, "start")
    came = pl.col("household_id").is_in(previous.households["household_id"].to_list())
    listed = current.households.filter(pl.col("class") != "not_poor").with_columns(
        change_kind=pl.when(~came).then(pl.lit("moved_in"))
    )
    left = previous.households.join(current.households, on="household_id", how="anti").select(
        "household_id", "unit_code", change_kind=pl.lit("moved_out")
    )
    only = tables(
        pl.concat([listed, left], how="diagonal"), previous.households.filter(pl.col("class") != "not_poor"),
        units=UNITS, history=history(settled), indicators=INDICATORS, lists=False,
    )  # fmt: skip

    for number in ("1", "2", "3") if whole else ():
        assert only[number].rows == whole[number].rows


def moved_unlisted(case: Case) -> bool:
    """A move of a household while it is not poor is seen only in complete rounds."""
    moved = case.start and case.end and case.start.unit != case.end.unit
    return bool(moved and case.start and case.end and "not_poor" in (case.start.klass, case.end.klass))

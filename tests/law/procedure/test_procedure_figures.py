"""The shipped procedures against tables kept apart from them: parameters, steps, forms, days."""

import csv
from datetime import date
from pathlib import Path

import pytest

from rasoat.law.book import LawBook
from rasoat.law.evidence_walk import evidence_of
from rasoat.law.marks import Mark
from rasoat.law.procedure import DateWindow, DayOfYear, ReviewKind, Share, Value

DATA = Path(__file__).parents[2] / "data"
DAY = date(2025, 9, 1)
PERIODIC, REGULAR = ReviewKind.PERIODIC, ReviewKind.REGULAR


def rows_of(name: str) -> list[dict[str, str]]:
    with (DATA / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


PARAMETERS = rows_of("procedure_parameters.csv")
STEPS = rows_of("procedure_steps.csv")
FORMS = rows_of("procedure_forms.csv")


def written(value: Value | None) -> str:
    """A value as the tables have it."""
    match value:
        case None:
            return ""
        case DayOfYear():
            return value.text
        case DateWindow():
            return f"{value.first.text}-{value.last.text}"
        case Share():
            return f"{value.numerator}/{value.denominator}"
        case tuple():
            return " ".join(str(item) for item in value)
    return str(value)


@pytest.mark.parametrize("row", PARAMETERS, ids=[row["key"] for row in PARAMETERS])
def test_parameter(row: dict[str, str], law_book: LawBook) -> None:
    item = law_book.procedures["qd24_2021"].parameters[row["key"]]

    fact = item.default_on(DAY)

    assert (item.key, item.kind, item.province_may) == (row["key"], row["kind"], row["province_may"])
    assert written(item.value_on(DAY)) == row["default"]
    assert (fact.mark if fact else "") == row["mark"]
    assert (fact.article if fact else "") == row["article"]
    assert bool(fact and fact.value) is bool(row["default"])


def test_there_are_no_other_parameters(law_book: LawBook) -> None:
    assert list(law_book.procedures["qd24_2021"].parameters) == [row["key"] for row in PARAMETERS]


def test_the_opinion_is_the_districts_until_it_was_abolished_and_undecided_since(law_book: LawBook) -> None:
    item = law_book.procedures["qd24_2021"].parameters["higher_opinion_step"]

    last, first = item.default_on(date(2025, 6, 30)), item.default_on(date(2025, 7, 1))

    assert last is not None
    assert (last.value, last.mark) == ({"code": "district"}, Mark.VERIFIED)
    assert first is not None
    assert (first.value, first.mark, first.ask) == (None, Mark.MISSING, "nd_131_2025")
    assert item.without_value is None
    assert [choice.code for choice in item.choices] == ["district", "none", "commune_chair", "province_office"]


def test_half_of_those_present_is_enough(law_book: LawBook) -> None:
    share = law_book.procedures["qd24_2021"].parameters["vote_min_share"].value_on(DAY)

    assert isinstance(share, Share)
    assert [share.reached(agree, 24) for agree in (11, 12, 13)] == [False, True, True]
    assert not share.reached(0, 0)


@pytest.mark.parametrize("row", STEPS, ids=["-".join([row["procedure"], row["kind"], row["step"]]) for row in STEPS])
def test_step(row: dict[str, str], law_book: LawBook) -> None:
    procedure = law_book.procedures[row["procedure"]]

    step = next(step for step in procedure.steps(ReviewKind(row["kind"])) if step.code == row["step"])

    assert (" ".join(step.leads), step.deadline) == (row["leads"], row["deadline"])
    assert (step.evidence.article, step.evidence.mark) == (row["article"], row["mark"])
    assert "; ".join(form.label for form in procedure.forms if form.code in step.forms) == row["forms"]
    assert "Ví dụ" in step.help.vi
    assert "Example" in step.help.en


def test_steps_are_all_and_in_order(law_book: LawBook) -> None:
    for name, procedure in law_book.procedures.items():
        for kind, steps in procedure.kinds.items():
            rows = [row["step"] for row in STEPS if (row["procedure"], row["kind"]) == (name, kind)]
            assert [step.code for step in steps] == rows


@pytest.mark.parametrize("row", FORMS, ids=[row["label"] for row in FORMS])
def test_form(row: dict[str, str], law_book: LawBook) -> None:
    form = next(item for item in law_book.procedures[row["procedure"]].forms if item.label == row["label"])

    assert form.evidence.instrument == row["instrument"]
    assert (form.evidence.mark, form.contents.mark) == (row["exists"], row["contents"])
    unknown = [item.code for item in form.fields if item.mark is Mark.MISSING]
    assert [item.code for item in form.fields if item.code not in unknown] == row["known"].split()
    assert unknown == row["unknown"].split()
    assert form.layout_note is not None
    assert form.layout_note.vi == "bố cục chưa đối chiếu"


def test_there_are_no_other_forms(law_book: LawBook) -> None:
    for name, procedure in law_book.procedures.items():
        assert [form.label for form in procedure.forms] == [row["label"] for row in FORMS if row["procedure"] == name]


@pytest.mark.parametrize("number", range(1, 11))
def test_a_report_form_names_the_report_that_has_its_columns(number: int, law_book: LawBook) -> None:
    form = law_book.procedures["qd24_2021"].form(f"mau_7_{number}")

    assert form is not None
    assert (form.label, form.report) == (f"Mẫu 7.{number}", number)


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (date(2016, 8, 14), None),
        (date(2016, 8, 15), ("tt17_2016", Mark.VERIFIED)),
        (date(2020, 12, 31), ("tt17_2016", Mark.VERIFIED)),
        (date(2021, 8, 31), ("tt17_2016", Mark.CONFLICT)),
        (date(2021, 9, 1), ("qd24_2021", Mark.VERIFIED)),
        (date(2025, 12, 31), ("qd24_2021", Mark.VERIFIED)),
        (date(2026, 9, 1), ("qd24_2021", Mark.MISSING)),
        (date(2027, 1, 1), None),
    ],
)
@pytest.mark.parametrize("kind", list(ReviewKind))
def test_procedure_of_a_day(kind: ReviewKind, day: date, expected: tuple[str, Mark] | None, law_book: LawBook) -> None:
    found = law_book.procedure_for(kind, day)

    use = found.use_on(day) if found else None
    assert (found.id if found else None, use.mark if use else None) == (expected or (None, None))


def test_what_needs_the_word_of_a_province(law_book: LawBook) -> None:
    procedure = law_book.procedures["qd24_2021"]

    before, after = procedure.unconfirmed(date(2025, 6, 30)), procedure.unconfirmed(date(2025, 7, 1))

    wanted = {row["key"] for row in PARAMETERS if row["mark"] in {"recalled", "missing"}}
    assert set(after) == wanted
    assert set(before) == wanted - {"higher_opinion_step"}
    assert list(procedure.unconfirmed(DAY, ["quorum", "vote_min_share", "no_such"])) == ["quorum"]


def test_the_old_procedure_holds_what_is_known_and_no_more(law_book: LawBook) -> None:
    parameters = law_book.procedures["tt17_2016"].parameters

    values = {key: written(item.value_on(date(2018, 9, 1))) for key, item in parameters.items()}

    assert values == {
        "periodic_window": "01/09-31/12", "regular_decision_days": "7", "posting_days": "7", "vote_min_share": "",
        "quorum": "", "minutes_copies": "2",
    }  # fmt: skip
    assert parameters["regular_decision_days"].kind == "working_days"


def test_parameters_that_bear_on_a_step(law_book: LawBook) -> None:
    procedure = law_book.procedures["qd24_2021"]

    meeting = [item.key for item in procedure.governing(PERIODIC, "meeting")]

    assert meeting == ["periodic_window", "vote_min_share", "quorum", "minutes_copies", "max_meetings"]
    assert [item.key for item in procedure.governing(REGULAR, "report")] == [
        "monthly_report_day", "monthly_report_months",
    ]  # fmt: skip
    assert procedure.governing(REGULAR, "opinion") == []


def test_every_parameter_bears_on_a_step(law_book: LawBook) -> None:
    for procedure in law_book.procedures.values():
        assert all(item.governs for item in procedure.parameters.values())


def test_every_instrument_is_registered_and_every_weak_fact_asks_for_a_document(law_book: LawBook) -> None:
    for procedure in law_book.procedures.values():
        assert set(procedure.instruments) <= set(law_book.instruments)
        for path, item in evidence_of(procedure):
            assert not item.instrument or item.instrument in law_book.instruments, path
            assert not item.mark.needs_office or item.ask in law_book.documents, path
            assert item.mark is not Mark.VERIFIED or item.instrument or path[0] == "forms", path


def test_every_default_fits_its_own_parameter(law_book: LawBook) -> None:
    for procedure in law_book.procedures.values():
        for item in procedure.parameters.values():
            for fact in item.defaults:
                assert fact.value is None or item.check(fact.value) == []

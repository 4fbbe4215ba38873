"""A survey workbook of 50,000 rows: read, validated, classified; planted errors named by sheet, row and column."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.law import pack
from benchmarks.measure import measure
from benchmarks.results import Line, Section

ROWS, PLANTED = 50_000, 20
DIRECTORY = Path(__file__).parent / "data"


def first_rows(rows: int) -> tuple[Any, Any]:
    """Households of the synthetic province that, with their members, fill so many rows; and all its members."""
    import polars as pl

    from rasoat.demo.generate import generate

    data = generate("tinh-mau-2026", scale=rows / 95_000).current
    sizes = data.members.group_by("household_id").len()
    joined = data.households.join(sizes, on="household_id", maintain_order="left")
    return joined.filter((pl.col("len") + 1).cum_sum() <= rows).drop("len"), data.members


def write_form(households: Any, members: Any, path: Path) -> None:
    """The survey workbook of these households and their members."""
    from rasoat.survey.dataset import Dataset
    from rasoat.survey.questionnaire_build import questionnaire_for
    from rasoat.survey.survey_write import write_survey_template

    own = members.join(households, on="household_id", how="semi", maintain_order="left")
    form = questionnaire_for(pack().standard, pack().point_table)
    write_survey_template(form, path, Dataset(households, own))


def made(rows: int) -> Path:
    """The workbook: households and members together hold that many rows; some cells are wrong on purpose."""
    import polars as pl

    path = DIRECTORY / f"survey-{rows}-{pack().hash[:8]}.xlsx"
    if not path.exists():
        DIRECTORY.mkdir(exist_ok=True)
        households, members = first_rows(rows)
        wrong = pl.when(pl.int_range(pl.len()) < PLANTED).then(-1).otherwise(pl.col("item_electricity"))
        write_form(households.with_columns(wrong.alias("item_electricity")), members, path)
    return path


def read_and_check(rows: int) -> Callable[[], dict[str, Any]]:
    """Read, validate, and (without the planted errors) classify under `--partial`."""
    from datetime import date

    from rasoat.scoring.classify import classify_table
    from rasoat.survey.questionnaire_build import questionnaire_for
    from rasoat.survey.reading import read_any
    from rasoat.survey.validation import validate

    path = made(rows)
    questionnaire = questionnaire_for(pack().standard, pack().point_table)

    def run() -> dict[str, Any]:
        data = read_any(path, questionnaire=questionnaire)
        faults = [*data.faults, *validate(data, questionnaire, review_date=date(2026, 10, 1))]
        found = classify_table(data.households, [pack()], partial=True)
        statuses = dict(found.table["status"].value_counts().iter_rows())
        first = next((str(fault) for fault in [*faults, *found.faults]), "")
        return {
            "rows": data.households.height + data.members.height, "faults": len(faults), "first": first,
            "statuses": statuses,
        }  # fmt: skip

    return run


def workbook() -> Section:
    """The row of the workbook."""
    found = measure("benchmarks.workbook:read_and_check", ROWS, runs=2)
    checks = [Line("workbook of 50,000 rows: read, validate, classify", found.middle, "s", 30)]
    runs = {"read, validate, classify": found}
    return Section("Workbook of 50,000 rows", runs, found.answer["rows"], checks, found.answer)

"""A survey workbook of 50,000 rows: read, validated, classified; planted errors named by sheet, row and column."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.law import pack
from benchmarks.measure import measure
from benchmarks.results import Line, Section

ROWS, PLANTED = 50_000, 20
DIRECTORY = Path(__file__).parent / "data"


def made(rows: int) -> Path:
    """The workbook: households and members together hold that many rows; some cells are wrong on purpose."""
    import polars as pl

    from rasoat.demo.generate import generate
    from rasoat.survey.dataset import Dataset
    from rasoat.survey.questionnaire_build import questionnaire_for
    from rasoat.survey.survey_write import write_survey_template

    path = DIRECTORY / f"survey-{rows}-{pack().hash[:8]}.xlsx"
    if not path.exists():
        DIRECTORY.mkdir(exist_ok=True)
        data = generate("tinh-mau-2026", scale=rows / 95_000).current
        sizes = data.members.group_by("household_id").len()
        taken = data.households.join(sizes, on="household_id", maintain_order="left").filter(
            (pl.col("len") + 1).cum_sum() <= rows
        )
        wrong = pl.when(pl.int_range(pl.len()) < PLANTED).then(-1).otherwise(pl.col("item_electricity"))
        households = taken.drop("len").with_columns(wrong.alias("item_electricity"))
        members = data.members.join(households, on="household_id", how="semi", maintain_order="left")
        questionnaire = questionnaire_for(pack().standard, pack().point_table)
        write_survey_template(questionnaire, path, Dataset(households, members))
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

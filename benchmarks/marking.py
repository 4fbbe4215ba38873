"""A survey workbook of 50,000 rows with a few thousand faults: marked, marked again after mending, against reading."""

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks.law import pack
from benchmarks.measure import measure, measure_in_turn, ratio
from benchmarks.results import Line, Section
from benchmarks.workbook import first_rows, write_form

ROWS, EVERY, MENDED = 50_000, 5, 20
DIRECTORY = Path(__file__).parent / "data"
REVIEW = date(2026, 10, 1)


def made(rows: int) -> Path:
    """The workbook: every fifth household has an answer that is on no list, and no area."""
    return _written(rows, mended=0)


def _written(rows: int, mended: int) -> Path:
    import polars as pl

    path = DIRECTORY / f"marking-{rows}-{mended}-{pack().hash[:8]}.xlsx"
    if not path.exists():
        DIRECTORY.mkdir(exist_ok=True)
        households, members = first_rows(rows)
        at = pl.int_range(pl.len())
        wrong = (at % EVERY == 0) & (at >= mended * EVERY)
        planted = households.with_columns(
            pl.when(wrong).then(-1).otherwise(pl.col("item_electricity")).alias("item_electricity"),
            pl.when(~wrong).then(pl.col("area")).alias("area"),
        )
        write_form(planted, members, path)
    return path


def plain_read(rows: int) -> Callable[[], int]:
    """Every cell of every sheet by calamine, as Python objects: the floor."""
    from python_calamine import CalamineWorkbook

    path = made(rows)

    def run() -> int:
        book = CalamineWorkbook.from_path(str(path))
        return sum(len(book.get_sheet_by_name(name).to_python(skip_empty_area=False)) for name in book.sheet_names)

    return run


def _read(path: Path) -> Any:
    from rasoat.survey.fault_list import ALL
    from rasoat.survey.questionnaire_build import questionnaire_for
    from rasoat.survey.reading import read_any

    return read_any(path, questionnaire=questionnaire_for(pack().standard, pack().point_table), listed=ALL)


def mark_only(rows: int) -> Callable[[], dict[str, int]]:
    """Marking alone: the faults are known."""
    from rasoat.survey.marking.api import examine_file, heads_of, mark

    path, out = made(rows), DIRECTORY / "marked.xlsx"
    data = _read(path)
    found = examine_file(path, data, pack(), REVIEW)
    names = heads_of(data)
    del data

    def run() -> dict[str, int]:
        copy = mark(path, found.faults, out, record=found.record, names=names)
        return {"cells": copy.cells, "faults": copy.faults}

    return run


def check_and_mark(rows: int) -> Callable[[], dict[str, int]]:
    """Read, check all, mark."""
    from rasoat.survey.marking.api import examine_file, mark

    path, out = made(rows), DIRECTORY / "checked.xlsx"

    def run() -> dict[str, int]:
        found = examine_file(path, _read(path), pack(), REVIEW)
        return {"faults": mark(path, found.faults, out, record=found.record).faults}

    return run


def _again(rows: int, *, record: bool) -> Callable[[], dict[str, int]]:
    from dataclasses import replace

    from rasoat.survey.marking.api import examine_file, salt_of
    from rasoat.survey.marking.recheck import examine

    first = made(rows)
    before = examine_file(first, _read(first), pack(), REVIEW).record
    path = _written(rows, MENDED)
    data = replace(_read(path), source=first.name)
    salt = salt_of(path)

    def run() -> dict[str, int]:
        found = examine(data, pack(), REVIEW, before if record else None, salt=salt)
        return {"faults": len(found.faults)}

    return run


def check_changed(rows: int) -> Callable[[], dict[str, int]]:
    """Checking a copy in which some households were mended, the file read already."""
    return _again(rows, record=True)


def check_all(rows: int) -> Callable[[], dict[str, int]]:
    """The same copy checked whole."""
    return _again(rows, record=False)


def marking() -> Section:
    """The rows of marking."""
    tasks = {name: f"benchmarks.marking:{name}" for name in ("plain_read", "mark_only", "check_changed", "check_all")}
    runs = measure_in_turn(tasks, ROWS, rounds=3)
    runs["check_and_mark"] = measure("benchmarks.marking:check_and_mark", ROWS, runs=1)
    checks = [
        Line("marking alone, to plain reading by calamine", ratio(runs["mark_only"], runs["plain_read"]), "x", 3),
        Line("read, check, mark 50,000 rows", runs["check_and_mark"].middle, "s", 30),
        Line("changed part, to a whole check", ratio(runs["check_changed"], runs["check_all"]), "x"),
    ]
    return Section("Marked copy of 50,000 rows", runs, ROWS, checks, runs["mark_only"].answer)

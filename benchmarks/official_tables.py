"""All official tables of a province of a million households: computed, written; lists and PDF by the row."""

import json
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from benchmarks.law import pack
from benchmarks.measure import Measured, measure
from benchmarks.results import Line, Section

MILLION = 1_000_000
LISTS = ("14", "15", "DS1", "DS2", "DS3")


def reports_1_13(households: int) -> Callable[[], dict[str, float]]:
    """Reports 1-13 from households in memory, and their workbook."""
    from benchmarks.province import repeated, reviewed
    from rasoat.tables.excel import write_excel
    from rasoat.tables.head import OfficialHead

    province, rows = repeated(reviewed(), households)

    def run() -> dict[str, float]:
        begin = perf_counter()
        made = _tables(province, lists=False)
        computed = perf_counter()
        with TemporaryDirectory() as place:
            write_excel(list(made.by_number.values()), Path(place) / "reports.xlsx", head=OfficialHead())
        return {"rows": rows, "computed": computed - begin, "written": perf_counter() - computed}

    return run


def lists_and_pdf(thousandths: int) -> Callable[[], dict[str, float]]:
    """Lists of the model province at a scale in thousandths: computed, as Excel, as PDF; seconds and rows."""
    from benchmarks.province import reviewed
    from rasoat.tables.excel import write_excel
    from rasoat.tables.head import OfficialHead
    from rasoat.tables.pdf import write_pdf

    province = reviewed(thousandths / 1000)

    def run() -> dict[str, float]:
        begin = perf_counter()
        made = _tables(province, lists=True)
        computed = perf_counter()
        lists = [made[number] for number in LISTS]
        with TemporaryDirectory() as place:
            write_excel(lists, Path(place) / "lists.xlsx", head=OfficialHead())
            written = perf_counter()
            write_pdf(lists, Path(place) / "lists.pdf", head=OfficialHead())
            rows = sum(len(one.rows) for one in lists)
            return {
                "rows": rows, "computed": computed - begin,
                "excel": written - computed, "pdf": perf_counter() - written,
            }  # fmt: skip

    return run


def _tables(province: Any, *, lists: bool) -> Any:
    from rasoat.tables.api import tables

    return tables(
        province.current, province.previous, units=province.units, history=province.history,
        standard=province.standard_id, complete=True, complete_previous=True, year=province.year,
        age_date=province.reference_date, lists=lists, pack=pack().hash, watermark=pack().watermark,
    )  # fmt: skip


def official_tables() -> Section:
    """The row of tables."""
    reports = measure("benchmarks.official_tables:reports_1_13", MILLION, runs=2)
    lists = measure("benchmarks.official_tables:lists_and_pdf", 100, runs=1)
    of_lists = lists.answer
    checks = [
        Line("reports 1-13 of 1 M households, computed", reports.answer["computed"], "s", 5),
        Line("reports 1-13, workbook written", reports.answer["written"], "s", 15),
        Line("lists as Excel", of_lists["excel"] / of_lists["rows"] * 1000, "ms a row"),
        Line("lists as PDF", of_lists["pdf"] / of_lists["rows"] * 1000, "ms a row"),
    ]
    runs: dict[str, Measured] = {"reports 1-13, computed and written": reports}
    notes = f"Lists and PDF of one commune-sized place: {json.dumps(of_lists)}; peak {lists.peak_gb:.2f} GB."
    return Section(
        "Official tables of a province of 1 M households", runs, int(reports.answer["rows"]), checks, notes=notes
    )

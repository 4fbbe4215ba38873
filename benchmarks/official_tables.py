"""All official tables of a province of a million households: computed, written; lists and PDF by the row."""

from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from benchmarks.law import pack
from benchmarks.measure import measure
from benchmarks.results import Line, Section

MILLION = 1_000_000
LISTS = ("14", "15", "DS1", "DS2", "DS3")


def computed(households: int) -> Callable[[], int]:
    """Reports 1-13 from households in memory."""
    from benchmarks.province import repeated, reviewed

    province, rows = repeated(reviewed(), households)

    def run() -> int:
        _tables(province, lists=False)
        return rows

    return run


def written(households: int) -> Callable[[], int]:
    """The workbook of reports 1-13."""
    from benchmarks.province import repeated, reviewed
    from rasoat.tables.excel import write_excel
    from rasoat.tables.head import OfficialHead

    province, rows = repeated(reviewed(), households)
    made = list(_tables(province, lists=False).by_number.values())

    def run() -> int:
        with TemporaryDirectory() as place:
            write_excel(made, Path(place) / "reports.xlsx", head=OfficialHead())
        return rows

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


def pdf_by_commune(thousandths: int) -> Callable[[], dict[str, float]]:
    """Lists of each commune of the province set as PDF by two worker processes; seconds, rows and files."""
    import polars as pl

    from benchmarks.province import reviewed
    from rasoat.tables.head import OfficialHead
    from rasoat.tables.pdf import write_pdf_parts

    province = reviewed(thousandths / 1000)
    communes = sorted(set(province.units.filter(pl.col("level") == "commune")["unit_code"]))
    made = [_tables(province, lists=True, unit=code) for code in communes]
    lists = [of_commune[number] for of_commune in made for number in LISTS]

    def run() -> dict[str, float]:
        begin = perf_counter()
        with TemporaryDirectory() as place:
            files = write_pdf_parts(lists, Path(place), head=OfficialHead(), workers=2)
        rows = sum(len(one.rows) for one in lists)
        return {"communes": len(communes), "rows": rows, "files": len(files), "seconds": perf_counter() - begin}

    return run


def _tables(province: Any, *, lists: bool, unit: str | None = None) -> Any:
    from rasoat.tables.api import tables

    return tables(
        province.current, province.previous, units=province.units, history=province.history,
        standard=province.standard_id, complete=True, complete_previous=True, year=province.year,
        age_date=province.reference_date, lists=lists, unit=unit, pack=pack().hash, watermark=pack().watermark,
    )  # fmt: skip


def official_tables() -> Section:
    """The row of tables."""
    reports = measure("benchmarks.official_tables:computed", MILLION, runs=3)
    sheets = measure("benchmarks.official_tables:written", MILLION, runs=3)
    lists = measure("benchmarks.official_tables:lists_and_pdf", 100, runs=1)
    communes = measure("benchmarks.official_tables:pdf_by_commune", 200, runs=1)
    of_lists, of_communes = lists.answer, communes.answer
    checks = [
        Line("reports 1-13 of 1 M households, computed", reports.middle, "s", 5),
        Line("reports 1-13, workbook written", sheets.middle, "s", 15),
        Line("lists as Excel", of_lists["excel"] / of_lists["rows"] * 1000, "ms a row"),
        Line("lists as PDF, one process", of_lists["pdf"] / of_lists["rows"] * 1000, "ms a row"),
        Line("lists as PDF, two workers", of_communes["seconds"] / of_communes["rows"] * 1000, "ms a row"),
    ]
    runs = {"reports 1-13, computed": reports, "reports 1-13, written": sheets}
    notes = (
        f"Lists of a place of one commune: {_told(of_lists)}; peak {lists.peak_gb:.2f} GB.\n"
        f"Lists by commune in two worker processes: {_told(of_communes)}; peak {communes.peak_gb:.2f} GB."
    )
    rows = reports.answer
    return Section("Official tables of a province of 1 M households", runs, rows, checks, notes=notes)


def _told(answer: dict[str, float]) -> str:
    return ", ".join(f"{name} {value:,.2f}".removesuffix(".00") for name, value in answer.items())

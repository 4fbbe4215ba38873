"""Score and classify coded households, Parquet in, cross-table by commune and class out: both kernels."""

from collections.abc import Callable
from statistics import median
from typing import Any

from benchmarks.answers import digest
from benchmarks.data import coded_file
from benchmarks.law import plan
from benchmarks.measure import measure, measure_in_turn
from benchmarks.results import Line, Section

TEN_MILLION, NATION = 10_000_000, 28_000_000
FLOORS = {
    "PyArrow decode": "benchmarks.floors:pyarrow_decode",
    "PyArrow decode in batches": "benchmarks.floors:pyarrow_batches",
    "Polars scan": "benchmarks.floors:polars_scan",
}
KERNELS = {"native kernel": "benchmarks.kernels:native", "portable kernel": "benchmarks.kernels:portable"}
MEMORY_GB = 1.0


def native(rows: int) -> Callable[[], dict[str, Any]]:
    """The native kernel, streamed."""
    from rasoat.scoring.kernels.crosstab import crosstab_parquet

    path = coded_file(rows)
    return lambda: digest(crosstab_parquet(path, plan()))


def portable(rows: int) -> Callable[[], dict[str, Any]]:
    """The portable kernel on Polars, streamed."""
    import polars as pl

    from rasoat.scoring.kernels.crosstab import counts_by_class
    from rasoat.scoring.kernels.portable import counts_portable

    path = coded_file(rows)

    def run() -> dict[str, Any]:
        counts = counts_portable(pl.scan_parquet(path), plan()).collect(engine="streaming")
        return digest(counts_by_class(counts, plan(), ["unit_code"]))

    return run


def ten_million() -> Section:
    """The first figure, with its floors in the same run."""
    found = measure_in_turn(FLOORS | KERNELS, TEN_MILLION)
    own, other = found["native kernel"], found["portable kernel"]
    assert own.answer == other.answer, "the kernels disagree"
    decode, scan = found["PyArrow decode"].middle, found["Polars scan"].middle
    checks = [
        Line("native kernel / PyArrow decode", own.middle / decode, "x", 1.5),
        Line("native kernel / Polars scan", own.middle / scan, "x", 3.0),
        Line("portable kernel / PyArrow decode", other.middle / decode, "x", 4.0),
        Line("native kernel, peak memory", own.peak_gb, "GB", MEMORY_GB),
        Line("portable kernel, peak memory", other.peak_gb, "GB", MEMORY_GB),
    ]
    return Section("10 million households", found, TEN_MILLION, checks, own.answer)


def nation() -> Section:
    """The second figure: the nation against 10 million, the two in turn."""
    native_task = KERNELS["native kernel"]
    found = measure_in_turn(FLOORS | KERNELS, NATION, rounds=1)
    pairs = [(measure(native_task, TEN_MILLION), measure(native_task, NATION)) for _ in range(3)]
    base = median(seconds for ten, _ in pairs for seconds in ten.seconds)
    whole = median(seconds for _, all_of_it in pairs for seconds in all_of_it.seconds)
    own, other = found["native kernel"], found["portable kernel"]
    assert own.answer == other.answer, "the kernels disagree"
    checks = [
        Line("native kernel, 28 M / 10 M", whole / base, "x", 3.5),
        Line("native kernel, peak memory", own.peak_gb, "GB", MEMORY_GB),
        Line("portable kernel, peak memory", other.peak_gb, "GB", MEMORY_GB),
    ]
    return Section("28 million households (the nation)", found, NATION, checks, own.answer)

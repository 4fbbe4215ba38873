"""Score and classify coded households, Parquet in, cross-table by commune and class out: both kernels."""

from collections.abc import Callable
from statistics import median
from typing import Any

from benchmarks.answers import digest
from benchmarks.data import coded_file
from benchmarks.law import plan
from benchmarks.measure import Measured, faster, measure, measure_in_turn, ratio
from benchmarks.results import Line, Section

TEN_MILLION, NATION = 10_000_000, 28_000_000
DECODE, BATCHES, SCAN = "PyArrow decode", "PyArrow decode in batches", "Polars scan"
NATIVE, PORTABLE = "native kernel", "portable kernel"
KERNELS = {NATIVE: "benchmarks.kernels:native", PORTABLE: "benchmarks.kernels:portable"}
TASKS = {
    DECODE: "benchmarks.floors:pyarrow_decode",
    NATIVE: KERNELS[NATIVE],
    SCAN: "benchmarks.floors:polars_scan",
    BATCHES: "benchmarks.floors:pyarrow_batches",
    PORTABLE: KERNELS[PORTABLE],
}
"""In this order in every round, so that what is divided is measured close together."""
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
    """The first figure, floors in the same run; PyArrow counts by the faster of its two ways, round by round."""
    found = measure_in_turn(TASKS, TEN_MILLION, rounds=7)
    own, other = _agreeing(found)
    decode = faster(found[DECODE], found[BATCHES])
    checks = [
        Line("native kernel / PyArrow decode", ratio(own, decode), "x", 1.5),
        Line("native kernel / Polars scan", ratio(own, found[SCAN]), "x", 3.0),
        Line("portable kernel / PyArrow decode", ratio(other, decode), "x", 4.0),
        Line("native kernel, peak memory", own.peak_gb, "GB", MEMORY_GB),
        Line("portable kernel, peak memory", other.peak_gb, "GB", MEMORY_GB),
    ]
    return Section("10 million households", found, TEN_MILLION, checks, own.answer)


def nation() -> Section:
    """The second figure: the nation against 10 million, the two in turn."""
    found = measure_in_turn(TASKS, NATION, rounds=2)
    own, other = _agreeing(found)
    pairs = [
        (measure(KERNELS[NATIVE], NATION, runs=1), measure(KERNELS[NATIVE], TEN_MILLION, runs=1)) for _ in range(5)
    ]
    checks = [
        Line("native kernel, 28 M / 10 M", median(ratio(whole, ten) for whole, ten in pairs), "x", 3.5),
        Line("native kernel, peak memory", own.peak_gb, "GB", MEMORY_GB),
        Line("portable kernel, peak memory", other.peak_gb, "GB", MEMORY_GB),
    ]
    return Section("28 million households (the nation)", found, NATION, checks, own.answer)


def _agreeing(found: dict[str, Measured]) -> tuple[Measured, Measured]:
    assert found[NATIVE].answer == found[PORTABLE].answer, "the kernels disagree"
    return found[NATIVE], found[PORTABLE]

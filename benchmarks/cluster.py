"""`make bench-cluster`: the nation on one machine and on a local Sail cluster of two workers, equal counts asserted.

Sail speaks Spark Connect, so the portable kernel runs on it through Narwhals' PySpark backend. In `local-cluster` mode
Sail starts a driver and workers that talk by RPC, each with task slots of its own; here two workers of four slots, so
that both stages of the query (partial counts, then their sum over exchanged partitions) can run at once.
"""

import os
import sys
from collections.abc import Callable
from typing import Any

from benchmarks.answers import digest
from benchmarks.data import coded_file
from benchmarks.kernels import NATION
from benchmarks.law import plan
from benchmarks.machine import describe
from benchmarks.measure import Measured, measure
from benchmarks.results import Section, keep

WORKERS = 2
SETTINGS = {
    "SAIL_CLUSTER__WORKER_INITIAL_COUNT": str(WORKERS),
    "SAIL_CLUSTER__WORKER_MAX_COUNT": str(WORKERS),
    "SAIL_CLUSTER__WORKER_TASK_SLOTS": "4",
    "SAIL_CLUSTER__WORKER_MAX_IDLE_TIME_SECS": "600",
    "SAIL_EXECUTION__DEFAULT_PARALLELISM": "4",
    "SAIL_EXECUTION__BATCH_SIZE": "16384",
}
RUNS = {
    "native kernel, one machine": "benchmarks.kernels:native",
    "portable kernel on Polars, one machine": "benchmarks.kernels:portable",
    "portable kernel on Sail, one process": "benchmarks.cluster:sail_local",
    f"portable kernel on Sail, cluster of {WORKERS} workers": "benchmarks.cluster:sail_cluster",
}


def sail_local(rows: int) -> Callable[[], dict[str, Any]]:
    """Sail without a cluster."""
    return _sail(rows, "local")


def sail_cluster(rows: int) -> Callable[[], dict[str, Any]]:
    """Sail with a driver and workers."""
    return _sail(rows, "local-cluster")


def _sail(rows: int, mode: str) -> Callable[[], dict[str, Any]]:
    os.environ.update(SETTINGS, SAIL_MODE=mode)  # read when the server is made
    import polars as pl
    from pysail.spark import SparkConnectServer
    from pyspark.sql import SparkSession

    from rasoat.scoring.kernels.crosstab import counts_by_class
    from rasoat.scoring.kernels.portable import counts_portable

    server = SparkConnectServer("127.0.0.1", 0)
    server.start(background=True)
    _, port = server.listening_address
    spark = SparkSession.builder.remote(f"sc://127.0.0.1:{port}").getOrCreate()
    households = spark.read.parquet(str(coded_file(rows)))

    def run() -> dict[str, Any]:
        assert server.running  # and so kept: a server nobody refers to shuts down
        counts = counts_portable(households, plan()).toArrow()
        return digest(counts_by_class(pl.DataFrame(counts), plan(), ["unit_code"]))

    return run


def cluster(rows: int) -> Section:
    """Every run; raises AssertionError when one counts otherwise than the native kernel."""
    coded_file(rows)
    found: dict[str, Measured] = {}
    for name, task in RUNS.items():
        found[name] = measure(task, rows, runs=2)
        print(f"{name}: {found[name].middle:.1f} s  {found[name].answer}", flush=True)
    first = next(iter(found.values())).answer
    wrong = [name for name, one in found.items() if one.answer != first]
    assert not wrong, f"other counts than the native kernel: {wrong}"
    joined = [line.split("] ", 1)[-1] for line in found[list(RUNS)[-1]].log.splitlines() if "is available at" in line]
    assert len(joined) == WORKERS, f"expected {WORKERS} workers, saw {joined}"
    settings = ", ".join(f"{name}={value}" for name, value in SETTINGS.items())
    notes = f"Equal counts in every run. Workers that joined: {'; '.join(joined)}.\n\nSettings: `{settings}`."
    return Section("Cluster: 28 million households", found, rows, answer=first, notes=notes)


def main(arguments: list[str]) -> None:
    """Run at the nation's size, or at the size given; only the nation is kept in RESULTS.md."""
    rows = int(arguments[0]) if arguments else NATION
    machine = describe()
    print(machine)
    section = cluster(rows)
    print(f"\n## {section.title}\n\n{section.text()}")
    if rows == NATION:
        keep([section], "make bench-cluster", machine)


if __name__ == "__main__":
    main(sys.argv[1:])

"""The scale curve: both kernels from 10 thousand households to the nation."""

from collections.abc import Mapping

from benchmarks.kernels import KERNELS, NATION, TEN_MILLION
from benchmarks.measure import Measured, measure
from benchmarks.results import Section

SMALL = (10_000, 100_000, 1_000_000)


def scale(measured: Mapping[int, Mapping[str, Measured]]) -> Section:
    """Rows of the curve; the two largest sizes were measured already and are given."""
    known = {size: measured[size] for size in (TEN_MILLION, NATION)}
    found = {size: {name: measure(task, size) for name, task in KERNELS.items()} for size in SMALL} | known
    head = "| households | native s | native GB | portable s | portable GB |\n| --- | --- | --- | --- | --- |"
    lines = [head]
    for size, runs in found.items():
        own, other = (runs[name] for name in KERNELS)
        lines.append(f"| {size:,} | {own.middle:.3f} | {own.peak_gb:.2f} | {other.middle:.3f} | {other.peak_gb:.2f} |")
    return Section("Scale curve", notes="\n".join(lines))

"""`make bench`: every figure, printed as it comes and kept in RESULTS.md. Arguments choose figures by name."""

import sys
from collections.abc import Callable, Iterable

from benchmarks.audits import audits
from benchmarks.household import household
from benchmarks.kernels import NATION, TEN_MILLION, nation, ten_million
from benchmarks.machine import describe
from benchmarks.mapping import mapping
from benchmarks.marking import marking
from benchmarks.official_tables import official_tables
from benchmarks.papers import papers
from benchmarks.peers import peers
from benchmarks.results import Section, keep
from benchmarks.scale import scale
from benchmarks.workbook import workbook


def kernels() -> Iterable[Section]:
    """10 M, 28 M and the scale curve."""
    ten = ten_million()
    yield ten
    whole = nation()
    yield whole
    yield scale({TEN_MILLION: ten.runs, NATION: whole.runs})


FIGURES: dict[str, Callable[[], Iterable[Section]]] = {
    "kernels": kernels,
    "peers": peers,
    "household": lambda: [household()],
    "workbook": lambda: [workbook()],
    "mapping": lambda: [mapping()],
    "marking": lambda: [marking()],
    "tables": lambda: [official_tables()],
    "audits": lambda: [audits()],
    "papers": lambda: [papers()],
}


def main(wanted: list[str]) -> int:
    """Run the figures wanted (all without a name). Exit code 1 when a limit is not held."""
    unknown = set(wanted) - FIGURES.keys()
    if unknown:
        print(f"unknown: {', '.join(sorted(unknown))}; known: {', '.join(FIGURES)}", file=sys.stderr)
        return 2
    machine, missed = describe(), []
    print(machine)
    for name in wanted or FIGURES:
        for section in FIGURES[name]():
            print(f"\n## {section.title}\n\n{section.text()}", flush=True)
            keep([section], f"make bench  (scripts/bench.sh bench {name})", machine)
            missed += [line.what for line in section.checks if not line.held]
    for what in missed:
        print(f"LIMIT NOT HELD: {what}")
    return 1 if missed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

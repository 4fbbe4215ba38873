"""Measure a task in a process of its own: one warm-up, some timed runs, the peak of resident memory.

A task is a function `module:name` that takes integers, does what does not count (imports, opening) and returns what
does: a callable whose result is the answer, compared between tasks that must agree.
"""

import importlib
import json
import os
import resource
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from statistics import median
from time import perf_counter
from typing import Any

_MARK = "MEASURED "


@dataclass(frozen=True, slots=True)
class Measured:
    """Seconds of each timed run, peak memory in bytes, the answer, what was written to standard error.

    The peak is that of the process, or of its largest worker process where that is larger.
    """

    seconds: tuple[float, ...]
    peak: int
    answer: Any
    log: str = ""

    @property
    def middle(self) -> float:
        """The median run."""
        return median(self.seconds)

    @property
    def peak_gb(self) -> float:
        """Peak memory in gigabytes."""
        return self.peak / 1e9


def measure(task: str, *arguments: int, runs: int = 3) -> Measured:
    """One process. Raises RuntimeError with the end of its output when it fails."""
    command = [sys.executable, "-m", "benchmarks.measure", task, str(runs), *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    found = [line for line in done.stdout.splitlines() if line.startswith(_MARK)]
    if done.returncode or not found:
        raise RuntimeError(f"{task} failed:\n{done.stdout[-2000:]}{done.stderr[-2000:]}")
    values = json.loads(found[0].removeprefix(_MARK))
    return Measured(tuple(values["seconds"]), values["peak"], values["answer"], done.stderr)


def measure_in_turn(tasks: Mapping[str, str], *arguments: int, rounds: int, runs: int = 1) -> dict[str, Measured]:
    """Every task once a round, so that a drift of the machine's speed meets all alike; runs in order of the rounds."""
    found: dict[str, list[Measured]] = {name: [] for name in tasks}
    for _ in range(rounds):
        for name, task in tasks.items():
            found[name].append(measure(task, *arguments, runs=runs))
    return {name: _pooled(parts) for name, parts in found.items()}


def ratio(one: Measured, other: Measured) -> float:
    """The median over runs of `one` to `other`, run by run: both were measured in turn, so a drift meets both."""
    return median(mine / its for mine, its in zip(one.seconds, other.seconds, strict=True))


def faster(one: Measured, other: Measured) -> Measured:
    """Of two ways to do the same, the faster in each round."""
    return Measured(tuple(map(min, one.seconds, other.seconds)), max(one.peak, other.peak), one.answer)


def _pooled(parts: list[Measured]) -> Measured:
    seconds = tuple(second for part in parts for second in part.seconds)
    return Measured(seconds, max(part.peak for part in parts), parts[0].answer)


def _run(task: str, runs: int, arguments: list[int]) -> None:
    module, name = task.split(":")
    timed = getattr(importlib.import_module(module), name)(*arguments)
    answer, seconds = timed(), []
    for _ in range(runs):
        begin = perf_counter()
        answer = timed()
        seconds.append(perf_counter() - begin)
    peak = 1024 * max(resource.getrusage(who).ru_maxrss for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    print(_MARK + json.dumps({"seconds": seconds, "peak": peak, "answer": answer}), flush=True)
    sys.stderr.flush()
    os._exit(0)  # engines leave threads behind that would keep the process waiting


if __name__ == "__main__":
    _run(sys.argv[1], int(sys.argv[2]), [int(argument) for argument in sys.argv[3:]])

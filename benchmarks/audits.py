"""Audits from 7 to 11,000 units: planted errors located with proof, against checking alone and against big-M."""

from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from benchmarks.measure import Measured, measure
from benchmarks.results import Line, Section

SIZES = {7: 2, 100: 4, 700: 10, 3_321: 20, 11_000: 20}
"""Units of the lowest level -> errors planted."""

MANY = {11_000: (100, 400)}
BIG_M_SIZES = (7, 100)
SECONDS = 60
DIRECTORY = Path(__file__).parent / "data"
RULES = ("listed = poor + near_poor", "listed <= households", "persons >= households")
RATE = "poor_pct = pct(poor, households, 2)"
COLUMNS = ("households", "poor", "near_poor", "listed", "persons", "poor_pct")


def made(units: int, errors: int) -> Path:
    """A national table: the nation, its provinces, their communes; some printed counts are wrong."""
    path = DIRECTORY / f"nation-{units}-{errors}.csv"
    DIRECTORY.mkdir(exist_ok=True)
    random = Random(units * 1_000 + errors)
    provinces = max(2, min(34, units // 10))
    parents = [None, *[0] * provinces, *(1 + at % provinces for at in range(units))]
    rows = [[0] * 5 for _ in parents]
    for at in range(len(parents) - 1, -1, -1):
        if at > provinces:
            households = random.randint(300, 4000)
            poor, near = random.randint(0, households // 5), random.randint(0, households // 6)
            rows[at] = [households, poor, near, poor + near, households * 4 - random.randint(0, households)]
        if (parent := parents[at]) is not None:
            rows[parent] = [total + part for total, part in zip(rows[parent], rows[at], strict=True)]
    rates = [(2 * row[1] * 10_000 + row[0]) // (2 * row[0]) for row in rows]
    for cell in random.sample(range(5 * len(rows)), errors):
        row, column = divmod(cell, 5)
        rows[row][column] = max(0, rows[row][column] + random.choice([-90, -9, -2, -1, 1, 2, 9, 90, 1000]))
    lines = ["unit,parent," + ",".join(COLUMNS)]
    for at, (row, rate) in enumerate(zip(rows, rates, strict=True)):
        parent = "" if parents[at] is None else f"U{parents[at]}"
        lines.append(f"U{at},{parent},{','.join(map(str, row))},{rate / 100:.2f}")
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return path


def _input(units: int, errors: int) -> Any:
    from rasoat.audit.grid import read_grids
    from rasoat.audit.plain import PlainOptions, plain_input
    from rasoat.tables.rule_text import parse_rate, parse_rule

    options = PlainOptions(
        rules=[parse_rule(rule) for rule in RULES], rates=[parse_rate(RATE)], rollup="parent", keys=["unit"]
    )
    return plain_input(next(read_grids(made(units, errors))), options)


def check_only(units: int, errors: int) -> Callable[[], int]:
    """The floor: every statement evaluated once, nothing located."""
    from rasoat.audit.localise.problem import total

    problem = _input(units, errors).problem()
    values = [value or 0 for value in problem.values]

    def run() -> int:
        broken = sum(not rule.holds(total(rule.terms, values)) for rule in problem.rules)
        return broken + sum(not rate.holds(values) for rate in problem.rates)

    return run


def located(units: int, errors: int) -> Callable[[], dict[str, Any]]:
    """The smallest repair, its proof, alternatives and intervals; bounds when the time is over."""
    from time import monotonic

    from rasoat.audit.localise.api import localise

    problem = _input(units, errors).problem()

    def run() -> dict[str, Any]:
        end = monotonic() + SECONDS
        found = localise(problem, lambda: monotonic() > end)
        return {"minimum": found.minimum, "proven": found.proven, "bounds": [found.lower, found.upper],
                "alternatives": len(found.alternatives), "complete": found.complete,
                "always": len(found.always_changed)}  # fmt: skip

    return run


def read_table(units: int, errors: int) -> Callable[[], int]:
    """Reading the CSV and setting up its statements."""
    return lambda: len(_input(units, errors).statements)


def big_m(units: int, errors: int) -> Callable[[], dict[str, Any]]:
    """The usual model, x = v + d with |d| <= M z, in HiGHS; then held against the rules in whole numbers."""
    import numpy as np
    from scipy.optimize import Bounds, LinearConstraint, milp
    from scipy.sparse import csr_array, eye_array, hstack, vstack

    from rasoat.audit.localise.problem import total

    problem = _input(units, errors).problem()
    values = np.array(problem.values, dtype=float)
    size, large = len(values), 10.0 * float(max(values))
    entries = [(row, cell, factor) for row, rule in enumerate(problem.rules) for cell, factor in rule.terms]
    rows, cells, factors = (list(part) for part in zip(*entries, strict=True))
    matrix = csr_array((factors, (rows, cells)), shape=(len(problem.rules), size), dtype=float)
    bounds = np.array([rule.bound for rule in problem.rules], dtype=float)
    relations = np.array([rule.relation for rule in problem.rules])
    low = np.where(relations == "<=", -np.inf, bounds)
    high = np.where(relations == ">=", np.inf, bounds)
    one = eye_array(size, format="csr")
    whole = vstack([
        hstack([matrix, csr_array(matrix.shape)]), hstack([one, -large * one]), hstack([one, large * one])
    ], format="csr")  # fmt: skip
    infinite = np.full(size, np.inf)
    limits = LinearConstraint(whole, np.concatenate([low, -infinite, values]), np.concatenate([high, values, infinite]))

    def run() -> dict[str, Any]:
        found = milp(np.concatenate([np.zeros(size), np.ones(size)]), constraints=limits, integrality=np.ones(2 * size),
                     bounds=Bounds(np.zeros(2 * size), np.concatenate([infinite, np.ones(size)])),
                     options={"time_limit": SECONDS})  # fmt: skip
        if found.x is None:
            return {"claimed": None}
        repaired = [round(value) for value in found.x[:size]]
        holds = all(rule.holds(total(rule.terms, repaired)) for rule in problem.rules)
        moved = sum(new != old for new, old in zip(repaired, problem.values, strict=True))
        return {"claimed": round(found.fun), "cells that moved": moved, "rules hold": holds}

    return run


def audits() -> Section:
    """The rows of the audits."""
    runs: dict[str, Measured] = {}
    notes = ["What was found:"]
    for units, errors in [*SIZES.items(), *((units, many) for units, all_ in MANY.items() for many in all_)]:
        name = f"{units:,} units, {errors} errors"
        runs[f"{name}: read"] = measure("benchmarks.audits:read_table", units, errors, runs=1)
        runs[f"{name}: check only"] = measure("benchmarks.audits:check_only", units, errors, runs=3)
        runs[f"{name}: located"] = found = measure("benchmarks.audits:located", units, errors, runs=1)
        notes.append(f"- {name}: `{found.answer}`")
    for units in BIG_M_SIZES:
        name = f"{units:,} units, {SIZES[units]} errors: big-M in HiGHS"
        runs[name] = found = measure("benchmarks.audits:big_m", units, SIZES[units], runs=1)
        notes.append(f"- {name}: `{found.answer}`")
    checks = [
        Line(f"located to check only, {units:,} units, {errors} errors",
             runs[f"{units:,} units, {errors} errors: located"].middle
             / runs[f"{units:,} units, {errors} errors: check only"].middle, "x")
        for units, errors in SIZES.items()
    ]  # fmt: skip
    checks += [
        Line(f"located to big-M, {units:,} units",
             runs[f"{units:,} units, {SIZES[units]} errors: located"].middle
             / runs[f"{units:,} units, {SIZES[units]} errors: big-M in HiGHS"].middle, "x")
        for units in BIG_M_SIZES
    ]  # fmt: skip
    return Section("Audits from 7 to 11,000 units", runs, 0, checks, notes="\n".join(notes))

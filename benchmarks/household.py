"""One household, warm, explained with every reason: the latency a person feels."""

from collections.abc import Callable
from random import Random
from typing import Any

from benchmarks.law import pack
from benchmarks.measure import measure
from benchmarks.results import Line, Section

HOUSEHOLDS = 2_000


def households(count: int) -> list[dict[str, Any]]:
    """Households with every item answered and every indicator ticked, drawn from a seed."""
    table = pack().point_table
    assert table is not None
    chance, found = Random(20260101), []
    for number in range(count):
        area = chance.choice(table.areas)
        home: dict[str, Any] = {"household_id": f"H{number}", "area": table.area_of[area], "region_code": area}
        for item in table.items:
            for column in item.columns():
                if item.kind == "single":
                    home[column] = chance.choice(item.answers).code
                elif item.kind == "band":
                    home[column] = chance.choice(item.answers).min or 0
                else:
                    home[column] = chance.random() < 0.4
        home |= {code: int(chance.random() < 0.2) for code in pack().standard.indicator_codes}
        found.append(home)
    return found


def explained(count: int) -> Callable[[], dict[str, float]]:
    """Explain them one by one; the answer holds the median and the slowest hundredth in milliseconds."""
    from time import perf_counter

    from rasoat.scoring.explain import Explainer

    explainer, homes = Explainer(pack()), households(count)

    def run() -> dict[str, float]:
        taken = []
        for home in homes:
            begin = perf_counter()
            explainer.explain(home)
            taken.append((perf_counter() - begin) * 1000)
        taken.sort()
        return {"median ms": round(taken[len(taken) // 2], 4), "p99 ms": round(taken[len(taken) * 99 // 100], 4)}

    return run


def household() -> Section:
    """The row of the single household."""
    found = measure("benchmarks.household:explained", HOUSEHOLDS, runs=3)
    checks = [
        Line("one household with reasons, median", found.answer["median ms"], "ms", 1),
        Line("one household with reasons, slowest hundredth", found.answer["p99 ms"], "ms"),
    ]
    return Section("One household, warm, with reasons", {"2,000 households one by one": found}, HOUSEHOLDS, checks)

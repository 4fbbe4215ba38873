"""OpenFisca-core as a peer: one variable an item, its formula a look-up written by hand."""

from collections.abc import Callable
from typing import Any

from benchmarks.data import coded_file
from benchmarks.law import plan
from benchmarks.peers import CLASSES, lines, points_by_code

PERIOD = "2026-01"


def openfisca(rows: int) -> Callable[[], dict[str, Any]]:
    """A tax-benefit system of households; reading the file, setting inputs and calculating are timed."""
    import numpy as np
    import polars as pl
    from openfisca_core.simulations import SimulationBuilder

    from benchmarks.answers import digest

    law, path, system = plan(), coded_file(rows), _system()

    def run() -> dict[str, Any]:
        table = pl.read_parquet(path, columns=["unit_code", *law.columns])
        simulation = SimulationBuilder().build_default_simulation(system, count=table.height)
        for place, column in enumerate(law.columns):
            simulation.set_input(f"input_{place}", PERIOD, table[column].to_numpy().astype(np.int32))
        klass = simulation.calculate("klass", PERIOD)
        counts = np.bincount(table["unit_code"].to_numpy().astype(np.int64) * 4 + klass, minlength=65536 * 4)
        found = counts.reshape(-1, 4)
        units = np.flatnonzero(found.sum(axis=1))
        return digest(pl.DataFrame({"unit_code": units} | {c: found[units, i] for i, c in enumerate(CLASSES)}))

    return run


def _system() -> Any:
    import numpy as np
    from openfisca_core.entities import build_entity
    from openfisca_core.periods import DateUnit
    from openfisca_core.taxbenefitsystems import TaxBenefitSystem
    from openfisca_core.variables import Variable

    household = build_entity(key="household", plural="households", label="Household", is_person=True)
    system = TaxBenefitSystem([household])
    law = plan()
    of_region, least, each = lines()
    line = np.array([0, *of_region])

    def variable(name: str, formula: Any = None) -> None:
        body = {"value_type": int, "entity": household, "definition_period": DateUnit.MONTH, "label": name}
        if formula is not None:
            body["formula"] = formula
        system.add_variable(type(name, (Variable,), body))

    def points_of(item: int) -> Any:
        points = points_by_code(item)
        table = np.full((len(points) + 1, len(points[0]) + 1), -(10**6), dtype=np.int32)
        table[1:, 1:] = points

        def formula(homes: Any, period: Any) -> Any:
            return table[homes("input_0", period), homes(f"input_{item + 1}", period)]

        return formula

    def income(homes: Any, period: Any) -> Any:
        return sum(homes(f"points_{item}", period) for item in range(len(law.items)))

    def deprivation(homes: Any, period: Any) -> Any:
        first = len(law.items) + 1
        return sum(homes(f"input_{first + place}", period) for place in range(len(law.indicators))) * each

    def klass(homes: Any, period: Any) -> Any:
        score = homes("income_score", period)
        lack = homes("deprivation_score", period)
        decided = np.where(score > line[homes("input_0", period)], 0, np.where(lack >= least, 1, 2))
        return np.where(score < 0, 3, decided)

    for place in range(len(law.columns)):
        variable(f"input_{place}")
    for item in range(len(law.items)):
        variable(f"points_{item}", points_of(item))
    variable("income_score", income)
    variable("deprivation_score", deprivation)
    variable("klass", klass)
    return system

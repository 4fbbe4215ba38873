"""The same work by other tools: Parquet in, cross-table out, with the look-ups written by hand for each.

Every peer gives the same counts as the native kernel, or the benchmark stops. Slow ones run on fewer households; their
rows a second stand beside the others', nothing is extrapolated.
"""

from collections.abc import Callable, Iterator
from typing import Any

from benchmarks.data import coded_file
from benchmarks.law import plan
from benchmarks.measure import measure_in_turn
from benchmarks.results import Section

NATIVE = {"native kernel": "benchmarks.kernels:native"}
SIZES = {
    10_000_000: NATIVE
    | {
        "portable kernel": "benchmarks.kernels:portable",
        "numpy, fancy indexing by batch": "benchmarks.peers:numpy_lookup",
        "DuckDB, one join an item": "benchmarks.peers:duckdb_joins",
        "DuckDB, list look-ups": "benchmarks.peers:duckdb_lists",
    },
    1_000_000: NATIVE
    | {
        "pandas, one merge an item": "benchmarks.peers:pandas_merges",
        "OpenFisca-core, look-up by hand": "benchmarks.peer_openfisca:openfisca",
    },
}
CLASSES = ("not_poor", "poor", "near_poor", "incomplete")


def points_by_code(item: int) -> list[list[int]]:
    """Points of an item, `[region - 1][code - 1]`, mask and cap worked out. Every item has one answer column."""
    one = plan().items[item]
    regions = range(len(plan().regions))
    caps = [one.cap(region) for region in regions]
    return [
        [points if cap is None else min(points, cap) for points in one.answers[0].by_code(region)]
        for region, cap in zip(regions, caps, strict=True)
    ]


def lines() -> tuple[list[int], int, int]:
    """Income line of each region, least deprivation score, points of an indicator."""
    law = plan()
    of_region = [law.parameters[region.area]["income_line_score"] for region in law.regions]
    return of_region, law.parameters["rural"]["deprivation_poor_min"], law.indicators[0].points


def numpy_lookup(rows: int) -> Callable[[], dict[str, Any]]:
    """numpy on PyArrow batches: one fancy index an item into a [region, code] array, counts by bincount."""
    import numpy as np
    import polars as pl
    import pyarrow.parquet as pq

    from benchmarks.answers import digest

    law, path = plan(), coded_file(rows)
    tables = []
    for item in range(len(law.items)):
        points = points_by_code(item)
        table = np.full((len(points) + 1, len(points[0]) + 1), -(10**6), dtype=np.int32)
        table[1:, 1:] = points
        tables.append((law.items[item].answers[0].column, table))
    of_region, least, each = lines()
    line = np.array([0, *of_region])

    def run() -> dict[str, Any]:
        counts = np.zeros(65536 * 4, dtype=np.int64)
        for batch in pq.ParquetFile(path).iter_batches(1 << 18, columns=["unit_code", *law.columns]):
            column = {name: batch[name].to_numpy() for name in batch.schema.names}
            region = column[law.region_column]
            income = sum(table[region, column[name]] for name, table in tables)
            deprivation = sum(column[one.column] for one in law.indicators) * each
            klass = np.where(income > line[region], 0, np.where(deprivation >= least, 1, 2))
            klass[income < 0] = 3
            counts += np.bincount(column["unit_code"].astype(np.int64) * 4 + klass, minlength=len(counts))
        table = counts.reshape(-1, 4)
        units = np.flatnonzero(table.sum(axis=1))
        return digest(pl.DataFrame({"unit_code": units} | {c: table[units, i] for i, c in enumerate(CLASSES)}))

    return run


def pandas_merges(rows: int) -> Callable[[], dict[str, Any]]:
    """pandas: one left merge on (region, answer) an item, then vector arithmetic and a cross-table."""
    import numpy as np
    import pandas as pd
    import polars as pl

    from benchmarks.answers import digest

    law, path, key = plan(), coded_file(rows), plan().region_column
    frames = []
    for item in range(len(law.items)):
        column = law.items[item].answers[0].column
        cells = [
            (region, code, points)
            for region, of_region in enumerate(points_by_code(item), start=1)
            for code, points in enumerate(of_region, start=1)
        ]
        frames.append((column, pd.DataFrame(cells, columns=[key, column, "points"])))
    of_region, least, each = lines()

    def run() -> dict[str, Any]:
        homes = pd.read_parquet(path, columns=["unit_code", *law.columns])
        income = sum(
            homes[[key, column]].merge(frame, how="left", on=[key, column])["points"] for column, frame in frames
        )
        deprivation = homes[[one.column for one in law.indicators]].sum(axis=1) * each
        line = homes[key].map(dict(enumerate(of_region, start=1)))
        klass = np.where(income > line, "not_poor", np.where(deprivation >= least, "poor", "near_poor"))
        homes["class"] = np.where(income.isna(), "incomplete", klass)
        table = homes.groupby(["unit_code", "class"]).size().unstack(fill_value=0).reset_index()
        return digest(pl.DataFrame({name: table[name].to_numpy() for name in ("unit_code", *CLASSES)}))

    return run


def duckdb_joins(rows: int) -> Callable[[], dict[str, Any]]:
    """DuckDB: one left join an item on (region, answer)."""
    names = [f"p{item}" for item in range(len(plan().items))]
    joins = " ".join(
        f'LEFT JOIN {name} ON {name}.region = h."{plan().region_column}" AND {name}.code = h."{item.answers[0].column}"'
        for name, item in zip(names, plan().items, strict=True)
    )
    return _duckdb(rows, " + ".join(f"{name}.points" for name in names), joins)


def duckdb_lists(rows: int) -> Callable[[], dict[str, Any]]:
    """DuckDB: one look-up an item in a constant list; an index outside it, or 0, gives null."""
    terms = []
    for number, item in enumerate(plan().items):
        points = points_by_code(number)
        width = len(points[0])
        flat = [value for of_region in points for value in of_region]
        answer = f'h."{item.answers[0].column}"::INT'
        index = f'(h."{plan().region_column}"::INT - 1) * {width} + {answer}'
        terms.append(f"{flat}[CASE WHEN {answer} BETWEEN 1 AND {width} THEN {index} END]")
    return _duckdb(rows, " + ".join(terms), "")


def _duckdb(rows: int, income: str, joins: str) -> Callable[[], dict[str, Any]]:
    import duckdb
    import polars as pl

    from benchmarks.answers import digest

    law, path = plan(), coded_file(rows)
    of_region, least, each = lines()
    connection = duckdb.connect()
    for item in range(len(law.items)):
        cells = [
            (region, code, points)
            for region, of_codes in enumerate(points_by_code(item), start=1)
            for code, points in enumerate(of_codes, start=1)
        ]
        connection.execute(f"CREATE TABLE p{item} (region UTINYINT, code USMALLINT, points INT)")
        values = ", ".join(map(str, cells))
        connection.execute(f"INSERT INTO p{item} VALUES {values}")
    ticks = " + ".join(f'h."{one.column}"::INT' for one in law.indicators)
    query = f"""
        WITH scored AS (
            SELECT unit_code, {of_region}[h."{law.region_column}"] AS line, {income} AS income,
                ({ticks}) * {each} AS lack
            FROM read_parquet('{path}') h {joins})
        SELECT unit_code, count(*) FILTER (income > line) AS not_poor,
            count(*) FILTER (income <= line AND lack >= {least}) AS poor,
            count(*) FILTER (income <= line AND lack < {least}) AS near_poor,
            count(*) FILTER (income IS NULL) AS incomplete
        FROM scored GROUP BY unit_code"""

    def run() -> dict[str, Any]:
        found = connection.execute(query).fetchall()
        return digest(pl.DataFrame(found, schema=["unit_code", *CLASSES], orient="row"))

    return run


def peers() -> Iterator[Section]:
    """Every peer in turn with the native kernel, at the number of households it can hold."""
    for rows, tasks in SIZES.items():
        found = measure_in_turn(tasks, rows, rounds=2)
        answer = found["native kernel"].answer
        wrong = [name for name, one in found.items() if one.answer != answer]
        assert not wrong, f"other counts than the native kernel: {wrong}"
        yield Section(f"Peers at {rows // 1_000_000} M households", found, rows, answer=answer)

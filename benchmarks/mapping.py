"""Any workbook: a list of 50,000 members in an office's own layout, proposed and read, against plain reading."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

from benchmarks.measure import measure_in_turn, ratio
from benchmarks.results import Line, Section

ROWS = 50_000
DIRECTORY = Path(__file__).parent / "data"
TASKS = {
    "plain calamine": "benchmarks.mapping:plain",
    "propose and read": "benchmarks.mapping:propose_and_read",
    "read by a profile": "benchmarks.mapping:read_by_profile",
    "propose and read, TCVN3": "benchmarks.mapping:propose_and_read_tcvn3",
    "propose, read, validate, mark": "benchmarks.mapping:whole_way",
}


def made(rows: int, encoding: str = "unicode") -> Path:
    """The workbook: two heading rows, sections of villages, a row a member, marks, signatures."""
    import polars as pl

    from rasoat.demo.generate import generate
    from rasoat.survey.code_lists import code_list
    from rasoat.survey.mapping.legacy_text import Encoding, encode
    from rasoat.survey.workbook_out import new_workbook

    path = DIRECTORY / f"mapping-{rows}-{encoding}.xlsx"
    if path.exists():
        return path
    DIRECTORY.mkdir(exist_ok=True)
    data = generate("tinh-mau-2026", scale=rows / 70_000).current
    facts = data.households.select(
        "household_id", "village", "unit_code", "head_name", "household_size", "flag_minority"
    )
    people = data.members.join(facts, on="household_id", maintain_order="left").head(rows)
    number = people["household_id"].rle_id() + 1
    words = {name: code_list(name).labels_vi for name in ("relation", "ethnicity", "sex", "activity")}

    def said(text: object) -> Any:
        return encode(text, Encoding(encoding)) if isinstance(text, str) else text

    heads = ["STT hộ", "Họ tên chủ hộ", "Họ và tên", "Quan hệ với chủ hộ", "Ngày sinh", "Giới tính", "Dân tộc",
             "Số CCCD", "Mã xã", "Thôn, bản", "Số khẩu", "Hộ DTTS", "Tình trạng việc làm", "Có thẻ BHYT", "Hộ nghèo",
             "Hộ cận nghèo", "Tổng điểm B1", "Tổng điểm B2", "Ghi chú"]  # fmt: skip
    with new_workbook(path) as book:
        page = book.add_worksheet("Danh sách")
        page.write_string(0, 0, said("DANH SÁCH HỘ NGHÈO, HỘ CẬN NGHÈO"))
        for at, head in enumerate(heads):
            page.write_string(2, at, said(head))
        columns = [
            number.to_list(), people["head_name"], people["full_name"], people["relation"].replace(words["relation"]),
            people.select(
                pl.coalesce(pl.col("birth_date").dt.strftime("%d/%m/%Y"), pl.col("birth_year").cast(pl.String))
            ).to_series(),
            people["sex"].cast(pl.String).replace(words["sex"]), people["ethnicity"].replace(words["ethnicity"]),
            people["personal_id"], people["unit_code"], people["village"], people["household_size"],
            people.select(pl.when("flag_minority").then(pl.lit("x"))).to_series(),
            people["activity"].replace(words["activity"]),
            people.select(pl.when("has_health_insurance").then(pl.lit("Có")).otherwise(pl.lit("Không"))).to_series(),
            ["x" if at % 2 else None for at in number], [None if at % 2 else "x" for at in number],
            [80 + at % 60 for at in number], [at % 12 * 10 for at in number], [None] * people.height,
        ]  # fmt: skip
        for row, cells in enumerate(zip(*columns, strict=True), start=3):
            for at, cell in enumerate(cells):
                if isinstance(cell, int):
                    page.write_number(row, at, cell)
                elif cell is not None:
                    page.write_string(row, at, said(cell))
        page.write_string(people.height + 5, 2, said("NGƯỜI LẬP BIỂU"))
    return path


def plain(rows: int) -> Callable[[], int]:
    """What reading costs by itself: the cells as Python values."""
    from python_calamine import CalamineWorkbook

    path = made(rows)
    return lambda: len(CalamineWorkbook.from_path(str(path)).get_sheet_by_index(0).to_python(skip_empty_area=False))


def propose_and_read(rows: int, encoding: str = "unicode") -> Callable[[], dict[str, int]]:
    """Propose a profile and read with it, as `rasoat map` does."""
    from rasoat.survey.mapping.propose import propose

    path = made(rows, encoding)

    def run() -> dict[str, int]:
        found = propose(path)
        assert found.read is not None
        data = found.read.dataset
        return {"households": data.households.height, "members": data.members.height, "faults": len(data.faults)}

    return run


def propose_and_read_tcvn3(rows: int) -> Callable[[], dict[str, int]]:
    """The same workbook typed in TCVN3."""
    return propose_and_read(rows, "tcvn3")


def read_by_profile(rows: int) -> Callable[[], dict[str, int]]:
    """Read with a profile that is there already."""
    from rasoat.survey.mapping.propose import propose
    from rasoat.survey.mapping.read import read_mapped

    path = made(rows)
    profile = propose(path).profile
    assert profile is not None

    def run() -> dict[str, int]:
        data = read_mapped(path, profile)
        return {"households": data.households.height, "members": data.members.height, "faults": len(data.faults)}

    return run


def whole_way(rows: int) -> Callable[[], dict[str, int]]:
    """From an unknown workbook to its marked copy."""
    from datetime import date

    from benchmarks.law import pack
    from rasoat.survey.fault_list import ALL
    from rasoat.survey.mapping.propose import propose
    from rasoat.survey.mapping.read import read_mapped
    from rasoat.survey.marking.api import examine_file, heads_of, mark

    path, out = made(rows), DIRECTORY / "mapped-marked.xlsx"

    def run() -> dict[str, int]:
        profile = propose(path).profile
        assert profile is not None
        data = read_mapped(path, profile, listed=ALL)
        found = examine_file(path, data, pack(), date(2026, 10, 1))
        copy = mark(path, found.faults, out, record=found.record, names=heads_of(data))
        return {"faults": copy.faults, "cells": copy.cells}

    return run


def mapping() -> Section:
    """The rows of any workbook."""
    for encoding in ("unicode", "tcvn3"):
        made(ROWS, encoding)
    runs = measure_in_turn(TASKS, ROWS, rounds=3)
    whole, bare = runs["propose and read"], runs["plain calamine"]
    way = runs["propose, read, validate, mark"]
    checks = [
        Line("propose and read 50,000 rows: times plain calamine", ratio(whole, bare), "x", 4),
        Line("propose, read, validate, mark 50,000 rows", way.middle, "s", 30),
        Line("propose, read, validate, mark: times plain calamine", ratio(way, bare), "x"),
    ]
    return Section("Any workbook of 50,000 rows", runs, whole.answer["members"], checks, {**whole.answer, **way.answer})

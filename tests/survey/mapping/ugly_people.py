"""Synthetic people for ugly workbooks, and what must be read from one."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import polars as pl

from rasoat.demo import generate
from rasoat.survey.code_lists import code_list
from rasoat.survey.dataset import Dataset

Row = dict[str, Any]

CLASSES = ("poor", "near_poor")
COMMUNES = ("Xã Đồng Trám", "Xã Hòa Bình", "Phường Ngã Bảy")
UNITS = pl.DataFrame(
    {"unit_code": ["01234", "01235", "01236"], "name": [COMMUNES[0], "Xã Hoà Bình", COMMUNES[2]],
     "area": ["rural", "rural", "urban"]}
)  # fmt: skip


@dataclass(frozen=True)
class Ugly:
    """A workbook on disk and what must be read from it, in order; keys are those that the workbook holds."""

    path: Path
    households: list[Row]
    members: list[Row]


def people(households: int = 12, seed: int = 5) -> list[list[Row]]:
    """Members by household, each with the facts of its household; heads come first."""
    data = generate("tinh-mau-2026", scale=max(0.002, households / 20_000), seed=seed).current
    return _by_household(data)[:households]


def _by_household(data: Dataset) -> list[list[Row]]:
    found = []
    members = data.members.partition_by("household_id", as_dict=True, maintain_order=True)
    for at, household in enumerate(data.households.iter_rows(named=True)):
        rows = members[(household["household_id"],)].to_dicts()
        rows.sort(key=lambda row: row["relation"] != "head")
        for row in rows:
            row |= {
                "at": at, "class": CLASSES[at % 2], "village": household["village"], "head_name": rows[0]["full_name"],
                "commune": COMMUNES[at % 3], "household_size": len(rows), "income_score": 80 + at,
            }  # fmt: skip
        found.append(rows)
    return found


def said(field: str, code: object) -> str:
    """The Vietnamese word of a code."""
    return code_list(field).labels_vi[str(code)]

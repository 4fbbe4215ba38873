"""The provinces that can be asked for by name."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np

from rasoat.demo.draws import Draws
from rasoat.demo.flows import ABSENT, NEVER, Cell, Flows
from rasoat.demo.published import published_count

NEAR, POOR, REST = "near_poor", "poor", "not_poor"


@dataclass(frozen=True, slots=True)
class Preset:
    """A province to make. `flows` gives the households of every cell of the movement reports for a seed.

    `all_households`: every household is a record, answers items and waits for its class; otherwise only households
    on a list are records, their classes are decided, and `totals` are all households of this and the previous year.
    """

    name: str
    label: str
    seed: int
    standard_id: str
    year: int
    reference_date: date
    previous_year: int
    previous_reference_date: date
    history_years: tuple[int, ...]
    province_name: str
    prefix: str
    communes: int
    districts: int
    urban_share: float
    mixed_communes: int
    all_households: bool
    flows: Callable[[Draws], Flows]
    moving_share: float = 0.0
    totals: tuple[int, int] = (0, 0)
    published: str = ""
    merit_on_list: float = 0.0
    local_minorities: tuple[str, ...] = ()


def _model_province(_: Draws) -> Flows:
    """Shares of the invented province, for 24,000 households at the start; ours."""
    return {
        Cell(POOR, POOR): 1010, Cell(POOR, NEAR): 190, Cell(POOR, REST): 270,
        Cell(POOR, ABSENT, change="moved_out"): 20, Cell(POOR, ABSENT, change="died"): 34,
        Cell(POOR, ABSENT, change="merged"): 12,
        Cell(NEAR, POOR): 56, Cell(NEAR, NEAR): 1030, Cell(NEAR, REST): 460,
        Cell(NEAR, ABSENT, change="moved_out"): 20, Cell(NEAR, ABSENT, change="died"): 15,
        Cell(NEAR, ABSENT, change="merged"): 10,
        Cell(REST, POOR, POOR): 34, Cell(REST, NEAR, POOR): 24, Cell(REST, REST, POOR): 640,
        Cell(REST, POOR, NEAR): 12, Cell(REST, NEAR, NEAR): 54, Cell(REST, REST, NEAR): 720,
        Cell(REST, POOR): 58, Cell(REST, NEAR): 82, Cell(REST, REST, NEVER): 18920,
        Cell(REST, ABSENT, change="moved_out"): 168, Cell(REST, ABSENT, change="died"): 60,
        Cell(REST, ABSENT, change="merged"): 28,
        Cell(ABSENT, POOR, change="moved_in"): 14, Cell(ABSENT, POOR, change="split"): 24,
        Cell(ABSENT, NEAR, change="moved_in"): 16, Cell(ABSENT, NEAR, change="split"): 22,
        Cell(ABSENT, REST, change="moved_in"): 168, Cell(ABSENT, REST, change="split"): 144,
    }  # fmt: skip


def _bac_giang(draws: Draws) -> Flows:
    """Flows between the published openings and closings. Openings and closings are fixed, the flows are invented."""
    opening_poor, opening_near, closing_poor, closing_near = (
        _published(code) for code in ("poor_before", "near_poor_before", "poor", "near_poor")
    )
    usual = {
        Cell(POOR, NEAR): 2900, Cell(POOR, ABSENT, change="moved_out"): 130,
        Cell(POOR, ABSENT, change="died"): 210, Cell(POOR, ABSENT, change="merged"): 80,
        Cell(NEAR, POOR): 380, Cell(NEAR, ABSENT, change="moved_out"): 170,
        Cell(NEAR, ABSENT, change="died"): 140, Cell(NEAR, ABSENT, change="merged"): 90,
        Cell(REST, POOR, POOR): 150, Cell(REST, POOR, NEAR): 40, Cell(REST, POOR): 560,
        Cell(REST, NEAR, NEAR): 210, Cell(REST, NEAR, POOR): 70, Cell(REST, NEAR): 820,
        Cell(ABSENT, POOR, change="moved_in"): 60, Cell(ABSENT, POOR, change="split"): 110,
        Cell(ABSENT, NEAR, change="moved_in"): 80, Cell(ABSENT, NEAR, change="split"): 120,
    }  # fmt: skip
    keys = np.arange(len(usual), dtype=np.uint64)
    middle = np.asarray(list(usual.values()))
    drawn = dict(zip(usual, draws.between("flows", keys, middle * 9 // 10, middle * 11 // 10).tolist(), strict=True))

    def total(start: str | None = None, end: str | None = None) -> int:
        return sum(n for cell, n in drawn.items() if (start in {None, cell.start}) and (end in {None, cell.end}))

    drawn[Cell(POOR, POOR)] = closing_poor - total(end=POOR)
    drawn[Cell(NEAR, NEAR)] = closing_near - total(end=NEAR)
    drawn[Cell(POOR, REST)] = opening_poor - total(start=POOR)
    drawn[Cell(NEAR, REST)] = opening_near - total(start=NEAR)
    return drawn


def _published(code: str) -> int:
    return published_count("bac_giang_2023", code)


PRESETS = {
    preset.name: preset
    for preset in (
        Preset(
            name="tinh-mau-2026", label="Tỉnh Mẫu: tỉnh giả định, hộ và người đều do phần mềm tạo ra",
            seed=2026, standard_id="national_2022",
            year=2026, reference_date=date(2026, 9, 15), previous_year=2025, previous_reference_date=date(2025, 9, 15),
            history_years=(2022, 2023, 2024), province_name="Tỉnh Mẫu", prefix="TM",
            communes=24, districts=0, urban_share=0.25, mixed_communes=2, all_households=True,
            flows=_model_province, moving_share=0.002, merit_on_list=0.006, local_minorities=("02",),
        ),
        Preset(
            name="bac-giang-2023",
            label="Bắc Giang 2023: tổng số theo số liệu đã công bố; xã, hộ, người và các luồng biến động là giả định",
            seed=2023, standard_id="national_2022",
            year=2023, reference_date=date(2023, 9, 15), previous_year=2022, previous_reference_date=date(2022, 9, 15),
            history_years=(2021,), province_name="Bắc Giang (xã, huyện giả định)", prefix="BG",
            communes=209, districts=10, urban_share=0.15, mixed_communes=0, all_households=False,
            flows=_bac_giang, published="bac_giang_2023",
            totals=(_published("households"), _published("households_before")),
        ),
    )
}  # fmt: skip
"""All presets by name."""

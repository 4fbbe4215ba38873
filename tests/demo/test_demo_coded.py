from pathlib import Path

import polars as pl
import pyarrow.parquet as pq
import pytest

from rasoat.demo.coded import coded_households, write_coded_parquet
from rasoat.law.book import LawBook
from rasoat.scoring.coding import items_plan
from rasoat.scoring.kernels.coded import CodedPlan
from rasoat.scoring.kernels.native import classify_coded
from rasoat.scoring.packs import make_pack


@pytest.fixture(scope="module")
def plan(demo_book: LawBook) -> CodedPlan:
    pack = make_pack(demo_book, "national_2022", "minh-hoa-2022")
    return items_plan(pack, pack.standard.indicator_codes)


def test_chunks_do_not_matter(plan: CodedPlan) -> None:
    whole = pl.concat(coded_households(plan, 1_000, 4, chunk=1_000))

    parts = pl.concat(coded_households(plan, 1_000, 4, chunk=170))

    assert whole.equals(parts)
    assert whole["household_id"].to_list() == list(range(1, 1_001))


def test_every_code_is_one_the_plan_knows(plan: CodedPlan) -> None:
    frame = next(coded_households(plan, 20_000, 9))

    for answer in plan.answers:
        assert frame[answer.column].min() >= 1
        assert frame[answer.column].max() <= answer.width
        assert frame[answer.column].n_unique() > 1
    assert frame[plan.region_column].unique().sort().to_list() == list(range(1, len(plan.regions) + 1))
    assert set(plan.columns) | {"household_id", "unit_code", "area"} == set(frame.columns)


def test_area_and_region_agree(plan: CodedPlan) -> None:
    frame = next(coded_households(plan, 5_000, 9))
    urban = [place for place, region in enumerate(plan.regions, start=1) if region.area == "urban"]

    assert ((frame["area"] == 1) == frame[plan.region_column].is_in(urban)).all()
    assert 0.2 < frame["area"].mean() < 0.55


def test_classes_come_in_sensible_shares(plan: CodedPlan) -> None:
    frame = next(coded_households(plan, 50_000, 1))

    share = dict(classify_coded(frame, plan)["class"].cast(pl.String).value_counts(normalize=True).iter_rows())

    assert 0.005 < share["poor"] < 0.15
    assert 0.005 < share["near_poor"] < 0.15


def test_a_parquet_file_holds_all_rows_in_row_groups(plan: CodedPlan, tmp_path: Path) -> None:
    path = tmp_path / "coded.parquet"

    write_coded_parquet(path, plan, 2_500, 3, row_group=1_000)

    assert pq.ParquetFile(path).metadata.num_row_groups == 3
    assert pl.read_parquet(path).equals(pl.concat(coded_households(plan, 2_500, 3)))
    assert list(tmp_path.iterdir()) == [path]


def test_no_household_is_no_file(plan: CodedPlan, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="at least 1"):
        write_coded_parquet(tmp_path / "none.parquet", plan, 0)
    assert list(tmp_path.iterdir()) == []

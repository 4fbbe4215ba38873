import csv
from importlib import resources
from pathlib import Path

import polars as pl
import pytest

from rasoat.demo import generate, write
from rasoat.law.book import LawBook


def files(directory: Path) -> dict[str, bytes]:
    found = (path for path in sorted(directory.rglob("*")) if path.is_file())
    return {path.relative_to(directory).as_posix(): path.read_bytes() for path in found}


@pytest.mark.parametrize("preset", ["tinh-mau-2026", "bac-giang-2023"])
def test_the_same_seed_gives_the_same_bytes(preset: str, tmp_path: Path, demo_book: LawBook) -> None:
    for name in ("a", "b"):
        write(generate(preset, seed=11, scale=0.03, book=demo_book), tmp_path / name, formats=("csv", "parquet"))
    write(generate(preset, seed=12, scale=0.03, book=demo_book), tmp_path / "c", formats=("csv", "parquet"))

    first, second, other = (files(tmp_path / name) for name in "abc")

    assert first == second
    assert first["current/members.csv"] != other["current/members.csv"]
    assert set(first) == {
        "units.csv", "previous-units.csv", "history.csv", "departures.csv", "province.json",
        *(f"{r}/{part}.{kind}" for r in ("current", "previous") for part in ("households", "members")
          for kind in ("csv", "parquet")),
    }  # fmt: skip


def test_what_is_written_reads_back(tmp_path: Path, demo_book: LawBook) -> None:
    province = generate("tinh-mau-2026", scale=0.02, book=demo_book)

    paths = write(province, tmp_path)

    assert pl.read_parquet(paths["current/households"]).equals(province.current.households)
    assert pl.read_parquet(paths["previous/members"]).equals(province.previous.members)
    assert pl.read_csv(paths["units"])["households"].sum() == province.units["households"].sum()


def test_personal_numbers_keep_their_digits_in_csv(tmp_path: Path, demo_book: LawBook) -> None:
    province = generate("tinh-mau-2026", scale=0.01, book=demo_book)

    paths = write(province, tmp_path, formats=("csv",))

    with paths["current/members"].open(encoding="utf-8") as stream:
        numbers = {row["personal_id"] for row in csv.DictReader(stream)} - {""}
    assert {len(number) for number in numbers} == {12}


def test_published_figures_name_their_source() -> None:
    with resources.files("rasoat.demo").joinpath("data/bac_giang_2023.csv").open(encoding="utf-8") as stream:
        rows = list(csv.DictReader(stream))

    assert {row["mark"] for row in rows} == {"ours", "secondary", "inferred"}
    assert all(row["source"] for row in rows)

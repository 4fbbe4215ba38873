"""Replay: the same pack over the same rows gives the same bytes; an edited pack is refused."""

import json
from pathlib import Path

import polars as pl
import pytest

import rasoat
from rasoat.law.book import LawBook
from rasoat.law.canonical import canonical_json
from rasoat.law.faults import FaultsFoundError
from rasoat.scoring.assumption import Assumption
from rasoat.scoring.classify import Classification, classify_table
from rasoat.scoring.packs import make_pack, read_packs
from rasoat.scoring.result_files import write_results

FRAME = pl.DataFrame(
    {"household_id": ["H2", "H1", "00A"], "area": ["rural", "urban", "rural"], "income_score": [140, 10, 200],
     "deprivation_score": [30, 0, 120]}
)  # fmt: skip


def classified(law: LawBook, frame: pl.DataFrame = FRAME) -> Classification:
    return classify_table(frame, [make_pack(law, "national_2022")])


def test_a_result_names_its_pack_and_replays_to_the_same_bytes(law: LawBook, tmp_path: Path) -> None:
    written = write_results(classified(law), tmp_path / "a" / "ket-qua.csv")
    first = written[0].read_bytes()

    packs = read_packs(written[1:])
    again = write_results(classify_table(FRAME, packs), tmp_path / "b" / "ket-qua.csv")

    assert again[0].read_bytes() == first
    assert set(pl.read_csv(written[0], infer_schema=False)["pack"]) == {packs[0].hash} == {written[1].stem}


def test_shuffled_rows_give_the_same_bytes(law: LawBook, tmp_path: Path) -> None:
    one = write_results(classified(law), tmp_path / "a.csv")[0].read_bytes()
    other = write_results(classified(law, FRAME.reverse()), tmp_path / "b.csv")[0].read_bytes()

    assert one == other


def test_the_canonical_csv_is_plain(law: LawBook, tmp_path: Path) -> None:
    text = write_results(classified(law), tmp_path / "a.csv")[0].read_bytes().decode()

    lines = text.split("\n")
    assert lines[0] == "household_id,standard_id,income_score,deprivation_score,class,reason,status,pack"
    assert lines[1].startswith("00A,national_2022,200,120,not_poor,,classified,")
    assert lines[-1] == ""
    assert "\r" not in text


def test_parquet_holds_the_same_table(law: LawBook, tmp_path: Path) -> None:
    path = write_results(classified(law), tmp_path / "a.parquet")[0]

    assert pl.read_parquet(path)["class"].to_list() == ["not_poor", "near_poor", "poor"]


def test_a_directory_gets_classes_and_packs(law: LawBook, tmp_path: Path) -> None:
    written = write_results(classified(law), tmp_path / "ra-soat.2026")

    assert [path.relative_to(tmp_path / "ra-soat.2026").parts[0] for path in written] == ["classes.csv", "packs"]
    assert not list(tmp_path.rglob("*.part"))


def test_the_stored_pack_is_written_once(law: LawBook, tmp_path: Path) -> None:
    first = write_results(classified(law), tmp_path / "a.csv")[1]
    stamp = first.stat().st_mtime_ns

    write_results(classified(law), tmp_path / "b.csv")

    assert first.stat().st_mtime_ns == stamp
    assert len(list((tmp_path / "packs").iterdir())) == 1


def test_an_edited_pack_is_refused_even_in_canonical_form(law: LawBook, tmp_path: Path) -> None:
    path = write_results(classified(law), tmp_path / "a.csv")[1]
    content = json.loads(path.read_bytes())
    content["standard"]["parameters"]["income_line_score"]["rural"]["value"] = 150
    path.write_bytes(canonical_json(content))

    with pytest.raises(FaultsFoundError, match="pack-edited"):
        read_packs([path])


@pytest.mark.parametrize("content", [b"", b"{}", b"[1]", b"\xff\xfe", b'{"format": "rasoat-law-pack"}'])
def test_what_is_no_pack_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "goi.json"
    path.write_bytes(content)

    with pytest.raises(FaultsFoundError, match="pack-unreadable"):
        read_packs([path])


def test_a_reformatted_pack_is_refused(law: LawBook, tmp_path: Path) -> None:
    path = write_results(classified(law), tmp_path / "a.csv")[1]
    path.write_text(json.dumps(json.loads(path.read_bytes()), indent=1), encoding="utf-8")

    with pytest.raises(FaultsFoundError, match="pack-not-canonical"):
        read_packs([path])


def test_the_same_pack_named_twice_counts_once(law: LawBook, tmp_path: Path) -> None:
    path = write_results(classified(law), tmp_path / "a.csv")[1]

    assert len(read_packs([path, path])) == 1


def test_packs_stand_for_the_standard_in_python(law: LawBook) -> None:
    pack = make_pack(law, "national_2016")

    found = rasoat.classify(FRAME.with_columns(deprivation_score=pl.lit(100)), pack=pack)

    assert set(found["standard_id"]) == {"national_2016"}


def test_a_pack_that_hides_its_block_classifies_nothing(law: LawBook) -> None:
    """The reason of the block and the assumptions were taken out; the definitions are still missing."""
    honest = make_pack(law, "national_2027", None, Assumption(standard="national_2027", note="thử"))
    forged = honest.model_copy(update={"assumptions": ()})
    frame = pl.DataFrame({"household_id": ["H1"], "area": ["rural"], "income_vnd": [1], "deprived_count": [3]})

    assert forged.standard.blocked is None
    assert classify_table(frame, [honest]).table["status"].to_list() == ["simulated"]
    found = classify_table(frame, [forged])

    assert found.table.select("class", "status").row(0) == (None, "blocked")
    assert "employment" in found.blocked["national_2027"]

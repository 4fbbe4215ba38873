"""`rasoat classify` as an office runs it: files in, files out, exit codes."""

from collections.abc import Callable
from pathlib import Path

import polars as pl
import pytest
from click.testing import CliRunner, Result

from rasoat.cli.main import main
from rasoat.law.book import shipped_law

HEAD = "household_id,area,income_score,deprivation_score\n"
SOUND = HEAD + "H2,urban,176,30\nH1,rural,140,30\n"
ASSUMED = "standard: national_2027\nnote: tạm dùng bộ chỉ số dự thảo\n"

Write = Callable[[str, str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def make(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return make


def run(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["classify", *map(str, arguments)])


def classes(path: Path) -> dict[str, str]:
    return dict(pl.read_csv(path, infer_schema=False).select("household_id", "class").iter_rows())


@pytest.mark.parametrize(
    "text",
    [SOUND, "\ufeff" + SOUND, SOUND.replace(",", ";"), SOUND.replace(",", "\t"), SOUND.replace("\n", "\r\n"),
     SOUND.replace("rural", "Nông thôn"), SOUND.replace("140", " 140 ")],
    ids=["plain", "bom", "semicolon", "tab", "crlf", "words", "blanks"],
)  # fmt: skip
def test_csv_as_offices_write_it(write: Write, tmp_path: Path, text: str) -> None:
    done = run(write("vao.csv", text), "--standard", "national_2022", "--out", tmp_path / "ra.csv")

    assert done.exit_code == 0, done.output
    assert classes(tmp_path / "ra.csv") == {"H1": "poor", "H2": "not_poor"}


def test_parquet_in_and_out(tmp_path: Path) -> None:
    frame = pl.DataFrame({"household_id": ["H1"], "area": ["rural"], "income_score": [140], "deprivation_score": [30]})
    frame.write_parquet(tmp_path / "vao.parquet")

    done = run(tmp_path / "vao.parquet", "--standard", "national_2022", "--out", tmp_path / "ra.parquet")

    assert done.exit_code == 0, done.output
    assert pl.read_parquet(tmp_path / "ra.parquet")["class"].to_list() == ["poor"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (HEAD + "H1,rural,,30\n", "value-missing"),
        (HEAD + "H1,rural,140.5,30\n", "not-integer"),
        (HEAD + "H1,rural,một trăm,30\n", "not-integer"),
        (HEAD + "H1,miền núi,100,30\n", "not-in-list"),
        (HEAD + "H1,rural,100,29\n", "score-not-multiple"),
        (HEAD + "H1,rural,100,30\nH1,rural,90,30\n", "household-id"),
        (HEAD, "no-rows"),
        ("", "file-empty"),
        ("household_id,area\nH1,rural\n", "input-missing"),
        ("household_id,area,deprivation_score,item_size\nH1,rural,30,one\n", "point-table-missing"),
        ("tên,tuổi\nA,1\n", "header-not-found"),
    ],
)
def test_a_faulty_file_is_refused_whole(write: Write, tmp_path: Path, text: str, said: str) -> None:
    out = tmp_path / "ra.csv"
    out.write_text("kết quả cũ", encoding="utf-8")

    done = run(write("vao.csv", text), "--standard", "national_2022", "--out", out)

    assert done.exit_code == 1
    assert said in done.stderr
    assert "vao.csv" in done.stderr or said in {"input-missing", "point-table-missing"}
    assert out.read_text(encoding="utf-8") == "kết quả cũ"
    assert {path.name for path in tmp_path.iterdir()} == {"vao.csv", "ra.csv"}


def test_a_fault_names_file_row_column_value_and_remedy(write: Write, tmp_path: Path) -> None:
    done = run(
        write("vao.csv", SOUND + "H3,rural,1OO,30\n"), "--standard", "national_2022", "--out", tmp_path / "ra.csv"
    )

    line = next(line for line in done.stderr.splitlines() if "not-integer" in line)
    for part in ("vao.csv", "dòng 4", '"income_score"', '"1OO"', "Cách sửa:"):
        assert part in line
    assert done.stderr.count("not-integer") == 2
    assert "value-missing" not in done.stderr


def test_partial_writes_the_sound_rows(write: Write, tmp_path: Path) -> None:
    file = write("vao.csv", SOUND + "H3,rural,,30\n")

    done = run(file, "--standard", "national_2022", "--out", tmp_path / "ra.csv", "--partial")

    assert done.exit_code == 0
    assert "value-missing" in done.stderr
    found = pl.read_csv(tmp_path / "ra.csv", infer_schema=False)
    assert found["status"].to_list() == ["classified", "classified", "incomplete"]
    assert found.row(2, named=True)["class"] is None


def test_only_blocked_standards_exit_with_three(write: Write, tmp_path: Path) -> None:
    done = run(write("vao.csv", SOUND), "--standard", "national_2027", "--out", tmp_path / "ra.csv")

    assert done.exit_code == 3
    assert "BỊ KHÓA national_2027" in done.stdout
    assert set(classes(tmp_path / "ra.csv").values()) == {None}


def test_a_blocked_standard_beside_another_exits_with_zero(write: Write, tmp_path: Path) -> None:
    out = tmp_path / "ra.csv"

    done = run(write("v.csv", SOUND), "--standard", "national_2022", "--standard", "national_2027", "--out", out)

    assert done.exit_code == 0
    assert "BỊ KHÓA national_2027" in done.stdout
    assert pl.read_csv(out)["status"].to_list() == ["classified", "blocked"] * 2


def test_a_simulation_bears_its_notice_everywhere(write: Write, tmp_path: Path) -> None:
    file = write("vao.csv", "household_id,area,income_vnd,deprived_count\nH1,rural,2200000,3\nH2,rural,2200001,3\n")
    assumed = write("gia-dinh.yaml", ASSUMED)

    done = run(file, "--standard", "national_2027", "--assume", assumed, "--out", tmp_path / "ra.csv")

    assert done.exit_code == 0, done.output
    found = pl.read_csv(tmp_path / "ra.csv")
    assert found["class"].to_list() == ["poor", "not_poor"]
    assert set(found["status"]) == {"simulated"}
    assert all("tạm dùng bộ chỉ số dự thảo" in notice for notice in found["notice"])
    assert "tạm dùng bộ chỉ số dự thảo" in done.stdout


def test_an_illustration_bears_its_watermark_everywhere(write: Write, tmp_path: Path) -> None:
    table = shipped_law().point_table("minh-hoa-2022")
    cells = {"household_id": "H1", "area": "rural", "region_code": "NT2", "deprivation_score": "0"}
    for item in table.items:
        for column in item.columns():
            cells[column] = item.answers[0].code if item.kind == "single" else "0"
    file = write("vao.csv", ",".join(cells) + "\n" + ",".join(cells.values()) + "\n")

    done = run(file, "--standard", "national_2022", "--points", "minh-hoa-2022", "--out", tmp_path / "ra.csv")

    assert done.exit_code == 0, done.output
    assert pl.read_csv(tmp_path / "ra.csv")["notice"].to_list() == [table.watermark]
    assert table.watermark in done.stdout


def test_replay_gives_the_same_bytes(write: Write, tmp_path: Path) -> None:
    file = write("vao.csv", SOUND)
    run(file, "--standard", "national_2022", "--standard", "national_2027", "--out", tmp_path / "mot")
    packs = [part for path in sorted((tmp_path / "mot" / "packs").iterdir()) for part in ("--pack", path)]
    order = pl.read_csv(tmp_path / "mot" / "classes.csv")["pack"].to_list()
    packs.sort(key=lambda part: order.index(part.stem) if isinstance(part, Path) else -1)
    named = [part for path in packs if isinstance(path, Path) for part in ("--pack", path)]

    done = run(file, *named, "--out", tmp_path / "hai")

    assert done.exit_code == 0, done.output
    assert (tmp_path / "hai" / "classes.csv").read_bytes() == (tmp_path / "mot" / "classes.csv").read_bytes()


def test_shuffled_rows_give_the_same_bytes(write: Write, tmp_path: Path) -> None:
    rows = [f"H{number:03},{'rural' if number % 2 else 'urban'},{number},{number % 13 * 10}\n" for number in range(200)]
    run(write("a.csv", HEAD + "".join(rows)), "--standard", "national_2022", "--out", tmp_path / "1.csv")
    run(write("b.csv", HEAD + "".join(reversed(rows))), "--standard", "national_2022", "--out", tmp_path / "2.csv")

    assert (tmp_path / "1.csv").read_bytes() == (tmp_path / "2.csv").read_bytes()


def test_an_edited_pack_is_refused(write: Write, tmp_path: Path) -> None:
    file = write("vao.csv", SOUND)
    run(file, "--standard", "national_2022", "--out", tmp_path / "ra.csv")
    pack = next((tmp_path / "packs").iterdir())
    pack.write_bytes(pack.read_bytes().replace(b'"value":140', b'"value":145'))

    done = run(file, "--pack", pack, "--out", tmp_path / "lai.csv")

    assert done.exit_code == 1
    assert "pack-edited" in done.stderr
    assert not (tmp_path / "lai.csv").exists()


def test_wrong_use_exits_with_two(write: Write, tmp_path: Path) -> None:
    file = write("vao.csv", SOUND)
    run(file, "--standard", "national_2022", "--out", tmp_path / "ra.csv")
    pack = next((tmp_path / "packs").iterdir())

    for arguments in (
        [file],
        [tmp_path / "không-có.csv", "--out", tmp_path / "x.csv"],
        [file, "--out", tmp_path / "x.xlsx"],
        [file, "--out", file],
        [file, "--pack", pack, "--standard", "national_2022", "--out", tmp_path / "x.csv"],
        [file, "--khong-co", "--out", tmp_path / "x.csv"],
    ):
        assert run(*arguments).exit_code == 2
    assert file.read_text(encoding="utf-8") == SOUND
    assert not list(tmp_path.glob("x*"))


@pytest.mark.parametrize(
    ("options", "rule"),
    [
        (["--standard", "national_2020"], "standard-unknown"),
        (["--points", "khong-co"], "point-table-unknown"),
        (["--standard", "national_2016", "--points", "minh-hoa-2022"], "point-table-unused"),
        (["--standard", "national_2016", "--standard", "national_2022"], "score-ambiguous"),
    ],
)
def test_law_that_does_not_serve_is_refused(write: Write, tmp_path: Path, options: list[str], rule: str) -> None:
    done = run(write("vao.csv", SOUND), *options, "--out", tmp_path / "ra.csv")

    assert done.exit_code == 1
    assert rule in done.stderr
    assert not (tmp_path / "ra.csv").exists()


def test_an_assumption_for_another_standard_is_refused(write: Write, tmp_path: Path) -> None:
    assumed = write("gia-dinh.yaml", ASSUMED)

    done = run(write("vao.csv", SOUND), "--assume", assumed, "--out", tmp_path / "ra.csv")

    assert done.exit_code == 1
    assert "assumption-unused" in done.stderr
    assert "gia-dinh.yaml" in done.stderr


def test_the_summary_counts_by_class(write: Write, tmp_path: Path) -> None:
    done = run(write("vao.csv", SOUND), "--standard", "national_2022", "--out", tmp_path / "ra.csv")

    row = next(line for line in done.stdout.splitlines() if line.strip().startswith("national_2022"))
    assert row.split()[1:6] == ["1", "0", "1", "0", "0"]


def test_an_output_that_cannot_be_written_is_a_fault(write: Write, tmp_path: Path) -> None:
    (tmp_path / "ra.csv").mkdir()

    done = run(write("vao.csv", SOUND), "--standard", "national_2022", "--out", tmp_path / "ra.csv")

    assert done.exit_code == 1
    assert "file-system" in done.stderr
    assert not list(tmp_path.glob(".*.part"))


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "file-empty"),
        (b"\n\n", "heading-missing"),
        (b"household_id,year\nH1,2025\n", "units-column-missing"),
        ("mã\n".encode("utf-16"), "not-utf8"),
    ],
)
def test_a_wrong_file_of_units_is_refused_without_a_traceback(tmp_path: Path, content: bytes, rule: str) -> None:
    file, units = tmp_path / "a.csv", tmp_path / "units.csv"
    file.write_text(
        "household_id,unit_code,area,income_score,deprivation_score\nH1,X1,rural,140,30\n", encoding="utf-8"
    )
    units.write_bytes(content)

    result = CliRunner().invoke(main, ["classify", str(file), "--units", str(units), "--out", str(tmp_path / "o.csv")])

    assert result.exit_code == 1
    assert f"[{rule}]" in result.stderr
    assert not (tmp_path / "o.csv").exists()

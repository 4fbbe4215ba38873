from pathlib import Path

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasoat.law.faults import FaultsFoundError
from rasoat.survey.code_lists import code_list
from rasoat.survey.columns import Column, Kind
from rasoat.survey.fault_list import FEW, TableSource
from rasoat.survey.parsing import parse_series, scaled, several
from rasoat.survey.reading import read_any
from rasoat.survey.typed_tables import type_table

HEAD = "household_id,area,income_score,water\n"


def write(path: Path, text: str, encoding: str = "utf-8") -> Path:
    path.write_bytes(text.encode(encoding))
    return path


def rules(error: pytest.ExceptionInfo[FaultsFoundError]) -> list[str]:
    return [fault.rule for fault in error.value.faults]


def test_a_flat_csv_is_typed(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", HEAD + "007,rural,140,1\n008,Thành thị,,0\n")

    data = read_any(path)

    assert data.faults == ()
    assert data.households.select("household_id", "area", "income_score", "water").rows() == [
        ("007", "rural", 140, 1),
        ("008", "urban", None, 0),
    ]
    assert data.households.schema["income_score"] == pl.Int64
    assert data.households.schema["water"] == pl.Int8


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig"])
@pytest.mark.parametrize("separator", [",", ";", "\t"])
def test_separators_and_byte_order_marks_do_not_matter(tmp_path: Path, encoding: str, separator: str) -> None:
    text = (HEAD + "A,rural,100,1\n").replace(",", separator)

    data = read_any(write(tmp_path / "a.csv", text, encoding))

    assert data.faults == ()
    assert data.households["household_id"].to_list() == ["A"]


@pytest.mark.parametrize(
    ("row", "rule", "column"),
    [
        ("A,rural,1.5,1", "not-integer", "income_score"),
        ("A,rural,abc,1", "not-integer", "income_score"),
        ("A,rural,1e3,1", "not-integer", "income_score"),
        ("A,rural,99999999999999999999,1", "not-integer", "income_score"),
        ("A,rural,100,2", "not-tick", "water"),
        ("A,rural,100,0.5", "not-tick", "water"),
        ("A,suburb,100,1", "not-in-list", "area"),
        ("A,rural;urban,100,1", "two-answers", "area"),
    ],
)
def test_a_bad_cell_is_a_fault_with_row_and_column(tmp_path: Path, row: str, rule: str, column: str) -> None:
    path = write(tmp_path / "a.csv", HEAD + "Z,rural,1,1\n" + row + "\n")

    (fault,) = read_any(path).faults

    assert (fault.rule, fault.place.row, fault.place.column, fault.place.household_id) == (rule, 3, column, "A")
    assert fault.value in row


def test_scores_of_several_standards_stand_side_by_side(tmp_path: Path) -> None:
    text = "household_id,income_score@national_2016,water@national_2022\nA,7,1\nB,x,3\n"

    data = read_any(write(tmp_path / "a.csv", text))

    assert data.households["income_score@national_2016"].to_list() == [7, None]
    assert [fault.place.column for fault in data.faults] == ["income_score@national_2016", "water@national_2022"]


def test_headings_in_vietnamese_are_known(tmp_path: Path) -> None:
    data = read_any(write(tmp_path / "a.csv", "Mã hộ;Khu vực;Số nhân khẩu\nA;Nông thôn;3\n"))

    assert data.households.select("household_id", "area", "household_size").row(0) == ("A", "rural", 3)


@pytest.mark.parametrize("head", ["household_id,birth_year,birth_date", "household_id,birth_date,birth_year"])
def test_a_year_of_birth_comes_from_its_own_column_or_from_the_date(tmp_path: Path, head: str) -> None:
    cells = {"birth_year": ["1984", "", "1984"], "birth_date": ["", "05/11/1990", "1984"], "household_id": ["A"] * 3}
    lines = [",".join(cells[name][at] for name in head.split(",")) for at in range(3)]
    write(tmp_path / "households.csv", "household_id\nA\n")
    write(tmp_path / "members.csv", "\n".join([head, *lines]) + "\n")

    data = read_any(tmp_path)

    assert data.faults == ()
    assert data.members["birth_year"].to_list() == [1984, 1990, 1984]


def test_unknown_columns_are_carried_as_text(tmp_path: Path) -> None:
    data = read_any(write(tmp_path / "a.csv", "household_id,mã riêng\nA,007\n"))

    assert data.households["mã riêng"].to_list() == ["007"]


def test_row_numbers_count_lines_inside_cells_and_blank_lines(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", 'household_id,note,income_score\nA,"hai\ndòng",1\n\nB,,x\n')

    data = read_any(path)

    assert data.households["source_row"].to_list() == [2, 5]
    assert [fault.place.row for fault in data.faults] == [5]


def test_many_faults_are_listed_up_to_a_limit_and_counted(tmp_path: Path) -> None:
    rows = "".join(f"H{number},rural,x,1\n" for number in range(FEW + 30))

    faults = read_any(write(tmp_path / "a.csv", HEAD + rows)).faults

    assert len(faults) == FEW + 1
    assert "30" in faults[-1].vi


def test_double_and_missing_household_codes_are_faults(tmp_path: Path) -> None:
    data = read_any(write(tmp_path / "a.csv", HEAD + "A,rural,1,1\nA,rural,2,1\n,rural,3,1\n"))

    assert [(fault.rule, fault.place.row) for fault in data.faults] == [
        ("household-id-missing", 4),
        ("household-id-twice", 2),
        ("household-id-twice", 3),
    ]


@pytest.mark.parametrize(
    ("content", "rule"),
    [
        (b"", "file-empty"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600, "workbook-old-format"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "workbook-password"),
        (b"PK\x03\x04 broken", "workbook-broken"),
        (b"PAR1 broken", "parquet-broken"),
        ("household_id,area\nA,rural\n".encode("utf-16"), "not-utf8"),
        (b"household_id,head_name\nA,Nguy\xd4n\n", "not-utf8"),
        (b"\x89PNG\r\n\x1a\n\0\0\0", "file-unknown"),
        (b"<html><table><tr><td>household_id</td></tr></table>", "file-is-web-page"),
        (b"area,income_score\nrural,1\n", "column-missing"),
        (b"x,y\n1,2\n", "header-not-found"),
        (b"household_id,area\n", "no-rows"),
        (b"household_id,area,area\nA,rural,urban\n", "heading-double"),
        (b"household_id,area\nA,rural,1\n", "csv-too-many-cells"),
        (b'household_id,area\nA,"rural\nB,urban\n', "csv-broken"),
    ],
)
def test_files_that_cannot_be_used_are_refused_with_the_reason(tmp_path: Path, content: bytes, rule: str) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(content)

    with pytest.raises(FaultsFoundError) as error:
        read_any(path)

    assert rules(error) == [rule]
    assert error.value.faults[0].place.file == "a.xlsx"
    assert error.value.faults[0].remedy_vi
    assert error.value.faults[0].remedy_en


def test_a_file_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FaultsFoundError) as error:
        read_any(tmp_path / "nothing.csv")

    assert rules(error) == ["file-unreadable"]


def test_a_directory_of_two_tables_is_read(tmp_path: Path) -> None:
    pl.DataFrame({"household_id": ["A"], "income_score": [5], "causes": [""]}).write_parquet(
        tmp_path / "households.parquet"
    )
    write(tmp_path / "members.csv", "household_id,member_no,birth_date,sex\nA,1,1984,Nữ\nB,1,05/11/1984,1\n")

    data = read_any(tmp_path)

    assert data.households["causes"].to_list() == [""]
    assert data.members.select("birth_year", "sex").rows() == [(1984, 2), (1984, 1)]
    assert [(fault.rule, fault.place.household_id) for fault in data.faults] == [("member-without-household", "B")]


def test_a_parquet_with_fractions_in_an_integer_column_is_at_fault(tmp_path: Path) -> None:
    path = tmp_path / "a.parquet"
    pl.DataFrame({"household_id": ["A", "B"], "income_score": [1.0, 1.5]}).write_parquet(path)

    data = read_any(path)

    assert data.households["income_score"].to_list() == [1, None]
    assert [fault.value for fault in data.faults] == ["1.5"]


@given(st.lists(st.one_of(st.integers(-(2**63), 2**63 - 1).map(str), st.text(max_size=6)), max_size=8))
def test_an_integer_column_reads_integers_and_faults_the_rest(cells: list[str]) -> None:
    raw = pl.DataFrame({"n": pl.Series(cells, dtype=pl.String)})

    typed, faults = type_table(raw, {"n": Column("n", Kind.INT)}, TableSource())

    for cell, value in zip(cells, typed["n"], strict=True):
        if value is not None:
            assert int(cell) == value
    filled = sum(bool(value is None and raw["n"].str.strip_chars()[at]) for at, value in enumerate(typed["n"]))
    assert len(faults) == filled


@given(st.sets(st.sampled_from(code_list("causes").codes)), st.sampled_from([";", "; ", "\n", " ;"]))
def test_several_codes_come_back_in_the_order_of_the_list(codes: set[str], mark: str) -> None:
    known = code_list("causes")
    words = mark.join(known.labels_vi[code] for code in sorted(codes, reverse=True))

    assert several(words, known) == ";".join(code for code in known.codes if code in codes)


@given(st.integers(0, 10**9), st.sampled_from([10, 100, 1000]))
def test_a_decimal_is_read_in_the_smaller_unit(value: int, scale: int) -> None:
    written = f"{value // scale},{value % scale:0{len(str(scale)) - 1}d}"

    assert scaled(written, scale) == value


def test_a_cause_column_tells_asked_and_none_from_not_asked() -> None:
    column = Column("causes", Kind.CODES, code_list("causes"))

    read = parse_series(pl.Series(["Không", None, "C2, C1", "C9"]), column)

    assert read.to_list() == ["", None, "C1;C2", None]


def test_lines_of_blanks_are_passed_over_and_rows_keep_their_numbers(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", HEAD + "1,rural,140,1\n,,,\n   \n \t, ,,\n2,rural,x,1\n")

    data = read_any(path)

    assert data.households["household_id"].to_list() == ["1", "2"]
    assert [fault.place.row for fault in data.faults] == [6]


def test_a_csv_with_lines_ended_by_a_carriage_return_alone(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", (HEAD + "1,rural,140,1\n2,urban,x,0\n").replace("\n", "\r"))

    data = read_any(path)

    assert data.households["household_id"].to_list() == ["1", "2"]
    assert [fault.place.row for fault in data.faults] == [3]


@pytest.mark.parametrize("text", ["\n\n", "\r\n", " , ,\n1,2,3\n", "\n" + HEAD + "1,rural,140,1\n"])
def test_a_csv_without_headings_in_row_1_is_refused(tmp_path: Path, text: str) -> None:
    path = write(tmp_path / "a.csv", text)

    with pytest.raises(FaultsFoundError) as error:
        read_any(path)

    assert rules(error) == ["heading-missing"]


@pytest.mark.parametrize(
    ("income", "deprivation"),
    [("Điểm A", "Điểm B"), ("B1", "B2"), ("điểm B1", "ĐIỂM B2"), ("Tổng điểm A", "Tổng điểm B")],
)
def test_totals_are_known_by_their_short_headings(tmp_path: Path, income: str, deprivation: str) -> None:
    path = write(tmp_path / "a.csv", f"household_id,area,{income},{deprivation}\nH1,rural,120,30\n")

    assert read_any(path).households.select("income_score", "deprivation_score").rows() == [(120, 30)]


def test_two_headings_of_one_total_are_refused(tmp_path: Path) -> None:
    path = write(tmp_path / "a.csv", "household_id,area,income_score,Điểm A\nH1,rural,120,130\n")

    with pytest.raises(FaultsFoundError) as error:
        read_any(path)

    assert rules(error) == ["heading-double"]

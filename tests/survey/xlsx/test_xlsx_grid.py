"""Cells restyled by bytes: wherever they stand, however the sheet is written, and where they are missing."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rasoat.survey.xlsx.addresses import address_of, cell_of, range_of
from rasoat.survey.xlsx.grid import Grid
from rasoat.survey.xlsx.safe_xml import local, root_of

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
Cell = tuple[int, int]


def sheet(data: str, before: str = "", after: str = "", prefix: str = "") -> bytes:
    name = f'xmlns:{prefix[:-1]}="{MAIN}"' if prefix else f'xmlns="{MAIN}"'
    return f"<{prefix}worksheet {name}>{before}{data}{after}</{prefix}worksheet>".encode()


def restyled(content: bytes, wanted: dict[Cell, int]) -> bytes:
    grid = Grid(content)
    return grid.with_styles(grid.spots(wanted), wanted)


def read(content: bytes) -> dict[Cell, tuple[int, str]]:
    """Every cell written: its style and its words; fails when rows or cells are out of order."""
    found: dict[Cell, tuple[int, str]] = {}
    number = 0
    for row in (node for node in root_of(content).iter() if local(node.tag) == "row"):
        assert int(row.get("r", number + 1)) > number
        number = int(row.get("r", number + 1))
        column = 0
        for cell in row:
            at = cell_of(cell.get("r", ""))
            assert at is None or (at[0] == number and at[1] > column)
            column = at[1] if at else column + 1
            found[number, column] = (int(cell.get("s", 0)), "".join(cell.itertext()))
    return found


def test_only_the_style_of_a_cell_changes() -> None:
    content = sheet('<sheetData><row r="2"><c r="B2" s="3" t="s" cm="1"><f>A1+1</f><v>7</v></c></row></sheetData>')

    assert restyled(content, {(2, 2): 9}) == content.replace(b's="3"', b's="9"')


@pytest.mark.parametrize(
    ("data", "cell", "expected"),
    [
        ('<row r="2"><c r="A2"/><c r="D2"/></row>', (2, 3), b'<c r="A2"/><c r="C2" s="9"/><c r="D2"/>'),
        ('<row r="2"><c r="B2"/></row>', (2, 1), b'<row r="2"><c r="A2" s="9"/><c r="B2"/>'),
        ('<row r="2"><c r="B2"/></row>', (2, 5), b'<c r="B2"/><c r="E2" s="9"/></row>'),
        ('<row r="2" ht="9"/>', (2, 5), b'<row r="2" ht="9"><c r="E2" s="9"/></row>'),
        ('<row r="2"/><row r="4"/>', (3, 1), b'<row r="2"/><row r="3"><c r="A3" s="9"/></row><row r="4"/>'),
        ('<row r="2"/>', (7, 1), b'<row r="2"/><row r="7"><c r="A7" s="9"/></row></sheetData>'),
        ("", (7, 1), b'<sheetData><row r="7"><c r="A7" s="9"/></row></sheetData>'),
    ],
    ids=["between cells", "first cell", "last cell", "closed row", "between rows", "last row", "closed sheet"],
)  # fmt: skip
def test_a_missing_cell_is_put_in_at_its_place(data: str, cell: Cell, expected: bytes) -> None:
    content = sheet(f"<sheetData>{data}</sheetData>" if data else "<sheetData/>")

    assert expected in restyled(content, {cell: 9})


def test_cells_and_rows_without_addresses_are_counted() -> None:
    content = sheet(
        '<sheetData><row><c><v>1</v></c><c><v>2</v></c></row><row><c/></row><row r="7"><c/></row></sheetData>'
    )

    found = read(restyled(content, {(1, 2): 5, (2, 1): 6, (7, 1): 7, (1, 3): 8, (4, 2): 9}))

    assert {cell: style for cell, (style, _) in found.items() if style} == {
        (1, 2): 5, (2, 1): 6, (7, 1): 7, (1, 3): 8, (4, 2): 9,
    }  # fmt: skip


def test_prefixes_are_kept_for_new_rows_and_cells() -> None:
    content = sheet('<x:sheetData><x:row r="1"><x:c r="A1"/></x:row></x:sheetData>', prefix="x:")

    found = restyled(content, {(1, 1): 1, (1, 2): 2, (5, 1): 3})

    assert b'<x:c r="A1" s="1"/><x:c r="B1" s="2"/></x:row><x:row r="5"><x:c r="A5" s="3"/></x:row>' in found


def test_rows_of_controls_outside_the_data_are_not_rows() -> None:
    after = '<controls xmlns:d="urn:d"><d:row>2</d:row><d:row r="9"/></controls>'
    content = sheet('<sheetData><row r="1"><c r="A1"/></row></sheetData>', after=after)

    assert after.encode() in restyled(content, {(9, 1): 4})


def test_cells_in_comments_are_not_cells() -> None:
    content = sheet(
        '<sheetData><!-- <row r="1"><c r="A1"/></row> --><row r="1"><c r="A1"><v>1</v></c></row></sheetData>'
    )

    assert restyled(content, {(1, 1): 4}) == content.replace(b'<c r="A1"><v>', b'<c r="A1" s="4"><v>')


def test_a_missing_cell_shows_the_style_of_its_row_or_column() -> None:
    columns = '<cols><col min="2" max="3" style="5"/></cols>'
    content = sheet('<sheetData><row r="1" s="8" customFormat="1"/><row r="2" s="8"/></sheetData>', before=columns)

    found = Grid(content).spots([(1, 2), (2, 2), (2, 3), (2, 4), (9, 2)])

    assert {cell: spot.style for cell, spot in found.items()} == {(1, 2): 8, (2, 2): 5, (2, 3): 5, (2, 4): 0, (9, 2): 5}


def test_a_merged_cell_is_shown_by_the_first_of_its_range() -> None:
    content = sheet(
        "<sheetData/>", after='<mergeCells count="2"><mergeCell ref="B2:C4"/><mergeCell ref="E1:E9"/></mergeCells>'
    )

    found = Grid(content).anchors([(3, 3), (2, 2), (5, 5), (1, 1)])

    assert found == {(3, 3): (2, 2), (2, 2): (2, 2), (5, 5): (1, 5), (1, 1): (1, 1)}


def test_cells_of_a_style_are_found_again() -> None:
    rows = """<row r="1"><c r="A1" s="4"/><c r="B1" s='4'/><c r="C1" s="44"/></row><row><c ss="4"/></row>"""
    content = sheet(f"<sheetData>{rows}</sheetData>")

    assert [cell for cell, _ in Grid(content).styled([4])] == [(1, 1), (1, 2)]


CELLS = st.tuples(st.integers(1, 12), st.integers(1, 30))


@given(
    st.dictionaries(CELLS, st.tuples(st.integers(0, 3), st.sampled_from(["", "x", "<&>"]))),
    st.dictionaries(CELLS, st.integers(10, 99)),
    st.booleans(),
    st.sampled_from(["", "x:"]),
)  # fmt: skip
def test_any_sheet_keeps_all_its_words_and_gets_the_styles(
    cells: dict[Cell, tuple[int, str]], wanted: dict[Cell, int], addressed: bool, prefix: str
) -> None:
    rows = []
    last_row = 0
    for row in sorted({row for row, _ in cells}):
        inside, last = "", 0
        for column in sorted(column for at, column in cells if at == row):
            style, words = cells[row, column]
            told = f' r="{address_of((row, column))}"' if addressed or column != last + 1 else ""
            body = f"<{prefix}v>{words.replace('&', '&amp;').replace('<', '&lt;')}</{prefix}v>"
            inside += f'<{prefix}c{told} s="{style}">{body}</{prefix}c>'
            last = column
        told = f' r="{row}"' if addressed or row != last_row + 1 else ""
        rows.append(f"<{prefix}row{told}>{inside}</{prefix}row>")
        last_row = row
    content = sheet(f"<{prefix}sheetData>{''.join(rows)}</{prefix}sheetData>", prefix=prefix)

    found = read(restyled(content, wanted))

    assert found == {**cells, **{cell: (style, cells.get(cell, (0, ""))[1]) for cell, style in wanted.items()}}


@given(st.integers(1, 1_048_576), st.integers(1, 16_384))
def test_addresses_read_back(row: int, column: int) -> None:
    assert cell_of(address_of((row, column))) == (row, column)
    assert range_of(f"{address_of((row, column))}:{address_of((row, column))}") == ((row, column), (row, column))


@given(st.text(max_size=6))
def test_no_text_breaks_the_reading_of_an_address(text: str) -> None:
    found = cell_of(text)

    assert found is None or address_of(found) == text.replace("$", "").upper()

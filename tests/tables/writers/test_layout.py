"""Columns on paper: the merged head closes without gap or overlap, wide tables are cut, nothing is too narrow."""

from hypothesis import given
from hypothesis import strategies as st

from rasoat.tables import layout
from rasoat.tables.font_metrics import line_count, longest_word, text_width
from rasoat.tables.report import Column, Kind, ReportTable, Row

NAMES = st.sampled_from(["Hộ nghèo", "Hộ cận nghèo", "Khẩu", "Tổng số", "Tỷ lệ %"])
PATHS = st.lists(NAMES, min_size=1, max_size=4).map(tuple)
COLUMNS = st.lists(st.builds(Column, key=st.just("k"), heads=PATHS, width=st.floats(4, 30)), min_size=2, max_size=40)


def table(columns, rows=()):
    return ReportTable("1", "Biểu", "Xã Mẫu", "Năm 2026", "national_2022", tuple(columns), tuple(rows))


@given(COLUMNS)
def test_the_merged_head_covers_every_cell_once(columns):
    depth = layout.head_depth(columns)

    heads = layout.merged_heads(columns, (0, len(columns)), depth)

    covered = [(row, column) for cell in heads
               for row in range(cell.row, cell.row + cell.rows)
               for column in range(cell.column, cell.column + cell.columns)]  # fmt: skip
    assert sorted(covered) == [(row, column) for row in range(depth) for column in range(len(columns))]


@given(COLUMNS)
def test_every_column_ends_in_its_own_head(columns):
    depth = layout.head_depth(columns)
    heads = layout.merged_heads(columns, (0, len(columns)), depth)

    for index, column in enumerate(columns):
        lowest = next(cell for cell in heads if cell.column == index and cell.row + cell.rows == depth)
        assert (lowest.text, lowest.columns) == (column.heads[-1], 1)


def test_equal_neighbours_merge_only_under_the_same_parent():
    columns = [Column("a", ("Nghèo", "Y tế", "1")), Column("b", ("Nghèo", "Y tế", "2")),
               Column("c", ("Cận nghèo", "Y tế", "3")), Column("d", ("Tổng",))]  # fmt: skip

    heads = layout.merged_heads(columns, (0, 4), 3)

    assert layout.Head(0, 0, 1, 2, "Nghèo") in heads
    assert layout.Head(1, 0, 1, 2, "Y tế") in heads
    assert layout.Head(1, 2, 1, 1, "Y tế") in heads
    assert layout.Head(0, 3, 3, 1, "Tổng") in heads


@given(COLUMNS)
def test_blocks_follow_each_other_and_fit_the_page(columns):
    plan = layout.plan(table(columns))

    assert [index for block in plan.blocks for index in range(*block)] == list(range(len(columns)))
    for block in plan.blocks:
        shown = plan.columns_of(block)
        room = layout.PAGE_WIDTH + 0.01
        assert len(shown) == plan.stub + 1 or sum(plan.widths[index] for index in shown) * plan.scale <= room


def test_a_group_is_not_parted_when_it_fits_a_page():
    columns = [Column("place", ("Địa bàn",), kind=Kind.TEXT, width=24)]
    columns += [Column(f"{group}{n}", (group, str(n)), width=12) for group in ("Nghèo", "Cận nghèo") for n in range(9)]

    plan = layout.plan(table(columns))

    assert plan.blocks == ((0, 10), (10, 19))


def test_a_column_grows_for_a_long_number_and_a_long_word():
    columns = [Column("place", ("Địa bàn",), kind=Kind.TEXT), Column("a", ("Số",), width=3),
               Column("b", ("Nghiêng",), width=1)]  # fmt: skip
    wide = table(columns, [Row(("Xã Mẫu", 123_456_789, 1), bold=True)])

    widths = layout.plan(wide).widths

    assert widths[1] >= text_width("123.456.789", layout.BODY_SIZE, bold=True) + layout.CELL_PADDING
    assert widths[2] >= longest_word("Nghiêng", layout.HEAD_SIZE, bold=True)


def test_figures_are_half_an_em_wide_and_vietnamese_letters_are_known():
    assert text_width("0123456789", 12) == 60.0
    assert text_width("Ế", 10) == text_width("E", 10)
    assert text_width("Ộ", 10, bold=True) > text_width("Ộ", 10)


@given(st.text("abc ộế", max_size=60), st.floats(20, 200))
def test_wider_lines_are_never_more(text, width):
    assert line_count(text, width + 10, 12) <= line_count(text, width, 12)


def test_a_word_too_long_for_its_line_counts_as_cut():
    assert line_count("9=1-2-3-4+5+6+7+8", 40, 12) == 3
    assert line_count("Tổng số hộ", 200, 12) == 1
    assert line_count("a\nb", 200, 12) == 2

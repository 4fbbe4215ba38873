"""Any published table: rules, roll-ups and rates that do not hold, and where the errors are."""

from pathlib import Path

import pytest

from rasoat.audit.plain import PlainOptions, plain_input
from rasoat.audit.run import AuditResult, audit
from rasoat.audit.words import as_data, lines
from rasoat.law.faults import FaultsFoundError
from rasoat.tables.rule_text import parse_rate, parse_rule

from .small_tables import NATION, changed, first_grid, write_book, write_csv

DISTRICT = Path(__file__).parents[1] / "tables" / "data" / "report_movement_example.csv"
TOTAL = parse_rule("total = poor + near_poor")
RATE = parse_rate("poor_pct = pct(poor, households, 2)")


def run(path: Path, **options: object) -> AuditResult:
    return audit(plain_input(first_grid(path), PlainOptions(**options)))  # type: ignore[arg-type]


def addresses(result: AuditResult, cells: frozenset[int]) -> list[str]:
    return sorted(result.source.cells[cell].address for cell in cells)


def test_a_sound_table_holds(tmp_path: Path) -> None:
    result = run(write_csv(tmp_path / "a.csv"), rules=[TOTAL], rates=[RATE], rollup="parent")

    assert result.holds
    assert (len(result.source.statements), result.unknown) == (3 + 4 + 3, 0)
    assert list(lines(result))[-1] == "Không thấy sai."


def test_one_wrong_cell_is_found_and_told_as_place_cell_and_difference(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", changed(NATION, 3, 5, 52))

    result = run(path, rules=[TOTAL], rates=[RATE], rollup="parent")

    assert [broken.off for broken in result.broken] == [2, -2]
    assert result.localisation.minimum == 1
    assert result.localisation.proven
    assert addresses(result, result.localisation.always_changed) == ["F4"]
    assert "  Tỉnh Hai, ô F4: lệch 2, ghi 52, phải là 50 nếu các ô kia đúng (total = poor + near_poor)" in lines(result)
    assert any("ô F4 (Tỉnh Hai, total): 52 thành 50" in line for line in lines(result))


def test_the_worked_district() -> None:
    """Cư Jút, households, blanks frozen at 0: four changes, exactly four ways, three are not enough."""
    order = ("c1_open", "c2", "c3", "c4_other_down", "c5", "c6", "c7", "c8_other_up")
    signed = list(zip("+---++++", order, strict=True))
    rules = [
        parse_rule(f'"{n}.c9_close_printed" = ' + " ".join(f'{sign} "{n}.{name}"' for sign, name in signed))
        for n in "23"
    ]
    rules += [parse_rule('"2.c2" = "3.c5"'), parse_rule('"2.c5" = "3.c3"')]

    result = run(DISTRICT, rules=rules, keys=["place"], across="report_no", where=[("unit", "households")],
                 rollup="@first", blank="zero")  # fmt: skip

    located = result.localisation
    assert [(broken.statement.place, broken.off) for broken in result.broken] == [
        ("Huyện Cư Jút", -2), ("Xã Tâm Thắng", -2), ("Huyện Cư Jút", 1), ("Xã Tâm Thắng", 1),
    ]  # fmt: skip
    assert (located.minimum, located.proven, located.complete, len(located.alternatives)) == (4, True, True, 4)
    assert addresses(result, located.always_changed) == ["J11", "J15"]
    assert {tuple(addresses(result, repair.cells)) for repair in located.alternatives} == {
        ("F11", "F15", "J11", "J15"), ("G11", "G15", "J11", "J15"), ("J11", "J15", "L11", "L15"),
        ("J11", "J15", "N11", "N15"),
    }  # fmt: skip
    told = as_data(result)
    assert (told["minimum"], told["proven"], told["more"], len(told["alternatives"])) == (4, True, False, 4)
    assert all(item["low"] == item["high"] for item in told["suggestions"])


def test_blanks_are_unknown_unless_said_to_be_zero(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", changed(NATION, 3, 4, ""))

    unknown = run(path, rules=[TOTAL], rollup="parent")
    zero = run(path, rules=[TOTAL], rollup="parent", blank="zero")

    assert (unknown.localisation.minimum, unknown.unknown) == (0, 2)
    assert zero.localisation.minimum == 3
    assert not zero.holds


def test_frozen_columns_cells_and_places_keep_their_value(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", changed(NATION, 3, 5, 52))

    ways = [
        run(path, rules=[TOTAL], freeze=freeze).localisation.alternatives
        for freeze in (["total"], ["F4"], ["Tỉnh Hai:total"], ["total", "poor", "E4"])
    ]

    assert [len(way) for way in ways] == [2, 2, 2, 0]


def test_rates_are_checked_against_the_repaired_counts(tmp_path: Path) -> None:
    rows = changed(changed(NATION, 3, 3, 40), 3, 6, "7,55")

    result = run(write_csv(tmp_path / "a.csv", rows), rules=[TOTAL], rates=[RATE], rollup="parent")

    assert result.localisation.minimum == 1
    assert [(item.statement.printed.address, item.expected) for item in result.wrong_rates
            if item.statement.printed] == [("G4", 750)]  # fmt: skip


def test_fractions_formatted_as_percent_are_understood(tmp_path: Path) -> None:
    rows = [["place", "households", "poor", "pct"], ["A", 600, 70, 0.116667], ["B", 400, 30, 0.075]]

    result = run(write_book(tmp_path / "a.xlsx", {"S": rows}), rates=[parse_rate("pct = pct(poor, households, 2)")])

    assert result.holds


def test_a_rate_over_nothing_must_be_blank(tmp_path: Path) -> None:
    rows = [["place", "households", "poor", "pct"], ["A", 600, 0, "0,00"], ["B", 0, 0, "0,00"]]

    result = run(write_book(tmp_path / "a.xlsx", {"S": rows}), rates=[parse_rate("pct = pct(poor, households, 2)")])

    assert [line for line in lines(result) if "B, ô S!D3: ghi 0,00, phải để trống vì mẫu số 0" in line]


def test_two_lines_a_place_are_told_apart_by_two_keys(tmp_path: Path) -> None:
    rows = [["Địa bàn", "Loại", "a", "b", "tổng"], ["Huyện", "Hộ", 3, 4, 7], ["", "Khẩu", 9, 9, 18],
            ["Xã", "Hộ", 3, 4, 7], ["", "Khẩu", 9, 8, 17]]  # fmt: skip
    path = write_book(tmp_path / "a.xlsx", {"S": rows})

    result = run(path, rules=[parse_rule("tổng = a + b")], keys=["Địa bàn", "Loại"], rollup="@first")

    assert [broken.statement.place for broken in result.broken] == ["Huyện / Khẩu", "Huyện / Khẩu"]
    assert result.localisation.minimum == 2


def test_text_in_a_count_is_refused_at_its_cell(tmp_path: Path) -> None:
    path = write_csv(tmp_path / "a.csv", changed(NATION, 2, 3, "bảy mươi"))

    with pytest.raises(FaultsFoundError) as refused:
        run(path, rules=[TOTAL])

    assert [(fault.rule, fault.place.cell, fault.value) for fault in refused.value.faults] == [
        ("audit-not-count", "D3", "bảy mươi")
    ]


@pytest.mark.parametrize(
    ("rows", "options", "rule"),
    [
        (changed(NATION, 2, 1, "Tỉnh Lạ"), {"rollup": "parent"}, "audit-parent"),
        (changed(changed(NATION, 2, 1, "Tỉnh Hai"), 3, 1, "Tỉnh Một"), {"rollup": "parent"}, "audit-circle"),
        (changed(NATION, 3, 0, "Tỉnh Một"), {"rules": [TOTAL]}, "audit-key-twice"),
        (NATION, {"rules": [parse_rule("totl = poor")]}, "audit-column"),
        (NATION, {"rules": [TOTAL], "freeze": ["ZZ9"]}, "audit-freeze"),
        (NATION, {"rollup": "place"}, "audit-nothing"),
        (NATION, {"rules": [TOTAL], "where": [("place", "Tỉnh Ba")]}, "no-rows"),
        (changed(NATION, 3, 6, "nhiều"), {"rates": [RATE]}, "audit-not-rate"),
        (NATION, {"rules": [parse_rule("total = poor")], "across": "parent"}, "audit-across"),
    ],
)
def test_what_does_not_fit_is_named(
    tmp_path: Path, rows: list[list[object]], options: dict[str, object], rule: str
) -> None:
    with pytest.raises(FaultsFoundError) as refused:
        run(write_csv(tmp_path / "a.csv", rows), **options)

    assert {fault.rule for fault in refused.value.faults} == {rule}
    assert all(fault.remedy_vi for fault in refused.value.faults)


def test_a_rate_that_rests_on_an_open_blank_is_not_told_a_value(tmp_path: Path) -> None:
    rows = [["xa", "tong", "ngheo", "can", "tl"], ["A", 30, "", 18, "45,00"], ["B", 20, 10, "", "50,00"]]

    result = run(
        write_book(tmp_path / "a.xlsx", {"S": rows}), rules=[parse_rule("tong = ngheo + can")],
        rates=[parse_rate("tl = pct(ngheo, tong, 2)")],
    )  # fmt: skip

    assert [(item.known, item.expected) for item in result.wrong_rates] == [(False, None)]


def test_two_columns_of_one_heading_go_by_their_letters(tmp_path: Path) -> None:
    rows = [["xa", "so", "so", "x"], ["A", 1, 2, 3], ["B", 2, 2, 5]]

    result = run(write_book(tmp_path / "a.xlsx", {"S": rows}), rules=[parse_rule("B + C = x")])

    assert [broken.statement.place for broken in result.broken] == ["B"]


def test_a_negative_count_is_told_as_such(tmp_path: Path) -> None:
    rows = [["xa", "tong", "ngheo", "can"], ["A", 5, 2, 3], ["B", 5, -2, 7]]

    result = run(write_book(tmp_path / "a.xlsx", {"S": rows}), rules=[parse_rule("tong = ngheo + can")])

    assert any("B, ô S!C3" in line and "không được âm" in line for line in lines(result))
    assert result.localisation.minimum == 2


def test_a_row_of_words_only_is_not_passed_over_in_silence(tmp_path: Path) -> None:
    rows = [["xa", "tong", "ngheo", "can"], ["A", 5, 2, 3], ["B", "năm", "hai", "ba"], ["NGƯỜI LẬP BIỂU", "", "", ""],
            ["", "", "TM. ỦY BAN NHÂN DÂN", ""]]  # fmt: skip
    path = write_book(tmp_path / "a.xlsx", {"S": rows})

    with pytest.raises(FaultsFoundError) as refused:
        run(path, rules=[parse_rule("tong = ngheo + can")])

    assert [(fault.rule, fault.place.cell) for fault in refused.value.faults] == [
        ("audit-not-count", "B3"), ("audit-not-count", "C3"), ("audit-not-count", "D3"),
    ]  # fmt: skip

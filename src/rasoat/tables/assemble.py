"""Put counts and movement into the forms: reports 1-13, and the lists after them."""

from collections.abc import Mapping, Sequence
from typing import Literal

from rasoat.survey.code_lists import code_list
from rasoat.survey.ethnic_groups import KINH, ethnic_list
from rasoat.tables.build import Heading, build
from rasoat.tables.counting import count_listed, count_population
from rasoat.tables.figures import Figures
from rasoat.tables.forms import CLASS_NAMES, Form, forms
from rasoat.tables.inputs import LISTED, Round
from rasoat.tables.lists import Lister
from rasoat.tables.movement import Movement
from rasoat.tables.report import ReportTable
from rasoat.tables.scope import Scope


def figure_tables(
    current: Round, moved: Movement, scope: Scope, heading: Heading, indicators: Sequence[tuple[str, str]], *,
    complete: bool, classes: Mapping[str, str], ethnic_columns: Literal["all", "present"],
    movement_notes: Sequence[str],
) -> dict[str, ReportTable]:  # fmt: skip
    """Reports 1-13 in the order of their numbers. `classes` overrides the class a report is about."""
    groups = list(ethnic_list().labels_vi.items())
    causes = code_list("causes")
    figures = count_population(current.households, scope, complete)
    codes = [code for code, _ in indicators]
    figures.add(count_listed(current.households, scope, codes, ethnic_list().codes, causes.codes))
    figures.add(moved.figures)
    minorities = [group for group in groups if group[0] != KINH]
    if ethnic_columns == "present":
        minorities = [group for group in minorities if _occurs(figures, group[0])]
    lists = {"indicators": indicators, "ethnic_groups": minorities, "causes": list(causes.labels_vi.items())}
    notes = {"2": movement_notes, "3": movement_notes}
    if moved.moves:
        inside = (
            f"{moved.moves} hộ chuyển địa bàn trong phạm vi {scope.unit.name}: ghi cột 4 nơi đi, cột 8 nơi đến; "
            "ở dòng chung không tính là biến động, nên cột 4, cột 8 dòng chung nhỏ hơn tổng các dòng dưới."
        )
        notes = {number: (*said, inside) for number, said in notes.items()}
    served = {number: (form, classes.get(number, klass)) for form, number, klass in _served()}
    return {
        number: build(number, form, klass, figures, scope, heading, lists, notes.get(number, ()), forms().mark)
        for number, (form, klass) in sorted(served.items(), key=lambda item: int(item[0]))
    }


def list_tables(lister: Lister) -> dict[str, ReportTable]:
    """Reports 14 (near-poor) and 15 (poor), and the three sheets of the list workbook."""
    return {
        "14": lister.detail("14", "near_poor", CLASS_NAMES["near_poor"]),
        "15": lister.detail("15", "poor", CLASS_NAMES["poor"]),
        "DS1": lister.after_review(),
        "DS2": lister.escaped("DS2", "poor", "DANH SÁCH HỘ THOÁT NGHÈO"),
        "DS3": lister.escaped("DS3", "near_poor", "DANH SÁCH HỘ THOÁT CẬN NGHÈO"),
    }


def completeness_notes(complete: bool, complete_previous: bool) -> tuple[str, ...]:
    """What a household without a record is taken for, as printed under reports 2 and 3."""
    left = "đã rời địa bàn (cột 4)" if complete else "không nghèo cuối kỳ, trừ khi ghi chuyển đi, nhập, chết"
    came = "mới đến, mới tách (cột 8)"
    if not complete_previous:
        came = "không nghèo đầu kỳ, trừ khi ghi chuyển đến, tách, nhập"
    return (
        f"Hộ chỉ có trong danh sách kỳ trước được coi là {left}; hộ chỉ có trong danh sách kỳ này được coi là {came}.",
    )


def _served() -> list[tuple[Form, str, str]]:
    return [(form, number, klass) for form in forms().forms for number, klass in form.serves.items()]


def _occurs(figures: Figures, code: str) -> bool:
    counts = [figures.get((klass, f"ethnic.{code}", "households"), 0) for klass in LISTED]
    return None in counts or any(counts)

"""`tables`: all official tables of a unit from one or two rounds."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Literal

from rasoat.law.book import LawBook
from rasoat.law.faults import FaultsFoundError
from rasoat.law.watermark import join_watermarks
from rasoat.scoring.faults import make_fault
from rasoat.survey.notices import notices_of
from rasoat.tables.assemble import completeness_notes, figure_tables, list_tables
from rasoat.tables.build import Heading
from rasoat.tables.check_reports import check_reports
from rasoat.tables.inputs import read_history, read_round
from rasoat.tables.lists import Lister
from rasoat.tables.movement import MovementRules, blank_movement, movement
from rasoat.tables.prepare import meet, settle, wrong_standard
from rasoat.tables.reports import Reports
from rasoat.tables.scope import make_scope


def tables(
    current: object, previous: object = None, *,
    units: object = None, history: object = None, standard: str = "national_2022", unit: str | None = None,
    by: str = "children", complete: bool = False, complete_previous: bool = False, year: int | None = None,
    look_back: int | None = None, poor_then_near_poor: Literal["c6", "c7"] = "c7",
    near_poor_then_poor: Literal["c6", "c7"] = "c7", successions: dict[str, str] | None = None,
    age_date: date | None = None, report_12: Literal["poor", "near_poor"] = "poor",
    ethnic_columns: Literal["all", "present"] = "all", lists: bool = True, book: LawBook | None = None,
    indicators: Sequence[tuple[str, str]] | None = None, previous_reports: Reports | None = None,
    watermark: str = "", pack: str = "", period: str = "", parent_name: str | None = None,
) -> Reports:  # fmt: skip
    """Make reports 1-15 and the three list sheets of a unit, and run the cross-checks on them.

    Args:
        current: households of this round (pandas, Polars or Arrow frame with `rasoat.survey.dataset` columns and
            `class` of the standard), or a `Dataset` whose members fill the lists.
        previous: the round before, under the same standard; without it reports 2 and 3 stay blank.
        units: the unit register (`unit_code, name, level, parent_code, area, households, persons, ...`). Without
            it the unit codes of the households are the rows, and totals are unknown unless `complete`.
        history: `household_id, year, class[, standard_id]` of earlier years; without it columns 6 and 7 of
            reports 2 and 3 stay blank.
        standard: id of the standard. Rows of other standards (column `standard_id`) are left out.
        unit: code of the unit; default the top of the register.
        by: its parts as rows: `children` (the next level; villages of the households' `village` column below the
            lowest unit), a level (`district`, `commune`, `village`), or `none`.
        complete, complete_previous: does the round hold every household of the area? False (the usual list) means
            that a household without a record was, or is, not poor, unless `change_kind` says that it moved in,
            split off, merged, moved out or died. True means that it truly was not there.
        year, look_back, poor_then_near_poor, near_poor_then_poor: see `MovementRules`.
        successions: old unit code -> new unit code, for a previous round from before a merger of units.
        age_date: the day at which the ages in the lists count.
        report_12: the class of report 12 (report 13 has the other one).
        ethnic_columns: in report 9 all 54 groups, or only those present on the lists.
        lists: False leaves out reports 14, 15 and the list sheets.
        book, indicators: where the indicators (code, Vietnamese name) come from; default the shipped law.
        previous_reports: the tables of the round before, for check X14.
        watermark, pack, period, parent_name: printed on every table; with the watermark, the different `notice` of
            the households of both rounds.

    Raises `FaultsFoundError` with every fault of the inputs, and for a blocked standard unless the households or
    `watermark` say that they are a simulation.
    """
    blocked = None
    if indicators is None:
        law = (book or LawBook.load()).standard(standard)
        blocked = law.blocked
        indicators = [(item.code, item.name.vi) for item in law.indicators]
    codes = [code for code, _ in indicators]
    now = read_round(current, "current", standard, codes)
    if now.other_standard:
        raise FaultsFoundError([wrong_standard(standard, now.other_standard)])
    before = None if previous is None else read_round(previous, "previous", standard, codes)
    now, before, register = meet(now, before, units, successions or {})
    scope = make_scope(register, unit, by, [side.households for side in (now, before) if side])
    now, before = settle(now, before, scope)
    rules = MovementRules(year, look_back, poor_then_near_poor, near_poor_then_poor)
    if before is None:
        moved = blank_movement(scope, "chưa có kết quả rà soát kỳ trước")
    elif before.other_standard:
        moved = blank_movement(scope, f"kỳ trước theo chuẩn {before.other_standard}: không so biến động qua hai chuẩn")
    else:
        past = None if history is None else read_history(history, standard)
        moved = movement(now, before, past, scope, rules, complete=complete, complete_previous=complete_previous)
    if parent_name is None:
        above = register.units.get(scope.unit.parent)
        parent_name = above.name if above else ""
    sources = [side.households for side in (now, before) if side]
    watermark = join_watermarks(watermark, notices_of(*sources))
    if blocked is not None and not watermark:
        raise FaultsFoundError([make_fault("standard-blocked", standard=standard, why=blocked.vi)])
    heading = Heading(standard, period or (f"năm {year}" if year else ""), parent_name, watermark, pack)
    classes = {"12": report_12, "13": "near_poor" if report_12 == "poor" else "poor"}
    made = figure_tables(
        now, moved, scope, heading, indicators, complete=complete, classes=classes, ethnic_columns=ethnic_columns,
        movement_notes=(*rules.notes(), *completeness_notes(complete, complete_previous)),
    )  # fmt: skip
    if lists:
        ways = None if moved.moves is None else moved.ways
        made |= list_tables(Lister(now, before, ways, scope, heading, age_date))
    reports = Reports(made, tuple(place.code for place in scope.places), moved.moves)
    return replace(reports, checks=tuple(check_reports(reports, previous_reports)))

"""Run every cross-check on finished tables."""

from collections.abc import Iterator

from rasoat.tables.cell_rules import Place
from rasoat.tables.check_contents import (
    certificates,
    children_agree,
    deprivations_agree,
    groups_agree,
    totals_agree,
    whole_is_larger,
)  # fmt: skip
from rasoat.tables.check_data import NEAR_POOR, POOR
from rasoat.tables.check_flows import (
    crossings_agree,
    movement_adds_up,
    opening_is_last_closing,
    parts_add_up,
    results_agree,
)  # fmt: skip
from rasoat.tables.check_rates import own_rates_agree
from rasoat.tables.check_within import parts_within_whole
from rasoat.tables.reading import PeopleList, sheets
from rasoat.tables.report import CheckResult
from rasoat.tables.reports import Reports


def check_reports(reports: Reports, previous_reports: Reports | None = None) -> list[CheckResult]:
    """X01-X19 on the printed cells, ordered by check, then by place.

    Args:
        reports: the tables; those that are missing are not checked.
        previous_reports: the tables of the round before, for X14.

    A result whose `holds` is None could not be told from the tables.
    """
    return sorted(_all(reports, previous_reports), key=lambda result: result.check)


def _all(reports: Reports, previous_reports: Reports | None) -> Iterator[CheckResult]:
    found = sheets(reports.by_number)
    before = None if previous_reports is None else sheets(previous_reports.by_number)
    places: list[Place] = next((sheet.places for sheet in found.values()), [])
    if not places:
        return
    details = {of.people for of in (POOR, NEAR_POOR)} & set(reports.by_number)
    lists = {number: PeopleList(reports[number]) for number in details}
    standard = next(iter(found.values())).table.standard_id
    for place in places:
        yield from movement_adds_up(found, place)
        yield from crossings_agree(found, place)
        yield from results_agree(found, place)
        yield from totals_agree(found, place, places[0], lists)
        yield from deprivations_agree(found, place, standard)
        yield from own_rates_agree(found, place)
        yield from groups_agree(found, place)
        yield from opening_is_last_closing(found, place, before)
        yield from whole_is_larger(found, place)
        yield from parts_within_whole(found, place)
    yield from children_agree(found, places[0], reports.by_number)
    yield from parts_add_up(found, places[0], reports.moves_inside)
    yield certificates(places[0])

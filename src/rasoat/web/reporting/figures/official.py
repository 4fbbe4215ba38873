"""Reports 1-15 of a commune or province out of a round: official from decisions, preliminary from the meetings."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from django.utils.translation import gettext as _

from rasoat.law.watermark import join_watermarks
from rasoat.tables.api import tables
from rasoat.tables.numbers_vi import count_text
from rasoat.tables.report import CheckResult, ReportTable
from rasoat.tables.reports import Reports
from rasoat.web.areas.models import Unit
from rasoat.web.certificates.queries import signed_counts
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reporting.figures.children import ChildRules
from rasoat.web.reporting.figures.frames import dataset, history_frame, round_frame, units_frame
from rasoat.web.reporting.figures.gathering import Gathered, gathered
from rasoat.web.reporting.models import Report, ReportKind
from rasoat.web.reporting.packing import unpacked
from rasoat.web.rounds.kept_packs import book_of

Progress = Callable[[int, int], None]
NAMED = 20
"""So many communes without figures are named in a note; the page of the report names them all."""


@dataclass(frozen=True)
class Made:
    """What a report is made of. `gaps`: `{"unit": id, "name": ..., "why": ...}`; `people`: lists 14 and 15."""

    tables: Sequence[ReportTable]
    checks: Sequence[CheckResult] = ()
    unsettled: int = 0
    gaps: Sequence[dict[str, Any]] = ()
    nil: bool = False
    watermark: str = ""
    people: Sequence[ReportTable] = ()
    codes: Sequence[str] = ()
    moves: int | None = None
    told: dict[str, Any] = field(default_factory=dict)


def communes_of(report: Report) -> list[Unit]:
    """The communes that the report is made of, in order."""
    assert report.round is not None
    if report.commune is not None:
        return [report.commune]
    ids = report.round.communes.values("commune")
    return list(Unit.objects.filter(pk__in=ids).order_by("sort_key", "pk"))


def make_official(report: Report, tell: Progress) -> Made:
    """By the law that the round keeps. Raises `FaultsFoundError` with what the tables refuse; `RefusedError` when the
    round has no result at all, or its law pack is missing or was altered.
    """
    row = report.round
    assert row is not None
    standard = row.standards.get(standard_id=report.standard_id)
    watermark = join_watermarks(row.mark, standard.watermark)
    law_book = book_of(row)
    law = law_book.standard(report.standard_id)
    indicators, children = list(law.indicator_codes), ChildRules.of(law)
    official, communes = report.kind == ReportKind.OFFICIAL, communes_of(report)
    whole, gaps = Gathered(), []
    for number, commune in enumerate(communes, 1):
        found = gathered(
            row, commune, report.standard_id, indicators, official=official, alone=report.commune is not None,
            on=row.ends_on, rules=children,
        )  # fmt: skip
        if why := _gap(found):
            gaps.append({"unit": commune.pk, "name": commune.full_name, "why": why})
        whole.add(found)
        tell(number, len(communes))
    if not whole.current:
        raise RefusedError(_("Đợt này chưa có kết quả nào để lập báo cáo."), remedy=_("Lập lại khi đã có kết quả."))
    place = report.place
    made = tables(
        dataset(whole.current, whole.members, indicators) if whole.members else round_frame(whole.current, indicators),
        round_frame(whole.previous, indicators), units=units_frame(place, communes, report.year),
        history=history_frame(place, report.standard_id, report.year), standard=report.standard_id, unit=place.code,
        by="village" if report.commune else "commune", year=report.year, ethnic_columns="present",
        lists=report.commune is not None, book=law_book, previous_reports=_before(report), pack=standard.pack_hash,
        watermark=watermark, parent_name=report.province.full_name if report.commune else "",
        period=_period(report),
    )  # fmt: skip
    notes = [*_notes(official, whole.unsettled), *(silent_note(gaps) if report.commune is None else [])]
    kept = {
        number: replace(
            table, title=_title(official, table.title),
            notes=(*table.notes, *(children.notes if number == "11" else ()), *notes),
        )
        for number, table in made.by_number.items()
    }  # fmt: skip
    return Made(
        [table for number, table in kept.items() if number.isdecimal() and int(number) <= 13],
        [*(check for check in made.checks if check.check != "X18"), *_certificates(report, made)],
        whole.unsettled, gaps, False, watermark,
        [table for number, table in kept.items() if number in ("14", "15")], made.unit_codes, made.moves_inside,
    )  # fmt: skip


def _gap(found: Gathered) -> str:
    if not found.reviewed:
        return "silent"
    return "unsettled" if found.unsettled else ""


def silent_note(gaps: Sequence[dict[str, Any]]) -> list[str]:
    """Under the tables: whose zeros mean that nothing was told."""
    names = [each["name"] for each in gaps if each["why"] == "silent"]
    more = f" và {count_text(len(names) - NAMED)} xã khác" if len(names) > NAMED else ""
    return [f"Chưa có số liệu, biểu ghi 0: {', '.join(names[:NAMED])}{more}."] if names else []


def _title(official: bool, title: str) -> str:
    """Report 1 is named after the official result: a preliminary one must not say that of itself."""
    return title if official else title.replace("kết quả chính thức", "kết quả sơ bộ")


def _notes(official: bool, unsettled: int) -> list[str]:
    notes = [] if official else ["Số sơ bộ: theo kết quả họp thôn, niêm yết; chưa phải quyết định."]
    if unsettled:
        notes.append(f"Còn {count_text(unsettled)} hộ trong đợt chưa có kết quả, chưa tính vào biểu.")
    return notes


def _period(report: Report) -> str:
    return f"năm {report.year}" + ("" if report.kind == ReportKind.OFFICIAL else " (sơ bộ)")


def _before(report: Report) -> Reports | None:
    """The settled official report of the year before, for X14; nothing to hold practice against."""
    if report.practice:
        return None
    rows = Report.objects.filter(
        kind=ReportKind.OFFICIAL, province=report.province_id, commune=report.commune_id,
        standard_id=report.standard_id, year=report.year - 1, state="locked", practice=False,
    )  # fmt: skip
    found = rows.first()
    return unpacked(found.figures) if found else None


def _certificates(report: Report, made: Reports) -> list[CheckResult]:
    """X18: certificates of the year against report 1. A warning: papers are issued after the report."""
    if report.kind != ReportKind.OFFICIAL or report.practice:
        return []
    signed = signed_counts(report.commune or report.province, report.year, report.standard_id)
    top, found = made["1"].rows[0], []
    for klass, column, letter in (("poor", "c3", "N"), ("near_poor", "c5", "CN")):
        at = next(at for at, each in enumerate(made["1"].columns) if each.key == column)
        told, papers = top.cells[at], signed.get(klass, 0)
        if isinstance(told, int):
            number = column.removeprefix("c")
            found.append(
                CheckResult(
                    "X18", "warning", told == papers, made["1"].unit_name,
                    f"biểu 1 cột {number} là {told}, số giấy chứng nhận {letter} đã lập là {papers}",
                    f"report 1 column {number} is {told}, certificates {letter} made are {papers}", papers - told,
                )
            )  # fmt: skip
    return found

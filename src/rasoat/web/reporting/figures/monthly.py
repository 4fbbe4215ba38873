"""The report of the regular reviews of a month: who came in, who left, who was refused; also that nothing happened."""

from collections import Counter
from collections.abc import Callable
from typing import Any

from rasoat.tables.report import Kind
from rasoat.web.areas.models import Level, Unit
from rasoat.web.areas.queries import alive
from rasoat.web.reporting.figures.official import Made, silent_note
from rasoat.web.reporting.figures.own_tables import own_table
from rasoat.web.reporting.models import Report
from rasoat.web.reviews.models import Result
from rasoat.web.rounds.models import Purpose, Round, RoundCommune, RoundKind

COLUMNS = (
    ("reviewed", "Số hộ được rà soát", Kind.COUNT), ("to_poor", "Công nhận hộ nghèo", Kind.COUNT),
    ("to_near_poor", "Công nhận hộ cận nghèo", Kind.COUNT), ("out_poor", "Thoát nghèo", Kind.COUNT),
    ("out_near_poor", "Thoát cận nghèo", Kind.COUNT), ("kept", "Giữ nguyên loại hộ", Kind.COUNT),
    ("refused", "Không công nhận", Kind.COUNT),
    ("left", "Ra khỏi đợt", Kind.COUNT), ("waiting", "Chưa có kết quả", Kind.COUNT),
)  # fmt: skip
_LISTED = ("poor", "near_poor")


def rounds_of(report: Report) -> list[Round]:
    """The official regular rounds of the month in the place."""
    rows = Round.objects.filter(
        purpose=Purpose.OFFICIAL, kind=RoundKind.REGULAR, year=report.year, month=report.month,
        province=report.province_id, standards__standard_id=report.standard_id,
    ).exclude(state="draft")  # fmt: skip
    if report.commune_id:
        rows = rows.filter(communes__commune=report.commune_id)
    return list(rows.distinct())


def make_monthly(report: Report, tell: Callable[[int, int], None]) -> Made:
    """Counts by commune. A commune without a round, and without a nil report of its own, is named as silent."""
    rounds = rounds_of(report)
    communes = [report.commune] if report.commune else list(_communes(report))
    counts: dict[int, Counter[str]] = {unit.pk: Counter() for unit in communes}
    rows = Result.objects.filter(round__in=rounds, standard_id=report.standard_id, commune__in=communes)
    told = rows.exclude(case__state="screened_out").order_by()
    lines_of = told.values_list("commune_id", "state", "opening_class", "final")
    for commune, state, opening, final in lines_of.iterator(5000):
        counts[commune].update(("reviewed", _column(state, opening, final)))
    tell(1, 1)
    keys = [key for key, _head, _kind in COLUMNS]
    whole = sum(counts.values(), Counter[str]())
    lines = [(report.place.full_name, [whole[key] for key in keys])]
    lines += [] if report.commune else [(unit.full_name, [counts[unit.pk][key] for key in keys]) for unit in communes]
    silent = _silent(report, rounds, communes)
    nil = not whole["reviewed"] and not silent
    notes = ["Trong tháng không phát sinh hộ nào phải rà soát."] if nil else silent_note(silent)
    table = own_table(
        "TX", "Tổng hợp kết quả rà soát thường xuyên trong tháng", report.place.full_name, COLUMNS, lines,
        standard_id=report.standard_id, period=f"tháng {report.month}/{report.year}", notes=notes,
        parent_name=report.province.full_name if report.commune else "",
    )  # fmt: skip
    return Made([table], (), whole["waiting"], silent, nil)


def _column(state: str, opening: str, final: str) -> str:
    if state == "left":
        return "left"
    if not final:
        return "waiting"
    if final in _LISTED and final != opening:
        return f"to_{final}"
    if final == "not_poor" and opening in _LISTED:
        return f"out_{opening}"
    return "refused" if final == "not_poor" else "kept"


def _communes(report: Report) -> list[Unit]:
    rows = Unit.objects.filter(alive(report.ordered_at.date()), level=Level.COMMUNE, province=report.province_id)
    return list(rows.order_by("sort_key", "pk"))


def _silent(report: Report, rounds: list[Round], communes: list[Unit]) -> list[dict[str, Any]]:
    if report.commune:
        return []
    heard = set(RoundCommune.objects.filter(round__in=rounds).values_list("commune_id", flat=True))
    heard |= {row.commune_id for row in rounds if row.commune_id}
    heard |= set(
        Report.objects.filter(
            kind=report.kind, year=report.year, month=report.month, standard_id=report.standard_id,
            province=report.province_id, commune__isnull=False, state__in=("made", "checked", "approved", "locked"),
        ).values_list("commune_id", flat=True)
    )  # fmt: skip
    return [{"unit": unit.pk, "name": unit.full_name, "why": "silent"} for unit in communes if unit.pk not in heard]

"""The poverty criterion of new rural communes: rates from the official report, held to thresholds of the office."""

from collections.abc import Callable

from django.utils.translation import gettext as _

from rasoat.tables.reading import Sheet
from rasoat.tables.report import Kind
from rasoat.tables.rounding import rate
from rasoat.web.areas.models import Unit
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reporting.figures.official import Made
from rasoat.web.reporting.figures.own_tables import own_table
from rasoat.web.reporting.models import NtmBasis, NtmThreshold, Report, ReportKind
from rasoat.web.reporting.packing import unpacked
from rasoat.web.reporting.state_graphs import SETTLED

COLUMNS = (
    ("households", "Tổng số hộ", Kind.COUNT), ("poor", "Hộ nghèo", Kind.COUNT),
    ("near_poor", "Hộ cận nghèo", Kind.COUNT), ("rate", "Tỷ lệ (%)", Kind.RATE),
    ("most", "Ngưỡng (%)", Kind.RATE), ("met", "Kết quả", Kind.TEXT), ("document", "Theo văn bản", Kind.TEXT),
)  # fmt: skip


def make_ntm(report: Report, tell: Callable[[int, int], None]) -> Made:
    """A line a commune; blank where the office gave no threshold or the households are not known.

    Raises `RefusedError` without an approved official report of the province in that year.
    """
    source = Report.objects.filter(
        kind=ReportKind.OFFICIAL, province=report.province_id, commune__isnull=True, year=report.year,
        standard_id=report.standard_id, state__in=SETTLED, practice=False,
    ).first()  # fmt: skip
    if source is None:
        raise RefusedError(
            _("Tỉnh chưa có báo cáo chính thức năm %(year)s được duyệt.") % {"year": report.year},
            remedy=_("Duyệt báo cáo chính thức của tỉnh trước."),
        )
    sheet = Sheet(unpacked(source.figures)["1"])
    thresholds = thresholds_of(report)
    communes = {unit.full_name: unit for unit in Unit.objects.filter(level="commune", province=report.province_id)}
    lines = []
    for place in sheet.places:
        counts = [sheet.get(place, key) for key in ("c1", "c3", "c5")]
        unit = communes.get(place[0]) if place != sheet.places[0] else None
        threshold = thresholds.get(unit.pk, thresholds.get(None)) if unit else None
        lines.append((place[0], [*counts, *_judged(counts, threshold)]))
    tell(1, 1)
    table = own_table(
        "NTM", "Tiêu chí nghèo đa chiều của xã nông thôn mới", report.province.full_name, COLUMNS, lines,
        standard_id=report.standard_id, period=f"năm {report.year}", watermark=source.watermark,
        notes=("Ngưỡng và cách tính tỷ lệ theo văn bản tỉnh đã nhập; chưa có văn bản thì để trống.",),
    )  # fmt: skip
    return Made([table], watermark=source.watermark, told={"source": str(source.pk)})


def thresholds_of(report: Report) -> dict[int | None, NtmThreshold]:
    """The newest threshold by commune; None: of all without one of their own."""
    rows = NtmThreshold.objects.filter(
        province=report.province_id, standard_id=report.standard_id, valid_from__year__lte=report.year
    )
    return {row.commune_id: row for row in rows.order_by("pk")}


def _judged(counts: list[int | None], threshold: NtmThreshold | None) -> list[str | int | None]:
    households, poor, near_poor = counts
    if threshold is None or households is None or poor is None or near_poor is None:
        return [None, threshold.most if threshold else None, None, threshold.document if threshold else None]
    counted = poor + (near_poor if threshold.basis == NtmBasis.LISTED else 0)
    met = counted * 10_000 <= threshold.most * households
    return [
        rate(counted, households), threshold.most, ("Đạt" if met else "Chưa đạt") if households else None,
        threshold.document,
    ]  # fmt: skip

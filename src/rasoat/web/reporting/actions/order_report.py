"""Order a report: the job makes it."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Level, Unit
from rasoat.web.jobs.actions.enqueue import enqueue
from rasoat.web.law import book
from rasoat.web.ledger.record import locked_chain, record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.look.saying import Said
from rasoat.web.reporting.make_job import KIND
from rasoat.web.reporting.models import Report, ReportKind
from rasoat.web.rounds.models import Round, RoundKind, RoundState

FROM_ROUND = (ReportKind.PRELIMINARY, ReportKind.OFFICIAL)


@dataclass(frozen=True, slots=True)
class ReportDraft:
    """`place`: a commune or a province. `round`: for preliminary and official reports; of one that does not count they
    are for practice.
    """

    kind: str
    place: Unit
    standard_id: str
    year: int
    month: int = 0
    first_year: int | None = None
    round: Round | None = None


def order_report(acting: Acting, draft: ReportDraft) -> Report:
    """The new report, being made. Raises `NotAllowedError`; `RefusedError` for a round that is not open, does not hold
    the place or standard, an unknown standard, a month or years that cannot be, or when the report exists.
    """
    acting.require(Capability.REPORT_MAKE, draft.place)
    _check(draft)
    province, commune = draft.place.province, draft.place if draft.place.level == Level.COMMUNE else None
    assert province is not None
    practice = draft.round is not None and not draft.round.counts
    with transaction.atomic():
        locked_chain(draft.place)
        report = Report(
            kind=draft.kind, round=draft.round, province=province, commune=commune, standard_id=draft.standard_id,
            year=draft.year, month=draft.month, first_year=draft.first_year, practice=practice,
        )  # fmt: skip
        same = Report.objects.filter(
            kind=draft.kind, province=province, commune=commune, standard_id=draft.standard_id, year=draft.year,
            month=draft.month, practice=practice, **({"round": draft.round} if practice else {}),
        ).exclude(state="replaced")  # fmt: skip
        if same.exists():
            raise RefusedError(
                _("Báo cáo này đã có."), remedy=_("Mở báo cáo đã có; sửa thì lập lại hoặc lập bản thay thế."),
                code="twice",
            )  # fmt: skip
        begin(acting, report, "reporting.ordered")
    return report


def begin(acting: Acting, report: Report, action: str, *, reason: str = "") -> None:
    """Save a report that is to be made, with its job."""
    report.save()
    report.job = enqueue(
        acting, KIND, label=Said(gettext_noop("Lập báo cáo %(unit)s"), {"unit": report.place.full_name}),
        arguments={"report": str(report.pk)}, unit=report.place,
    )  # fmt: skip
    report.save(update_fields=["job"])
    record(
        acting, action, report, unit=report.place, rows=[report],
        after={"kind": report.kind, "year": report.year, "month": report.month, "standard": report.standard_id},
        reason=reason, role=acting.role_for(Capability.REPORT_MAKE, report),
    )  # fmt: skip


def _check(draft: ReportDraft) -> None:
    if draft.kind in FROM_ROUND:
        _check_round(draft)
    elif draft.standard_id not in book().standards:
        raise RefusedError(_("Không có chuẩn này."), remedy=_("Chọn lại chuẩn."), field="standard")
    if (draft.kind == ReportKind.MONTHLY) != (1 <= draft.month <= 12):
        raise RefusedError(_("Báo cáo tháng phải ghi tháng từ 1 đến 12."), remedy=_("Chọn tháng."), field="month")
    first = draft.first_year
    if draft.kind == ReportKind.EVALUATION and not (first is not None and first <= draft.year <= first + 20):
        raise RefusedError(
            _("Năm đầu của kỳ đánh giá phải không sau năm cuối."), remedy=_("Sửa lại năm."), field="first_year"
        )
    if draft.kind == ReportKind.NTM and draft.place.level != Level.PROVINCE:
        raise RefusedError(
            _("Tiêu chí nông thôn mới lập cho cả tỉnh, mỗi xã một dòng."), remedy=_("Chọn tỉnh."), field="place"
        )


def _check_round(draft: ReportDraft) -> None:
    row = draft.round
    if row is None or row.state == RoundState.DRAFT:
        raise RefusedError(
            _("Báo cáo chỉ lập từ đợt đã mở."), remedy=_("Chọn đợt khác."), field="round", code="no-round"
        )
    if row.kind != RoundKind.PERIODIC:
        raise RefusedError(
            _("Kết quả sơ bộ, chính thức của năm lập từ đợt định kỳ."),
            remedy=_("Đợt rà soát thường xuyên thì lập báo cáo tháng."), field="round", code="not-periodic",
        )  # fmt: skip
    if not row.standards.filter(standard_id=draft.standard_id).exists():
        raise RefusedError(_("Đợt này không theo chuẩn đó."), remedy=_("Chọn lại chuẩn."), field="standard")
    whole = row.commune_id is None and row.province_id == draft.place.pk
    holds = whole or row.communes.filter(commune=draft.place).exists()
    if not holds or row.year != draft.year:
        raise RefusedError(_("Đơn vị này không thuộc đợt."), remedy=_("Chọn lại đơn vị."), field="place")

"""What a person says of a round before it stands: one draft for making and for changing it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _
from django.utils.translation import override

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Level, Unit
from rasoat.web.look.refusals import RefusedError
from rasoat.web.rounds.dates import allowed_span, likely_day, procedure_of
from rasoat.web.rounds.models import Purpose, Round, RoundKind, RoundStandard
from rasoat.web.rounds.parameters import value_of
from rasoat.web.rounds.standards import StandardDraft, offered, pin

FIRST_YEAR, LAST_YEAR = 2015, 2100


@dataclass(frozen=True, slots=True)
class RoundDraft:
    """A round to be prepared. Without a first and last day it takes those of the law; `name` likewise."""

    purpose: str
    kind: str
    year: int
    province: Unit
    month: int | None = None
    commune: Unit | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    standards: Sequence[StandardDraft] = ()
    name: str = ""
    document: str = ""
    live_score: bool = False


def fill(acting: Acting, row: Round, draft: RoundDraft) -> list[RoundStandard]:
    """Put a draft into a round and return its standards, none saved yet. Raises `RefusedError`."""
    _check_frame(acting, draft)
    likely = likely_day(draft.kind, draft.year, draft.month)
    found = procedure_of(draft.purpose, draft.kind, draft.starts_on or likely)
    row.purpose, row.kind, row.year, row.month = draft.purpose, draft.kind, draft.year, draft.month
    row.province, row.commune, row.procedure_id = draft.province, draft.commune, found.id
    row.starts_on, row.ends_on = _days(draft, found.id)
    row.name = draft.name.strip()[:160] or usual_name(draft)
    _check_switch(acting, row, draft)
    row.document, row.live_score = draft.document.strip()[:200], draft.live_score
    return _standards(row, draft)


def usual_name(draft: RoundDraft) -> str:
    """`Rà soát thường xuyên tháng 9/2026, Xã Đồng Trám (tập huấn)`: in Vietnamese, whoever makes it."""
    with override("vi"):
        kind = RoundKind(draft.kind).label
        time = _("tháng %(month)d/%(year)d") if draft.month else _("năm %(year)d")
        said = f"{kind} {time % {'month': draft.month, 'year': draft.year}}"
        said += f", {(draft.commune or draft.province).full_name}"
        if draft.purpose != Purpose.OFFICIAL:
            said += f" ({str(Purpose(draft.purpose).label).lower()})"
    return said[:160]


def _check_frame(acting: Acting, draft: RoundDraft) -> None:
    today = acting.today()
    if draft.province.level != Level.PROVINCE or draft.province.valid_until is not None:
        raise RefusedError(_("Đợt phải thuộc một tỉnh đang hoạt động."), remedy=_("Chọn lại địa bàn."), field="place")
    if draft.commune is not None and (
        draft.commune.level != Level.COMMUNE or draft.commune.province_id != draft.province.pk
        or (draft.commune.valid_until is not None and draft.commune.valid_until < today)
    ):  # fmt: skip
        raise RefusedError(_("Xã này không còn hoạt động trong tỉnh."), remedy=_("Chọn lại địa bàn."), field="place")
    if not FIRST_YEAR <= draft.year <= LAST_YEAR:
        raise RefusedError(_("Năm không hợp lệ."), remedy=_("Ghi năm có bốn chữ số."), field="year")
    if draft.kind == RoundKind.REGULAR and not (draft.month and 1 <= draft.month <= 12):
        raise RefusedError(_("Rà soát thường xuyên theo tháng."), remedy=_("Chọn tháng."), field="month")
    if draft.kind == RoundKind.PERIODIC and draft.month is not None:
        raise RefusedError(_("Rà soát định kỳ mỗi năm một lần."), remedy=_("Bỏ tháng."), field="month")


def _check_switch(acting: Acting, row: Round, draft: RoundDraft) -> None:
    """Points while a form is being filled in are the province's to show."""
    if draft.live_score != row.live_score and not acting.policy.may(
        Capability.ROUND_MANAGE, draft.commune or draft.province
    ):
        raise RefusedError(
            _("Hiện điểm khi đang điền phiếu là do tỉnh quyết định."), remedy=_("Để nguyên như tỉnh đặt."),
            field="live_score", code="switch-of-province",
        )  # fmt: skip


def _days(draft: RoundDraft, procedure_id: str) -> tuple[date, date]:
    span = allowed_span(draft.province, procedure_id, draft.kind, draft.year, draft.month)
    first = draft.starts_on or (span.first if span else None)
    last = draft.ends_on or (span.last if span else None)
    if first is None or last is None:
        raise RefusedError(
            _("Quy trình không ghi thời gian của đợt."), remedy=_("Nhập ngày bắt đầu và ngày kết thúc."),
            field="starts_on",
        )  # fmt: skip
    if last < first:
        raise RefusedError(
            _("Ngày kết thúc trước ngày bắt đầu."), remedy=_("Sửa lại hai ngày."), field="ends_on", code="dates"
        )
    if first.year != draft.year:
        raise RefusedError(
            _("Ngày bắt đầu không thuộc năm %(year)d.") % {"year": draft.year}, remedy=_("Sửa ngày hoặc năm."),
            field="starts_on", code="dates",
        )  # fmt: skip
    outside = span is not None and (first < span.first or last > span.last)
    if draft.purpose == Purpose.OFFICIAL and span is not None and (
        outside or (draft.kind == RoundKind.REGULAR and (first, last) != (span.first, span.last))
    ):  # fmt: skip
        raise RefusedError(
            _("Thời gian được phép là từ %(first)s đến hết %(last)s.")
            % {"first": f"{span.first:%d/%m/%Y}", "last": f"{span.last:%d/%m/%Y}"},
            remedy=_("Sửa ngày cho nằm trong khoảng đó."),
            field="starts_on" if first < span.first or draft.kind == RoundKind.REGULAR else "ends_on",
            code="outside-window",
        )  # fmt: skip
    return first, last


def _standards(row: Round, draft: RoundDraft) -> list[RoundStandard]:
    if not draft.standards:
        raise RefusedError(_("Chưa chọn chuẩn nghèo nào."), remedy=_("Chọn ít nhất một chuẩn."), field="standards")
    local = value_of(row.province, row.procedure_id, "local_standard", row.starts_on)
    allowed = offered(row.purpose, row.starts_on, local if isinstance(local, str) else "")
    made = []
    for position, each in enumerate(draft.standards, 1):
        if each.standard_id not in allowed:
            raise RefusedError(
                _("Chuẩn “%(id)s” không dùng cho đợt bắt đầu ngày %(day)s.")
                % {"id": each.standard_id, "day": f"{row.starts_on:%d/%m/%Y}"},
                remedy=_("Chọn chuẩn khác."), field="standards", code="standard-not-in-use",
            )  # fmt: skip
        pinned = pin(row.purpose, each, row.starts_on)
        effect = each.effective_from or usual_effect(row.kind, row.year, row.ends_on)
        made.append(RoundStandard(
            standard_id=each.standard_id, route=each.route, table_id=each.table_id, pack_hash=pinned.pack_hash,
            watermark=pinned.watermark, position=position, effective_from=effect,
        ))  # fmt: skip
    if len({each.standard_id for each in made}) != len(made):
        raise RefusedError(_("Một chuẩn chọn hai lần."), remedy=_("Mỗi chuẩn chọn một lần."), field="standards")
    return made


def usual_effect(kind: str, year: int, ends_on: date) -> date:
    """From when decisions usually hold: the next year for a periodic round, the end of the round for a regular one."""
    return date(year + 1, 1, 1) if kind == RoundKind.PERIODIC else ends_on

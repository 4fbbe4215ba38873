"""Whether a request fits its household: Mẫu 04 is for those on the list, and a second request is no oversight."""

from datetime import date, timedelta

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _

from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.models import Household
from rasoat.web.register.statuses import lines_in_force
from rasoat.web.reviews.listing.listed import ON_THE_LIST
from rasoat.web.reviews.models import Application, RequestKind
from rasoat.web.rounds.models import Round, RoundKind, RoundState

EXITS = (RequestKind.EXIT_POOR, RequestKind.EXIT_NEAR_POOR)
AGAIN = "request-again"
_MONTH = timedelta(days=31)


def must_fit(home: Household | None, kind: str, day: date) -> None:
    """Mẫu 04 asks to leave the list: the household must be on it under some standard. Raises `RefusedError`."""
    if kind not in EXITS:
        return
    remedy = _("Hộ muốn được rà soát để vào danh sách thì dùng Mẫu 01.")
    if home is None:
        raise RefusedError(
            _("Mẫu 04 là của hộ đang trong danh sách hộ nghèo, hộ cận nghèo: chưa chọn hộ trong sổ."), remedy=remedy,
            field="household", code="not-listed",
        )  # fmt: skip
    lines = lines_in_force([home.pk], day).values()
    if not any(line.household_class in ON_THE_LIST for line in lines):
        raise RefusedError(
            _("Hộ %(code)s không có trong danh sách hộ nghèo, hộ cận nghèo ngày %(day)s nên không nhận Mẫu 04.")
            % {"code": home.code, "day": f"{day:%d/%m/%Y}"},
            remedy=remedy, field="kind", code="not-listed",
        )  # fmt: skip


def must_be_first(home: Household | None, again: str, *, but: Application | None = None) -> None:
    """No other request of the household in the same round, unless `again` says why. Raises `RefusedError`."""
    first = None if home is None or again.strip() else earlier_requests(home, but=but).first()
    if home is not None and first is not None:
        raise RefusedError(
            _("Hộ %(code)s đã có đơn của %(name)s nhận ngày %(day)s, số %(file)s.")
            % {
                "code": home.code, "name": first.applicant, "day": f"{first.happened_on:%d/%m/%Y}",
                "file": first.file_code,
            },
            remedy=_("Xem đơn đó; vẫn nhận thêm đơn này thì ghi lý do."), field="again", code=AGAIN,
        )  # fmt: skip


def earlier_requests(home: Household, *, but: Application | None = None) -> QuerySet[Application]:
    """Requests of a household that wait, stand in an open round, or were answered in the time of one; oldest first."""
    open_rounds = Round.objects.filter(state=RoundState.OPEN, communes__commune=home.commune_id)
    same = Q(state="received") | Q(case__round__state=RoundState.OPEN)
    for row in open_rounds:
        begins = row.starts_on - _MONTH if row.kind == RoundKind.REGULAR else date(row.year, 1, 1)
        same |= Q(case=None, happened_on__gte=begins, happened_on__lte=row.ends_on)
    rows = Application.objects.filter(same, household=home)
    return (rows.exclude(pk=but.pk) if but else rows).order_by("happened_on", "entered_at")

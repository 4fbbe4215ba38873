"""Take a request into a round that is open."""

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.actions.add_case import add_case
from rasoat.web.reviews.applications.changing import locked_application, move_application, note_application
from rasoat.web.reviews.models import Application, Case, Origin
from rasoat.web.rounds.models import Round, RoundKind


def take_application(acting: Acting, application: Application, row: Round) -> Case:
    """The household of the request is reviewed; a case that is there already serves.

    Raises `NotAllowedError`; `RefusedError`: not in the register yet, answered already, or received after the first
    day of a regular round.
    """
    with transaction.atomic():
        request = locked_application(acting, application)
        home = request.household
        if home is None:
            raise RefusedError(
                _("Người đề nghị chưa gắn với hộ nào trong sổ."),
                remedy=_("Tìm hộ trong sổ, hoặc thêm hộ mới, rồi ghi mã hộ vào đơn."), field="household",
            )  # fmt: skip
        if row.kind == RoundKind.REGULAR and request.happened_on > row.starts_on:
            raise RefusedError(
                _("Đơn nhận sau ngày bắt đầu đợt tháng này."), remedy=_("Đơn chờ đợt tháng sau."), field="round",
                code="next-month",
            )  # fmt: skip
        case = Case.objects.filter(round=row, household=home).first()
        if case is None:
            case = add_case(acting, row, home, request.reason, origin=Origin.APPLICATION)
        move_application(request, "take", case=case)
        note_application(acting, "reviews.application_taken", request)
    return case

"""Say which household of the register a request speaks of."""

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.models import Household
from rasoat.web.reviews.applications.changing import locked_application, note_application
from rasoat.web.reviews.applications.fitting import must_be_first, must_fit
from rasoat.web.reviews.models import Application


def link_application(acting: Acting, application: Application, home: Household, again: str = "") -> Application:
    """The request is of this household. `again`: why, when the household has another request in the same round.

    Raises `NotAllowedError`; `RefusedError`: another commune, answered, Mẫu 04 of a household that is not on the list,
    a second request without `again`.
    """
    with transaction.atomic():
        row = locked_application(acting, application)
        if home.commune_id != row.commune_id:
            raise RefusedError(
                _("Hộ %(code)s không ở xã này.") % {"code": home.code}, remedy=_("Kiểm tra lại mã hộ."),
                field="household",
            )  # fmt: skip
        if row.case_id is not None:
            raise RefusedError(_("Đơn này đã đưa vào đợt."), remedy=_("Mở hộ trong đợt."), field="household")
        must_fit(home, row.kind, row.happened_on)
        must_be_first(home, again, but=row)
        row.household, row.village = home, home.village
        row.save()
        note_application(acting, "reviews.application_linked", row, reason=again.strip())
    return row

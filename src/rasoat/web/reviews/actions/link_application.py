"""Say which household of the register a request speaks of."""

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.models import Household
from rasoat.web.reviews.applications.changing import locked_application, note_application
from rasoat.web.reviews.models import Application


def link_application(acting: Acting, application: Application, home: Household) -> Application:
    """The request is of this household. Raises `NotAllowedError`; `RefusedError`: another commune, or answered."""
    with transaction.atomic():
        row = locked_application(acting, application)
        if home.commune_id != row.commune_id:
            raise RefusedError(
                _("Hộ %(code)s không ở xã này.") % {"code": home.code}, remedy=_("Kiểm tra lại mã hộ."),
                field="household",
            )  # fmt: skip
        if row.case_id is not None:
            raise RefusedError(_("Đơn này đã đưa vào đợt."), remedy=_("Mở hộ trong đợt."), field="household")
        row.household, row.village = home, home.village
        row.save()
        note_application(acting, "reviews.application_linked", row)
    return row

"""Who may fill in the form of a household."""

from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.models import Role
from rasoat.web.accounts.policy import NotAllowedError
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.models import Case


def may_fill(acting: Acting, case: Case) -> bool:
    """Whether the person may fill in this form: a reviewer only those of the own households, and unassigned ones."""
    grants = [grant for grant in acting.policy.holding(Capability.REVIEW_SURVEY) if grant.covers(case)]
    if not grants:
        return False
    if all(grant.role == Role.REVIEWER for grant in grants) and case.reviewer_id is not None:
        return acting.user is not None and case.reviewer_id == acting.user.pk
    return True


def require_fill(acting: Acting, case: Case) -> None:
    """Raise `NotAllowedError` where `may_fill` is false."""
    acting.require(Capability.REVIEW_SURVEY, case)
    if not may_fill(acting, case):
        raise NotAllowedError(_("Hộ này được giao cho rà soát viên khác."))


def refuse_unless_living(case: Case) -> None:
    """Raise `RefusedError` when the household left the register: its case is closed by the page of the case."""
    if case.household.ended_on is not None:
        raise RefusedError(
            _("Hộ %(code)s đã ra khỏi sổ.") % {"code": case.household.code},
            remedy=_("Mở trang hộ trong đợt, ghi Ra khỏi đợt."), code="household-ended",
        )  # fmt: skip

"""Who may look at a case again: never somebody of the household, a relative, nor the person who reviewed it."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from rasoat.survey.text import fold
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.accounts.models import User
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.models import Member
from rasoat.web.reviews.models import Case, RecheckCause, Submission

CAPABILITY_OF = {
    RecheckCause.COMPLAINT: Capability.COMPLAINT_HANDLE,
    RecheckCause.OPINION: Capability.REVIEW_RUN,
    RecheckCause.SAMPLE: Capability.RECHECK_DRAW,
}
"""Who orders a re-check, by its cause."""


@dataclass(frozen=True, slots=True)
class Checker:
    """Who is to look again: an account or a name. `relative`: how they are related to the household, when they are."""

    user: User | None = None
    name: str = ""
    relative: str = ""

    @property
    def said(self) -> str:
        """The name in words."""
        return self.name.strip() or (self.user.get_full_name() if self.user else "")


def check_independent(case: Case, checker: Checker) -> None:
    """Raise `RefusedError` for nobody, for a member, for a relative, and for whoever filled in a form of the case."""
    if not checker.said:
        raise RefusedError(_("Chưa ghi người phúc tra."), remedy=_("Chọn tài khoản hoặc ghi họ tên."), field="checker")
    if lives_there(case, checker.said):
        raise RefusedError(
            _("%(name)s là người của chính hộ này.") % {"name": checker.said},
            remedy=_("Cử người khác; người ngoài hộ trùng tên thì ghi thêm chức danh, nơi ở."),
            field="checker", code="member",
        )  # fmt: skip
    if checker.relative.strip():
        raise RefusedError(
            _("%(name)s là người thân của hộ.") % {"name": checker.said}, remedy=_("Cử người khác."),
            field="checker", code="relative",
        )  # fmt: skip
    if did_review(case, checker.user, checker.said):
        raise RefusedError(
            _("%(name)s đã rà soát hộ này.") % {"name": checker.said},
            remedy=_("Cử người khác: ai đã rà soát thì không phúc tra."), field="checker", code="not-independent",
        )  # fmt: skip


def lives_there(case: Case, name: str) -> bool:
    """Whether somebody of the household, today or once, has just this name, without regard to tones."""
    names = {case.head_name, *Member.objects.filter(household=case.household_id).values_list("full_name", flat=True)}
    return fold(name) in {fold(each) for each in names}


def did_review(case: Case, user: User | None, name: str = "") -> bool:
    """Whether a person reviewed the case, or keyed in one of its forms and so knows the result: by account or, without
    regard to tones, by name.
    """
    forms = list(Submission.objects.filter(case=case, standing=True).values_list("acted", "entered_by_id"))
    if user is not None and user.pk in {case.reviewer_id, *(by for _acted, by in forms)}:
        return True
    names = {case.reviewer_name, *(acted for acted, _by in forms)}
    if case.reviewer is not None:
        names.add(case.reviewer.get_full_name())
    return bool(name) and fold(name) in {fold(each) for each in names if each}

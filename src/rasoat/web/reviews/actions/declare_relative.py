"""A reviewer is a relative of the household: somebody else surveys it, and the minutes say so."""

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.survey.text import clean
from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.changing import locked, note, write_case
from rasoat.web.reviews.life.steps import keep_step
from rasoat.web.reviews.models import Case, CaseStep, Reviewer, StepKind
from rasoat.web.reviews.moving import for_the_ledger
from rasoat.web.reviews.once import once
from rasoat.web.reviews.recording import Told


def declare_relative(
    acting: Acting, case: Case, relation: str, substitute: Reviewer | None, told: Told, *, version: int | None = None
) -> Case:
    """The relation is kept (`NAME: RELATION`); the substitute, another reviewer of the village, takes over.

    Reviewers declare it themselves; without a substitute the household waits for one. Raises `NotAllowedError`;
    `RefusedError`: no relation, nobody to substitute, the same person, or surveyed already; `AlreadyDoneError` when
    this request was written before.
    """
    with transaction.atomic():
        case = locked(case, version=version)
        acting.require(Capability.REVIEW_SURVEY, case)
        once(told.key, CaseStep)
        first = case.reviewer_name
        if not relation.strip():
            raise RefusedError(_("Chưa ghi quan hệ."), remedy=_("Ví dụ: em ruột, con rể."), field="relation")
        if not first:
            raise RefusedError(_("Hộ này chưa giao cho ai."), remedy=_("Giao hộ cho rà soát viên trước."))
        if case.state not in {"listed", "returned"}:
            raise RefusedError(_("Hộ này đã có phiếu."), remedy=_("Trả phiếu để người khác làm lại."))
        if substitute is not None and (substitute.name == first or substitute.ended_on is not None):
            raise RefusedError(_("Người thay phải là rà soát viên khác."), remedy=_("Chọn người khác."), field="by")
        said = f"{first}: {clean(relation)}"[:160]
        kept = keep_step(acting, case, StepKind.RELATIVE, told, text=said)
        write_case(
            case, relative_of_reviewer=said,
            reviewer=substitute.user if substitute else None, reviewer_name=substitute.name if substitute else "",
        )  # fmt: skip
        note(
            for_the_ledger(acting, told), "reviews.relative_declared", case, kept, capability=Capability.REVIEW_SURVEY,
            after={"relation": case.relative_of_reviewer, "substitute": case.reviewer_name},
        )  # fmt: skip
    return case

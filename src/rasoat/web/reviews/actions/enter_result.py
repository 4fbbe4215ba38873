"""Enter the class that a signed list gives a household, under a standard that is blocked or has no point table."""

from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.actions.record_decision import CLASSES
from rasoat.web.register.words import standard_name
from rasoat.web.reviews.changing import locked, move_case, move_result, note, results_of, write_case
from rasoat.web.reviews.models import Assessment, Case, Entry, Result
from rasoat.web.reviews.recording import Told
from rasoat.web.reviews.state_graphs import CASE
from rasoat.web.reviews.survey.answers import Answers
from rasoat.web.reviews.survey.sheet import sheet_of
from rasoat.web.reviews.survey.writing import Filled, write_submission
from rasoat.web.rounds.models import Route


@dataclass(frozen=True, slots=True)
class SignedResult:
    """What a signed list says of one household. `document`: number and date of the list."""

    standard_id: str
    household_class: str
    document: str
    income_score: int | None = None
    deprivation_score: int | None = None


def enter_result(acting: Acting, case: Case, said: SignedResult, told: Told, *, version: int | None = None) -> Result:
    """The class becomes the proposal under that standard; the paper it stands on is kept.

    A case of which every standard comes from lists counts as locked. Raises `NotAllowedError`; `RefusedError`: the
    standard is scored from forms, an unknown class, no document, or the result has gone further already.
    """
    with transaction.atomic():
        case = locked(case, version=version)
        acting.require(Capability.REVIEW_RUN, case)
        _check(case, said)
        results = {row.standard_id: row for row in results_of(case)}
        earlier = list(
            case.submissions.filter(standing=True, entry=Entry.SIGNED_LIST, assessments__standard_id=said.standard_id)
        )
        for one in earlier:
            one.standing = False
            one.save(update_fields=["standing"])
        if CASE.can("enter", case.state) and not sheet_of(case.round).standards:
            move_case(case, "enter")
        else:
            write_case(case)
        answers = Answers({"class": said.household_class, "document": said.document.strip()})
        made = write_submission(acting, case, Filled(answers, told, Entry.SIGNED_LIST), None)
        found = Assessment.objects.create(
            submission=made, standard_id=said.standard_id, income_score=said.income_score,
            deprivation_score=said.deprivation_score, household_class=said.household_class, reason="signed_list",
            detail={"document": said.document.strip()},
        )  # fmt: skip
        result = move_result(
            results[said.standard_id], "score", assessment=found, proposed=said.household_class, agreed="",
            departs=False,
        )  # fmt: skip
        note(
            acting, "reviews.result_entered", case,
            [result, made, found, *earlier, *([made.paper] if made.paper else [])], capability=Capability.REVIEW_RUN,
            after={"standard": said.standard_id, "class": said.household_class, "document": said.document}, moved=True,
        )  # fmt: skip
    return result


def _check(case: Case, said: SignedResult) -> None:
    standard = case.round.standards.filter(standard_id=said.standard_id).first()
    if standard is None or standard.route != Route.ENTERED:
        raise RefusedError(
            _("Theo chuẩn “%(name)s”, đợt này xếp loại từ phiếu.") % {"name": standard_name(said.standard_id)},
            remedy=_("Nhập phiếu của hộ."), field="standard_id",
        )  # fmt: skip
    if said.household_class not in CLASSES:
        raise RefusedError(_("Chưa chọn loại hộ."), remedy=_("Chọn một loại."), field="household_class")
    if not said.document.strip():
        raise RefusedError(
            _("Chưa ghi danh sách đã ký nào."), remedy=_("Ghi số, ngày của danh sách hoặc quyết định."),
            field="document",
        )  # fmt: skip

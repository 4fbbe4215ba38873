"""Lock a form: from now its points and class show, and the household can go before the meeting."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.law.faults import Fault
from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.happening import living_members
from rasoat.web.reviews.changing import locked, move_case, move_result, note, results_of
from rasoat.web.reviews.models import Assessment, Case, Result
from rasoat.web.reviews.survey.allowed import refuse_unless_living, require_fill
from rasoat.web.reviews.survey.answers import answers_of
from rasoat.web.reviews.survey.checking import check_form, wording
from rasoat.web.reviews.survey.scoring import score_form
from rasoat.web.reviews.survey.sheet import sheet_of
from rasoat.web.reviews.survey.writing import standing_form
from rasoat.web.rounds.law import english

SHOWN = 5


def lock_form(acting: Acting, case: Case, *, version: int | None = None) -> list[Assessment]:
    """Make an assessment for each standard that the form answers, and propose its class. Kept for good.

    A standard that is blocked gives no class: its assessment says why, its result waits for a signed list. Raises
    `NotAllowedError`; `RefusedError`: not open, changed meanwhile, no form, answers wrong or missing.
    """
    with transaction.atomic():
        case = locked(case, version=version)
        require_fill(acting, case)
        refuse_unless_living(case)
        move_case(case, "lock")
        submission = standing_form(case)
        assert submission is not None  # a case is `surveyed` only with a form
        sheet, answers, people = sheet_of(case.round), answers_of(submission), living_members(case.household)
        on = submission.happened_on
        checked = check_form(sheet, case, case.household, people, answers, on)
        if checked.wrong:
            raise _wrong(checked.wrong)
        results = {row.standard_id: row for row in results_of(case)}
        made: list[Assessment] = []
        moved: list[Result] = []
        for scored, (outcome, detail) in zip(
            sheet.standards, score_form(sheet, case, answers, people, on), strict=True
        ):
            if not outcome.household_class and not scored.blocked:
                raise _open(outcome.refused)
            row = outcome.assessment(submission, detail)
            made.append(row)
            if outcome.household_class:
                moved.append(results[outcome.standard_id])
        made = _written(made)
        classes = {row.standard_id: row for row in made}
        for result in moved:
            found = classes[result.standard_id]
            result.reason = ""
            move_result(result, "score", assessment=found, proposed=found.household_class, agreed="", departs=False)
        note(
            acting, "reviews.form_locked", case, [*made, *moved], capability=Capability.REVIEW_SURVEY,
            after={row.standard_id: row.household_class for row in made}, moved=True,
        )  # fmt: skip
    return made


def _written(rows: Sequence[Assessment]) -> list[Assessment]:
    """Assessments are made once for a submission: a form locked again keeps the first, unless it says otherwise now."""
    kept = []
    for row in rows:
        before = Assessment.objects.filter(submission=row.submission, standard_id=row.standard_id).first()
        if before is None:
            row.save(force_insert=True)
            kept.append(row)
        elif before.household_class == row.household_class and before.pack_hash == row.pack_hash:
            kept.append(before)
        else:
            raise RefusedError(
                _("Luật hoặc sổ hộ đã đổi từ lần khóa trước."), remedy=_("Ghi lại phiếu, rồi khóa."), code="form-old"
            )
    return kept


def _wrong(faults: Sequence[Fault]) -> RefusedError:
    said = "; ".join(f"{wording(fault)}: {fault.en if english() else fault.vi}" for fault in faults[:SHOWN])
    return RefusedError(
        _("Phiếu còn chỗ sai: %(faults)s.") % {"faults": said}, remedy=_("Sửa phiếu rồi khóa."), code="form-wrong"
    )


def _open(why: Sequence[str]) -> RefusedError:
    return RefusedError(
        _("Chưa xếp loại được: %(why)s.") % {"why": "; ".join(why)}, remedy=_("Bổ sung phiếu rồi khóa."),
        code="form-incomplete",
    )  # fmt: skip

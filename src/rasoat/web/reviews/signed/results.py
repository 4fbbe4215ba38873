"""Write classes out of signed lists: one household from its page, or hundreds from a workbook, by the same rules."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import models
from django.db.models import Max
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.actions.record_decision import CLASSES
from rasoat.web.register.words import standard_name
from rasoat.web.reviews.models import Assessment, Case, Entry, Result, Submission
from rasoat.web.reviews.moving import BATCH
from rasoat.web.reviews.state_graphs import CASE, RESULT
from rasoat.web.reviews.survey.answers import Answers, likeness, sealed_answers
from rasoat.web.reviews.survey.sheet import sheet_of
from rasoat.web.rounds.models import Round, Route
from rasoat.web.store.bulk import insert
from rasoat.web.store.rows import make_row


@dataclass(frozen=True, slots=True)
class SignedResult:
    """What a signed list says of one household. `document`: number and date of the list; `reason`: its own words."""

    standard_id: str
    household_class: str
    document: str
    income_score: int | None = None
    deprivation_score: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Given:
    """A result to write: the case and its result, both locked, and what the list says."""

    case: Case
    result: Result
    said: SignedResult


def check_standard(row: Round, standard_id: str, field: str = "standard_id") -> None:
    """Raise `RefusedError` for a standard that this round scores from forms, or does not have."""
    standard = row.standards.filter(standard_id=standard_id).first()
    if standard is None or standard.route != Route.ENTERED:
        raise RefusedError(
            _("Theo chuẩn “%(name)s”, đợt này xếp loại từ phiếu.") % {"name": standard_name(standard_id)},
            remedy=_("Nhập phiếu của hộ."), field=field,
        )  # fmt: skip


def check_document(document: str) -> None:
    """Raise `RefusedError` when nobody says which list it was."""
    if not document.strip():
        raise RefusedError(
            _("Chưa ghi danh sách đã ký nào."), remedy=_("Ghi số, ngày của danh sách hoặc quyết định."),
            field="document",
        )  # fmt: skip


def check_class(household_class: str) -> None:
    """Raise `RefusedError` for a class that does not exist."""
    if household_class not in CLASSES:
        raise RefusedError(_("Chưa chọn loại hộ."), remedy=_("Chọn một loại."), field="household_class")


def write_results(
    acting: Acting, row: Round, given: Sequence[Given], columns: dict[str, Any]
) -> tuple[list[Result], list[models.Model]]:
    """The classes become the proposals under their standard; a case of which every standard comes from lists is locked.

    `columns`: of `recorded`. Returns the results, and every other row made or changed, for the ledger. Inside the
    action's transaction. Raises `RefusedError` for a result that has gone further.
    """
    locks = not sheet_of(row).standards
    results: list[Result] = []
    others: list[models.Model] = []
    for at in range(0, len(given), BATCH):
        part = given[at : at + BATCH]
        others += _retired(part)
        made = _submissions(part, columns)
        found = _assessments(part, made)
        others += [*made, *found]
        results += _results(part, found)
        others += _cases(acting, [each.case for each in part], locks=locks)
    return results, others


def _retired(part: Sequence[Given]) -> list[Submission]:
    """Earlier lists under the same standard: they stand no longer."""
    rows = Submission.objects.filter(
        case__in=[each.case.pk for each in part], standing=True, entry=Entry.SIGNED_LIST,
        assessments__standard_id=part[0].said.standard_id,
    )  # fmt: skip
    found = list(rows)
    for one in found:
        one.standing = False
    Submission.objects.bulk_update(found, ["standing"])
    return found


def _submissions(part: Sequence[Given], columns: dict[str, Any]) -> list[Submission]:
    counted = Submission.objects.filter(case__in=[each.case.pk for each in part]).order_by().values_list("case")
    last = dict(counted.annotate(last=Max("number")))
    return insert([_submission(each, last.get(each.case.pk, 0) + 1, columns) for each in part])


def _submission(each: Given, number: int, columns: dict[str, Any]) -> Submission:
    said, case = each.said, each.case
    told = {"class": said.household_class, "document": said.document.strip(), "reason": said.reason.strip() or None}
    answers = Answers(told)
    made = make_row(
        Submission, id=uuid.uuid4(), case=case, province_id=case.province_id, commune_id=case.commune_id,
        village_id=case.village_id, year=case.year, number=number, entry=Entry.SIGNED_LIST, digest=likeness(answers),
        sealed=b"", **columns,
    )  # fmt: skip
    made.sealed = sealed_answers(made, answers)
    return made


def _assessments(part: Sequence[Given], made: Sequence[Submission]) -> list[Assessment]:
    return insert([
        make_row(
            Assessment, submission=submission, standard_id=each.said.standard_id,
            income_score=each.said.income_score, deprivation_score=each.said.deprivation_score,
            household_class=each.said.household_class, reason="signed_list",
            detail={
                "document": each.said.document.strip(),
                **({"reason": each.said.reason.strip()} if each.said.reason.strip() else {}),
            },
        )
        for each, submission in zip(part, made, strict=True)
    ])  # fmt: skip


def _results(part: Sequence[Given], found: Sequence[Assessment]) -> list[Result]:
    for each, assessment in zip(part, found, strict=True):
        result = each.result
        result.state = RESULT.target("score", result.state)
        result.assessment, result.proposed, result.agreed = assessment, each.said.household_class, ""
        result.departs, result.version = False, result.version + 1
    rows = [each.result for each in part]
    Result.objects.bulk_update(rows, ["state", "assessment", "proposed", "agreed", "departs", "version"])
    return rows


def _cases(acting: Acting, cases: Sequence[Case], *, locks: bool) -> list[Case]:
    for case in cases:
        if locks and CASE.can("enter", case.state):
            case.state = CASE.target("enter", case.state)
        case.version, case.updated_at = case.version + 1, acting.now()
    Case.objects.bulk_update(cases, ["state", "version", "updated_at"])
    return list(cases)

"""Lock all forms of a village that are complete, at once."""

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import transaction

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.ledger.record import record
from rasoat.web.reviews.changing import locked
from rasoat.web.reviews.models import Assessment, Case, Entry, Result, Submission, VillageReview
from rasoat.web.reviews.stages import refresh_stages
from rasoat.web.reviews.state_graphs import CASE, RESULT
from rasoat.web.reviews.survey.scoring import Outcome, score_many
from rasoat.web.reviews.survey.sheet import Sheet, sheet_of
from rasoat.web.store.bulk import insert


@dataclass(frozen=True, slots=True)
class LockedForms:
    """How many were locked, and how many were left open (something is missing or wrong).

    `contradicted`: numbers of the locked households whose answers contradict each other.
    """

    locked: int
    left_open: int
    contradicted: Sequence[int] = ()


def lock_forms(acting: Acting, review: VillageReview) -> LockedForms:
    """Lock every form of the village under which all standards give a class, scored by the table kernel.

    Forms with faults that the kernel finds stay open; `lock_form` names them. Raises `NotAllowedError`; `RefusedError`
    when the round is not open.
    """
    acting.require(Capability.REVIEW_RUN, review)
    with transaction.atomic():
        cases = Case.objects.select_for_update(of=("self",)).filter(
            round=review.round_id, village=review.village_id, state="surveyed", household__ended_on__isnull=True
        )
        found = {case.pk: case for case in cases.select_related("household", "round")}
        if not found:
            return LockedForms(0, 0)
        locked(next(iter(found.values())))  # refuses a round that is not open
        row = review.round
        sheet = sheet_of(row)
        forms = Submission.objects.filter(case__in=found, standing=True).exclude(entry=Entry.SIGNED_LIST)
        scored = list(score_many(sheet, ((found[form.case_id], form) for form in forms)))
        rows = _write(found, [(form, told) for form, told in scored if _complete(sheet, told)])
        done = sum(isinstance(each, Case) for each in rows)
        shut = {each.pk for each in rows if isinstance(each, Case)}
        told = sorted(found[form.case_id].number for form, _ in scored if form.contradictions and form.case_id in shut)
        record(
            acting, "reviews.forms_locked", review, unit=review.commune,
            rows=[*rows, *refresh_stages(review.round_id, review.commune_id)], after={"households": done},
            role=acting.role_for(Capability.REVIEW_RUN, review),
        )  # fmt: skip
    return LockedForms(done, len(found) - done, told)


def _complete(sheet: Sheet, told: list[Outcome]) -> bool:
    blocked = {each.standard_id for each in sheet.standards if each.blocked}
    return all(outcome.household_class or outcome.standard_id in blocked for outcome in told)


def _write(
    found: dict[int, Case], complete: list[tuple[Submission, list[Outcome]]]
) -> list[Case | Result | Assessment]:
    results = {(row.case_id, row.standard_id): row for row in Result.objects.select_for_update().filter(case__in=found)}
    known = set(
        Assessment.objects.filter(submission__in=[form.pk for form, _told in complete]).values_list(
            "submission", flat=True
        )
    )
    assessments, moved, cases = [], [], []
    for form, told in complete:
        if form.pk in known:  # locked before: `lock_form` compares
            continue
        made = [outcome.assessment(form) for outcome in told]
        assessments += made
        cases.append(found[form.case_id])
        moved += [(results[form.case_id, row.standard_id], row) for row in made if row.household_class]
    insert(assessments)
    for result, made_row in moved:
        result.state = RESULT.target("score", result.state)
        result.assessment, result.proposed, result.agreed = made_row, made_row.household_class, ""
        result.departs, result.reason = False, ""
        result.version += 1
    changed = [result for result, _row in moved]
    columns = ["state", "assessment", "proposed", "agreed", "departs", "reason", "version"]
    Result.objects.bulk_update(changed, columns, batch_size=500)
    for case in cases:
        case.state = CASE.target("lock", case.state)
        case.version += 1
    Case.objects.bulk_update(cases, ["state", "version"], batch_size=500)
    return [*assessments, *changed, *cases]

"""What a re-check found: on paper, or by a form filled in anew."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.meeting import CLASSES
from rasoat.web.reviews.models import Assessment, Recheck, RecheckCause, Result, Submission
from rasoat.web.reviews.moving import for_the_ledger, locked_results, save_results
from rasoat.web.reviews.once import done, once
from rasoat.web.reviews.recheck import did_review
from rasoat.web.reviews.recording import Told, kept_paper, recorded


@dataclass(frozen=True, slots=True)
class RecheckFinding:
    """`classes`: by standard; taken from the assessments of `submission` where it does not say."""

    told: Told
    finding: str
    classes: Mapping[str, str] = field(default_factory=dict)
    submission: Submission | None = None


def record_recheck(acting: Acting, check: Recheck, found: RecheckFinding) -> Recheck:
    """The class of a held case becomes the one found; a sample never changes the case. Raises `NotAllowedError`;
    `RefusedError` for a second result, an unknown or missing class, a reviewer's own case, or a change without words.
    """
    capability = recording_capability(acting, check)
    acting.require(capability, check.case)
    with transaction.atomic():
        once(found.told.key, Recheck)
        kept = Recheck.objects.select_for_update(of=("self",)).select_related("case__commune", "case__reviewer")
        check = kept.get(pk=check.pk)
        if check.done:
            raise RefusedError(_("Phúc tra này đã có kết quả."), code="gone")
        if capability == Capability.RECHECK_DRAW and not found.told.on_behalf:
            raise RefusedError(
                _("Người phúc tra không có tài khoản."), remedy=_("Đánh dấu nhập thay, ghi họ tên người phúc tra."),
                field="on_behalf",
            )  # fmt: skip
        if not found.told.on_behalf and did_review(check.case, acting.user):
            raise RefusedError(_("Người đã rà soát hộ không phúc tra hộ ấy."), remedy=_("Cử người khác."))
        if found.told.happened_on < check.ordered_on:
            raise RefusedError(_("Ngày phúc tra trước ngày cử."), remedy=_("Sửa lại ngày."), field="happened_on")
        columns = recorded(acting, found.told, bound=f"case:{check.case.public_id}")
        rows = _rows(check)
        classes = _classes(found, rows)
        standing = {row.standard_id: row.agreed or row.proposed for row in rows}
        changed = [row for row in rows if classes[row.standard_id] != standing[row.standard_id]]
        if changed and not found.finding.strip():
            raise RefusedError(
                _("Loại hộ thay đổi thì phải ghi vì sao."), remedy=_("Ghi điều đã thấy."), field="finding"
            )
        for name, value in columns.items():
            setattr(check, name, value)
        check.classes, check.agrees, check.done = classes, not changed, True
        check.finding, check.submission = found.finding.strip(), found.submission
        check.save()
        done(found.told.key, check)
        moved = _change(check, changed, classes)
        record(
            for_the_ledger(acting, found.told), "reviews.recheck_done", check, unit=check.case.commune,
            rows=[check, *moved, *kept_paper(columns)], after={"classes": classes, "agrees": check.agrees},
            reason=check.finding, role=acting.role_for(capability, check.case),
        )  # fmt: skip
    return check


def recording_capability(acting: Acting, check: Recheck) -> Capability:
    """Under what a person enters a result: of a sample given to somebody without an account, who draws may enter it."""
    by_name = check.cause == RecheckCause.SAMPLE and check.checker_id is None
    if by_name and not acting.policy.may(Capability.RECHECK_DO, check.case):
        return Capability.RECHECK_DRAW
    return Capability.RECHECK_DO


def _rows(check: Recheck) -> list[Result]:
    """The results looked at: those that are held, or all of a sample."""
    rows = locked_results(case=check.case_id)
    return list(rows if check.cause == RecheckCause.SAMPLE else rows.filter(state="complained"))


def _classes(found: RecheckFinding, rows: list[Result]) -> dict[str, str]:
    told = dict(found.classes)
    if found.submission is not None:
        for assessment in Assessment.objects.filter(submission=found.submission):
            told.setdefault(assessment.standard_id, assessment.household_class)
    for row in rows:
        if told.get(row.standard_id) not in CLASSES:
            raise RefusedError(
                _("Chưa ghi loại hộ sau phúc tra."), remedy=_("Chọn loại theo từng chuẩn."), field="classes"
            )
    return {row.standard_id: told[row.standard_id] for row in rows}


def _change(check: Recheck, rows: list[Result], classes: Mapping[str, str]) -> list[Result]:
    if check.cause == RecheckCause.SAMPLE:
        return []
    for row in rows:
        row.agreed = classes[row.standard_id]
        row.departs = row.agreed != row.proposed
        row.reason = check.finding[:500]
    save_results(rows, "agreed", "departs", "reason")
    return rows

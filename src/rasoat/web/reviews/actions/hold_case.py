"""Hold up one case while a complaint about it is looked into; everybody else's goes on."""

from collections.abc import Sequence

from django.db import transaction
from django.db.models import Model
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.models import Case, DecidedCase, Result, RoundDecision
from rasoat.web.reviews.moving import locked_cases, locked_results, move, save_results
from rasoat.web.reviews.stages import refresh_stages
from rasoat.web.reviews.state_graphs import RESULT


def hold_case(acting: Acting, case: Case, standards: Sequence[str] = (), reason: str = "") -> Case:
    """Results under these standards (all that can be, when none are named) wait for a re-check. Already held: nothing.

    A case on a list that waits for the signature is taken off it. Raises `NotAllowedError`; `RefusedError` without a
    reason, when nothing of the case was posted yet, or when the list is signed and not confirmed.
    """
    acting.require(Capability.COMPLAINT_HANDLE, case)
    if not reason.strip():
        raise RefusedError(_("Chưa ghi lý do."), remedy=_("Ghi nội dung khiếu nại, phản ánh."), field="reason")
    with transaction.atomic():
        drafts = _drafts(case)
        (case,) = locked_cases(pk=case.pk)
        found = list(locked_results(case=case))
        rows = [row for row in found if not standards or row.standard_id in standards]
        waiting = [row for row in rows if row.state != "complained" and (standards or _can(row))]
        if not waiting and not any(row.state == "complained" for row in rows):
            raise RefusedError(
                _("Hộ này chưa niêm yết kết quả nào."),
                remedy=_("Ghi ý kiến ở cuộc họp, hoặc rà soát lại phiếu."), code="wrong-state",
            )  # fmt: skip
        off = _off_lists(waiting, drafts)
        for row in waiting:
            move(row, "complain" if RESULT.can("complain", row.state) else "correct", reason=reason)
        save_results(waiting, "state")
        case.held, case.version = True, case.version + 1
        case.save(update_fields=["held", "version", "updated_at"])
        stages = refresh_stages(case.round_id, case.commune_id)
        record(
            acting, "reviews.case_held", case, unit=case.commune, rows=[case, *waiting, *stages], gone=off,
            reason=reason, role=acting.role_for(Capability.COMPLAINT_HANDLE, case),
        )  # fmt: skip
        DecidedCase.objects.filter(pk__in=[row.pk for row in off]).delete()
    return case


def _can(row: Result) -> bool:
    return RESULT.can("complain", row.state) or RESULT.can("correct", row.state)


def _drafts(case: Case) -> list[RoundDecision]:
    """Decisions on their way that name the case, locked."""
    found = RoundDecision.objects.filter(cases__case=case, state__in=("prepared", "signed"))
    return list(found.select_for_update(of=("self",)).order_by("pk"))


def _off_lists(rows: Sequence[Result], drafts: Sequence[RoundDecision]) -> list[Model]:
    """Their lines on decisions that wait for the signature; refuses when the paper is signed already."""
    found: list[Model] = []
    for row in rows:
        for decision in drafts:
            if row.state != "prepared" or decision.standard_id != row.standard_id:
                continue
            if decision.state == "signed":
                raise RefusedError(
                    _("Hộ có tên trong quyết định %(number)s đã ký, chưa xác nhận.") % {"number": decision.number},
                    remedy=_("Xác nhận hoặc rút quyết định ấy trước."), code="signed",
                )  # fmt: skip
            found += DecidedCase.objects.filter(case=row.case_id, decision=decision)
    return found

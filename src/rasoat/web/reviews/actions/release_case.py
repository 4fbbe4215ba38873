"""End the hold on a case: what the re-check found is posted again, or the result stands as it was."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.figures import opinion_step
from rasoat.web.reviews.models import Case, DecidedCase, Opinion, PostedCase, Recheck, RecheckCause, Result
from rasoat.web.reviews.moving import locked_cases, locked_results, move, save_results
from rasoat.web.reviews.stages import refresh_stages


def release_case(
    acting: Acting, case: Case, standards: Sequence[str] = (), reason: str = "", *, post_again: bool | None = None
) -> Case:
    """A class that a re-check changed is always posted again; one that stands, when `post_again` or (None) after a
    re-check that came before a decision. Results to be posted again keep their state until `start_posting`.

    Raises `NotAllowedError`; `RefusedError` without a reason, when nothing is held, or while a re-check is under way.
    """
    acting.require(Capability.COMPLAINT_ANSWER, case)
    if not reason.strip():
        raise RefusedError(_("Chưa ghi lý do."), remedy=_("Ghi kết quả giải quyết."), field="reason")
    with transaction.atomic():
        (case,) = locked_cases(pk=case.pk)
        found = list(locked_results(case=case, state="complained"))
        rows = [row for row in found if not standards or row.standard_id in standards]
        if not rows or not case.held:
            raise RefusedError(_("Hộ này không bị giữ lại."), code="not-held")
        checks = Recheck.objects.filter(case=case).exclude(cause=RecheckCause.SAMPLE)
        if checks.filter(done=False).exists():
            raise RefusedError(_("Phúc tra chưa có kết quả."), remedy=_("Ghi kết quả phúc tra trước."), code="open")
        last = PostedCase.objects.filter(case=case).order_by("-posting__number").select_related("posting").first()
        checked = last is not None and checks.filter(ordered_on__gte=last.posting.happened_on).exists()
        moved = [row for row in rows if _settle(acting, case, row, reason, post_again, checked=checked)]
        save_results(moved, "state")
        case.held, case.version = False, case.version + 1
        case.save(update_fields=["held", "version", "updated_at"])
        stages = refresh_stages(case.round_id, case.commune_id)
        record(
            acting, "reviews.case_released", case, unit=case.commune, rows=[case, *moved, *stages], reason=reason,
            after={row.standard_id: row.state for row in rows},
            role=acting.role_for(Capability.COMPLAINT_ANSWER, case),
        )  # fmt: skip
    return case


def _settle(acting: Acting, case: Case, row: Result, reason: str, post_again: bool | None, *, checked: bool) -> bool:
    """Move a result that stands; False for one that has to be posted again."""
    decided = DecidedCase.objects.filter(
        case=case, decision__standard_id=row.standard_id, decision__state="confirmed"
    ).order_by("-decision__confirmed_at").first()  # fmt: skip
    posted = (
        PostedCase.objects.filter(case=case, standard_id=row.standard_id)
        .order_by("-posting__number")
        .select_related("posting")
        .first()
    )
    stood = decided.household_class if decided else posted.household_class if posted else row.agreed
    if row.agreed != stood:
        return False
    if post_again if post_again is not None else checked and decided is None:
        return False
    if decided is not None:
        move(row, f"keep_{decided.kind}", reason=reason)
    elif posted is not None and posted.posting.ended_on is None:
        move(row, "resume", reason=reason)
    else:
        move(row, "settle" if _no_opinion_left(acting, case, row) else "settle_early", reason=reason)
    return True


def _no_opinion_left(acting: Acting, case: Case, row: Result) -> bool:
    """Nobody is asked, or the case was in an opinion that did not send it back."""
    step = opinion_step(case.round, acting.today())
    if step.decided and not step.needed:
        return True
    last = [
        opinion
        for opinion in Opinion.objects.filter(
            round=case.round_id, standard_id=row.standard_id, given_on__isnull=False
        ).order_by("-pk")
        if case.pk in opinion.asked
    ]  # fmt: skip
    return bool(last) and case.pk not in {each["case"] for each in last[0].returned}

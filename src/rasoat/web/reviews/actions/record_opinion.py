"""The written answer to a request for an opinion: agreed cases are ready, the others are checked again."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.boundaries.reach import acting_there
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.models import Case, Opinion, Result
from rasoat.web.reviews.moving import for_the_ledger, locked_cases, locked_results, move, must_be_open, save_results
from rasoat.web.reviews.once import done, once
from rasoat.web.reviews.recording import Told, kept_paper, recorded
from rasoat.web.reviews.stages import refresh_stages_of


@dataclass(frozen=True, slots=True)
class OpinionAnswer:
    """`told.happened_on`: the day of the answer; `told.paper`: its scan. `returned`: reasons by id of the case.

    Without `agrees` and with nothing named, every case goes back for the reason in `text`.
    """

    told: Told
    agrees: bool
    number: str = ""
    text: str = ""
    returned: Mapping[int, str] = field(default_factory=dict)

    @property
    def given_on(self) -> date:
        """The day of the answer."""
        return self.told.happened_on


def record_opinion(acting: Acting, opinion: Opinion, answer: OpinionAnswer) -> Opinion:
    """Raises `NotAllowedError`; `RefusedError` for a second answer, a day before the request, a case that was not in
    it, or one sent back without a reason.
    """
    acting = acting_there(acting, opinion.commune)
    acting.require(Capability.REVIEW_RUN, opinion)
    with transaction.atomic():
        once(answer.told.key, Opinion)
        kept = Opinion.objects.select_for_update(of=("self",)).select_related("round", "commune").get(pk=opinion.pk)
        must_be_open(kept.round)
        _check(kept, answer)
        told = recorded(acting, answer.told, bound=f"opinion:{kept.pk}")
        cases = locked_cases(pk__in=kept.asked)
        rows = list(locked_results(case__in=kept.asked, standard_id=kept.standard_id, state="opinion"))
        back = _returned(answer, rows)
        kept.given_on, kept.number, kept.agrees = answer.given_on, answer.number.strip(), answer.agrees
        kept.text, kept.paper = answer.text.strip(), told["paper"] or kept.paper
        kept.returned = [{"case": pk, "reason": reason} for pk, reason in sorted(back.items())]
        kept.save(update_fields=["given_on", "number", "agrees", "text", "paper", "returned"])
        for row in rows:
            reason = back.get(row.case_id)
            move(row, "send_back" if reason else "approve", reason=reason or "")
        save_results(rows, "state")
        held = _hold([case for case in cases if case.pk in back])
        stages = refresh_stages_of(rows)
        done(answer.told.key, kept)
        record(
            for_the_ledger(acting, answer.told), "reviews.opinion_recorded", kept, unit=kept.commune,
            rows=[kept, *rows, *held, *stages, *kept_paper(told)],
            after={"agrees": kept.agrees, "returned": len(back), "number": kept.number},
            role=acting.role_for(Capability.REVIEW_RUN, opinion),
        )  # fmt: skip
    return kept


def _check(opinion: Opinion, answer: OpinionAnswer) -> None:
    if opinion.given_on is not None:
        raise RefusedError(_("Ý kiến này đã được ghi."), code="gone")
    if answer.given_on < opinion.happened_on:
        raise RefusedError(_("Ngày cho ý kiến trước ngày xin ý kiến."), remedy=_("Sửa lại ngày."), field="happened_on")
    if not answer.agrees and not answer.returned and not answer.text.strip():
        raise RefusedError(
            _("Không đồng ý thì phải ghi lý do."), remedy=_("Ghi nội dung ý kiến, hoặc lý do từng hộ."), field="text"
        )


def _returned(answer: OpinionAnswer, rows: list[Result]) -> dict[int, str]:
    """Reasons by id of each case that goes back."""
    if not answer.agrees and not answer.returned:
        return {row.case_id: answer.text.strip()[:500] for row in rows}
    waiting = {row.case_id for row in rows}
    for pk, reason in answer.returned.items():
        if pk not in waiting:
            raise RefusedError(
                _("Có hộ không nằm trong danh sách xin ý kiến."), remedy=_("Bỏ hộ ấy."), field="returned"
            )
        if not reason.strip():
            raise RefusedError(_("Trả lại hộ thì phải ghi lý do."), remedy=_("Ghi lý do từng hộ."), field="returned")
    return {pk: reason.strip() for pk, reason in answer.returned.items()}


def _hold(cases: list[Case]) -> list[Case]:
    for case in cases:
        case.held, case.version = True, case.version + 1
        case.save(update_fields=["held", "version", "updated_at"])
    return cases

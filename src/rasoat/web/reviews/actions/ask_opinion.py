"""Send the posted lists of a commune to the body that the province has named, and wait for its opinion."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Unit
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.figures import OpinionStep, due_on, opinion_step
from rasoat.web.reviews.models import Opinion, Result
from rasoat.web.reviews.moving import for_the_ledger, locked_results, move, must_be_open, save_results
from rasoat.web.reviews.once import done, once
from rasoat.web.reviews.recording import Told, kept_paper, recorded
from rasoat.web.reviews.stages import refresh_stages
from rasoat.web.rounds.models import Round


def ask_opinion(
    acting: Acting, row: Round, commune: Unit, standard_id: str, told: Told, *, villages: Sequence[int] = ()
) -> Opinion:
    """Everything whose posting ended (in these villages) goes along. Raises `NotAllowedError`; `RefusedError` when the
    province asks nobody or has not chosen, or nothing waits.
    """
    acting.require(Capability.REVIEW_RUN, commune)
    must_be_open(row)
    step = opinion_step(row, told.happened_on)
    if not step.needed:
        raise _not_asked(step)
    with transaction.atomic():
        once(told.key, Opinion)
        columns = recorded(acting, told, bound=f"round:{row.pk}:{commune.key}")
        rows = waiting_for_opinion(row, commune, standard_id, villages)
        opinion = Opinion.objects.create(
            round=row, province=row.province, commune=commune, standard_id=standard_id,
            body=step.body or str(_("Chủ tịch UBND cấp huyện")), asked=[each.case_id for each in rows],
            due_on=due_on(row, "higher_opinion_days", told.happened_on), **columns,
        )  # fmt: skip
        save_results([move(each, "ask_opinion") for each in rows], "state")
        stages = refresh_stages(row.pk, commune.pk)
        done(told.key, opinion)
        record(
            for_the_ledger(acting, told), "reviews.opinion_asked", opinion, unit=commune,
            rows=[opinion, *rows, *stages, *kept_paper(columns)],
            after={"body": opinion.body, "due_on": opinion.due_on, "cases": len(rows)},
            role=acting.role_for(Capability.REVIEW_RUN, commune),
        )  # fmt: skip
    return opinion


def waiting_for_opinion(row: Round, commune: Unit, standard_id: str, villages: Sequence[int]) -> list[Result]:
    """Results whose posting has ended, locked. Raises `RefusedError` when there is none."""
    where = {"village__in": list(villages)} if villages else {}
    rows = list(locked_results(round=row, commune=commune, standard_id=standard_id, state="cleared", **where))
    if not rows:
        raise RefusedError(
            _("Không có kết quả nào đã hết niêm yết và đang chờ bước này."),
            remedy=_("Ghi kết thúc niêm yết của thôn trước."), code="nothing-waits",
        )  # fmt: skip
    return rows


def _not_asked(step: OpinionStep) -> RefusedError:
    if step.decided:
        return RefusedError(_("Theo lựa chọn của tỉnh, không xin ý kiến ở bước này."), code="not-needed")
    return RefusedError(
        _("Tỉnh chưa chọn ai cho ý kiến trước khi xã quyết định."),
        remedy=_("Tỉnh chọn ở danh mục việc ngày đầu; phần mềm không tự chọn."), code="undecided",
    )  # fmt: skip

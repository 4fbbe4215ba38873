"""Where nobody's opinion is asked: what waited for the province's choice becomes ready for the decision."""

import uuid

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Unit
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.actions.ask_opinion import waiting_for_opinion
from rasoat.web.reviews.figures import opinion_step
from rasoat.web.reviews.models import Result
from rasoat.web.reviews.moving import move, must_be_open, save_results
from rasoat.web.reviews.once import done, once
from rasoat.web.reviews.stages import refresh_stages
from rasoat.web.rounds.models import Round


def skip_opinion(acting: Acting, row: Round, commune: Unit, standard_id: str, *, key: uuid.UUID | None = None) -> int:
    """How many results went on. `key`: see `Told.key`.

    Raises `NotAllowedError`; `RefusedError` while the province has not chosen, when it
    chose somebody to be asked, or when nothing waits.
    """
    acting.require(Capability.REVIEW_RUN, commune)
    must_be_open(row)
    step = opinion_step(row, acting.today())
    if step.needed or not step.decided:
        raise RefusedError(
            _("Bước xin ý kiến chưa được bỏ."), remedy=_("Tỉnh chọn ở danh mục việc ngày đầu."), code="needed"
        )
    with transaction.atomic():
        once(key, Result)
        rows = waiting_for_opinion(row, commune, standard_id, ())
        save_results([move(each, "pass") for each in rows], "state")
        done(key, rows[0])
        stages = refresh_stages(row.pk, commune.pk)
        record(
            acting, "reviews.opinion_skipped", rows[0], unit=commune, rows=[*rows, *stages],
            after={"cases": len(rows), "choice": step.code}, role=acting.role_for(Capability.REVIEW_RUN, commune),
        )  # fmt: skip
    return len(rows)

"""Let communes into a round that is open: those formed since, and those that could not begin when it opened."""

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.jobs.models import Job
from rasoat.web.ledger.record import locked_chain, record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.rounds.beginning import outside
from rasoat.web.rounds.locking import locked_round
from rasoat.web.rounds.models import Round, RoundState
from rasoat.web.rounds.opening_job import order
from rasoat.web.rounds.reach import require_round


def let_communes_in(acting: Acting, row: Round) -> Job:
    """The job that lets in every commune that stands today and is not in the round; the one under way if there is one.

    Raises `NotAllowedError`; `RefusedError` unless the round is open, or nobody can join.
    """
    role = require_round(acting, row)
    with transaction.atomic():
        locked_chain(row.province)
        row = locked_round(row)
        if row.state != RoundState.OPEN:
            raise RefusedError(_("Đợt không mở nên không nhận thêm xã."), remedy=_("Mở đợt trước."), code="wrong-state")
        joining = [each.commune for each in outside(row, acting.today()) if each.may_join]
        if not joining:
            raise RefusedError(_("Mọi xã vào được đợt đều đã vào."), code="nobody-outside")
        job = order(acting, row, row.communes.count() + len(joining))
        record(
            acting, "rounds.communes_let_in", row, unit=row.province, role=role,
            after={"communes": [unit.full_name for unit in joining]},
        )  # fmt: skip
    return job

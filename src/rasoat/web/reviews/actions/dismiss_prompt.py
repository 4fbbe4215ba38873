"""Leave a household out that the site named as perhaps missed."""

from collections.abc import Sequence

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.models import Household
from rasoat.web.reviews.models import DismissedPrompt
from rasoat.web.rounds.models import Round


def dismiss_prompt(acting: Acting, row: Round, home: Household, causes: Sequence[str], reason: str) -> DismissedPrompt:
    """The household is not reviewed in this round, for a reason; again the same household changes nothing.

    Raises `NotAllowedError`; `RefusedError` without a reason.
    """
    acting.require(Capability.REVIEW_RUN, home)
    if not reason.strip():
        raise RefusedError(_("Chưa ghi lý do không đưa vào rà soát."), remedy=_("Ghi lý do."), field="reason")
    with transaction.atomic():
        made, new = DismissedPrompt.objects.get_or_create(
            round=row, household=home,
            defaults={
                "commune_id": home.commune_id, "causes": list(causes), "reason": reason.strip(), "by": acting.user,
            },
        )  # fmt: skip
        if new:
            record(
                acting, "reviews.prompt_dismissed", home, unit=home.commune, rows=[made],
                after={"causes": list(causes)}, reason=reason,
                role=acting.role_for(Capability.REVIEW_RUN, home),
            )  # fmt: skip
    return made

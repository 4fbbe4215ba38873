"""The monthly review of a commune: whether this month still has none, and where it is prepared."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from rasoat.law.procedure import ReviewKind
from rasoat.web.accounts.acting import Acting
from rasoat.web.areas.models import Unit
from rasoat.web.law import book
from rasoat.web.rounds.dates import likely_day
from rasoat.web.rounds.drafts import RoundDraft
from rasoat.web.rounds.models import Purpose, Round, RoundKind, RoundState
from rasoat.web.rounds.reach import may_manage_round


@dataclass(frozen=True, slots=True)
class MonthlyOffer:
    """The review of this month that a commune may prepare, or has prepared and not opened. `url`: where."""

    month: int
    url: str
    prepared: bool


def monthly_offer(acting: Acting, commune: Unit) -> MonthlyOffer | None:
    """What to offer the person for this month (one query).

    None where they may not, where the official round of the month stands, and in a time without a procedure.
    """
    today, province = acting.today(), commune.province
    if province is None or commune.valid_until is not None:
        return None
    draft = RoundDraft(Purpose.OFFICIAL, RoundKind.REGULAR, today.year, province, today.month, commune)
    day = likely_day(draft.kind, today.year, today.month)
    if not may_manage_round(acting, draft) or book().procedure_for(ReviewKind.REGULAR, day) is None:
        return None
    there = Round.objects.filter(
        Q(commune=commune) | Q(commune__isnull=True) | Q(communes__commune=commune), province=province,
        kind=draft.kind, purpose=draft.purpose,
        year=today.year, month=today.month,
    ).order_by("state", "pk").distinct()  # fmt: skip
    found = list(there)
    own = next((row for row in found if row.state == RoundState.DRAFT and row.commune_id), None)
    if own is not None:
        return MonthlyOffer(today.month, reverse("rounds:round", args=[own.pk]), prepared=True)
    return None if found else MonthlyOffer(today.month, _address(draft, commune), prepared=False)


def _address(draft: RoundDraft, commune: Unit) -> str:
    """The second step of making this round: what the first would ask stands in the address."""
    told = {
        "muc_dich": draft.purpose, "loai": draft.kind, "nam": draft.year, "thang": draft.month, "dia_ban": commune.pk,
    }  # fmt: skip
    return f"{reverse('rounds:new')}?{urlencode({name: str(value) for name, value in told.items()})}"

"""Many households at once."""

from datetime import date

from rasoat.web.accounts.acting import Acting
from rasoat.web.areas.models import Unit
from rasoat.web.register.actions.add_households import add_households
from rasoat.web.register.drafts import HouseholdDraft, MemberDraft
from rasoat.web.register.models import Household


def many_homes(acting: Acting, village: Unit, count: int) -> list[Household]:
    """Households of one person each."""
    drafts = [
        HouseholdDraft(
            village.commune, village, date(2026, 1, 1),
            (MemberDraft(f"Người Mẫu {at}", relation="head", sex=1, birth_year=1980),),
        )
        for at in range(count)
    ]  # fmt: skip
    return add_households(acting, drafts)

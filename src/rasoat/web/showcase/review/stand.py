"""What the steps of the demonstration round have in common: the round, who acts, the answers, the days."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from rasoat.web.accounts.acting import Acting
from rasoat.web.areas.models import Unit
from rasoat.web.reviews.models import VillageReview
from rasoat.web.reviews.recording import Told
from rasoat.web.rounds.models import Round

STANDARD = "national_2022"
TABLE = "minh-hoa-2022"
HEAD, REVIEWER, BOARD = "Trưởng thôn (mẫu)", "Rà soát viên (mẫu)", "Ban Chỉ đạo cấp xã (mẫu)"
"""Who acted, in the words of the papers."""


@dataclass(frozen=True)
class Stand:
    """`officer`, `chair`, `admin`: demo accounts. `answers`: a row of the synthetic table by id of the household."""

    round: Round
    commune: Unit
    today: date
    officer: Acting
    chair: Acting
    admin: Acting
    answers: Mapping[int, Mapping[str, Any]]

    def ago(self, days: int) -> date:
        """So many days before today."""
        return self.today - timedelta(days=days)

    def told(self, days: int, who: str) -> Told:
        """A step on paper so many days ago, entered on behalf of who acted."""
        return Told(self.ago(days), who, on_behalf=True)

    def review(self, village: Unit) -> VillageReview:
        """A village in the round."""
        found: VillageReview = VillageReview.objects.select_related("round__province", "village", "commune").get(
            round=self.round, village=village
        )
        return found

"""Requests of the demonstration: taken into the round, screened out with an answer, and one that waits."""

from rasoat.web.areas.models import Unit
from rasoat.web.register.models import Household
from rasoat.web.reviews.actions.receive_application import receive_application
from rasoat.web.reviews.actions.screen_out_application import screen_out_application
from rasoat.web.reviews.applications.drafts import ApplicationDraft
from rasoat.web.reviews.models import Application, Case, RequestChannel, RequestKind
from rasoat.web.showcase.review.stand import Stand

BEFORE, LATELY = 75, 9
"""So many days ago: before the round begins, so that it takes them in; and after the lists were made."""
WHY_NOT = "Hộ không đăng ký thường trú, tạm trú tại xã (mẫu)."


def ask_before(stand: Stand, village: Unit, *, richer: bool) -> Application | None:
    """Somebody who is on no list asks to be reviewed. `richer`: whose answers will give no class; None for nobody."""
    home = _not_listed(stand, village, richer=richer)
    return None if home is None else _receive(stand, home, BEFORE, "Thu nhập giảm, đề nghị rà soát (mẫu)")


def ask_lately(stand: Stand, village: Unit) -> None:
    """Two requests after the lists were made: one screened out with its answer, one that waits."""
    first = _not_listed(stand, village, richer=True)
    if first is not None:
        asked = _receive(stand, first, LATELY + 3, "Đề nghị rà soát (mẫu)")
        screen_out_application(stand.officer, asked, WHY_NOT, answered_on=stand.ago(LATELY))
    second = _not_listed(stand, village, richer=False)
    if second is not None:
        _receive(stand, second, LATELY, "Mới bị thiên tai, đề nghị rà soát (mẫu)")


def _receive(stand: Stand, home: Household, days: int, reason: str) -> Application:
    draft = ApplicationDraft(
        home.commune, RequestKind.REVIEW, RequestChannel.IN_PERSON, home.head_name, stand.told(days, "Bộ phận một cửa"),
        village=home.village, household=home, reason=reason,
    )  # fmt: skip
    return receive_application(stand.officer, draft)


def _not_listed(stand: Stand, village: Unit, *, richer: bool) -> Household | None:
    """A household of a village without a list, a case or a request: one whose answers give such a class, else any."""
    rows = Household.objects.filter(village=village, ended_on__isnull=True).exclude(
        statuses__household_class__in=("poor", "near_poor")
    )
    taken = set(Application.objects.filter(village=village).values_list("household", flat=True))
    taken |= set(Case.objects.filter(village=village).values_list("household", flat=True))
    homes = [
        home
        for home in rows.select_related("commune", "village").order_by("sort_key", "pk")
        if home.pk not in taken and home.pk in stand.answers
    ]
    fitting = (home for home in homes if (stand.answers[home.pk].get("class") == "not_poor") is richer)
    return next(fitting, homes[0] if homes else None)

"""Walk the round of the demonstration to the middle."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db.models import Count

from rasoat.demo.province import Province
from rasoat.web.accounts.acting import Acting, acting_as
from rasoat.web.accounts.models import Role, User
from rasoat.web.accounts.showcase_accounts import PREFIX
from rasoat.web.areas.models import Unit
from rasoat.web.jobs.worker import run_until_idle
from rasoat.web.register.models import Household
from rasoat.web.reviews.models import Case
from rasoat.web.rounds.models import Round
from rasoat.web.showcase.people import NAMES
from rasoat.web.showcase.review import letters, requests, villages
from rasoat.web.showcase.review.forms import fill_forms
from rasoat.web.showcase.review.opening import open_demo_round, open_training_round
from rasoat.web.showcase.review.reports import report_so_far
from rasoat.web.showcase.review.stand import Stand
from rasoat.web.showcase.review.survey import half_survey

BEGUN = 8
"""Communes besides the first two in which something has been written."""
Fate = Callable[[Stand, Unit], object]


def walk_half_way(
    acting: Acting, province: Province, communes: Sequence[Unit], village: Unit, known: Mapping[str, Household]
) -> Round | None:
    """Open the rounds and bring every village of the first commune to another step. `village`: of the demo accounts.

    None for a province too small for it.
    """
    first, others = communes[0], communes[1:]
    rest = _villages(first, village)
    if len(rest) < len(FATES):
        return None
    today = acting.today()
    admin, officer, chair = (_person(role) for role in (Role.PROVINCE_ADMIN, Role.COMMUNE_OFFICER, Role.COMMUNE_CHAIR))
    training = open_training_round(acting, officer, first, today)
    answers = _answers(province, known)
    stand = Stand(training, first, today, officer, chair, admin, answers)
    requests.ask_before(stand, rest[0], richer=True)
    requests.ask_before(stand, rest[1], richer=False)
    stand = Stand(open_demo_round(admin, first.province or first, today), first, today, officer, chair, admin, answers)
    _first_commune(stand, village, rest)
    _second_commune(stand, acting, others[:1])
    _begun(stand, acting, others[1 : BEGUN + 1])
    run_until_idle()
    report_so_far(stand.round, first, officer, _person(Role.PROVINCE_OFFICER))
    return stand.round


def _first_commune(stand: Stand, village: Unit, rest: Sequence[Unit]) -> None:
    for fate, each in zip(FATES, rest, strict=False):
        fate(stand, each)
    half_survey(stand, village, _user(Role.REVIEWER), _user(Role.VILLAGE_HEAD))
    requests.ask_lately(stand, village)
    letters.complain(stand, rest[3], _user(Role.COMMUNE_BOARD))
    letters.call_in(stand, rest[3])


def _second_commune(stand: Stand, acting: Acting, communes: Sequence[Unit]) -> None:
    """A commune without accounts: one village waits for its posting, one for its decision, one is being surveyed."""
    for commune in communes:
        there = Stand(stand.round, commune, stand.today, acting, acting, acting, stand.answers)
        for fate, each in zip(ELSEWHERE, reversed(_villages(commune)), strict=False):
            fate(there, each)


def _begun(stand: Stand, acting: Acting, communes: Sequence[Unit]) -> None:
    """Communes that have keyed in their first forms; the others have been silent."""
    for commune in communes:
        there = Stand(stand.round, commune, stand.today, acting, acting, acting, stand.answers)
        for village in _villages(commune)[-1:]:
            surveyed(there, village)


def decided(stand: Stand, village: Unit) -> None:
    """In force, with certificates."""
    villages.decide(stand, village)


def signed(stand: Stand, village: Unit) -> None:
    """Signed; the chair has to confirm it."""
    villages.to_ready(stand, village)
    villages.sign(stand, villages.prepare(stand, village), 46)


def asked(stand: Stand, village: Unit) -> None:
    """The opinion should have come long ago."""
    villages.to_cleared(stand, village)
    villages.ask(stand, village)


def hanging(stand: Stand, village: Unit) -> None:
    """The list hangs out."""
    open_still = villages.survey(stand, village, days=8)
    villages.meet(stand, village, days=4, incomplete=open_still)
    villages.post(stand, village, days=3)


def failed(stand: Stand, village: Unit) -> None:
    """Less than half agreed: review again, meet again."""
    open_still = villages.survey(stand, village, days=12)
    villages.meet(stand, village, days=5, agree=9, incomplete=open_still)


def agreed(stand: Stand, village: Unit) -> None:
    """The meeting agreed; nothing is posted yet."""
    open_still = villages.survey(stand, village, days=12)
    villages.meet(stand, village, days=2, incomplete=open_still)


def surveyed(stand: Stand, village: Unit) -> None:
    """Half of the forms are in, none is locked."""
    rows = Case.objects.filter(round=stand.round, village=village).order_by("number")
    cases = list(rows.select_related("household", "round", "commune", "village"))
    fill_forms(stand, cases[: len(cases) // 2], days=3)


FATES: Sequence[Fate] = (decided, signed, asked, hanging, failed, villages.invite)
"""What becomes of the villages of the first commune, the demo accounts' own village apart."""
ELSEWHERE: Sequence[Fate] = (agreed, villages.to_ready, surveyed)


def _answers(province: Province, known: Mapping[str, Household]) -> dict[int, Mapping[str, Any]]:
    rows = province.current.households.iter_rows(named=True)
    return {home.pk: row for row in rows if (home := known.get(row["household_id"])) is not None}


def _villages(commune: Unit, without: Unit | None = None) -> list[Unit]:
    """Villages of a commune that have households on the list, the longest list first."""
    rows = Household.objects.filter(
        commune=commune, ended_on__isnull=True, village__isnull=False,
        statuses__household_class__in=("poor", "near_poor"),
    )  # fmt: skip
    rows = rows.exclude(village=without) if without else rows
    counted = rows.values_list("village").annotate(number=Count("pk", distinct=True)).order_by("-number", "village")
    ids = [village for village, _number in counted]
    found = Unit.objects.select_related("commune", "province").in_bulk(ids)
    return [found[pk] for pk in ids]


def _user(role: Role) -> User:
    found: User = User.objects.get(username=PREFIX + NAMES[role][0])
    return found


def _person(role: Role) -> Acting:
    return acting_as(_user(role), "showcase")

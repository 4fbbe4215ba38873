"""A round of the first commune with results, and reports made of it."""

from collections.abc import Callable
from datetime import date

import pytest

from rasoat.web.accounts.acting import Acting
from rasoat.web.areas.models import Unit, UnitTotal
from rasoat.web.jobs.worker import run_until_idle
from rasoat.web.register.actions.add_households import add_households
from rasoat.web.register.drafts import HouseholdDraft, MemberDraft
from rasoat.web.register.models import Household
from rasoat.web.reporting.actions.order_report import ReportDraft, order_report
from rasoat.web.reporting.models import Report
from rasoat.web.reviews.models import Case
from rasoat.web.rounds.models import Round
from web.review_making import STANDARD, make_case, make_round

ENDS = {"poor": "recognised", "near_poor": "recognised", "not_poor": "escaped"}


@pytest.fixture
def officer(acting_for: Callable, communes: list[Unit], villages: list[Unit]) -> Acting:
    return acting_for("commune_officer", communes[0])


@pytest.fixture
def chair(acting_for: Callable, communes: list[Unit]) -> Acting:
    return acting_for("commune_chair", communes[0])


@pytest.fixture
def province_officer(acting_for: Callable, province: Unit) -> Acting:
    return acting_for("province_officer", province)


@pytest.fixture
def row(province: Unit, communes: list[Unit], villages: list[Unit]) -> Round:
    """An official round of both communes; all households of each were counted."""
    for commune in communes:
        UnitTotal.objects.create(
            unit=commune, province=province, commune=commune, year=2026, area="rural", households=100, persons=400
        )
    return make_round(province, communes)


def make_home(officer: Acting, village: Unit, name: str = "Lò Văn Ơn", size: int = 3) -> Household:
    """A household of so many members."""
    members = [
        MemberDraft(f"{name} {at}", relation="head" if at == 0 else "child", sex=1, birth_year=1980 + 8 * at,
                    ethnicity="03")
        for at in range(size)
    ]  # fmt: skip
    (home,) = add_households(officer, [HouseholdDraft(village.commune, village, date(2026, 1, 1), members)])
    return Household.objects.get(pk=home.pk)


@pytest.fixture
def decided(officer: Acting, row: Round, villages: list[Unit]) -> Callable[..., Case]:
    """`decided(opening, final)`: a household of the first village with its decision made."""

    def make(opening: str, final: str, *, village: Unit = villages[0], agreed: str = "", size: int = 3) -> Case:
        home = make_home(officer, village, size=size)
        if not final:
            return make_case(row, home, opening=opening, agreed=agreed, result_state="agreed" if agreed else "waiting")
        case = make_case(
            row, home, opening=opening, agreed=final, state="decided", result_state=ENDS[final], proposed=final
        )
        case.results.update(final=final)
        return case

    return make


@pytest.fixture
def made(row: Round, communes: list[Unit]) -> Callable[..., Report]:
    """`made(acting, kind, place)`: a report, made by the worker."""

    def make(acting: Acting, kind: str = "official", place: Unit = communes[0], **more: object) -> Report:
        told = {"round": row} if kind in ("official", "preliminary") else {}
        report = order_report(acting, ReportDraft(kind, place, STANDARD, 2026, **(told | more)))
        run_until_idle()
        return Report.objects.get(pk=report.pk)

    return make

"""A commune with a confirmed decision: two households recognised, one of them with a daughter."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from rasoat.web.accounts.acting import Acting
from rasoat.web.areas.models import Unit
from rasoat.web.certificates.actions.set_layout import set_layout
from rasoat.web.certificates.actions.start_issue import start_issue
from rasoat.web.certificates.happening import Step
from rasoat.web.certificates.models import Certificate, CertificateRun
from rasoat.web.jobs.worker import run_until_idle
from rasoat.web.register.actions.add_households import add_households
from rasoat.web.register.drafts import HouseholdDraft, MemberDraft
from rasoat.web.register.models import Household
from rasoat.web.reviews.models import DecidedCase, RoundDecision
from rasoat.web.reviews.recording import Told
from web.review_making import make_case, make_round

NUMBER = "024184012345"
PLACES = {"class_x": 600, "deprived_x": 900, "first_y": 1800, "step_y": 150}
ISSUED = date(2026, 11, 20)


@pytest.fixture
def officer(acting_for: Callable[..., Acting], communes: list[Unit]) -> Acting:
    return acting_for("commune_officer", communes[0])


@pytest.fixture
def homes(officer: Acting, villages: list[Unit]) -> list[Household]:
    drafts = [
        HouseholdDraft(
            villages[0].commune, villages[0], date(2026, 1, 1),
            (
                MemberDraft("Lò Văn Ơn", relation="head", sex=1, birth_year=1984, ethnicity="03", personal_id=NUMBER),
                MemberDraft("Lò Thị Út", relation="child", sex=2, birth_year=2012, ethnicity="03"),
            ),
        ),
        HouseholdDraft(
            villages[1].commune, villages[1], date(2026, 1, 1),
            (MemberDraft("Vàng A Dụ", relation="head", sex=1, birth_year=1975, ethnicity="08"),),
        ),
    ]  # fmt: skip
    return list(Household.objects.filter(pk__in=[home.pk for home in add_households(officer, drafts)]).order_by("pk"))


@pytest.fixture
def boxes(acting_for: Callable[..., Acting], province: Unit) -> None:
    """The province has said that the paper has a box for 2026."""
    set_layout(
        acting_for("province_admin", province), province, "national_2022", first_year=2022, boxes=5,
        suffix="GCN-HN.HCN", document="Văn bản thử số 1", places=PLACES,
    )  # fmt: skip


@pytest.fixture
def decide(province: Unit, communes: list[Unit]) -> Callable[..., RoundDecision]:
    """`decide({home: class}, purpose=..., year=...)`: a decision in force about the households."""

    def make(classes: dict[Household, str], *, purpose: str = "official", year: int = 2026, **fields: Any) -> Any:
        row = make_round(province, [communes[0]], purpose=purpose)
        decision = RoundDecision.objects.create(
            round=row, province=province, commune=communes[0], year=year, standard_id="national_2022",
            state="confirmed", number="12/QĐ-UBND", signed_on=ISSUED, signer="Nguyễn Thị Ký", signer_form="kt",
            signer_post="Phó Chủ tịch", **fields,
        )  # fmt: skip
        for home, household_class in classes.items():
            case = make_case(row, home, state="decided", result_state="recognised", proposed=household_class)
            kind = "escaped" if household_class == "not_poor" else "recognised"
            DecidedCase.objects.create(decision=decision, case=case, kind=kind, household_class=household_class)
        return decision

    return make


def issued(acting: Acting, decision: RoundDecision) -> CertificateRun:
    """The run of a decision, finished."""
    run = start_issue(acting, decision)
    run_until_idle()
    run.refresh_from_db()
    assert run.job is not None
    assert run.job.error == ""
    return run


@pytest.fixture
def certificate(officer: Acting, boxes: None, homes: list[Household], decide: Callable[..., Any]) -> Certificate:
    """The paper of the first household."""
    issued(officer, decide({homes[0]: "poor", homes[1]: "near_poor"}))
    return Certificate.objects.get(household=homes[0])


def told(**more: Any) -> Step:
    """A step of the day after the issue."""
    on = more.pop("on", date(2026, 11, 21))
    return Step(Told(on), **more)

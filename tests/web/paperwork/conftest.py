"""A village on its way through a round: a list, a meeting, a posting, a decision with a refusal."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, time
from typing import Any

import pytest

from rasoat.web.accounts.acting import Acting
from rasoat.web.areas.models import Unit
from rasoat.web.register.actions.add_households import add_households
from rasoat.web.register.drafts import HouseholdDraft, MemberDraft
from rasoat.web.reviews.models import (
    Application,
    Assessment,
    Case,
    DecidedCase,
    Meeting,
    MeetingOutcome,
    Opinion,
    PostedCase,
    Posting,
    Result,
    RoundDecision,
    Submission,
    VillageReview,
)
from rasoat.web.rounds.models import Round, RoundCommune
from web.review_making import STANDARD, make_case, make_round

NUMBER = "024184012345"
BORN = date(1984, 5, 17)
DAY = date(2026, 11, 20)
LONG = "Nguyễn Thị Thử có họ và tên rất dài để xem chỗ xuống dòng"


@dataclass
class Walk:
    """One of everything a paper can be about."""

    round: Round
    place: RoundCommune
    review: VillageReview
    cases: list[Case]
    meeting: Meeting
    posting: Posting
    opinion: Opinion
    decision: RoundDecision
    refusal: DecidedCase
    application: Application

    def refs(self) -> dict[str, str]:
        """References by scope."""
        return {
            "commune": str(self.place.pk), "village": str(self.review.pk),
            "case": str(self.cases[0].pk if self.cases else 0),
            "meeting": str(self.meeting.pk), "posting": str(self.posting.pk), "opinion": str(self.opinion.pk),
            "decision": str(self.decision.pk), "refusal": str(self.refusal.pk),
            "application": str(self.application.pk), "book": f"{self.place.commune_id}.2026",
            "blank": str(self.place.pk),
        }  # fmt: skip


def assessed(case: Case, income: int | None, deprivation: int) -> Assessment:
    """A form of the case with these points; its result is made of it."""
    form = Submission.objects.create(
        case=case, province=case.province, commune=case.commune, village=case.village, year=2026, number=1,
        entry="keyed", sealed=b"", digest="x", happened_on=DAY,
    )  # fmt: skip
    made = Assessment.objects.create(
        submission=form, standard_id=STANDARD, income_score=income, deprivation_score=deprivation
    )
    Result.objects.filter(case=case, standard_id=STANDARD).update(assessment=made)
    return made


@pytest.fixture
def officer(acting_for: Callable[..., Acting], communes: list[Unit]) -> Acting:
    return acting_for("commune_officer", communes[0])


@pytest.fixture
def walk(officer: Acting, province: Unit, communes: list[Unit], villages: list[Unit]) -> Callable[..., Walk]:
    """`walk(homes=2, purpose="official")`."""

    def make(homes: int = 2, purpose: str = "official") -> Walk:
        return _walk(officer, province, communes[0], villages[0], homes, purpose)

    return make


def _walk(officer: Acting, province: Unit, commune: Unit, village: Unit, homes: int, purpose: str) -> Walk:
    drafts = [
        HouseholdDraft(
            commune, village, date(2026, 1, 1),
            (
                MemberDraft(
                    f"{LONG} {at}", relation="head", sex=2, birth_date=BORN, birth_year=1984,
                    personal_id="" if at else NUMBER,
                ),
            ),
        )
        for at in range(homes)
    ]  # fmt: skip
    row = make_round(province, [commune], purpose=purpose)
    review = VillageReview.objects.get(round=row, village=village)
    cases = [
        make_case(row, home, state="locked", result_state="recognised", proposed="poor", agreed="poor")
        for home in add_households(officer, drafts)
    ]
    meeting = Meeting.objects.create(
        review=review, number=1, happened_on=DAY, acted="Trưởng thôn Thử", place="Nhà văn hóa", begins_at=time(19),
        secretary="Thư ký Thử", officials=[{"body": "MTTQ", "name": "Đại diện Thử", "post": "Ủy viên"}], present=30,
        households_present=20, households_on_list=homes or 1, result="passed",
    )  # fmt: skip
    MeetingOutcome.objects.create(meeting=meeting, standard_id=STANDARD, agree=28, passed=True)
    posting = Posting.objects.create(
        review=review, number=1, happened_on=DAY, days=3, ends_on=date(2026, 11, 25), places=["Nhà văn hóa"],
        acted="Trưởng thôn Thử", ended_on=date(2026, 11, 26),
    )  # fmt: skip
    for case in cases:
        PostedCase.objects.create(posting=posting, case=case, standard_id=STANDARD, household_class="poor")
    shared: dict[str, Any] = {"round": row, "province": province, "commune": commune, "standard_id": STANDARD}
    opinion = Opinion.objects.create(**shared, body="Cơ quan cho ý kiến", asked=[c.pk for c in cases], happened_on=DAY)
    decision = RoundDecision.objects.create(
        **shared, year=2026, state="confirmed", number="12/QĐ-UBND", signed_on=DAY, signer="Người Ký Thử",
        signer_form="kt", signer_post="Phó Chủ tịch",
    )  # fmt: skip
    lines = [
        DecidedCase.objects.create(
            decision=decision, case=case, kind="refused" if at == 0 else "recognised", household_class="poor",
            reason="Lý do thử" if at == 0 else "",
        )
        for at, case in enumerate(cases)
    ]  # fmt: skip
    application = Application.objects.create(
        province=province, commune=commune, village=village, year=2026, kind="review", channel="in_person",
        applicant=LONG, file_code="0001/2026", happened_on=DAY, state="screened_out", answer="Lý do thử",
    )  # fmt: skip
    place = RoundCommune.objects.get(round=row, commune=commune)
    refusal = lines[0] if lines else DecidedCase()
    return Walk(row, place, review, cases, meeting, posting, opinion, decision, refusal, application)

"""Shortcuts through the later steps for tests: households with cases at a step, and each step done once."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

from rasoat.web.accounts.acting import Acting, installer
from rasoat.web.areas.models import Unit
from rasoat.web.register.actions.add_households import add_households
from rasoat.web.register.drafts import HouseholdDraft, MemberDraft
from rasoat.web.register.models import Household
from rasoat.web.reviews.actions.confirm_decision import confirm_decision
from rasoat.web.reviews.actions.end_posting import end_posting
from rasoat.web.reviews.actions.hold_meeting import hold_meeting
from rasoat.web.reviews.actions.prepare_decision import DecisionPlan, prepare_decision
from rasoat.web.reviews.actions.sign_decision import Signature, sign_decision
from rasoat.web.reviews.actions.start_posting import PostingDraft, start_posting
from rasoat.web.reviews.meeting import ListVote, MeetingDraft
from rasoat.web.reviews.models import Case, Meeting, Posting, Result, RoundDecision, VillageReview
from rasoat.web.reviews.recording import Told
from rasoat.web.rounds.models import ParameterValue, Round
from web.review_making import STANDARD, make_case, make_round

MET, POSTED, ENDED, SIGNED = date(2026, 10, 5), date(2026, 10, 6), date(2026, 10, 12), date(2026, 10, 20)
"""A Monday; a Tuesday; the Monday after three working days; a week later."""


@dataclass
class Ground:
    """A commune in an open round, its officer and chair."""

    round: Round
    commune: Unit
    village: Unit
    officer: Acting
    chair: Acting

    @property
    def review(self) -> VillageReview:
        return VillageReview.objects.get(round=self.round, village=self.village)

    def case(self, state: str = "scored", *, proposed: str = "poor", **fields: Any) -> Case:
        """A new household with a locked form, its result at a state."""
        agreed = fields.pop("agreed", proposed if state not in {"waiting", "scored", "rejected"} else "")
        village = fields.pop("village", self.village)
        home = make_home(village, f"Lò Văn {Household.objects.count() + 1}")
        case_state = fields.pop("case_state", "locked")
        return make_case(
            self.round, home, state=case_state, result_state=state, proposed=proposed, agreed=agreed, **fields
        )


def make_home(village: Unit, head: str) -> Household:
    member = MemberDraft(head, relation="head", sex=1, birth_year=1980, ethnicity="03")
    draft = HouseholdDraft(
        commune=village.commune, village=village, on=date(2026, 1, 1),
        members=[member, MemberDraft("Tòng Thị Đào", relation="spouse", sex=2, birth_year=1981)],
    )  # fmt: skip
    (home,) = add_households(installer(), [draft])
    return Household.objects.get(pk=home.pk)


def make_ground(
    acting_for: Callable[..., Acting],
    communes: list[Unit],
    villages: list[Unit],
    *,
    opinion: str = "none",
    **options: Any,
) -> Ground:
    """The first commune and its first village; the province has chosen who gives an opinion ("" for not yet)."""
    province = communes[0].province
    row = make_round(province, [communes[0]], **options)
    if opinion:
        set_parameter(
            row, "higher_opinion_step", {"code": opinion, **({"body": "Sở Thử"} if "office" in opinion else {})}
        )
    return Ground(
        row, communes[0], villages[0], acting_for("commune_officer", communes[0]),
        acting_for("commune_chair", communes[0]),
    )  # fmt: skip


def set_parameter(row: Round, key: str, value: Any) -> None:
    ParameterValue.objects.create(
        province=row.province, procedure_id=row.procedure_id, key=key, value=value, document="QĐ thử",
        valid_from=date(2026, 1, 1),
    )  # fmt: skip


def told(day: date, **fields: Any) -> Told:
    return Told(day, **fields)


def meet(
    ground: Ground, *, present: int = 20, agree: int = 20, day: date = MET, by: Acting | None = None, **fields: Any
) -> Meeting:
    """A meeting that votes on the whole list of every standard, unless `votes` says otherwise."""
    standards = ground.round.standards.values_list("standard_id", flat=True)
    votes = fields.pop("votes", [ListVote(standard, agree) for standard in standards])
    draft = MeetingDraft(Told(day, "Trưởng thôn", on_behalf=True), present, votes, **fields)
    return hold_meeting(by or ground.officer, ground.review, draft)


def post(ground: Ground, *, day: date = POSTED, by: Acting | None = None, **fields: Any) -> Posting:
    return start_posting(by or ground.officer, ground.review, PostingDraft(Told(day), ["Nhà văn hóa thôn"], **fields))


def take_down(ground: Ground, posting: Posting, *, day: date = ENDED, by: Acting | None = None) -> Posting:
    return end_posting(by or ground.officer, posting, Told(day))


def to_ready(ground: Ground) -> None:
    """From proposed classes to the end of the posting."""
    meet(ground)
    take_down(ground, post(ground))


def prepare(ground: Ground, *, by: Acting | None = None, **plan: Any) -> RoundDecision:
    return prepare_decision(by or ground.officer, ground.round, ground.commune, DecisionPlan(STANDARD, **plan))


def sign(
    ground: Ground, decision: RoundDecision, *, number: str = "45/QĐ-UBND", by: Acting | None = None, **fields: Any
) -> RoundDecision:
    signature = Signature(number, fields.pop("signed_on", SIGNED), "Lường Văn Chủ", **fields)
    return sign_decision(by or ground.officer, decision, signature)


def confirm(ground: Ground, decision: RoundDecision, *, by: Acting | None = None) -> RoundDecision:
    return confirm_decision(by or ground.chair, decision)


def decide(ground: Ground, *, number: str = "45/QĐ-UBND", **plan: Any) -> RoundDecision:
    """Prepared, signed, confirmed."""
    return confirm(ground, sign(ground, prepare(ground, **plan), number=number))


def state_of(case: Case, standard: str = STANDARD) -> str:
    return Result.objects.get(case=case, standard_id=standard).state

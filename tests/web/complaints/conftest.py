"""Helpers for tests of complaints: a household on a posted list, and letters about it."""

from collections.abc import Callable
from datetime import date

import pytest

from rasoat.web.accounts.acting import Acting
from rasoat.web.areas.models import Unit
from rasoat.web.complaints.actions.receive import receive_complaint
from rasoat.web.complaints.drafts import ComplaintDraft, DenunciationDraft
from rasoat.web.complaints.models import Complaint
from rasoat.web.ledger.verify import verify
from rasoat.web.register.actions.add_households import add_households
from rasoat.web.register.drafts import HouseholdDraft, MemberDraft
from rasoat.web.register.models import Household
from rasoat.web.reviews.models import Case, PostedCase, Posting, VillageReview
from rasoat.web.rounds.models import Round
from web.review_making import STANDARD, make_case, make_round

RECEIVED = date(2026, 10, 5)
"""A Monday."""
TEXT = "Nhà ông A có xe tải mà vẫn vào danh sách hộ nghèo."


@pytest.fixture
def officer(acting_for: Callable, communes: list[Unit]) -> Acting:
    """The officer of the first commune."""
    return acting_for("commune_officer", communes[0])


def household(acting: Acting, village: Unit, head: str) -> Household:
    """A household of one person."""
    member = MemberDraft(head, relation="head", sex=1, birth_year=1984)
    return add_households(acting, [HouseholdDraft(village.commune, village, date(2026, 1, 1), [member])])[0]


@pytest.fixture
def review_round(province: Unit, communes: list[Unit], villages: list[Unit]) -> Round:
    return make_round(province, communes)


@pytest.fixture
def posted(officer: Acting, review_round: Round, villages: list[Unit]) -> Case:
    """A case whose list hangs on the board since the first of October."""
    case = make_case(
        review_round, household(officer, villages[0], "Lò Văn Ơn"),
        state="locked", result_state="posted", proposed="poor", agreed="poor",
        reviewer_name="Tòng Văn Sát",
    )  # fmt: skip
    review = VillageReview.objects.get(round=review_round, village=villages[0])
    posting = Posting.objects.create(
        review=review,
        number=1,
        days=3,
        happened_on=date(2026, 10, 1),
        ends_on=date(2026, 10, 6),
        places=["Nhà văn hóa"],
    )
    PostedCase.objects.create(posting=posting, case=case, standard_id=STANDARD, household_class="poor")
    return case


@pytest.fixture
def draft(communes: list[Unit]) -> Callable[..., ComplaintDraft]:
    """`draft(**fields)`: a complaint on paper."""
    usual = {
        "commune": communes[0], "received_on": RECEIVED, "text": TEXT, "name": "Tòng Thị Kiện",
        "contact": "Bản Cuối Suối",
    }  # fmt: skip
    return lambda **fields: ComplaintDraft(**usual | fields)


@pytest.fixture
def accusation(communes: list[Unit]) -> Callable[..., DenunciationDraft]:
    """`accusation(**fields)`: a denunciation on paper."""
    usual = {
        "commune": communes[0], "received_on": RECEIVED, "text": "Có việc nhận tiền để đưa vào danh sách.",
        "name": "Lường Thị Kín", "denounced": "một cán bộ",
    }  # fmt: skip
    return lambda **fields: DenunciationDraft(**usual | fields)


@pytest.fixture
def complaint(officer: Acting, draft: Callable[..., ComplaintDraft], posted: Case) -> Complaint:
    """A complaint about the posted case, received."""
    return receive_complaint(officer, draft(case=posted))[0]


def faults() -> list[str]:
    """What the ledger finds wrong with rows of this room."""
    return [finding.row for finding in verify() if finding.row.startswith(("complaints.", "vault."))]

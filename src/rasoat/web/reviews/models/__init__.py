"""What a round leaves behind, step by step."""

from rasoat.web.reviews.models.application import Application, RequestChannel, RequestKind
from rasoat.web.reviews.models.case import Case, Origin, Result, Situation
from rasoat.web.reviews.models.case_step import CaseStep, StepKind
from rasoat.web.reviews.models.deciding import (
    DecidedCase,
    DecidedKind,
    Opinion,
    Recheck,
    RecheckCause,
    RoundDecision,
    SignerForm,
)
from rasoat.web.reviews.models.listing import DismissedPrompt, Wording
from rasoat.web.reviews.models.quick_answers import QuickAnswers, QuickOutcome
from rasoat.web.reviews.models.recorded import Recorded
from rasoat.web.reviews.models.signed_list import SignedList
from rasoat.web.reviews.models.submission import Assessment, Entry, Submission, Unlock
from rasoat.web.reviews.models.village import (
    Meeting,
    MeetingOutcome,
    MeetingResult,
    PostedCase,
    Posting,
    Reviewer,
    ReviewMove,
    VillageReview,
)

__all__ = [
    "Application",
    "Assessment",
    "Case",
    "CaseStep",
    "DecidedCase",
    "DecidedKind",
    "DismissedPrompt",
    "Entry",
    "Meeting",
    "MeetingOutcome",
    "MeetingResult",
    "Opinion",
    "Origin",
    "PostedCase",
    "Posting",
    "QuickAnswers",
    "QuickOutcome",
    "Recheck",
    "RecheckCause",
    "Recorded",
    "RequestChannel",
    "RequestKind",
    "Result",
    "ReviewMove",
    "Reviewer",
    "RoundDecision",
    "SignedList",
    "SignerForm",
    "Situation",
    "StepKind",
    "Submission",
    "Unlock",
    "VillageReview",
    "Wording",
]  # fmt: skip

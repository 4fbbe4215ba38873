"""Tables of the register. Live rows hold today's state; what they held before lies in `PastState`."""

from rasoat.web.register.models.decision import Decision, DecisionLine, DecisionSource, DecisionState, Status, UnitCount
from rasoat.web.register.models.duplicate import DuplicatePair, PairGround, PairState
from rasoat.web.register.models.event import EventKind, Hardship, HouseholdEvent, PastState
from rasoat.web.register.models.facts import Attachment, FactSheet, ToDo
from rasoat.web.register.models.handover import Handover, HandoverState
from rasoat.web.register.models.household import Household
from rasoat.web.register.models.keys import ClientKey, Counter, SourceKey
from rasoat.web.register.models.member import Member, MemberHealth, NumberKind, PersonalNumber
from rasoat.web.register.models.search import SearchRow, SearchWord

__all__ = [
    "Attachment",
    "ClientKey",
    "Counter",
    "Decision",
    "DecisionLine",
    "DecisionSource",
    "DecisionState",
    "DuplicatePair",
    "EventKind",
    "FactSheet",
    "Handover",
    "HandoverState",
    "Hardship",
    "Household",
    "HouseholdEvent",
    "Member",
    "MemberHealth",
    "NumberKind",
    "PairGround",
    "PairState",
    "PastState",
    "PersonalNumber",
    "SearchRow",
    "SearchWord",
    "SourceKey",
    "Status",
    "ToDo",
    "UnitCount",
]

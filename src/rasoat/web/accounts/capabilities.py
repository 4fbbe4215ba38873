"""What can be done on the site, and which role may do it (the table of roles in the domain notes, section 6)."""

from collections.abc import Mapping
from enum import StrEnum

from rasoat.web.accounts.models import Role


class Capability(StrEnum):
    """One thing that somebody may do inside a unit."""

    UNIT_VIEW = "unit.view"
    UNIT_EDIT = "unit.edit"
    VILLAGE_EDIT = "village.edit"
    TOTAL_EDIT = "total.edit"
    HOUSEHOLD_VIEW = "household.view"
    HOUSEHOLD_EDIT = "household.edit"
    NUMBER_VIEW = "number.view"
    HEALTH_VIEW = "health.view"
    DUPLICATE_SETTLE = "duplicate.settle"
    STATUS_VIEW = "status.view"
    DECISION_RECORD = "decision.record"
    IMPORT_RUN = "import.run"
    IMPORT_UNDO = "import.undo"
    EXPORT_RUN = "export.run"
    DELIVERY_VIEW = "delivery.view"
    OPENING_SETTLE = "opening.settle"
    OPENING_APPROVE = "opening.approve"
    ACCOUNT_VIEW = "account.view"
    ACCOUNT_INVITE = "account.invite"
    EXCEPTION_GRANT = "exception.grant"
    ROUND_VIEW = "round.view"
    ROUND_MANAGE = "round.manage"
    ROUND_REGULAR = "round.regular"
    TRAINING_VIEW = "training.view"
    PARAMETER_SET = "parameter.set"
    REVIEW_VIEW = "review.view"
    REVIEW_RUN = "review.run"
    REVIEW_SURVEY = "review.survey"
    RECHECK_DRAW = "recheck.draw"
    RECHECK_DO = "recheck.do"
    MEETING_RECORD = "meeting.record"
    REMARK_WRITE = "remark.write"
    COMPLAINT_VIEW = "complaint.view"
    COMPLAINT_HANDLE = "complaint.handle"
    COMPLAINT_ANSWER = "complaint.answer"
    DENUNCIATION_HANDLE = "denunciation.handle"
    DECISION_PREPARE = "decision.prepare"
    DECISION_SIGN = "decision.sign"
    DECISION_CONFIRM = "decision.confirm"
    CERTIFICATE_ISSUE = "certificate.issue"
    TEMPLATE_EDIT = "template.edit"
    REPORT_MAKE = "report.make"
    REPORT_APPROVE = "report.approve"
    PATTERN_VIEW = "pattern.view"
    PUBLISH = "publish"
    LEDGER_READ = "ledger.read"
    TOKEN_ISSUE = "token.issue"
    SYSTEM_MANAGE = "system.manage"


C = Capability
_READ = frozenset({C.UNIT_VIEW, C.HOUSEHOLD_VIEW, C.STATUS_VIEW, C.ROUND_VIEW, C.REVIEW_VIEW})
_HAND_OUT = frozenset({C.EXPORT_RUN, C.DELIVERY_VIEW})
_WRITE = _HAND_OUT | {C.HOUSEHOLD_EDIT, C.NUMBER_VIEW, C.HEALTH_VIEW}
_COMPLAINTS = frozenset({C.COMPLAINT_VIEW, C.COMPLAINT_ANSWER})
_COMMUNE_DESK = _READ | _WRITE | _COMPLAINTS | {
    C.VILLAGE_EDIT, C.TOTAL_EDIT, C.DUPLICATE_SETTLE, C.DECISION_RECORD, C.IMPORT_RUN, C.IMPORT_UNDO, C.OPENING_SETTLE,
    C.TOKEN_ISSUE, C.ACCOUNT_VIEW, C.ACCOUNT_INVITE, C.REVIEW_RUN, C.REVIEW_SURVEY, C.MEETING_RECORD,
    C.COMPLAINT_HANDLE, C.DECISION_PREPARE, C.DECISION_SIGN, C.CERTIFICATE_ISSUE, C.TEMPLATE_EDIT,
    C.REPORT_MAKE, C.RECHECK_DO, C.REMARK_WRITE, C.ROUND_REGULAR,
}  # fmt: skip

CAPABILITIES: Mapping[str, frozenset[Capability]] = {
    Role.MINISTRY_VIEWER: frozenset({C.UNIT_VIEW, C.ROUND_VIEW}),
    Role.PROVINCE_ADMIN: _READ | _HAND_OUT | {
        C.UNIT_EDIT, C.VILLAGE_EDIT, C.TOTAL_EDIT, C.ACCOUNT_VIEW, C.ACCOUNT_INVITE, C.EXCEPTION_GRANT, C.IMPORT_RUN,
        C.IMPORT_UNDO, C.TOKEN_ISSUE, C.ROUND_MANAGE, C.PARAMETER_SET, C.TEMPLATE_EDIT, C.PUBLISH,
    },
    Role.PROVINCE_OFFICER: _READ | _HAND_OUT | _COMPLAINTS | {
        C.DUPLICATE_SETTLE, C.NUMBER_VIEW, C.TOKEN_ISSUE, C.ROUND_MANAGE, C.RECHECK_DRAW, C.REPORT_MAKE,
        C.PATTERN_VIEW, C.DENUNCIATION_HANDLE, C.COMPLAINT_HANDLE,
    },
    Role.PROVINCE_CHAIR: _READ | {C.OPENING_APPROVE, C.REPORT_APPROVE, C.PUBLISH},
    Role.DISTRICT_OFFICER: _READ,
    Role.COMMUNE_CHAIR: _READ | _COMPLAINTS | {
        C.OPENING_APPROVE, C.EXCEPTION_GRANT, C.ACCOUNT_VIEW, C.ACCOUNT_INVITE, C.DECISION_CONFIRM, C.REPORT_APPROVE,
        C.DENUNCIATION_HANDLE,
    },
    Role.COMMUNE_BOARD: _READ | _HAND_OUT | _COMPLAINTS | {
        C.NUMBER_VIEW, C.REVIEW_RUN, C.MEETING_RECORD, C.COMPLAINT_HANDLE,
        C.RECHECK_DO, C.ROUND_REGULAR,
    },
    Role.COMMUNE_OFFICER: _COMMUNE_DESK,
    Role.VILLAGE_HEAD: _READ | {C.REVIEW_SURVEY, C.MEETING_RECORD},
    Role.REVIEWER: _READ | {C.REVIEW_SURVEY},
    Role.RECHECKER: _READ | {C.RECHECK_DO},
    Role.FRONT_OBSERVER: _READ | {C.REMARK_WRITE},
    Role.TRAINEE: frozenset({C.TRAINING_VIEW}),
    Role.AUDITOR: _READ | {
        C.LEDGER_READ, C.ACCOUNT_VIEW, C.PATTERN_VIEW, C.COMPLAINT_VIEW, C.DELIVERY_VIEW,
    },
    Role.TECHNICAL_ADMIN: frozenset({C.UNIT_VIEW, C.ACCOUNT_VIEW, C.ACCOUNT_INVITE, C.SYSTEM_MANAGE}),
}  # fmt: skip
"""What each role may do inside its unit and everything below."""

DECIDES = frozenset({
    Role.PROVINCE_ADMIN, Role.PROVINCE_CHAIR, Role.PROVINCE_OFFICER, Role.COMMUNE_CHAIR, Role.TECHNICAL_ADMIN,
    Role.AUDITOR,
})  # fmt: skip
"""Roles that must sign in with a second factor."""

LEVELS: Mapping[str, frozenset[str]] = {
    Role.MINISTRY_VIEWER: frozenset({"nation"}),
    Role.PROVINCE_ADMIN: frozenset({"province", "nation"}),
    Role.PROVINCE_OFFICER: frozenset({"province"}),
    Role.PROVINCE_CHAIR: frozenset({"province"}),
    Role.DISTRICT_OFFICER: frozenset({"district"}),
    Role.COMMUNE_CHAIR: frozenset({"commune"}),
    Role.COMMUNE_BOARD: frozenset({"commune"}),
    Role.COMMUNE_OFFICER: frozenset({"commune"}),
    Role.VILLAGE_HEAD: frozenset({"village"}),
    Role.REVIEWER: frozenset({"village"}),
    Role.RECHECKER: frozenset({"province", "commune"}),
    Role.FRONT_OBSERVER: frozenset({"commune"}),
    Role.TRAINEE: frozenset({"nation", "province", "commune", "village"}),
    Role.AUDITOR: frozenset({"province", "nation"}),
    Role.TECHNICAL_ADMIN: frozenset({"nation", "province"}),
}
"""At which level of unit a role can be held; `nation` is an assignment without a unit."""

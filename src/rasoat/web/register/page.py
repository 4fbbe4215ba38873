"""What the page of a household shows: put together for a day, today or past."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.register.actions.edit_health import health_of
from rasoat.web.register.history import Snapshot
from rasoat.web.register.identity import masked
from rasoat.web.register.models import Household, HouseholdEvent, Member, MemberHealth, NumberKind, PersonalNumber
from rasoat.web.register.queries import fact_sheets_on
from rasoat.web.register.words import HEALTH_WORDS, HOUSEHOLD_WORDS, SECTIONS, change_lines, fact_row, said

ICONS = {
    "created": "house-plus",
    "moved_in": "log-in",
    "moved_out": "log-out",
    "moved_within": "truck",
    "split": "split",
    "merged": "merge",
    "birth": "baby",
    "death": "user-x",
    "joined": "user-plus",
    "left": "user-minus",
    "head_changed": "user-cog",
    "hardship": "triangle-alert",
    "changed": "pencil",
    "correction": "pencil-ruler",
    "ended": "circle-x",
    "duplicate": "copy",
    "undone": "undo-2",
    "imported": "upload",
    "unit_change": "map",
}  # icon


@dataclass(slots=True)
class MemberLine:
    """One member in the table."""

    member: Member
    numbers: list[dict[str, str]] = field(default_factory=list)
    health: list[str] = field(default_factory=list)

    @property
    def words(self) -> dict[str, str]:
        """Cells in words."""
        row = self.member
        told = {
            name: said(name, getattr(row, name))
            for name in (
                "relation",
                "sex",
                "ethnicity",
                "activity",
                "has_health_insurance",
                "education_level",
                "attends_school",
                "gets_social_allowance",
            )
        }
        born = f"{row.birth_date:%d/%m/%Y}" if row.birth_date else str(row.birth_year or "")
        return told | {"birth": born}


def member_lines(acting: Acting, then: Snapshot, home: Household, *, numbers: bool = True) -> list[MemberLine]:
    """Members of a day; numbers masked (of today only those in force), health facts for those who may see them."""
    lines = {row.pk: MemberLine(row) for row in then.members}
    may_reveal = acting.policy.may(Capability.NUMBER_VIEW, home)
    held = PersonalNumber.objects.filter(member__in=list(lines)).order_by("kind", "id") if numbers else ()
    for one in held:
        if (one.since is None or one.since <= then.on) and (one.until is None or one.until > then.on):
            url = reverse("register:reveal", args=[home.code, one.pk]) if may_reveal else ""
            kind = str(NumberKind(one.kind).label)
            lines[one.member_id].numbers.append({"masked": masked(one), "url": url, "kind": kind, "id": str(one.pk)})
    if acting.policy.may(Capability.HEALTH_VIEW, home):
        for row in MemberHealth.objects.filter(member__in=list(lines)):
            row.member = lines[row.member_id].member
            facts = health_of(row).items()
            lines[row.member_id].health = [
                f"{HEALTH_WORDS.get(name, name)}: {said(name, value)}" for name, value in facts
            ]
    return list(lines.values())


def fact_sections(home: Household, day: date) -> list[dict[str, Any]]:
    """The latest answers up to a day, by section of the questionnaire; each with the day and source of its sheet."""
    latest: dict[str, tuple[Any, Any]] = {}
    for sheet in reversed(fact_sheets_on(home, day)[:12]):
        latest |= {code: (value, sheet) for code, value in sheet.values.items()}
    sections: dict[str, list[dict[str, Any]]] = {}
    for code, (value, sheet) in latest.items():
        section, label, answer = fact_row(code, value)
        sections.setdefault(section, []).append({"label": label, "value": answer, "on": sheet.on})
    return [{"title": title, "rows": sections[name]} for name, title in SECTIONS.items() if name in sections]


def fact_rows(home: Household) -> list[dict[str, Any]]:
    """Facts of the household's own row, for the definition list."""
    shown = (
        "permanent_address",
        "present_address",
        "area",
        "ethnicity",
        "flag_minority",
        "flag_local_minority",
        "flag_no_labour",
        "flag_merit",
        "causes",
        "supports",
    )
    words = HOUSEHOLD_WORDS | {"ethnicity": _("Dân tộc của chủ hộ")}
    return [{"label": words[name], "value": said(name, getattr(home, name)) or "–"} for name in shown]


def time_line_rows(events: Sequence[HouseholdEvent], home: Household) -> list[dict[str, Any]]:
    """Events for the time-line component, each with its changes in words."""
    rows = []
    for event in events:
        lines = change_lines(event.changes)
        title = event.get_kind_display()
        if event.other_household is not None:
            title += f" · {event.other_household.code}"
        if event.member is not None:
            title += f" · {event.member.full_name}"
        rows.append(
            {
                "title": title,
                "when": event.on,
                "icon": ICONS.get(event.kind, "circle-dot"),
                "reason": event.reason,
                "lines": lines,
                "who": event.recorded_by.get_full_name() if event.recorded_by else "",
                "undone": bool(event.undone_by_id),
                "document": event.document,
                "paper": event.paper,
                "recorded_at": event.recorded_at,
                "id": event.pk,
                "url": reverse("register:household", args=[event.other_household.code])
                if event.other_household_id and event.other_household_id != home.pk and event.other_household
                else "",
            }
        )
    return rows

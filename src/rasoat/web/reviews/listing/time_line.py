"""What happened to a case, newest first: out of the rows themselves, without opening anything sealed."""

from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from rasoat.web.register.words import standard_name
from rasoat.web.reviews.models import Case, CaseStep, StepKind

_ICONS = {
    StepKind.ATTEMPT: "house", StepKind.RELATIVE: "users", StepKind.HEAD_DIED: "user",
    StepKind.CONFIRMED: "circle-check", StepKind.REJECTED: "undo-2", StepKind.LEFT: "log-out",
    StepKind.SCREENED_OUT: "ban", StepKind.BACK: "log-in",
}  # fmt: skip


def time_line(case: Case) -> list[dict[str, Any]]:
    """Requests, steps, forms, unlockings, meetings, postings, re-checks, decisions (one query each)."""
    return sorted(_events(case), key=lambda event: _moment(event["when"]), reverse=True)


def _events(case: Case) -> Iterator[dict[str, Any]]:
    for asked in case.applications.all():
        yield _event(
            _("Nhận đơn %(code)s") % {"code": asked.file_code}, asked.happened_on, "file-text", asked.get_kind_display()
        )
    for step in case.steps.select_related("entered_by"):
        yield _step(step)
    for form in case.submissions.select_related("entered_by"):
        title = _("Phiếu số %(number)s") % {"number": form.number}
        text = form.get_entry_display() + (f". {_('Trả lại')}: {form.returned_reason}" if form.returned_reason else "")
        who = form.entered_by.get_full_name() if form.entered_by else form.acted
        yield _event(title, form.happened_on, "file-text", text) | {"who": who}
    for opened in case.unlockings.select_related("by"):
        yield _event(_("Mở khóa phiếu"), opened.at, "lock-open", opened.reason)
    for met in case.meeting_outcomes.select_related("meeting"):
        title = _("Họp thôn: biểu quyết riêng")
        yield _event(title, met.meeting.happened_on, "users", f"{standard_name(met.standard_id)}. {met.reason}")
    for posted in case.postings.select_related("posting"):
        yield _event(_("Niêm yết"), posted.posting.happened_on, "stamp", standard_name(posted.standard_id))
    for check in case.rechecks.all():
        yield _event(_("Phúc tra"), check.happened_on or check.ordered_on, "search", check.get_cause_display())
    for line in case.decided.select_related("decision"):
        decision = line.decision
        title = _("Quyết định %(number)s") % {"number": decision.number or _("chưa có số")}
        yield _event(title, decision.signed_on or decision.prepared_at, "stamp", line.get_kind_display())


def _step(step: CaseStep) -> dict[str, Any]:
    why = f": {step.get_situation_display()}" if step.situation else ""
    witness = _("người làm chứng: %(name)s") % {"name": step.witness} if step.witness else ""
    who = step.acted or (step.entered_by.get_full_name() if step.entered_by else "")
    title = f"{step.get_kind_display()}{why}"
    return _event(
        title, step.happened_on, _ICONS[StepKind(step.kind)], "; ".join(filter(None, (step.text, witness)))
    ) | {"who": who}


def _event(title: str, when: date | datetime, icon: str, text: str) -> dict[str, Any]:
    return {"title": title, "when": when, "icon": icon, "text": text}


def _moment(when: date | datetime) -> datetime:
    return when if isinstance(when, datetime) else timezone.make_aware(datetime.combine(when, time.max))

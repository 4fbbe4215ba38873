"""Taking a letter in: checks, number, receipt, scan, first step. Inside the transaction of the action."""

from typing import Any

from django.db.models import Max, QuerySet
from django.utils.translation import gettext as _

from rasoat.survey.text import fold
from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.models import User
from rasoat.web.complaints.clocks import RECHECK, due_after
from rasoat.web.complaints.drafts import ComplaintDraft, DenunciationDraft, LetterDraft
from rasoat.web.complaints.models import (
    Complaint,
    ComplaintKind,
    ComplaintStep,
    Denounced,
    Denunciation,
    DenunciationStep,
)
from rasoat.web.complaints.receipts import give_receipt
from rasoat.web.complaints.state_graphs import COMPLAINT, DENUNCIATION
from rasoat.web.complaints.telling import seal_told
from rasoat.web.ledger.record import locked_chain, record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.rounds.models import RoundKind
from rasoat.web.rounds.queries import open_round_of
from rasoat.web.vault.file_types import Accepts
from rasoat.web.vault.files import store
from rasoat.web.vault.models import SealedFile

SHORTEST = 10
LONGEST = 5000


def take_complaint(acting: Acting, draft: ComplaintDraft, *, role: str) -> tuple[Complaint, str]:
    """The row and the code of its receipt; a letter without a name is a proposal, whatever it calls itself.

    Raises `RefusedError` as `check_letter`, or for a case of another place.
    """
    check_letter(acting, draft)
    case = draft.case
    if case is not None and case.commune_id != draft.commune.pk:
        raise RefusedError(_("Hộ này không thuộc xã nhận đơn."), remedy=_("Chọn lại hộ."), field="case")
    locked_chain(draft.commune)  # numbers are given out one at a time
    anonymous = not draft.name.strip()
    kind = ComplaintKind.PROPOSAL if anonymous else draft.kind  # nobody to answer: looked into as a proposal
    row = Complaint(
        province=draft.commune.province, commune=draft.commune, year=draft.received_on.year, kind=kind,
        topic=draft.topic, village=draft.village, channel=draft.channel, anonymous=anonymous,
        happened_on=draft.received_on, acted=draft.acted.strip() or (acting.name if acting.user else ""),
        on_behalf=draft.on_behalf, entered_by=acting.user, state=COMPLAINT.start, case=case,
        round=case.round if case else open_round_of(draft.commune, RoundKind.PERIODIC),
    )  # fmt: skip
    row.number = _next(Complaint.objects.filter(commune=draft.commune, kind=kind, year=row.year))
    row.due_on = due_after(row, RECHECK, draft.received_on)
    row.paper = _paper(draft, f"complaint:{row.pk}")
    seal_told(row, name=draft.name.strip(), contact=draft.contact.strip(), text=draft.text.strip())
    code = give_receipt(row)
    row.save(force_insert=True)
    step = ComplaintStep(complaint=row, move="receive", state=row.state, happened_on=row.happened_on, by=acting.user)
    step.save(force_insert=True)
    papers = [row.paper] if row.paper else []
    record(
        acting, "complaints.received", row, unit=row.commune, rows=[row, step, *papers], role=role,
        after={"number": str(row), "kind": row.kind, "topic": row.topic, "channel": row.channel, "due_on": row.due_on},
    )  # fmt: skip
    return row, code


def take_denunciation(acting: Acting, draft: DenunciationDraft, *, role: str) -> tuple[Denunciation, str]:
    """The row and the code of its receipt. Accounts whose names it speaks of never see it.

    Raises `RefusedError` as `check_letter`.
    """
    check_letter(acting, draft)
    locked_chain(draft.commune)
    row = Denunciation(
        province=draft.commune.province, commune=draft.commune, year=draft.received_on.year, channel=draft.channel,
        anonymous=not draft.name.strip(), against=draft.against, received_on=draft.received_on,
        state=DENUNCIATION.start,
    )  # fmt: skip
    row.number = _next(Denunciation.objects.filter(commune=draft.commune, year=row.year))
    row.paper = _paper(draft, f"denunciation:{row.pk}")
    seal_told(
        row, name=draft.name.strip(), contact=draft.contact.strip(), text=draft.text.strip(),
        denounced=draft.denounced.strip(),
    )  # fmt: skip
    code = give_receipt(row)
    row.save(force_insert=True)
    step = DenunciationStep(denunciation=row, move="receive", state=row.state, happened_on=row.received_on)
    step.save(force_insert=True)
    barred = [Denounced.objects.create(denunciation=row, user=user) for user in _named(draft)]
    papers = [row.paper] if row.paper else []
    record(
        acting, "complaints.denounced", row, unit=row.commune, rows=[row, step, *barred, *papers], role=role,
        after={"number": str(row), "channel": row.channel},
    )  # fmt: skip
    return row, code


def check_letter(acting: Acting, draft: LetterDraft) -> None:
    """Raise `RefusedError` for a day in the future, or a text that says nothing or far too much."""
    if draft.received_on > acting.today():
        raise RefusedError(_("Ngày nhận không được ở tương lai."), remedy=_("Sửa lại ngày."), field="happened_on")
    length = len(draft.text.strip())
    if length < SHORTEST:
        raise RefusedError(_("Nội dung quá ngắn."), remedy=_("Ghi rõ việc gì, ở đâu, của hộ nào."), field="text")
    if length > LONGEST:
        raise RefusedError(
            _("Nội dung dài quá %(most)s ký tự.") % {"most": LONGEST},
            remedy=_("Ghi tóm tắt, phần còn lại gửi bản chụp kèm theo."), field="text",
        )  # fmt: skip


def _next(rows: QuerySet[Any]) -> int:
    """The number after the last one of a book."""
    last: int | None = rows.aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def _paper(draft: LetterDraft, bound: str) -> SealedFile | None:
    if draft.paper is None:
        return None
    return store(draft.paper, media_type=Accepts.PAPER, limit=draft.limit, bound=bound, field="paper")


def _named(draft: DenunciationDraft) -> list[User]:
    """People with a role in the province whose full names stand in the letter."""
    text = f" {' '.join(fold(f'{draft.denounced} {draft.text}').split())} "
    province = draft.commune.province_id
    people = User.objects.filter(assignments__unit__province=province, is_active=True).distinct()
    return [user for user in people if f" {' '.join(fold(user.full_name).split())} " in text]

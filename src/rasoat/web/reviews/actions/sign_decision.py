"""Type in what the signed paper of a decision says: its number, its day, who signed and how."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.boundaries.reach import acting_there
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.reviews.models import Posting, RoundDecision, SignerForm
from rasoat.web.reviews.once import done, once
from rasoat.web.reviews.recording import Told, kept_paper, recorded
from rasoat.web.reviews.state_graphs import DECISION
from rasoat.web.vault.models import SealedFile


@dataclass(frozen=True, slots=True)
class Signature:
    """`post`: of somebody who signs for the chairman (KT., TL., TUQ.). `told` carries the scan."""

    number: str
    signed_on: date
    signer: str
    form: SignerForm = SignerForm.SELF
    post: str = ""
    told: Told | None = None


def sign_decision(acting: Acting, decision: RoundDecision, told: Signature) -> RoundDecision:
    """A second person has to confirm it. Raises `NotAllowedError`; `RefusedError` for a number that is missing or in
    use, a day in the future or before its postings ended, or a deputy without a post.
    """
    acting = acting_there(acting, decision.commune)
    acting.require(Capability.DECISION_SIGN, decision.commune)
    key = told.told.key if told.told is not None else None
    with transaction.atomic():
        once(key, RoundDecision)
        kept = RoundDecision.objects.select_for_update(of=("self",)).select_related("round", "commune")
        decision = kept.get(pk=decision.pk)
        state = DECISION.target("sign", decision.state)
        number = _number(decision, told)
        _check(acting, decision, told)
        papers: list[SealedFile] = []
        if told.told is not None:
            columns = recorded(acting, told.told, bound=f"round-decision:{decision.pk}")
            papers = kept_paper(columns)
            decision.paper = columns["paper"] or decision.paper
        decision.state, decision.number, decision.signed_on = state, number, told.signed_on
        decision.signer, decision.signer_form, decision.signer_post = told.signer.strip(), told.form, told.post.strip()
        decision.signed_by = acting.user
        decision.save()
        done(key, decision)
        record(
            acting, "reviews.decision_signed", decision, unit=decision.commune, rows=[decision, *papers],
            after={"number": number, "signed_on": told.signed_on, "signer": decision.signer},
            role=acting.role_for(Capability.DECISION_SIGN, decision.commune),
        )  # fmt: skip
    return decision


def _number(decision: RoundDecision, told: Signature) -> str:
    """The number with the prefix of rounds that do not count."""
    number = told.number.strip()
    if not number:
        raise RefusedError(
            _("Chưa ghi số quyết định."), remedy=_("Ghi như trên giấy, ví dụ 45/QĐ-UBND."), field="number"
        )
    if "/" not in number:
        raise RefusedError(
            _("Số “%(number)s” thiếu ký hiệu.") % {"number": number},
            remedy=_("Ghi cả số và ký hiệu như trên giấy, ví dụ 45/QĐ-UBND."), field="number",
        )  # fmt: skip
    number = decision.round.paper_number(number)
    others = RoundDecision.objects.filter(commune=decision.commune, number=number, signed_on__year=told.signed_on.year)
    if others.exclude(pk=decision.pk).exclude(state="withdrawn").exists():
        raise RefusedError(
            _("Số %(number)s đã dùng cho quyết định khác trong năm.") % {"number": number},
            remedy=_("Xem lại số trên giấy."), field="number",
        )  # fmt: skip
    return number


def _check(acting: Acting, decision: RoundDecision, told: Signature) -> None:
    if not decision.cases.exists():
        raise RefusedError(_("Danh sách không còn hộ nào."), remedy=_("Rút quyết định này."), code="empty")
    if told.signed_on > acting.today():
        raise RefusedError(_("Ngày ký không được ở tương lai."), remedy=_("Sửa lại ngày ký."), field="signed_on")
    ended = Posting.objects.filter(cases__case__decided__decision=decision, ended_on__isnull=False)
    last = ended.aggregate(last=Max("ended_on"))["last"]
    if last is not None and told.signed_on < last:
        raise RefusedError(
            _("Niêm yết của danh sách này hết ngày %(day)s, sau ngày ký.") % {"day": f"{last:%d/%m/%Y}"},
            remedy=_("Xem lại ngày ký."), field="signed_on",
        )  # fmt: skip
    if not told.signer.strip():
        raise RefusedError(_("Chưa ghi người ký."), remedy=_("Ghi họ tên người ký."), field="signer")
    if told.form != SignerForm.SELF and not told.post.strip():
        raise RefusedError(
            _("Ký thay thì phải ghi chức vụ người ký."), remedy=_("Ví dụ: Phó Chủ tịch."), field="signer_post"
        )

"""Write a single confirmation that a household, or one of its people, is on the list today."""

import uuid
from dataclasses import dataclass

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import override

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.certificates.confirmation_paper import sealed_content
from rasoat.web.certificates.holders import holders_of
from rasoat.web.certificates.issuing import LISTED
from rasoat.web.certificates.models import Confirmation, Purpose
from rasoat.web.certificates.numbering import NO_PAPER_PREFIX, new_code, next_numbers
from rasoat.web.ledger.record import locked_chain, record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.register.identity import reveal
from rasoat.web.register.models import DecisionLine, Household, Member, NumberKind, PersonalNumber
from rasoat.web.register.queries import statuses_on
from rasoat.web.register.words import label_of

SUFFIX = "GXN"


@dataclass(frozen=True, slots=True)
class Wish:
    """What is asked for. `member`: of whom; the head without one. The same `client_key` again gives the same paper.

    `with_number`: the identity number is printed, where the receiver asks for it.
    """

    purpose: Purpose
    note: str = ""
    member: Member | None = None
    standard_id: str = ""
    with_number: bool = False
    signer: str = ""
    signer_form: str = "self"
    signer_post: str = ""
    client_key: uuid.UUID | None = None


def confirm_status(acting: Acting, home: Household, wish: Wish) -> Confirmation:
    """The confirmation, numbered. Raises `NotAllowedError` (numbers need NUMBER_VIEW).

    `RefusedError`: the household is not on a list in force today, or the person does not live in it.
    """
    acting.require(Capability.CERTIFICATE_ISSUE, home)
    if wish.with_number:
        acting.require(Capability.NUMBER_VIEW, home)
    line = _line(acting, home, wish)
    member = _member(home, wish)
    counts = not line.decision.watermark
    with transaction.atomic():
        locked_chain(home.commune)  # a form sent twice at once is one paper
        if wish.client_key:
            before = Confirmation.objects.filter(client_key=wish.client_key, commune=home.commune_id).first()
            if before is not None:
                return before
        number = next_numbers(
            home.commune, "confirmation", acting.today().year, 1, prefix="" if counts else NO_PAPER_PREFIX,
            suffix=SUFFIX,
        )[0]  # fmt: skip
        row = Confirmation(
            province=home.province, commune=home.commune, household=home, member=member, counts=counts,
            standard_id=line.decision.standard_id, household_class=line.household_class, decision=line.decision,
            year=acting.today().year, number=number, code=new_code(), on=acting.today(), purpose=wish.purpose,
            purpose_note=wish.note.strip(), with_number=wish.with_number, signer=wish.signer.strip(),
            signer_form=wish.signer_form, signer_post=wish.signer_post.strip(), client_key=wish.client_key,
            made_by=acting.user,
        )  # fmt: skip
        row.content = sealed_content(row, _content(home, member, with_number=wish.with_number))
        row.save(force_insert=True)
        record(
            acting, "certificates.confirmed", row, unit=home.commune, rows=[row],
            after={"number": number, "purpose": wish.purpose, "household": home.code, "with_number": wish.with_number},
            role=acting.role_for(Capability.CERTIFICATE_ISSUE, home),
        )  # fmt: skip
    return row


def listed_lines(acting: Acting, home: Household) -> dict[str, DecisionLine]:
    """Lines in force today by which the household is poor or near poor, by standard."""
    found = statuses_on(home, acting.today())
    return {standard: line for standard, line in found.items() if line.household_class in LISTED}


def _line(acting: Acting, home: Household, wish: Wish) -> DecisionLine:
    lines = listed_lines(acting, home)
    if home.ended_on is not None or not lines:
        raise RefusedError(
            _("Hộ này không có trong danh sách hộ nghèo, hộ cận nghèo đang có hiệu lực."),
            remedy=_("Xem mục “Phân loại qua các năm” ở trang hộ; không xác nhận được thì trả lời người dân rõ lý do."),
            code="not-listed",
        )
    if not wish.standard_id:
        return next(iter(lines.values()))
    if wish.standard_id not in lines:
        raise RefusedError(_("Hộ không thuộc diện theo chuẩn này."), remedy=_("Chọn chuẩn khác."), field="standard")
    return lines[wish.standard_id]


def _member(home: Household, wish: Wish) -> Member | None:
    if wish.member is None:
        return home.head
    if wish.member.household_id != home.pk or wish.member.left_on is not None:
        raise RefusedError(
            _("Người này không còn trong hộ."), remedy=_("Chọn một thành viên đang ở trong hộ."), field="member"
        )
    return wish.member


def _content(home: Household, member: Member | None, *, with_number: bool) -> dict[str, str]:
    """What is printed of the person, and no more."""
    address = holders_of([home])[home.pk].address
    if member is None:
        return {"ten": home.head_name, "nam_sinh": "", "so_dinh_danh": "", "quan_he": "", "chu_ho": home.head_name,
                "noi_thuong_tru": address}  # fmt: skip
    with override("vi"):
        relation = "" if member.pk == home.head_id else label_of("relation", member.relation) or _("thành viên")
    born = member.birth_date.year if member.birth_date else member.birth_year
    return {
        "ten": member.full_name, "nam_sinh": str(born or ""), "quan_he": relation, "chu_ho": home.head_name,
        "so_dinh_danh": _number(member) if with_number else "", "noi_thuong_tru": address,
    }  # fmt: skip


def _number(member: Member) -> str:
    rows = PersonalNumber.objects.filter(member=member, until__isnull=True, kind=NumberKind.PERSONAL_ID)
    row = rows.select_related("member").first()
    return reveal(row) if row else ""

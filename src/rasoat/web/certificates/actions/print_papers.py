"""Print one certificate, its year box, or the hand-out book of a village, at once."""

from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from rasoat.papers import Paper, render, write_many
from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Unit
from rasoat.web.certificates.certificate_paper import certificate_paper
from rasoat.web.certificates.layouts import layout_of
from rasoat.web.certificates.models import Certificate, CertificateState, CertificateYear
from rasoat.web.certificates.overprint import box_sheet, overprint_pdf
from rasoat.web.certificates.queries import BookRow, book_rows
from rasoat.web.certificates.texts import PaperKind, text_of
from rasoat.web.exchange.files import work_directory
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError

_ENDED = (CertificateState.REISSUED, CertificateState.RECALLED, CertificateState.VOID)


def print_certificate(acting: Acting, certificate: Certificate) -> bytes:
    """The paper as PDF. Raises `NotAllowedError`; `RefusedError` for one that no longer stands."""
    _check(acting, certificate)
    layout = layout_of(certificate.province, certificate.standard_id)
    made = certificate_paper(certificate, layout, text_of(PaperKind.CERTIFICATE, certificate.commune)).to_pdf()
    _note(acting, certificate, list(certificate.years.all()), "paper")
    return made


def print_box(acting: Acting, certificate: Certificate, year: int) -> bytes:
    """The box of one year, to be laid over the paper. Raises `NotAllowedError`, `RefusedError`."""
    _check(acting, certificate)
    box = certificate.years.select_related("certificate").filter(year=year).first()
    if box is None:
        raise RefusedError(_("Giấy này chưa có kết quả năm %(year)s.") % {"year": year}, remedy=_("Chọn năm khác."))
    layout = layout_of(certificate.province, certificate.standard_id)
    made = overprint_pdf([box_sheet(box, layout if certificate.counts else layout.with_box(year))])
    _note(acting, certificate, [box], "box")
    return made


def print_book(acting: Acting, commune: Unit, village: Unit | None, standard_id: str) -> bytes:
    """The list of a village (or of a commune) to be signed when papers are handed out. Raises `NotAllowedError`."""
    acting.require(Capability.CERTIFICATE_ISSUE, commune)
    rows = book_rows(commune, village, standard_id)
    name = village.full_name if village else ""
    marks = sorted({row.certificate.watermark for row in rows}) or [""]
    papers = [_book(commune, name, mark, [row for row in rows if row.certificate.watermark == mark]) for mark in marks]
    with work_directory() as room:
        write_many(papers, room / "so-trao.pdf", created=timezone.now().replace(microsecond=0))
        made = (room / "so-trao.pdf").read_bytes()
    with transaction.atomic():
        record(
            acting, "certificates.book_printed", commune, unit=commune,
            after={"papers": len(rows), "village": name},
            role=acting.role_for(Capability.CERTIFICATE_ISSUE, commune),
        )  # fmt: skip
    return made


def _book(commune: Unit, village: str, mark: str, rows: Sequence[BookRow]) -> Paper:
    """The list of papers that bear one watermark: those of rounds that do not count are apart from the others."""
    data = {
        "xa": commune.full_name, "thon": village,
        "giay_to": [
            {"so": row.number, "chu_ho": row.head_name, "loai": row.letter, "nguoi_nhan": row.received,
             "ngay": row.received_on}
            for row in rows
        ],
    }  # fmt: skip
    with override("vi"):
        return render(text_of(PaperKind.HAND_OUT, commune), data, watermark=mark)


def _check(acting: Acting, certificate: Certificate) -> None:
    acting.require(Capability.CERTIFICATE_ISSUE, certificate)
    if certificate.state in _ENDED:
        raise RefusedError(
            _("Giấy này không còn giá trị: %(state)s.") % {"state": certificate.get_state_display()},
            remedy=_("In giấy đang có giá trị của hộ."),
        )


def _note(acting: Acting, certificate: Certificate, boxes: Sequence[CertificateYear], what: str) -> None:
    with transaction.atomic():
        fresh = [box for box in boxes if box.printed_on is None]
        for box in fresh:
            box.printed_on = acting.today()
            box.save(update_fields=["printed_on"])
        record(
            acting, "certificates.printed", certificate, unit=certificate.commune, rows=fresh,
            after={"number": certificate.number, "what": what},
            role=acting.role_for(Capability.CERTIFICATE_ISSUE, certificate),
        )  # fmt: skip

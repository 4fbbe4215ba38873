"""The certificate as a paper: its data out of the sealed holder and the year boxes."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

from django.db.models import QuerySet
from django.utils.translation import override

from rasoat.papers import Paper, render
from rasoat.web.areas.models import Unit
from rasoat.web.certificates.addresses import verify_address
from rasoat.web.certificates.holders import Person, opened
from rasoat.web.certificates.layouts import Layout
from rasoat.web.certificates.models import Certificate
from rasoat.web.certificates.numbering import NO_PAPER_PREFIX, marked_number, shown_code
from rasoat.web.certificates.texts import PaperKind, text_of
from rasoat.web.register.words import label_of

PART: Final = 100
"""Certificates held in memory at a time."""


def certificate_data(certificate: Certificate, layout: Layout) -> dict[str, Any]:
    """What the template is filled with. Needs `years`, `commune`, `province`, `replaces` at hand."""
    holder, old = opened(certificate), certificate.replaces
    boxes = {box.year: box for box in certificate.years.all()}
    if not certificate.counts:
        for year in boxes:
            layout = layout.with_box(year)
    return {
        "tinh": certificate.province.full_name, "xa": certificate.commune.full_name,
        "xa_ten": certificate.commune.name,
        "so": marked_number(certificate.number, counts=certificate.counts), "ngay_cap": certificate.issued_on,
        "chu_ho": holder.head_name, "dan_toc": holder.ethnicity, "so_dinh_danh": holder.id_number,
        "ngay_cap_cccd": None, "noi_thuong_tru": holder.address,
        "thay_giay": marked_number(old.number, counts=certificate.counts) if old else "",
        "thanh_vien": [_person(person) for person in holder.members],
        "nam": [
            {"nam": str(year), "loai": boxes[year].letter if year in boxes else "",
             "thieu_hut": boxes[year].deprived.replace(",", ", ") if year in boxes else ""}
            for year in layout.years
        ],
        "ma": shown_code(certificate.code), "dia_chi_kiem_tra": verify_address(certificate.code),
        "chuc_danh": certificate.signer_title, "nguoi_ky": certificate.signer,
    }  # fmt: skip


def certificate_paper(certificate: Certificate, layout: Layout, text: str) -> Paper:
    """One certificate, ready to be printed. Raises `TemplateFaultsError` for a bad text."""
    return render(
        text, certificate_data(certificate, layout), watermark=certificate.watermark,
        number_prefix="" if certificate.counts else NO_PAPER_PREFIX,
    )  # fmt: skip


def with_all_parts(rows: QuerySet[Certificate]) -> QuerySet[Certificate]:
    """Certificates with what their papers need."""
    return rows.select_related("commune", "province", "village", "replaces").prefetch_related("years")


def papers_of(ids: Sequence[int], layout: Layout, commune: Unit) -> Iterator[Paper]:
    """The papers of certificates in the order of their ids, read part by part."""
    text = text_of(PaperKind.CERTIFICATE, commune)
    for part in parts(ids):
        found = with_all_parts(Certificate.objects.all()).in_bulk(part)
        for pk in part:
            yield certificate_paper(found[pk], layout, text)


def parts(ids: Sequence[int], size: int = PART) -> Iterable[Sequence[int]]:
    """Ids, some at a time."""
    return (ids[at : at + size] for at in range(0, len(ids), size))


def _person(person: Person) -> dict[str, str]:
    born = str(person.birth_year or "")
    with override("vi"):
        relation = label_of("relation", person.relation) if person.relation else ""
    return {
        "ten": person.name, "dan_toc": person.ethnicity, "quan_he": relation,
        "nam": born if person.sex != 2 else "", "nu": born if person.sex == 2 else "", "ghi_chu": person.note,
    }  # fmt: skip

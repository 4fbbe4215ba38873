"""A paper of this room: the office's text, the data of its record, and what training rounds must bear."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import override

from rasoat.papers import Paper, TemplateFaultsError, render
from rasoat.web.certificates.confirmation_paper import inside
from rasoat.web.look.refusals import RefusedError
from rasoat.web.paperwork.catalogue import Kind
from rasoat.web.paperwork.subjects import Scope, Subject
from rasoat.web.paperwork.versions import text_of
from rasoat.web.reviews.survey.sheet import sheet_of
from rasoat.web.rounds.models import Round

_SCORED = frozenset({
    "phieu-ra-soat", "bien-ban-hop-trong", "bien-ban-hop", "danh-sach-niem-yet", "ket-qua-phuc-tra", "danh-sach-trinh",
})  # fmt: skip
"""Papers that show points, or classes made of them: they also bear the mark of an illustrative table."""


def data_of(kind: Kind, subject: Subject) -> Mapping[str, Any]:
    """All that the text of a paper may use, in Vietnamese whatever language the page is read in."""
    with override("vi"):
        return {**common_of(subject), **kind.data(settled(kind, subject))}


def common_of(subject: Subject) -> dict[str, Any]:
    """What every paper may say of its commune."""
    unit = subject.commune
    return {
        "commune": unit.full_name, "commune_inside": inside(unit), "commune_name": unit.name,
        "printed_on": timezone.localdate(),
        "province": unit.province.full_name if unit.province else "",
    }  # fmt: skip


def paper_of(kind: Kind, subject: Subject, *, text: str | None = None) -> Paper:
    """The paper, ready to be shown or printed. Raises `RefusedError` naming the lines when the text has faults."""
    used = text_of(kind, subject.commune) if text is None else text
    return filled(kind, used, data_of(kind, subject), subject)


def filled(kind: Kind, text: str, data: Mapping[str, Any], subject: Subject) -> Paper:
    """The same with data that were read before."""
    with override("vi"):
        mark, prefix = marks_of(kind, subject.round)
    try:
        return render(text, data, watermark=mark, number_prefix=prefix)
    except TemplateFaultsError as error:
        lines = "; ".join(f"{fault.line}: {fault.vi}" for fault in error.faults)
        raise RefusedError(
            _("Mẫu “%(name)s” không in được vì lỗi ở dòng %(lines)s.") % {"name": kind.name, "lines": lines},
            remedy=_("Sửa mẫu ở trang “Mẫu giấy tờ”, hoặc trở lại mẫu gốc."), code="template-faults",
        ) from error  # fmt: skip


def marks_of(kind: Kind, row: Round | None) -> tuple[str, str]:
    """Watermark and beginning of the numbers that a round demands."""
    if row is None:
        return "", ""
    marks = [] if row.counts else [str(row.get_purpose_display())]
    if kind.key in _SCORED and (table := sheet_of(row).watermark):
        marks.append(table)
    return " - ".join(marks).upper(), row.number_prefix


def standards_of(kind: Kind, row: Round | None) -> list[str]:
    """The standards under which there is a paper of its own; one empty name where standards do not matter."""
    if not kind.by_standard or row is None:
        return [""]
    return [each.standard_id for each in row.standards.all()]


def settled(kind: Kind, subject: Subject) -> Subject:
    """With the first standard of the round where none was named."""
    if subject.standard or not kind.by_standard or kind.scope is Scope.BOOK:
        return subject
    return replace(subject, standard=standards_of(kind, subject.round)[0])

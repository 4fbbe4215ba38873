"""Blank forms of a commune: which there are, and each as a paper."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from rasoat.papers import Paper
from rasoat.web.paperwork.catalogue import KINDS, Kind
from rasoat.web.paperwork.data import blanks as data
from rasoat.web.paperwork.filling import common_of, filled, settled
from rasoat.web.paperwork.subjects import Subject
from rasoat.web.paperwork.versions import text_of


@dataclass(frozen=True, slots=True)
class Blank:
    """A form to be filled in by hand with the text of `kind`. `lacks`: why it cannot be printed, empty when it can."""

    kind: Kind
    name: "str | Promise"
    data: Callable[[Subject], dict[str, Any]]
    lacks: Callable[[Subject], str] = lambda _subject: ""


_BLANKS = (
    Blank(KINDS["don-ra-soat"], KINDS["don-ra-soat"].name, data.blank_application),
    Blank(KINDS["don-thoat-ngheo"], KINDS["don-thoat-ngheo"].name, data.blank_application),
    Blank(KINDS["danh-sach-ra-soat"], _("Danh sách hộ cần rà soát, dòng trống"), data.blank_list),
    Blank(KINDS["phieu-a"], KINDS["phieu-a"].name, data.quick_form, data.quick_form_lacks),
    Blank(KINDS["phieu-ra-soat"], _("Phiếu rà soát hộ gia đình, chưa ghi hộ"), data.blank_form),
    Blank(KINDS["bien-ban-hop-trong"], _("Biên bản họp dân, dòng trống (Phụ lục V)"), data.blank_minutes),
)
BLANKS: Mapping[str, Blank] = {blank.kind.key: blank for blank in _BLANKS}
"""By the key of the paper whose text they have, in the order of the steps."""


def blank_paper(blank: Blank, subject: Subject) -> Paper:
    """The form for one commune and round. Raises `RefusedError` naming the lines when the office's text has faults."""
    kind, owned = blank.kind, settled(blank.kind, subject)
    with override("vi"):
        told = {**common_of(owned), **blank.data(owned)}
    return filled(kind, text_of(kind, subject.commune), told, subject)

"""A province says how many year boxes its certificates have and where they stand."""

from collections.abc import Mapping

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Unit
from rasoat.web.certificates.layouts import MOST_BOXES
from rasoat.web.certificates.models import CertificateLayout
from rasoat.web.law import book
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError

PLACES = ("class_x", "deprived_x", "first_y", "step_y")
_WIDTH, _HEIGHT = 2100, 2970


def set_layout(
    acting: Acting, province: Unit, standard_id: str, *, first_year: int, boxes: int, suffix: str, document: str,
    places: Mapping[str, int],
) -> CertificateLayout:  # fmt: skip
    """A new row; older ones stay. `places` (`PLACES`) in tenths of a millimetre.

    Raises `NotAllowedError`; `RefusedError` for an unknown standard, no document, or boxes that leave the page.
    """
    acting.require(Capability.TEMPLATE_EDIT, province)
    if standard_id not in book().standards:
        raise RefusedError(_("Không có chuẩn này."), remedy=_("Chọn lại chuẩn."), field="standard")
    if not document.strip():
        raise RefusedError(
            _("Số ô năm phải có văn bản làm căn cứ."), remedy=_("Ghi số, ngày văn bản hướng dẫn."), field="document"
        )
    if not 1 <= boxes <= MOST_BOXES:
        raise RefusedError(
            _("Số ô năm phải từ 1 đến %(most)s.") % {"most": MOST_BOXES}, remedy=_("Sửa lại số ô."), field="boxes"
        )
    lowest = places["first_y"] + (boxes - 1) * places["step_y"]
    if max(places["class_x"], places["deprived_x"]) >= _WIDTH or lowest >= _HEIGHT:
        raise RefusedError(
            _("Có ô nằm ngoài trang A4."), remedy=_("Giảm khoảng cách từ mép hoặc giữa các ô."), field="first_y"
        )
    with transaction.atomic():
        row = CertificateLayout.objects.create(
            province=province, standard_id=standard_id, first_year=first_year, boxes=boxes, suffix=suffix.strip(),
            document=document.strip(), set_by=acting.user, **{name: places[name] for name in PLACES},
        )  # fmt: skip
        record(
            acting, "certificates.layout_set", row, unit=province, rows=[row],
            after={"standard": standard_id, "first_year": first_year, "boxes": boxes, "document": row.document},
            role=acting.role_for(Capability.TEMPLATE_EDIT, province),
        )  # fmt: skip
    return row

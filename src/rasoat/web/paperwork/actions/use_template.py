"""Put a draft into use; the version before it is superseded."""

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError
from rasoat.web.paperwork.catalogue import EDITABLE
from rasoat.web.paperwork.checking import faults_of
from rasoat.web.paperwork.graphs import TEMPLATE
from rasoat.web.paperwork.models import PaperTemplate


def use_template(acting: Acting, template: PaperTemplate) -> PaperTemplate:
    """Raises `NotAllowedError`; `RefusedError` for a text with faults, or one that is no draft."""
    acting.require(Capability.TEMPLATE_EDIT, template)
    with transaction.atomic():
        row = PaperTemplate.objects.select_for_update().select_related("unit").get(pk=template.pk)
        target = TEMPLATE.target("use", row.state)
        faults = faults_of(EDITABLE[row.kind], row.text)
        if faults:
            raise RefusedError(
                _("Mẫu còn %(count)s lỗi nên chưa dùng được.") % {"count": len(faults)},
                remedy=_("Sửa các dòng được nêu rồi lưu lại."), field="text", code="template-faults",
            )  # fmt: skip
        before = PaperTemplate.objects.select_for_update().filter(unit=row.unit, kind=row.kind, state="current").first()
        if before is not None:
            before.state = TEMPLATE.target("supersede", before.state)
            before.save(update_fields=["state"])
        row.state = target
        row.save(update_fields=["state"])
        record(
            acting, "paperwork.template_used", row, unit=row.unit, rows=[row, *([before] if before else [])],
            after={"kind": row.kind, "number": row.number},
            role=acting.role_for(Capability.TEMPLATE_EDIT, row),
        )  # fmt: skip
    return row

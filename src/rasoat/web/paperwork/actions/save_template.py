"""Save the draft of an office's text; faults are allowed until it is used."""

from django.db import IntegrityError, transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.areas.models import Level, Unit
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError, StaleError
from rasoat.web.paperwork.catalogue import Kind
from rasoat.web.paperwork.graphs import TEMPLATE
from rasoat.web.paperwork.models import PaperTemplate
from rasoat.web.paperwork.versions import LEVELS

MOST_LETTERS = 200_000


def save_template(
    acting: Acting, unit: Unit, kind: Kind, *, text: str, note: str = "", version: int = 0
) -> PaperTemplate:
    """The draft of a unit, made or changed. `version`: that of the draft as it was read, 0 for none.

    Raises `NotAllowedError`; `RefusedError` for an empty or too long text; `StaleError` when somebody else saved
    meanwhile.
    """
    acting.require(Capability.TEMPLATE_EDIT, unit)
    text = text.replace("\r\n", "\n")
    if unit.level not in LEVELS:
        raise RefusedError(_("Mẫu giấy thuộc tỉnh hoặc xã."), remedy=_("Chọn lại đơn vị."), code="template-unit")
    if not text.strip() or len(text) > MOST_LETTERS:
        raise RefusedError(
            _("Mẫu trống hoặc dài quá 200.000 chữ cái."), remedy=_("Sửa lại mẫu."), field="text", code="template-length"
        )
    role = acting.role_for(Capability.TEMPLATE_EDIT, unit)
    with transaction.atomic():
        row = PaperTemplate.objects.select_for_update().filter(unit=unit, kind=kind.key, state="draft").first()
        if (row.version if row else 0) != version:
            theirs = row.text if row else ""
            raise StaleError({"text": text}, {"text": theirs}, _name(row))
        if row is None:
            row = _new(unit, kind)
        else:
            row.state = TEMPLATE.target("save", row.state)
            row.version += 1
        row.text, row.note, row.made_by = text, note.strip(), acting.user
        _save(row)
        record(
            acting, "paperwork.template_saved", row, unit=unit, rows=[row],
            after={"kind": kind.key, "number": row.number, "note": row.note}, role=role,
        )  # fmt: skip
    return row


def _new(unit: Unit, kind: Kind) -> PaperTemplate:
    last = PaperTemplate.objects.filter(unit=unit, kind=kind.key).aggregate(last=Max("number"))["last"] or 0
    return PaperTemplate(
        unit=unit, province_id=unit.province_id or unit.pk, commune=unit if unit.level == Level.COMMUNE else None,
        kind=kind.key, number=last + 1, state=TEMPLATE.start,
    )  # fmt: skip


def _save(row: PaperTemplate) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError:  # somebody else began a draft in the same moment
        raise StaleError({"text": row.text}, {"text": ""}) from None


def _name(row: PaperTemplate | None) -> str:
    return row.made_by.get_full_name() if row and row.made_by else ""

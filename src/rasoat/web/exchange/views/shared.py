"""What the views of imports share."""

import uuid

from django.forms import Form
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _

from rasoat.web.accounts.views_base import acting_of
from rasoat.web.exchange.models import Import, ImportState
from rasoat.web.exchange.queries import imports_seen_by
from rasoat.web.look.refusals import RefusedError


def seen(request: HttpRequest, batch_id: uuid.UUID) -> Import:
    """The import, when it lies in the person's area; else 404."""
    return get_object_or_404(imports_seen_by(acting_of(request)), pk=batch_id)


def tell(form: Form, refused: RefusedError) -> None:
    """Put a refusal beside its field, or above the form."""
    form.add_error(refused.field if refused.field in form.fields else None, str(refused))


def steps_of(batch: Import) -> list[dict[str, str]]:
    """Where an import stands, as steps."""
    order = [_("Tải tệp lên"), _("Ghép cột"), _("Địa bàn"), _("Xem trước"), _("Ghi vào sổ")]
    at = {
        ImportState.READING: 1,
        ImportState.MAPPING: 1,
        ImportState.PLACES: 2,
        ImportState.READY: 3,
        ImportState.WRITING: 4,
        ImportState.DONE: 5,
        ImportState.UNDOING: 5,
        ImportState.UNDONE: 5,
    }.get(ImportState(batch.state), 1)
    return [
        {"label": label, "state": "done" if number < at else "current" if number == at else "waiting"}
        for number, label in enumerate(order)
    ]

"""Say what the columns of a file mean: kept for the next file of the kind, and the file is read with it."""

from django.db import transaction
from django.utils.translation import gettext as _

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.exchange.actions.start_import import order_reading
from rasoat.web.exchange.models import Import, ImportProfile, ImportState
from rasoat.web.exchange.reading import headings_of, profile_of
from rasoat.web.ledger.record import record
from rasoat.web.look.refusals import RefusedError


def keep_mapping(acting: Acting, batch: Import, text: str, *, name: str = "", keep: bool = True) -> None:
    """Store the mapping (YAML), read the file again. Raises `NotAllowedError`, `FaultsFoundError`, `RefusedError`."""
    acting.require(Capability.IMPORT_RUN, batch.place)
    profile = profile_of(text)
    with transaction.atomic():
        row = (
            Import.objects.select_for_update(of=("self",))
            .select_related("file", "province", "commune")
            .get(pk=batch.pk)
        )
        if row.state not in {ImportState.MAPPING, ImportState.PLACES, ImportState.READY, ImportState.REFUSED}:
            raise RefusedError(
                _("Lần nhập này không còn chờ ghép cột."), remedy=_("Mở lại trang lần nhập."), code="moved-on"
            )
        row.profile = text
        row.save(update_fields=["profile"])
        rows: list[ImportProfile | Import] = [row]
        if keep:
            kept, _new = ImportProfile.objects.update_or_create(
                province=row.province, commune=row.commune, headings=headings_of(profile),
                defaults={"name": (name or row.file.name)[:120], "text": text, "kept_by": acting.user},
            )  # fmt: skip
            rows.append(kept)
        order_reading(acting, row)
        record(
            acting, "exchange.mapping_kept", row, unit=row.place, rows=rows, after={"profile": text},
            role=acting.role_for(Capability.IMPORT_RUN, row.place),
        )  # fmt: skip
    batch.refresh_from_db()

"""The job that writes a list for a receiver: the whole list, and what changed since the one handed over before."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_noop

from rasoat.survey.dataset import Dataset
from rasoat.survey.exporting.profile import ExportProfile
from rasoat.survey.exporting.write import write_export
from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.exchange.files import work_directory
from rasoat.web.exchange.packed import PACKED, pack, unpack
from rasoat.web.exchange.planning import fault_line
from rasoat.web.jobs.checkpoint import save_checkpoint
from rasoat.web.jobs.models import Job
from rasoat.web.ledger.record import record
from rasoat.web.look.saying import Said
from rasoat.web.receivers.graphs import DELIVERY
from rasoat.web.receivers.minimal import Listed, count_of, differences, list_for
from rasoat.web.receivers.models import Delivery
from rasoat.web.receivers.profiles import profile_of
from rasoat.web.receivers.reach import need_rights
from rasoat.web.vault.file_types import XLSX
from rasoat.web.vault.files import keep, plain_copy
from rasoat.web.vault.models import SealedFile

KIND: Final = "receivers.deliver"
NOTES: Final = 50
FILES: Final = {"added": "tăng", "removed": "giảm", "changed": "đổi loại"}
"""Lists beside the whole one, by the column of their file, and their word in its name."""


def step(job: Job, acting: Acting) -> bool:
    """Everything at once: the files appear whole or not at all."""
    rows = Delivery.objects.select_related("receiver", "profile__template", "province", "commune", "previous__kept")
    delivery = rows.get(pk=job.arguments["delivery"])
    profile = profile_of(delivery.profile)
    need_rights(acting, delivery.receiver, profile, delivery.place)
    made = list_for(delivery.receiver, delivery.place, profile, delivery.limit, delivery.on)
    data = made.data
    by_member = any(sheet.rows == "members" for sheet in profile.sheets)
    parts: dict[str, Dataset] = {}
    if delivery.previous is not None and delivery.previous.kept is not None:
        with plain_copy(delivery.previous.kept) as path:
            before, _more = unpack(path)
        found = differences(before, data, by_member=by_member)
        parts = {name: getattr(found, name) for name in FILES}
    with work_directory() as room, _template(delivery) as template:
        pack(data, room / "kept")
        kept = keep(room / "kept", name="da-giao", media_type=PACKED, bound=_bond(delivery))
        files, notes = _write(delivery, profile, data, parts, room, template)
    with transaction.atomic():
        delivery = Delivery.objects.select_for_update().get(pk=delivery.pk)
        delivery.state = DELIVERY.target("finish", delivery.state)
        delivery.kept, delivery.notes = kept, [*_left_out(made), *notes][:NOTES]
        delivery.households = data.households.height
        delivery.people = count_of(data, by_member=True)
        for name, part in parts.items():
            setattr(delivery, name, count_of(part, by_member=by_member))
        for name, file in files.items():
            setattr(delivery, name, file)
        delivery.save()
        record(
            acting, "receivers.list_made", delivery, unit=delivery.place, rows=[delivery, kept, *files.values()],
            after=_told(delivery), role=acting.role_for(Capability.EXPORT_RUN, delivery.place),
        )  # fmt: skip
        save_checkpoint(job, done=1, of=1, result={"households": delivery.households, "people": delivery.people})
    return True


def link(job: Job) -> str:
    """Where the files are fetched."""
    return reverse("receivers:delivery", args=[job.arguments["delivery"]])


def _left_out(made: Listed) -> list[dict[str, Any]]:
    """Who may be missing from the list because the register does not tell enough."""
    said = (
        (
            made.untold_persons,
            gettext_noop(
                "%(count)s người không vào danh sách vì sổ chưa ghi đủ để biết: có đi học hay không, năm sinh."
            ),
        ),
        (made.untold_homes, gettext_noop("%(count)s hộ không vào danh sách vì sổ chưa ghi thành viên.")),
    )
    return [Said(text, {"count": count}).plain for count, text in said if count]


def _told(delivery: Delivery) -> dict[str, Any]:
    return {
        "receiver": delivery.receiver.name, "households": delivery.households, "people": delivery.people,
        "added": delivery.added, "removed": delivery.removed, "changed": delivery.changed,
        "with_numbers": delivery.with_numbers, "with_health": delivery.with_health,
    }  # fmt: skip


def _bond(delivery: Delivery) -> str:
    return f"delivery:{delivery.pk}"


@contextmanager
def _template(delivery: Delivery) -> Iterator[Path | None]:
    """The receiver's empty template, when the profile was made from one."""
    if delivery.profile.template is None:
        yield None
        return
    with plain_copy(delivery.profile.template) as path:
        yield path


def _write(
    delivery: Delivery, profile: ExportProfile, data: Dataset, parts: dict[str, Dataset], room: Path,
    template: Path | None,
) -> tuple[dict[str, SealedFile], list[dict[str, Any]]]:  # fmt: skip
    """The whole list, and the others that name anybody; warnings are those of the whole list."""
    stem = f"{delivery.place.full_name} - {delivery.receiver.name} - {delivery.on:%Y-%m-%d}"
    out = room / "so.xlsx"
    notes = [fault_line(fault) for fault in write_export(data, profile, out, template).warnings]
    files = {"file": keep(out, name=f"{stem}.xlsx", media_type=XLSX, bound=_bond(delivery))}
    for name, part in parts.items():
        if part.households.height:
            target = room / f"{name}.xlsx"
            write_export(part, profile, target, template)
            files[f"{name}_file"] = keep(
                target, name=f"{stem} - {FILES[name]}.xlsx", media_type=XLSX, bound=_bond(delivery)
            )
    return files, notes

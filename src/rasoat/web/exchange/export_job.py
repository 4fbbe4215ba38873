"""The job that writes a register into a file."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from django.db import transaction
from django.urls import reverse

from rasoat.law.faults import Fault
from rasoat.survey.dataset import Dataset
from rasoat.survey.exporting.store import find_profile
from rasoat.survey.exporting.write import write_export
from rasoat.survey.national_layout import SHEETS
from rasoat.survey.national_write import write_national
from rasoat.survey.questionnaire_build import questionnaire_for
from rasoat.survey.survey_write import write_survey_template
from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.exchange import files
from rasoat.web.exchange.from_register import dataset_of
from rasoat.web.exchange.making_room import NotKeptError
from rasoat.web.exchange.models import Export, Import
from rasoat.web.exchange.planning import fault_line
from rasoat.web.exchange.read_job import pack_of
from rasoat.web.exchange.reading import profile_of
from rasoat.web.exchange.refilled import refill, told_plain
from rasoat.web.exchange.same_layout import export_profile_of
from rasoat.web.jobs.checkpoint import save_checkpoint
from rasoat.web.jobs.models import Job
from rasoat.web.ledger.record import record
from rasoat.web.vault.file_types import XLSX
from rasoat.web.vault.files import keep

KIND: Final = "exchange.export"
NOTES: Final = 50
Notes = list[dict[str, Any]]
"""What people are told with the file: texts by language, or sentences (`look.saying`)."""

NATIONAL, SURVEY, SAME, PROFILE = "national", "survey", "same", "profile"


def step(job: Job, acting: Acting) -> bool:
    """Everything at once: what is written is a file, and it appears whole or not at all."""
    rows = Export.objects.select_related("province", "commune", "origin__table", "origin__file")
    export = rows.get(pk=job.arguments["export"])
    acting.require(Capability.EXPORT_RUN, export.place)
    if export.with_numbers:
        acting.require(Capability.NUMBER_VIEW, export.place)
    data = dataset_of(
        export.place, export.standard_id, with_numbers=export.with_numbers, only_listed=export.kind == NATIONAL
    )
    with files.work_directory() as room:
        out = room / "so.xlsx"
        notes = _write(export, data, out)
        file = keep(
            out, name=f"{export.place.full_name} - {export.kind}.xlsx", media_type=XLSX, bound=f"export:{export.pk}"
        )
    with transaction.atomic():
        export.file = file
        export.notes = notes[:NOTES]
        export.save(update_fields=["file", "notes"])
        record(
            acting, "exchange.exported", export, unit=export.place, rows=[export, file],
            after={"kind": export.kind, "households": data.households.height, "with_numbers": export.with_numbers},
            role=acting.role_for(Capability.EXPORT_RUN, export.place),
        )  # fmt: skip
        save_checkpoint(job, done=1, of=1, result={"households": data.households.height})
    return True


def link(job: Job) -> str:
    """Where the file is fetched."""
    return reverse("exchange:export", args=[job.arguments["export"]])


def _write(export: Export, data: Dataset, out: Path) -> Notes:
    match export.kind:
        case "survey":
            pack = pack_of(export.standard_id)
            write_survey_template(questionnaire_for(pack.standard, pack.point_table), out, data)
        case "same":
            assert export.origin is not None
            if not export.origin.profile:
                return _write(_with_kind(export), data, out)
            return _same(export.origin, data, out)
        case "profile":
            return _lines(write_export(data, find_profile(export.profile).profile, out).warnings)
        case _:
            write_national(_with_heads(export, data), out)
    return []


def _same(origin: Import, data: Dataset, out: Path) -> Notes:
    """The book that was imported with new rows; a plain one in its columns where the book cannot be kept."""
    mapping = profile_of(origin.profile)
    notes: Notes = []
    if origin.file.media_type == XLSX and origin.table is not None:
        read, _more = files.table_of(origin)
        with files.own_copy(origin) as original:
            try:
                return _lines(refill(original, mapping, read, data, out))
            except NotKeptError as error:
                notes.append(told_plain(error).plain)
    return [*notes, *_lines(write_export(data, export_profile_of(mapping), out).warnings)]


def _lines(warnings: Iterable[Fault]) -> Notes:
    return [fault_line(fault) for fault in warnings]


def _with_kind(export: Export) -> Export:
    """The known layout in which the origin was read."""
    assert export.origin is not None
    return Export(
        kind=SURVEY if export.origin.layout in {"survey", "table"} else NATIONAL, origin=export.origin,
        standard_id=export.standard_id,
    )  # fmt: skip


def _with_heads(export: Export, data: Dataset) -> Dataset:
    """The titles of the book that was imported are kept on the one that goes out."""
    if export.origin is None or export.origin.table is None:
        return data
    before, _more = files.table_of(export.origin)
    wanted = {f"{sheet.key}:{part}" for sheet in SHEETS for part in ("head", "merges")}
    heads: Mapping[str, Any] = {name: frame for name, frame in before.carried.items() if name in wanted}
    return replace(data, carried={**data.carried, **heads})

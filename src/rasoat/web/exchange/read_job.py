"""The job that reads a file: read and check, find the places, plan, mark the faults. Each a step of its own."""

from typing import Any, Final

import polars as pl
from django.db import transaction
from django.urls import reverse

from rasoat.law.faults import Fault, FaultsFoundError, Place, errors
from rasoat.law.pack import Pack
from rasoat.scoring.packs import make_packs
from rasoat.survey.marking.api import heads_of, mark
from rasoat.survey.marking.digests import has_own_codes
from rasoat.survey.marking.recheck import Examination
from rasoat.web.accounts.acting import Acting
from rasoat.web.exchange import files
from rasoat.web.exchange.models import Import, ImportRow, ImportState
from rasoat.web.exchange.places import Resolver, unknown_places, written_places
from rasoat.web.exchange.planning import counts_of, plan
from rasoat.web.exchange.proposing import proposal_of
from rasoat.web.exchange.reading import MAPPED, NATIONAL, profile_of, read_file
from rasoat.web.exchange.remembering import known_profile
from rasoat.web.jobs.checkpoint import save_checkpoint
from rasoat.web.jobs.models import Job
from rasoat.web.law import book
from rasoat.web.store.bulk import insert, many_objects
from rasoat.web.vault.file_types import XLSX
from rasoat.web.vault.files import keep

KIND: Final = "exchange.read"
STANDARD: Final = "national_2022"
STEPS: Final = 4
TOLD: Final = 3
"""So many faults of a refused file are told on the page of the import; all of them on a page of their own."""
_examined: dict[str, Examination] = {}
"""What the first step found, for the last one in the same process: checking twice would cost twice."""


def step(job: Job, acting: Acting) -> bool:
    """One step of reading; done when somebody must answer, too."""
    batch = Import.objects.select_related("file", "province", "commune", "table", "faults").get(
        pk=job.arguments["batch"]
    )
    match job.checkpoint.get("step", "read"):
        case "read":
            return _read(job, batch)
        case "places":
            return _places(job, acting, batch)
        case "mark":
            return _mark(job, batch)
    return True


def link(job: Job) -> str:
    """The page of the import."""
    return reverse("exchange:import", args=[job.arguments["batch"]])


def failed(job: Job) -> None:
    """The import cannot go on; its page says why."""
    job.refresh_from_db(fields=["error"])
    Import.objects.filter(pk=job.arguments["batch"], state=ImportState.READING).update(
        state=ImportState.REFUSED, error=job.error
    )


def pack_of(standard_id: str) -> Pack:
    """The law by which a list is checked, without a point table."""
    return make_packs(book(), [standard_id or STANDARD])[0]


def _read(job: Job, batch: Import) -> bool:
    profile = profile_of(batch.profile) if batch.profile else None
    with files.own_copy(batch) as path:
        if profile is None:
            profile = known_profile(batch, path)
        try:
            found = read_file(path, pack_of(str(batch.options.get("standard", ""))), batch.list_date, profile=profile)
        except FaultsFoundError as refused:
            return _refuse(job, batch, refused)
    if found is None:
        return _propose(job, batch)
    if found.data.households.is_empty():
        return _refuse(job, batch, FaultsFoundError([_no_households(batch)]))
    own = has_own_codes(found.data)
    table = files.keep_table(batch, found.data, {"own_codes": own})
    faults = files.keep_faults(batch, list(found.faults))
    _examined.clear()
    _examined[str(batch.pk)] = found.examination
    wrong = len(errors(found.faults))
    counts = {
        "households": found.data.households.height,
        "members": found.data.members.height,
        "errors": wrong,
        "warnings": len(found.faults) - wrong,
        "not_one_household": _general(found.faults),
        "decision": _decision(found.data.households),
    }
    with transaction.atomic():
        _update(
            batch, layout=found.layout, table=table, faults=faults, counts=counts,
            profile=found.profile.text() if found.profile else "", source=_source(batch, found.layout, own),
        )  # fmt: skip
        save_checkpoint(job, {"step": "places"}, done=1, of=STEPS)
    return False


def _propose(job: Job, batch: Import) -> bool:
    """The columns are unknown: say what they seem to be, for a person to confirm."""
    with files.own_copy(batch) as path:
        try:
            proposed = proposal_of(path, batch.options.get("sheets", []))
        except FaultsFoundError as refused:
            return _refuse(job, batch, refused)
    proposal = files.keep_json(batch, proposed, "de-xuat-cot.json")
    with transaction.atomic():
        _update(batch, state=ImportState.MAPPING, layout=MAPPED, proposal=proposal)
        save_checkpoint(job, {"step": "end"}, done=1, of=STEPS)
    return True


def _refuse(job: Job, batch: Import, refused: FaultsFoundError) -> bool:
    faults = files.keep_faults(batch, list(refused.faults))
    text = "\n".join(fault.text_vi() for fault in refused.faults[:TOLD])
    with transaction.atomic():
        _update(batch, state=ImportState.REFUSED, error=text, faults=faults)
        save_checkpoint(job, {"step": "end"}, done=STEPS, of=STEPS)
    return True


def _no_households(batch: Import) -> Fault:
    return Fault(
        "no-rows", "tệp đúng mẫu nhưng không có hộ nào", "the layout is known but there is no household",
        "kiểm tra đã lưu đúng tệp có dữ liệu chưa", "save the file that holds the rows", Place(file=batch.file.name),
    )  # fmt: skip


def _source(batch: Import, layout: str, own_codes: bool) -> str:
    """The name of the numbering: made codes are unique by themselves, an office's own only inside its commune."""
    if not own_codes or layout == NATIONAL:
        return "made"
    return f"{layout}:{batch.place.key}"[:60]


def _general(faults: Any) -> int:
    return sum(1 for fault in faults if fault.place.row is None)


def _decision(households: pl.DataFrame) -> dict[str, str]:
    """The decision that most households of the file name."""
    if not {"decision_no", "decision_date"} <= set(households.columns):
        return {}
    named = households.select("decision_no", "decision_date").drop_nulls("decision_no")
    if named.is_empty():
        return {}
    number, day = named.group_by("decision_no", "decision_date").len().sort("len", descending=True).row(0)[:2]
    return {"number": str(number), "signed_on": day.isoformat() if day else ""}


def _places(job: Job, acting: Acting, batch: Import) -> bool:
    data, _more = files.table_of(batch)
    resolver = Resolver(batch.province, batch.commune)
    written = written_places(data.households.iter_rows(named=True))
    found = {place: resolver.place(place) for place in set(written)}
    tally: dict[Any, int] = {}
    for place in written:
        tally[place] = tally.get(place, 0) + 1
    if asked := unknown_places(found, tally):
        with transaction.atomic():
            _update(batch, state=ImportState.PLACES, counts={**batch.counts, "places": asked})
            save_checkpoint(job, {"step": "places"}, done=2, of=STEPS)
        return True
    keys = data.households["household_id"].to_list()
    places = {key: found[place] for key, place in zip(keys, written, strict=True) if key is not None}
    with many_objects():
        rows = plan(acting, batch, data, places, files.faults_kept(batch))
    counts = {**batch.counts, **counts_of(rows), "places": []}
    with transaction.atomic():
        ImportRow.objects.filter(batch=batch).delete()
        insert(rows)
        _update(batch, state=ImportState.READY, counts=counts)
        save_checkpoint(job, {"step": "mark"}, done=3, of=STEPS)
    return not (batch.counts.get("errors") or batch.counts.get("warnings")) or batch.file.media_type != XLSX


def _mark(job: Job, batch: Import) -> bool:
    """Write the marked copy; the import can be confirmed meanwhile."""
    data, more = files.table_of(batch)
    faults = files.faults_kept(batch)
    found = _examined.pop(str(batch.pk), None)
    with files.own_copy(batch) as path, files.work_directory() as room:
        out = room / "danh-dau.xlsx"
        try:
            mark(
                path, faults, out, record=found.record if found else None, names=heads_of(data),
                own_codes=bool(more.get("own_codes")),
            )  # fmt: skip
        except FaultsFoundError:
            marked = None
        else:
            name = f"{path.stem} - danh dau loi.xlsx"
            marked = keep(out, name=name, media_type=XLSX, bound=files.bond(batch))
    with transaction.atomic():
        Import.objects.filter(pk=batch.pk).update(marked=marked)
        save_checkpoint(job, {"step": "end"}, done=STEPS, of=STEPS)
    return True


def _update(batch: Import, **values: Any) -> None:
    for name, value in values.items():
        setattr(batch, name, value)
    batch.save(update_fields=list(values))

"""What both jobs of a village's papers share: the order they work on, sealed parts, the end."""

from pathlib import Path
from typing import Any, Final

from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse

from rasoat.web.accounts.acting import Acting
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.jobs.checkpoint import save_checkpoint
from rasoat.web.jobs.models import Job
from rasoat.web.ledger.record import record
from rasoat.web.paperwork.models import FolderPart, VillageFolder
from rasoat.web.vault.file_types import PDF
from rasoat.web.vault.files import erase, keep

ZIP: Final = "application/zip"


def link(job: Job) -> str:
    """Where the files are fetched."""
    return reverse("paperwork:folder", args=[job.arguments["folder"]])


def folder_of(job: Job, acting: Acting) -> VillageFolder:
    """The order of a job, with all that papers ask of it. Raises `NotAllowedError`."""
    rows = VillageFolder.objects.select_related("commune__province", "village", "review__round__province")
    folder = rows.get(pk=job.arguments["folder"])
    acting.require(Capability.REVIEW_RUN, folder)
    return folder


def keep_part(job: Job, folder: VillageFolder, at: int, path: Path, papers: int, **kept: Any) -> None:
    """Seal a finished part; part and checkpoint are written together. `kept`: more for the checkpoint."""
    file = keep(path, name=f"phan-{at + 1}.zip", media_type=ZIP, bound=bond(folder))
    try:
        with transaction.atomic():
            FolderPart.objects.create(folder=folder, position=at, file=file)
            VillageFolder.objects.filter(pk=folder.pk).update(papers=folder.papers + papers)
            save_checkpoint(job, {**kept, "at": at + 1}, done=at + 1, of=len(folder.plan) + 1)
    except BaseException:
        erase(file)
        raise


def finish(job: Job, acting: Acting, folder: VillageFolder, bundle: Path, pdf: Path, **told: Any) -> None:
    """Seal what came out, erase the parts and write the ledger. `told`: more for the ledger's entry."""
    name = f"{folder.village.full_name} - {folder.review.round.name}"
    kept = keep(bundle, name=f"{name}.zip", media_type=ZIP, bound=bond(folder))
    whole = keep(pdf, name=f"{name}.pdf", media_type=PDF, bound=bond(folder))
    parts = list(folder.parts.select_related("file"))
    with transaction.atomic():
        folder.bundle, folder.pdf = kept, whole
        folder.save(update_fields=["bundle", "pdf"])
        folder.parts.all().delete()
        for part in parts:
            erase(part.file)
        record(
            acting, "paperwork.folder_made", folder, unit=folder.commune, rows=[kept, whole],
            after={"village": folder.village.full_name, "papers": folder.papers, **told},
            role=acting.role_for(Capability.REVIEW_RUN, folder),
        )  # fmt: skip
        save_checkpoint(job, done=job.all_steps, result={"papers": folder.papers})


def count_parts(job: Job) -> int:
    """How many parts a stopped job has sealed."""
    return _parts(job).count()


def drop_parts(job: Job) -> None:
    """Erase them; the order begins anew when the job goes on."""
    rows = _parts(job)
    files = [part.file for part in rows.select_related("file")]
    rows.delete()
    VillageFolder.objects.filter(pk=job.arguments["folder"]).update(papers=0)
    for file in files:
        erase(file)


def _parts(job: Job) -> QuerySet[FolderPart]:
    return FolderPart.objects.filter(folder=job.arguments["folder"])


def bond(folder: VillageFolder) -> str:
    """What the files of an order are sealed to."""
    return f"folder:{folder.pk}"

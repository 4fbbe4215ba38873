"""The job that makes a report: commune by commune, then the tables, checks and files, together or not at all."""

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Final

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils.translation import override

from rasoat.tables.excel import write_excel
from rasoat.tables.head import OfficialHead
from rasoat.tables.pdf import MOST_ROWS, write_pdf
from rasoat.tables.report import ReportTable
from rasoat.web.accounts.acting import Acting, acting_as
from rasoat.web.accounts.capabilities import Capability
from rasoat.web.jobs.checkpoint import save_checkpoint
from rasoat.web.jobs.models import Job
from rasoat.web.ledger.heads import head_line
from rasoat.web.ledger.record import locked_chain
from rasoat.web.reporting.figures.evaluation import make_evaluation
from rasoat.web.reporting.figures.monthly import make_monthly
from rasoat.web.reporting.figures.ntm import make_ntm
from rasoat.web.reporting.figures.official import Made, make_official
from rasoat.web.reporting.models import Report, ReportKind
from rasoat.web.reporting.moving import moved
from rasoat.web.reporting.packing import check_line, digest_of, packed_tables
from rasoat.web.reporting.state_graphs import REPORT
from rasoat.web.vault.file_types import PDF, XLSX
from rasoat.web.vault.files import keep
from rasoat.web.vault.models import SealedFile

KIND: Final = "reporting.make"
MAKERS: dict[str, Callable[[Report, Callable[[int, int], None]], Made]] = {
    ReportKind.PRELIMINARY: make_official, ReportKind.OFFICIAL: make_official, ReportKind.MONTHLY: make_monthly,
    ReportKind.NTM: make_ntm, ReportKind.EVALUATION: make_evaluation,
}  # fmt: skip


def step(job: Job, acting: Acting) -> bool:
    """Everything in one step with progress by commune: what is written is whole, or begun anew."""
    report = Report.objects.select_related("round", "province", "commune").get(pk=job.arguments["report"])
    acting.require(Capability.REPORT_MAKE, report)
    if report.state != REPORT.start:
        return True

    def tell(done: int, of: int) -> None:
        with transaction.atomic():
            save_checkpoint(job, done=done, of=of + 1)

    made = MAKERS[report.kind](report, tell)
    with tempfile.TemporaryDirectory(dir=_scratch()) as room:
        files = _write(report, made, Path(room))
    with transaction.atomic():
        locked_chain(report.place)
        report = Report.objects.select_for_update(of=("self",)).select_related("province", "commune").get(pk=report.pk)
        _fill(report, made, files)
        report.made_at, report.made_by = acting.now(), acting.user
        moved(acting, report, "finish", rows=list(files.values()), digest=report.figures_digest, nil=made.nil)
        save_checkpoint(job, done=job.all_steps or 1, of=job.all_steps or 1, result={"unsettled": made.unsettled})
    return True


def link(job: Job) -> str:
    """Where the report is looked at."""
    return reverse("reporting:report", args=[job.arguments["report"]])


def failed(job: Job) -> None:
    """The report may be made again; the job says what was wrong."""
    acting = replace(acting_as(job.owner, "job", strong=job.strong), request_id=job.pk)
    with transaction.atomic():
        rows = Report.objects.select_for_update(of=("self",)).select_related("province", "commune")
        report = rows.get(pk=job.arguments["report"])
        if report.state == REPORT.start:
            moved(acting, report, "stop")


def _fill(report: Report, made: Made, files: dict[str, SealedFile]) -> None:
    told = {
        "held": sum(check.holds is True for check in made.checks),
        "unknown": sum(check.holds is None for check in made.checks),
    }
    report.figures = packed_tables(made.tables, made.codes) | {"moves": made.moves, "told": told}
    report.figures_digest = digest_of(report.figures)
    report.checks = [check_line(check, at) for at, check in enumerate(made.checks) if check.holds is False]
    report.unsettled, report.gaps, report.nil = made.unsettled, list(made.gaps), made.nil
    report.watermark, report.reasons = made.watermark, {}
    for name in ("excel", "pdf", "lists"):
        setattr(report, name, files.get(name))
    report.hashes = {name: file.sha256 for name, file in files.items()}


def _write(report: Report, made: Made, room: Path) -> dict[str, SealedFile]:
    """The files, sealed. A table too long for one PDF is in the workbook only.

    Every table bears the head of the place's chain: who rewrites the ledger as a whole is shown up by the paper.
    """
    head, bound = OfficialHead(), f"report:{report.pk}"
    with override("vi"):
        line = head_line(report.place)
    tables, people = (_noted(each, line) for each in (made.tables, made.people))
    base = f"{report.place.full_name} - {report.get_kind_display()} {report.year}"
    found = {"excel": _kept(tables, room / "bieu.xlsx", head, f"{base}.xlsx", bound)}
    if sum(len(table.rows) for table in tables) <= MOST_ROWS:
        write_pdf(tables, room / "bieu.pdf", head=head)
        found["pdf"] = keep(room / "bieu.pdf", name=f"{base}.pdf", media_type=PDF, bound=bound)
    if people:
        found["lists"] = _kept(people, room / "danh-sach.xlsx", head, f"{base} - danh sách.xlsx", bound)
    return found


def _noted(tables: Sequence[ReportTable], line: str) -> list[ReportTable]:
    return [replace(table, notes=(*table.notes, *filter(None, (line,)))) for table in tables]


def _kept(tables: Sequence[ReportTable], path: Path, head: OfficialHead, name: str, bound: str) -> SealedFile:
    write_excel(tables, path, head=head)
    return keep(path, name=name, media_type=XLSX, bound=bound)


def _scratch() -> Path:
    root = Path(settings.DATA_ROOT) / "scratch"
    root.mkdir(parents=True, exist_ok=True, mode=0o700)
    return root

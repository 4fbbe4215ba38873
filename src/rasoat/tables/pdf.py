"""Official tables as PDF, set by Typst with the shipped fonts only, so that every machine prints the same pages."""

import json
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from datetime import UTC, datetime
from functools import cache, partial
from multiprocessing import get_context
from pathlib import Path
from typing import Any

import typst

from rasoat.law.faults import Fault, FaultsFoundError, Place
from rasoat.law.whole_file import scratch_beside
from rasoat.tables.font_metrics import FONT_DIRECTORY
from rasoat.tables.head import OfficialHead
from rasoat.tables.pdf_data import Part, document_data, parts
from rasoat.tables.report import ReportTable

UNDATED = datetime(2000, 1, 1, tzinfo=UTC)
MOST_ROWS = 5000  # in one document: Typst holds all of it, some 250 kB a row
_TEMPLATE = Path(__file__).with_name("page.typ")


def write_pdf(reports: Sequence[ReportTable], path: Path, *, head: OfficialHead, created: datetime = UNDATED) -> None:
    """Write `reports` one after the other into the PDF `path`, whole or not at all.

    Each report numbers its own pages. `created` (with a time zone) becomes the document's date, so the same
    input gives the same bytes. Raises `FaultsFoundError` above `MOST_ROWS` rows: use `write_pdf_parts`.
    """
    if not reports:
        raise ValueError("không có biểu nào để ghi / no report to write")
    rows = sum(len(report.rows) for report in reports)
    if rows > MOST_ROWS:
        raise FaultsFoundError([_too_long(path, rows)])
    whole = [(report, Part(0, len(report.rows))) for report in reports]
    with scratch_beside(path) as scratch:
        draft = scratch / "draft.pdf"
        _render(_packed(whole, head), draft, created, tagged=True)
        draft.replace(path)


def write_pdf_parts(
    reports: Iterable[ReportTable],
    directory: Path,
    *,
    head: OfficialHead,
    created: datetime = UNDATED,
    rows_per_part: int = 400,
    workers: int = 1,
) -> list[Path]:
    """Write each report into `directory` as one PDF or, when long, several of at most `rows_per_part` rows.

    Files are named `bieu-15-001.pdf`, or `bieu-15-001-phan-02.pdf` for the second part of the first report, in
    the order given. `reports` may be a generator (a commune at a time): only what the workers are busy with is
    held. With `workers` above 1 the parts are set in that many processes (the caller's script then needs the usual
    `__main__` guard). Typst remembers its last ten documents: parts of 400 rows take about 1 GB in each process.
    No file appears unless all were made.
    """
    directory.mkdir(parents=True, exist_ok=True)
    with scratch_beside(directory / "parts") as scratch:
        jobs = (
            (_packed([(report, part)], head), scratch / _part_name(report, order, part))
            for order, report in enumerate(reports, start=1)
            for part in parts(report, rows_per_part)
        )
        drafts = list(_rendered(jobs, created, workers))
        return [draft.replace(directory / draft.name) for draft in drafts]


def _rendered(jobs: Iterable[tuple[str, Path]], created: datetime, workers: int) -> Iterator[Path]:
    """Set the documents, at most twice as many waiting as there are workers."""
    if workers == 1:
        for data, target in jobs:
            yield _render(data, target, created)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        waiting: deque[Future[Path]] = deque()
        for data, target in jobs:
            waiting.append(pool.submit(_render, data, target, created))
            if len(waiting) > 2 * workers:
                yield waiting.popleft().result()
        yield from (future.result() for future in waiting)


def _render(data: str, target: Path, created: datetime, *, tagged: bool = False) -> Path:
    """Set one document in this process. Tags serve screen readers, but are nine tenths of a long list's file."""
    compiler = typst.Compiler(
        str(_TEMPLATE), root=str(_TEMPLATE.parent), font_paths=_fonts(), sys_inputs={"data": data}
    )
    compiler.compile(output=str(target), format="pdf", timestamp=created, pdf_tags=tagged)
    return target


@cache
def _fonts() -> Any:
    make = partial(typst.Fonts, include_system_fonts=False, include_embedded_fonts=False)
    return make(font_paths=[str(FONT_DIRECTORY)])


def _packed(reports: Iterable[tuple[ReportTable, Part]], head: OfficialHead) -> str:
    return json.dumps(document_data(reports, head), ensure_ascii=False)


def _part_name(report: ReportTable, order: int, part: Part) -> str:
    suffix = f"-phan-{part.number:02d}" if part.of > 1 else ""
    return f"bieu-{report.number.lower()}-{order:03d}{suffix}.pdf"


def _too_long(path: Path, rows: int) -> Fault:
    return Fault(
        rule="pdf-rows",
        vi=f"một tệp PDF chỉ nhận {MOST_ROWS} dòng",
        en=f"one PDF takes {MOST_ROWS} rows only",
        remedy_vi="xuất thành nhiều phần, hoặc riêng từng xã",
        remedy_en="write it in parts, or commune by commune",
        place=Place(file=path.name),
        value=str(rows),
    )

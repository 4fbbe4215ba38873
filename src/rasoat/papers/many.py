"""Thousands of papers as PDF files in bounded memory: set in small parts by worker processes, then put together."""

from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from datetime import datetime
from multiprocessing import get_context
from pathlib import Path

from pypdf import PdfWriter

from rasoat.law.faults import FaultsFoundError
from rasoat.law.whole_file import scratch_beside
from rasoat.papers.model import Sheet
from rasoat.papers.pdf_data import packed
from rasoat.papers.pdf_face import MOST_ROWS, UNDATED, set_pages, too_long

PART_PAPERS, PART_ROWS = 50, 400  # in one Typst document; its last ten documents stay in memory


def write_many(
    papers: Iterable[Sheet], path: Path, *, per_file: int | None = None, workers: int = 1, created: datetime = UNDATED
) -> list[Path]:
    """Write the papers in their order into the PDF `path`, or with `per_file` into `name-001.pdf`, `name-002.pdf`, ...

    `papers` may be a generator: only what the workers are busy with is held, and one finished file while it is put
    together (some 30 kB a page; name a `per_file` beyond ten thousand papers). With `workers` above 1 the caller's
    script needs the usual `__main__` guard. No file appears unless all were made. The bytes depend on the papers and
    `created` only. Raises ValueError for no papers and `FaultsFoundError` for one above `MOST_ROWS` rows.
    """
    if per_file is not None and per_file < 1:
        raise ValueError("per_file must be at least 1")
    with scratch_beside(path) as scratch:
        files: list[list[Path]] = []
        for order, draft in _drafts(papers, scratch, per_file, workers, created):
            if order == len(files):
                files.append([])
            files[order].append(draft)
        if not files:
            raise ValueError("không có giấy nào để ghi / no paper to write")
        names = [path] if per_file is None else [_numbered(path, order) for order in range(len(files))]
        joined = [_joined(drafts, scratch / f"file-{order}.pdf") for order, drafts in enumerate(files)]
        return [draft.replace(name) for draft, name in zip(joined, names, strict=True)]


def _drafts(
    papers: Iterable[Sheet], scratch: Path, per_file: int | None, workers: int, created: datetime
) -> Iterator[tuple[int, Path]]:
    """Parts as they are set, in order, each with the file that it belongs to."""
    jobs = (
        (order, packed(part), scratch / f"part-{number}.pdf")
        for number, (order, part) in enumerate(_parts(papers, per_file))
    )
    if workers == 1:
        for order, data, target in jobs:
            yield order, _set(data, target, created)
        return
    with ProcessPoolExecutor(workers, mp_context=get_context("spawn")) as pool:
        waiting: deque[tuple[int, Future[Path]]] = deque()
        for order, data, target in jobs:
            waiting.append((order, pool.submit(_set, data, target, created)))
            if len(waiting) > 2 * workers:
                order, future = waiting.popleft()
                yield order, future.result()
        for order, future in waiting:
            yield order, future.result()


def _parts(papers: Iterable[Sheet], per_file: int | None) -> Iterator[tuple[int, list[Sheet]]]:
    """Papers of one Typst document and the number of their file."""
    part: list[Sheet] = []
    rows = order = 0
    for count, paper in enumerate(papers):
        own = paper.table_rows()
        if own > MOST_ROWS:
            raise FaultsFoundError([too_long(own)])
        file = 0 if per_file is None else count // per_file
        if part and (file != order or len(part) == PART_PAPERS or rows + own > PART_ROWS):
            yield order, part
            part, rows = [], 0
        part.append(paper)
        rows, order = rows + own, file
    if part:
        yield order, part


def _set(data: str, target: Path, created: datetime) -> Path:
    target.write_bytes(set_pages(data, created, tagged=False))
    return target


def _joined(drafts: Sequence[Path], target: Path) -> Path:
    """One file out of the parts; a single part is the file."""
    if len(drafts) == 1:
        return drafts[0]
    writer = PdfWriter()
    for draft in drafts:
        writer.append(draft, import_outline=False)
        draft.unlink()
    writer.compress_identical_objects(remove_duplicates=True, remove_unreferenced=True)
    writer.write(target)
    return target


def _numbered(path: Path, order: int) -> Path:
    return path.with_name(f"{path.stem}-{order + 1:03d}{path.suffix}")

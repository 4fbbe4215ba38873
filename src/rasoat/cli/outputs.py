"""What a review leaves on disk: workbooks, PDF, checks, warnings, explanations."""

from collections.abc import Iterator, Sequence
from datetime import date
from pathlib import Path

import polars as pl

from rasoat.audit.own import own_input
from rasoat.audit.run import audit
from rasoat.audit.words import lines
from rasoat.cli.progress import Steps
from rasoat.law.faults import Fault
from rasoat.law.pack import Pack
from rasoat.law.whole_file import write_whole
from rasoat.scoring.explain_table import explain_many
from rasoat.scoring.explanation import Explanation
from rasoat.survey.dataset import Dataset
from rasoat.survey.linking import Links
from rasoat.tables.excel import write_excel
from rasoat.tables.head import OfficialHead
from rasoat.tables.numbers_vi import count_text
from rasoat.tables.pdf import write_pdf
from rasoat.tables.report import CheckResult
from rasoat.tables.reports import Reports

LISTS = ("14", "15", "DS1", "DS2", "DS3")
LISTED = ("poor", "near_poor")
LINKS_FILE = "lien-ket.csv"
PACK_LINE = "Gói luật: "
"""Every explanation ends with it; tells our own files in `giai-thich/` from those of the officer."""


def write_tables(reports: Reports, out: Path, head: OfficialHead, steps: Steps, *, pdf: bool) -> None:
    """Reports 1-13 as `bao-cao.xlsx` and `bao-cao.pdf`, lists as `danh-sach.xlsx`, checks as `kiem-tra.csv`.

    What an earlier run left in `out` and this one does not write again is taken away: it would tell other figures.
    """
    figures = [table for number, table in reports.by_number.items() if number not in LISTS]
    lists = [table for number, table in reports.by_number.items() if number in LISTS]
    out.mkdir(parents=True, exist_ok=True)
    for name, again in (("bao-cao.pdf", pdf), ("danh-sach.xlsx", bool(lists)), (LINKS_FILE, False)):
        if not again:
            (out / name).unlink(missing_ok=True)
    steps.run("Ghi báo cáo Excel", lambda: write_excel(figures, out / "bao-cao.xlsx", head=head))
    if lists:
        steps.run("Ghi danh sách Excel", lambda: write_excel(lists, out / "danh-sach.xlsx", head=head))
    if pdf:
        steps.run("Ghi báo cáo PDF", lambda: write_pdf(figures, out / "bao-cao.pdf", head=head))
    _write_for_excel(_checks(reports.checks), out / "kiem-tra.csv")


def write_explanations(
    data: Dataset, listed: pl.DataFrame, pack: Pack, out: Path, steps: Steps, *, on: date | None, region: str = ""
) -> int:
    """Explanations of listed households, a text file a unit under `giai-thich/`. Returns how many were written.

    Explanations of units that an earlier run told and this one does not are taken away.
    """
    texts: dict[str, list[str]] = {}
    explained = explain_many(listed, pack, members=data.members, on=on, region=region)
    for row, item in steps.over("giải thích hộ", explained, listed.height):
        texts.setdefault(str(row.get("unit_code") or "chung"), []).append(_page(row, item))
    told = {out / "giai-thich" / f"{_file_name(unit)}.txt": pages for unit, pages in texts.items()}
    for path, pages in told.items():
        write_whole(path, ("\n\n".join(pages) + "\n").encode())
    for path in set((out / "giai-thich").glob("*.txt")) - set(told):
        if PACK_LINE.encode() in path.read_bytes():
            path.unlink()
    return sum(len(pages) for pages in texts.values())


def write_warnings(faults: Sequence[Fault], path: Path) -> None:
    """Warnings as a table for Excel: where, what, what to do."""
    rows = [
        (
            fault.rule,
            fault.place.household_id,
            fault.place.row,
            fault.place.column,
            fault.value,
            fault.vi,
            fault.remedy_vi,
        )
        for fault in faults
    ]
    names = ["loai", "ma_ho", "dong", "cot", "gia_tri", "noi_dung", "cach_sua"]
    schema = {name: pl.Int64 if name == "dong" else pl.String for name in names}
    _write_for_excel(pl.DataFrame(rows, schema=schema, orient="row"), path)


def write_links(links: Links, path: Path) -> None:
    """Links between the two rounds that a person must confirm or settle."""
    kinds = ((links.proposed, "đề nghị nối, cần người xác nhận"), (links.conflicts, "chưa nối, cần xem"))
    frames = [frame.with_columns(pl.lit(kind).alias("loai")) for frame, kind in kinds]
    _write_for_excel(pl.concat(frames, how="diagonal"), path)


def failed_checks(checks: Sequence[CheckResult]) -> Iterator[str]:
    """One line a check that does not hold."""
    for check in checks:
        if check.holds is False:
            yield f"{check.check} {check.unit_name}: {check.text_vi}"


def check_summary(checks: Sequence[CheckResult]) -> str:
    """How many checks hold, fail, or cannot be told."""
    held = sum(check.holds is True for check in checks)
    failed = sum(check.holds is False for check in checks)
    return (
        f"Kiểm tra chéo: {count_text(held)} đúng, {count_text(failed)} sai, "
        f"{count_text(len(checks) - held - failed)} chưa kiểm được"
    )


def audit_lines(reports: Reports) -> Iterator[str]:
    """The audit of our own tables: nothing wrong, or the cells that must be wrong."""
    result = audit(own_input(reports))
    told = lines(result)
    next(told)
    yield from (f"Kiểm toán biểu: {line}" if result.holds else f"  {line}" for line in told)


def _write_for_excel(frame: pl.DataFrame, path: Path) -> None:
    """A CSV that people open in Excel: with BOM, and no text of the data is taken for a formula."""
    safe = pl.col(pl.String).str.replace(r"^([=+\-@\t\r])", "'$1")
    write_whole(path, frame.with_columns(safe).write_csv().encode("utf-8-sig"))


def _checks(checks: Sequence[CheckResult]) -> pl.DataFrame:
    said = {True: "đúng", False: "SAI", None: "chưa kiểm được"}
    levels = {"error": "lỗi", "warning": "cảnh báo", "info": "thông tin"}
    rows = [(c.check, levels[c.severity], said[c.holds], c.unit_name, c.difference, c.text_vi) for c in checks]
    names = ["ma", "muc_do", "ket_qua", "dia_ban", "chenh_lech", "noi_dung"]
    schema = {name: pl.Int64 if name == "chenh_lech" else pl.String for name in names}
    return pl.DataFrame(rows, schema=schema, orient="row")


def _page(row: dict[str, object], item: Explanation) -> str:
    who = ", ".join(str(row[name]) for name in ("head_name", "village") if row.get(name))
    return f"{who}\n{item.text_vi()}" if who else item.text_vi()


def _file_name(unit: str) -> str:
    return "".join(letter if letter.isalnum() or letter in "-_" else "_" for letter in unit)

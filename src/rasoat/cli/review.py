"""`rasoat review` and `rasoat tables`: from the lists of two years to classes, reasons and all official tables."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

import click
import polars as pl

from rasoat.cli.classify import read_round, read_text_table, show_summary
from rasoat.cli.faults import faults_shown, print_faults
from rasoat.cli.options import (
    ANY_PATH,
    EXISTING,
    EXISTING_DIR,
    EXISTING_FILE,
    PROFILE_HELP,
    Day,
    packs_of,
    scoring_options,
)
from rasoat.cli.outputs import (
    LINKS_FILE,
    LISTED,
    audit_lines,
    check_summary,
    failed_checks,
    write_explanations,
    write_links,
    write_tables,
    write_warnings,
)
from rasoat.cli.places import begin_writing, directory_wanted, end_writing, look_over
from rasoat.cli.progress import Steps
from rasoat.cli.round_inputs import (
    checked,
    classify_present,
    decided_before,
    matched,
    with_classes,
)
from rasoat.law.book import LawBook
from rasoat.law.faults import FaultsFoundError, refuse_if_any
from rasoat.scoring.faults import make_fault
from rasoat.scoring.result_files import write_results
from rasoat.survey.dataset import Dataset
from rasoat.survey.mapping.profile import MappingProfile
from rasoat.survey.reading import read_any
from rasoat.tables.api import tables as make_tables
from rasoat.tables.head import OfficialHead
from rasoat.tables.numbers_vi import count_text
from rasoat.tables.reports import Reports

BY = ("children", "district", "commune", "village", "none")


@dataclass(frozen=True, slots=True)
class TableOptions:
    """What the official tables need besides the two rounds."""

    units: Path | None
    history: Path | None
    unit: str | None
    by: str
    year: int | None
    period: str
    complete: bool
    head: OfficialHead
    pdf: bool


def table_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options of the official tables."""
    for option in (
        click.option("--no-pdf", is_flag=True, help="Chỉ ghi Excel."),
        click.option("--place", default="", help="Địa danh ở dòng ngày tháng."),
        click.option("--signed-on", type=Day(), help="Ngày ký in trên biểu."),
        click.option("--complete", is_flag=True, help="Tệp có mọi hộ của địa bàn (mặc định: chỉ hộ trong danh sách)."),
        click.option("--period", default="", help="Kỳ báo cáo in dưới tiêu đề."),
        click.option("--year", type=int, help="Năm rà soát."),
        click.option("--by", default="children", show_default=True, type=click.Choice(BY), help="Dòng của biểu."),
        click.option("--unit", help="Mã đơn vị lập biểu; mặc định đơn vị cao nhất trong tệp địa bàn."),
        click.option("--history", type=EXISTING_FILE,
                     help="CSV các năm trước: household_id, year, class (để biết tái nghèo)."),
        click.option("--units", type=EXISTING_FILE,
                     help="CSV địa bàn: unit_code, name, level, parent_code, area, households, persons..."),
        click.option("--previous", type=EXISTING, help="Kết quả rà soát kỳ trước."),
        click.option("--out", required=True, type=ANY_PATH, callback=directory_wanted, help="Thư mục kết quả."),
    ):  # fmt: skip
        command = option(command)
    return command


@click.command()
@click.argument("current", type=EXISTING)
@click.option("--on", type=Day(), help="Ngày rà soát: ngày tính tuổi; có ngày này thì kiểm tra và đối chiếu dữ kiện.")
@click.option("--profile", type=EXISTING_FILE, help=f"{PROFILE_HELP} Dùng cho CURRENT.")
@table_options
@scoring_options
@faults_shown()
def review(
    current: Path, out: Path, previous: Path | None, on: date | None, standards: Sequence[str], tables: Sequence[str],
    assume: Path | None, region: str, profile: Path | None, law_dirs: Sequence[Path], **options: Any,
) -> None:  # fmt: skip
    """Rà soát trọn vẹn: phân loại CURRENT, giải thích từng hộ, lập mọi biểu, so với kỳ trước.

    CURRENT và --previous: sổ Excel, CSV, Parquet hoặc thư mục có households và members.
    """
    packs = packs_of(law_dirs, standards, tables, assume, on)
    wanted, book = chosen_options(options), LawBook.load(*law_dirs)
    look_over(current, previous, wanted.history, packs[0].standard.id)
    units = read_text_table(wanted.units)
    before = links = None
    with Steps(5 + (previous is not None) + wanted.pdf) as steps:
        data = steps.run("Đọc dữ liệu kỳ này", lambda: read_round(current, packs, units, profile))
        if previous is not None:
            earlier = steps.run("Đọc và nối kỳ trước", lambda: read_round(previous, packs, units))
            before, links = matched(data, decided_before(earlier, packs[0], region))
        result = steps.run(
            "Kiểm tra và phân loại", lambda: classify_present(data, packs, region, checked(data, packs[0], on))
        )
        if why := result.blocked.get(packs[0].standard.id):
            raise FaultsFoundError([make_fault("standard-blocked", standard=packs[0].standard.id, why=why)])
        decided = with_classes(data, result, packs[0])
        mark = (packs[0].hash, packs[0].watermark)
        reports = steps.run("Lập biểu", lambda: make_all(decided, before, packs[0].standard.id, wanted, book, mark))
        begin_writing(out)
        write_results(result, out / "ket-qua")
        write_tables(reports, out, wanted.head, steps, pdf=wanted.pdf)
        listed = decided.households.filter(pl.col("class").is_in(LISTED))
        told = write_explanations(decided, listed, packs[0], out, steps, on=on, region=region)
    write_warnings(result.faults, out / "canh-bao.csv")
    if links is not None:
        write_links(links, out / LINKS_FILE)
    end_writing(out)
    if result.faults:
        print_faults(result.faults)
    show_summary(result)
    show_end(reports, told, out)


@click.command()
@click.argument("current", type=EXISTING)
@click.option("--standard", default="national_2022", show_default=True, help="Chuẩn nghèo của các loại hộ trong tệp.")
@click.option("--law-dir", "law_dirs", multiple=True, type=EXISTING_DIR, help="Thư mục luật của cơ quan.")
@click.option("--profile", type=EXISTING_FILE, help=f"{PROFILE_HELP} Dùng cho CURRENT.")
@table_options
@faults_shown()
def tables(
    current: Path, out: Path, previous: Path | None, standard: str, profile: Path | None, law_dirs: Sequence[Path],
    **options: Any,
) -> None:  # fmt: skip
    """Lập báo cáo 1-15 và ba danh sách từ CURRENT đã có loại hộ (cột class)."""
    wanted, book = chosen_options(options), LawBook.load(*law_dirs)
    look_over(current, previous, wanted.history, standard)
    with Steps(5 if wanted.pdf else 4) as steps:
        own = MappingProfile.read(profile) if profile else None
        data = steps.run("Đọc dữ liệu", lambda: read_any(current, profile=own))
        before = read_any(previous) if previous else None
        refuse_if_any([*data.faults, *(before.faults if before else ())])
        if before is not None:
            before, _ = matched(data, before)
        reports = steps.run("Lập biểu", lambda: make_all(data, before, standard, wanted, book, ("", "")))
        begin_writing(out)
        write_tables(reports, out, wanted.head, steps, pdf=wanted.pdf)
    end_writing(out)
    show_end(reports, 0, out)


def chosen_options(options: dict[str, Any]) -> TableOptions:
    """The options as typed on the command line."""
    head = OfficialHead(place=options["place"], signed_on=options["signed_on"])
    kept = ("units", "history", "unit", "by", "year", "period", "complete")
    return TableOptions(**{name: options[name] for name in kept}, head=head, pdf=not options["no_pdf"])


def make_all(
    data: Dataset, before: Dataset | None, standard: str, wanted: TableOptions, book: LawBook, mark: tuple[str, str]
) -> Reports:  # fmt: skip
    """All tables, from the files that the options name. `mark`: pack and watermark printed on them."""
    shared = partial(
        make_tables, units=read_text_table(wanted.units), standard=standard, unit=wanted.unit, by=wanted.by,
        complete=wanted.complete, book=book,
    )  # fmt: skip
    return shared(
        data, before, history=read_text_table(wanted.history), complete_previous=wanted.complete, year=wanted.year,
        period=wanted.period, pack=mark[0], watermark=mark[1],
        previous_reports=None if before is None else shared(before, lists=False),
    )  # fmt: skip


def show_end(reports: Reports, told: int, out: Path) -> None:
    """What was written, and which cross-checks fail."""
    click.echo(check_summary(reports.checks))
    for line in failed_checks(reports.checks):
        click.echo(f"  {line}")
    for line in audit_lines(reports):
        click.echo(line)
    if told:
        click.echo(f"Đã giải thích {count_text(told)} hộ")
    click.echo(f"Kết quả ở thư mục / written to: {out}")

"""`rasoat demo`: a synthetic province, reviewed from its answers to its official tables."""

from dataclasses import replace
from functools import partial
from pathlib import Path

import click
import polars as pl

from rasoat.cli.classify import show_summary
from rasoat.cli.faults import faults_shown
from rasoat.cli.options import ANY_PATH
from rasoat.cli.outputs import LISTED, LISTS, write_explanations, write_tables, write_warnings
from rasoat.cli.places import begin_writing, directory_wanted, end_writing
from rasoat.cli.progress import Steps
from rasoat.cli.review import show_end
from rasoat.cli.round_inputs import checked, classify_present
from rasoat.cli.screen import console, table
from rasoat.demo.finish import closing_households, finish
from rasoat.demo.generate import generate, preset_names
from rasoat.demo.province import Province
from rasoat.demo.published import compare, counts_of, figures_of
from rasoat.demo.writing import write
from rasoat.law.book import shipped_law
from rasoat.law.pack import Pack
from rasoat.scoring.classify import Classification
from rasoat.scoring.packs import make_pack
from rasoat.scoring.result_files import write_results
from rasoat.tables.api import tables as make_tables
from rasoat.tables.head import OfficialHead
from rasoat.tables.numbers_vi import count_text, rate_text
from rasoat.tables.reports import Reports

LISTED_AT_MOST = 60_000
"""Rows of lists written in a demo; at half a millisecond a row, more would take minutes."""

EXPLAINED_AT_MOST = 3000
"""Households explained in a demo; a real review explains every listed household."""


@click.command()
@click.option(
    "--preset", type=click.Choice(list(preset_names())), default="tinh-mau-2026", show_default=True, help="Tỉnh mẫu."
)
@click.option("--out", type=ANY_PATH, default=Path("demo-out"), show_default=True, callback=directory_wanted,
              help="Thư mục kết quả.")  # fmt: skip
@click.option("--seed", type=int, help="Số gieo khác cho người và địa bàn khác.")
@click.option("--scale", type=float, help="Quy mô so với mẫu (1 = đủ; 0.002 = khoảng một thôn).")
@click.option("--no-pdf", is_flag=True, help="Chỉ ghi Excel.")
@click.option("--no-serve", is_flag=True, help="Chỉ ghi tệp, không mở trang web.")
@click.option(
    "--port", type=click.IntRange(1, 65535), metavar="SỐ", default=8000, show_default=True, help="Cổng của trang web."
)
@faults_shown()
def demo(
    preset: str, out: Path, seed: int | None, scale: float | None, no_pdf: bool, no_serve: bool, port: int
) -> None:
    """Tạo tỉnh mẫu (dữ liệu giả), rà soát, ghi danh sách, biểu, lời giải thích; rồi mở trang web của tỉnh mẫu."""
    try:
        with Steps(9 - no_pdf) as steps:
            province = steps.run("Tạo tỉnh mẫu", lambda: generate(preset, seed=seed, scale=scale))
            table_id = province.point_table_id if province.undecided else None
            pack = make_pack(shipped_law(), province.standard_id, table_id or None)
            result = steps.run("Phân loại", lambda: classify_present(province.current, [pack], ""))
            closed = finish(province, result.table)
            begin_writing(out)
            steps.run("Ghi dữ liệu", lambda: write(closed, out / "du-lieu"))
            steps.run("Ghi kết quả phân loại", lambda: write_results(result, out / "ket-qua"))
            reports = steps.run("Lập biểu", lambda: _tables(closed, pack))
            noted = steps.run("Đối chiếu dữ kiện", lambda: checked(closed.current, pack, closed.reference_date))
            write_warnings(noted, out / "canh-bao.csv")
            write_tables(_bounded(reports), out, OfficialHead(), steps, pdf=not no_pdf)
            listed = closed.current.households.filter(pl.col("class").is_in(LISTED)).head(EXPLAINED_AT_MOST)
            told = write_explanations(closed.current, listed, pack, out, steps, on=closed.reference_date)
            end_writing(out)
    except ValueError as error:
        raise click.BadParameter(str(error)) from error
    _show(closed, result)
    show_end(reports, told, out)
    if not no_serve:
        from rasoat.cli.demo_site import serve_demo

        raise click.exceptions.Exit(serve_demo(closed, out, port=port))


def _bounded(reports: Reports) -> Reports:
    """Without the lists when they are too long for a demonstration; `rasoat tables --unit` writes those of a unit."""
    rows = sum(len(reports[number].rows) for number in LISTS)
    if rows <= LISTED_AT_MOST:
        return reports
    click.echo(f"Danh sách có {count_text(rows)} dòng: không ghi trong bản mẫu; dùng rasoat tables --unit MÃ_ĐƠN_VỊ")
    return replace(reports, by_number={key: item for key, item in reports.by_number.items() if key not in LISTS})


def _tables(province: Province, pack: Pack) -> Reports:
    current = replace(province.current, households=closing_households(province))
    shared = partial(
        make_tables, standard=province.standard_id, complete=province.all_households, book=shipped_law(),
        watermark=pack.watermark,
    )  # fmt: skip
    return shared(
        current, province.previous, units=province.units, history=province.history, year=province.year,
        complete_previous=province.all_households, age_date=province.reference_date, pack=pack.hash,
        previous_reports=shared(province.previous, units=province.previous_units, lists=False),
    )  # fmt: skip


def _show(province: Province, result: Classification) -> None:
    screen = console()
    screen.print(f"{province.label} (số gieo {province.seed})")
    screen.print(
        f"Hộ dân cư: {count_text(int(province.units['households'].sum()))}; hộ có bản ghi: "
        f"{count_text(province.current.households.height)}; nhân khẩu có bản ghi: "
        f"{count_text(province.current.members.height)}"
    )
    show_summary(result)
    _show_year(province)
    if province.published and province.scale == 1.0:
        shown = table("Số liệu công bố", "Công bố", "Phần mềm tính", "Khớp")
        for row in compare(province, province.published):
            shown.add_row(row.name, row.published, row.computed, "đúng" if row.agrees else "SAI")
        screen.print(shown)


def _show_year(province: Province) -> None:
    """Counts, rates and changes of the year, as a province reports them."""
    figures = figures_of(*counts_of(province))
    shown = table(
        "", f"Hộ {province.year}", "Tỷ lệ %", f"Hộ {province.previous_year}", "Tỷ lệ %", "Tăng giảm (hộ)", "Điểm %"
    )
    for code, name in (("poor", "Hộ nghèo"), ("near_poor", "Hộ cận nghèo"), ("listed", "Nghèo và cận nghèo")):
        counts = [count_text(int(figures[key])) for key in (code, f"{code}_before", f"{code}_change")]
        rates = [rate_text(int(figures[f"{code}_{key}"] * 100)) for key in ("rate", "rate_before", "rate_change")]
        shown.add_row(name, *(cell for pair in zip(counts, rates, strict=True) for cell in pair))
    console().print(shown)

"""`rasoat whatif`: the same answers under another or an edited standard."""

from collections.abc import Sequence
from pathlib import Path

import click

from rasoat.cli.classify import read_for
from rasoat.cli.faults import faults_shown
from rasoat.cli.options import ANY_PATH, EXISTING, EXISTING_FILE, POINTS_HELP, law_options
from rasoat.cli.screen import console, table
from rasoat.law.book import LawBook
from rasoat.law.faults import refuse_if_any
from rasoat.law.whole_file import write_whole
from rasoat.scoring.assumption import read_assumption
from rasoat.scoring.explanation import CLASS_NAMES
from rasoat.scoring.packs import compared_packs
from rasoat.scoring.transition import transitions
from rasoat.tables.numbers_vi import count_text


@click.command()
@click.argument("file", type=EXISTING)
@click.option("--standard", default="national_2022", show_default=True, help="Chuẩn đang áp dụng.")
@click.option("--under", help="Chuẩn để so sánh; bỏ trống thì là chính chuẩn trên, sửa theo --assume.")
@click.option("--assume", type=EXISTING_FILE, help="Tệp giả định sửa chuẩn so sánh.")
@click.option("--points", "tables", multiple=True, help=POINTS_HELP)
@click.option("--by", help="Cột chia theo đơn vị, ví dụ unit_code.")
@click.option("--region", default="", help="Vùng bảng điểm của hộ nông thôn khi tệp không có region_code.")
@click.option("--out", type=ANY_PATH, help="Ghi ma trận chuyển dịch ra tệp CSV.")
@law_options
@faults_shown()
def whatif(
    file: Path, standard: str, under: str | None, assume: Path | None, tables: Sequence[str], by: str | None,
    region: str, out: Path | None, law_dirs: Sequence[Path],
) -> None:  # fmt: skip
    """Mô phỏng: cùng câu trả lời, theo chuẩn khác hoặc chuẩn đã sửa; in ma trận chuyển dịch loại hộ."""
    assumption = read_assumption(assume) if assume else None
    before, after = compared_packs(LawBook.load(*law_dirs), standard, under, tables, assumption)
    data = read_for(file, [before, after])
    refuse_if_any(data.faults)
    matrix = transitions(data.households, before, after, by=by, rural_region=region)
    screen = console()
    screen.print(matrix["notice"][0] if matrix.height else "Không có hộ nào")
    shown = table("Đơn vị", "Từ", "Thành", "Số hộ")
    for row in matrix.iter_rows(named=True):
        shown.add_row(
            row["unit_code"],
            CLASS_NAMES[row["from_class"]],
            CLASS_NAMES[row["to_class"]],
            count_text(row["households"]),
        )
    screen.print(shown)
    if out is not None:
        write_whole(out, matrix.write_csv(line_terminator="\n").encode())
        click.echo(f"Đã ghi / written: {out}")

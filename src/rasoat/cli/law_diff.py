"""`law diff`: what differs between two standards."""

from pathlib import Path

import click

from rasoat.cli.faults import faults_shown
from rasoat.cli.law_options import json_option
from rasoat.cli.options import law_options
from rasoat.cli.screen import console, print_json, table
from rasoat.law.book import LawBook
from rasoat.law.diff import diff as find_differences

_NOTHING = "(không có)"


@click.command()
@click.argument("left", metavar="MÃ_A")
@click.argument("right", metavar="MÃ_B")
@click.option("--citations", is_flag=True, help="In cả chỗ chỉ khác căn cứ, nguồn, ghi chú.")
@law_options
@json_option
@faults_shown()
def diff(left: str, right: str, law_dirs: tuple[Path, ...], *, citations: bool, as_json: bool) -> None:
    """So sánh hai chuẩn: mức, quy tắc, chỉ số, thời gian, căn cứ."""
    book = LawBook.load(*law_dirs)
    found = find_differences(book.standard(left), book.standard(right))
    if as_json:
        print_json([{"path": item.path, "left": item.left, "right": item.right} for item in found])
        return
    shown = [item for item in found if citations or not item.only_citation]
    out = console()
    rows = table("Mục", left, right)
    for item in shown:
        rows.add_row(item.path, item.left or _NOTHING, item.right or _NOTHING)
    if shown:
        out.print(rows)
        out.print()
    out.print(f"{len(shown)} chỗ khác nhau. / {len(shown)} differences.")
    if len(shown) < len(found):
        hidden = len(found) - len(shown)
        out.print(f"Còn {hidden} chỗ chỉ khác căn cứ: thêm --citations để xem. / {hidden} more with --citations.")

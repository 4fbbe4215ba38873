"""`rasoat law`: what the law says, what is missing in it, and what differs."""

import click

from rasoat.cli.law_diff import diff
from rasoat.cli.law_gaps import check, gaps
from rasoat.cli.law_list import at, list_
from rasoat.cli.law_pack import pack
from rasoat.cli.law_points import points
from rasoat.cli.law_show import show


@click.group()
def law() -> None:
    """Pháp luật dưới dạng dữ liệu: chuẩn nghèo, chỉ số, bảng điểm, căn cứ, chỗ còn thiếu."""


for command in (list_, show, at, gaps, check, diff, pack, points):
    law.add_command(command)

"""`rasoat law`: what the law says, what is missing in it, and what differs."""

import click


@click.group()
def law() -> None:
    """Pháp luật dưới dạng dữ liệu: chuẩn nghèo, chỉ số, căn cứ, chỗ còn thiếu."""

"""Options of the `law` commands beside those in `options.py`."""

from collections.abc import Callable
from typing import Any

import click

from rasoat.law.standard import Purpose


def json_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--json`: pure JSON on stdout."""
    return click.option("--json", "as_json", is_flag=True, help="In JSON thuần ra đầu ra chuẩn.")(command)


def purpose_option(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--purpose`: what the standard is chosen for."""
    words = "review (rà soát hằng năm), opening_survey (tổng rà soát đầu kỳ) hoặc policy (chính sách)"
    kinds = click.Choice([purpose.value for purpose in Purpose])
    return click.option("--purpose", type=kinds, help=f"Chỉ một mục đích: {words}.")(command)

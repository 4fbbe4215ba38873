"""Options that several commands share, in the same words."""

from collections.abc import Callable, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click

from rasoat.law.book import LawBook
from rasoat.law.pack import Pack
from rasoat.scoring.assumption import read_assumption
from rasoat.scoring.packs import make_packs

EXISTING = click.Path(exists=True, path_type=Path)
EXISTING_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
EXISTING_DIR = click.Path(exists=True, file_okay=False, path_type=Path)
ANY_PATH = click.Path(path_type=Path)
PROFILE_HELP = "Hồ sơ ghép cột (rasoat map --out) của sổ theo mẫu riêng."
POINTS_HELP = "Mã bảng điểm để chấm câu trả lời (lặp lại được); bảng có lựa chọn của tỉnh: MÃ@TỈNH@NĂM."


class Day(click.ParamType[date]):
    """A day, written 2026-11-22 or 22/11/2026."""

    name = "ngày"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read either way of writing."""
        if isinstance(value, date):
            return value
        for form in ("%Y-%m-%d", "%d/%m/%Y"):
            try:
                return datetime.strptime(value, form).date()  # noqa: DTZ007 - a calendar day has no time zone
            except ValueError:
                continue
        return self.fail(f"“{value}” không phải ngày; viết 2026-11-22 hoặc 22/11/2026 / not a day", param, ctx)


def law_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--law-dir`: the office's own law laid over the shipped one."""
    option = click.option(
        "--law-dir", "law_dirs", multiple=True, type=EXISTING_DIR, help="Thư mục luật của cơ quan (lặp lại được)."
    )
    return option(command)


def scoring_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """`--standard`, `--points`, `--assume`, `--region`, `--law-dir`."""
    for option in (
        click.option(
            "--region", default="", help="Vùng bảng điểm của hộ nông thôn (NT1..NT6) khi tệp không có region_code."
        ),
        click.option("--assume", type=EXISTING_FILE, help="Tệp giả định để mô phỏng chuẩn còn bị khóa."),
        click.option("--points", "tables", multiple=True, help=POINTS_HELP),
        click.option("--standard", "standards", multiple=True, help="Mã chuẩn nghèo (lặp lại được)."),
    ):
        command = option(command)
    return law_options(command)


def packs_of(
    law_dirs: Sequence[Path],
    standards: Sequence[str],
    tables: Sequence[str],
    assume: Path | None,
    on: date | None = None,
) -> list[Pack]:
    """The packs that the options ask for; the standard of 2022-2026 when none is named.

    `on`: the review date (today when not given), when an official point table must be in force.
    """
    assumption = read_assumption(assume) if assume else None
    day = on or date.today()  # noqa: DTZ011 - the calendar day of the office
    return make_packs(LawBook.load(*law_dirs), standards or ["national_2022"], tables, assumption, day)

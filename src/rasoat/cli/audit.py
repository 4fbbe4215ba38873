"""`rasoat audit`: errors in anybody's published tables, and the fewest cells that must be wrong."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from rasoat.audit.api import LAYOUTS, official_audit, plain_audits, tables_in
from rasoat.audit.plain import PlainOptions
from rasoat.audit.words import as_data, lines
from rasoat.cli.faults import EXIT_FAULTS, faults_shown, print_faults
from rasoat.cli.options import EXISTING
from rasoat.cli.screen import print_json
from rasoat.tables.rule_text import parse_rate, parse_rule

PLAIN = ("rules", "rates", "rollup", "keys", "freeze", "where", "across", "only")


def table_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """How the table is read, and what is known of it."""
    for option in (
        click.option("--head", type=click.IntRange(min=1), metavar="SỐ", help="Dòng tiêu đề cuối, nếu tự tìm sai."),
        click.option("--sheet", help="Tên trang tính."),
        click.option("--where", "where", multiple=True, help="Chỉ các dòng có CỘT=GIÁ_TRỊ (lặp lại được)."),
        click.option("--across", default="", help="Cột tách một địa bàn ra nhiều dòng; tên cột thành GIÁ_TRỊ.CỘT."),
        click.option("--only", multiple=True, help="Chỉ cộng dồn cột này (lặp lại được; mặc định mọi cột số đếm)."),
        click.option("--blank", type=click.Choice(["unknown", "zero"]), default="unknown", show_default=True,
                     help="Ô trống là chưa biết, hay là 0 và không được sửa."),
        click.option("--freeze", multiple=True, help="Giữ nguyên cột, ô (K12) hoặc ĐỊA_BÀN:CỘT (lặp lại được)."),
        click.option("--key", "keys", multiple=True, help="Cột địa bàn (lặp lại được; mặc định cột đầu)."),
        click.option("--rollup", default="", help="Cột ghi địa bàn cấp trên; @first: dòng đầu là tổng các dòng sau."),
        click.option("--rate", "rates", multiple=True, help='Tỷ lệ in, ví dụ "poor_pct = pct(poor, households, 2)".'),
        click.option("--rule", "rules", multiple=True, help='Quy tắc, ví dụ "total = poor + near_poor" (cả <=, >=).'),
        click.option("--previous", type=EXISTING, help="Báo cáo kỳ trước: đầu kỳ này phải bằng cuối kỳ trước."),
        click.option("--standard", default="national_2022", show_default=True, help="Mã chuẩn nghèo của biểu."),
        click.option("--layout", type=click.Choice(LAYOUTS), metavar="report-N", help="Biểu 1-15; quy tắc có sẵn."),
    ):  # fmt: skip
        command = option(command)
    return command


@click.command()
@click.argument("file", type=EXISTING)
@table_options
@click.option("--seconds", type=click.FloatRange(min=0), metavar="SỐ", default=60.0, show_default=True,
              help="Thời gian tìm; hết thì in các cận đã đạt.")  # fmt: skip
@click.option("--json", "as_json", is_flag=True, help="In JSON cho chương trình khác.")
@faults_shown()
def audit(
    file: Path, layout: str | None, standard: str, previous: Path | None, sheet: str | None, head: int | None,
    seconds: float, *, as_json: bool, **table: Any,
) -> None:  # fmt: skip
    """Tìm chỗ sai trong bảng đã in FILE (sổ .xlsx, .csv hoặc thư mục báo cáo các xã) của bất kỳ ai.

    Nêu quy tắc bằng --rule, --rate, --rollup; biểu chính thức (biểu 1-15) thì quy tắc có sẵn. In mọi quy tắc sai, rồi
    số ô ít nhất phải sửa, có chứng minh, và những ô đó có thể là ô nào. Thoát 1 khi có sai.
    """
    given = [name for name in PLAIN if table[name]]
    if given and (layout or previous):
        raise click.UsageError(
            "--layout, --previous đã có quy tắc của biểu, không dùng cùng --rule, --rate, --rollup... "
            "/ --layout and --previous stand without rules of one's own"
        )
    end = time.monotonic() + seconds
    paths = tables_in(file)
    if given:
        found = plain_audits(paths, _options(table), sheet=sheet, head_row=head, stop=_stop(end))
    else:
        found = official_audit(paths, layout=layout, sheet=sheet, head_row=head, standard=standard,
                               previous=previous, blank=table["blank"], stop=_stop(end))  # fmt: skip
    if found.faults:
        print_faults(found.faults)
    if as_json:
        data = [as_data(result) for result in found.results]
        print_json(data[0] if len(data) == 1 else data)
    else:
        for result in found.results:
            for line in lines(result):
                click.echo(line)
    if found.faults or not all(result.holds for result in found.results):
        raise click.exceptions.Exit(EXIT_FAULTS)


def _stop(end: float) -> Callable[[], bool]:
    return lambda: time.monotonic() > end


def _options(table: dict[str, Any]) -> PlainOptions:
    return PlainOptions(
        rules=[parse_rule(text) for text in table["rules"]],
        rates=[parse_rate(text) for text in table["rates"]],
        where=[_condition(text) for text in table["where"]],
        **{name: table[name] for name in ("rollup", "keys", "freeze", "blank", "across", "only")},
    )


def _condition(text: str) -> tuple[str, str]:
    column, sign, value = text.partition("=")
    if not sign:
        raise click.BadParameter("viết CỘT=GIÁ_TRỊ / write COLUMN=VALUE", param_hint="--where")
    return column.strip(), value.strip()

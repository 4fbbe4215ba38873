"""`rasoat serve`: the site of this installation."""

from pathlib import Path

import click

from rasoat.cli.faults import faults_shown
from rasoat.cli.options import ANY_PATH


@click.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Địa chỉ nghe; 0.0.0.0 cho cả mạng nội bộ.")
@click.option("--port", type=click.IntRange(1, 65535), metavar="SỐ", default=8000, show_default=True, help="Cổng.")
@click.option(
    "--workers",
    type=click.IntRange(0, 64),
    metavar="SỐ",
    default=0,
    help="Số tiến trình web; 0 = theo số nhân, tối đa 4.",
)
@click.option("--cert", type=ANY_PATH, help="Chứng thư HTTPS (PEM, kèm các chứng thư trung gian).")
@click.option("--key", type=ANY_PATH, help="Khóa của chứng thư (PEM, không đặt mật khẩu).")
@faults_shown()
def serve(host: str, port: int, workers: int, cert: Path | None, key: Path | None) -> None:
    """Mở trang web: máy chủ web và tiến trình việc nền, dừng cùng nhau khi bấm Ctrl-C."""
    if bool(cert) != bool(key):
        raise click.UsageError("--cert và --key phải đi cùng nhau")
    from rasoat.web.site.processes import Serving
    from rasoat.web.site.processes import serve as serve_site

    raise click.exceptions.Exit(serve_site(Serving(host, port, workers, cert, key), say=_say))


def _say(line: str) -> None:
    click.echo(line)

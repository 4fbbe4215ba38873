"""Where a command reads and writes: places looked at before the work, and a mark on results that are not complete."""

from pathlib import Path

import click

from rasoat.cli.classify import read_text_table
from rasoat.law.whole_file import write_whole
from rasoat.tables.inputs import read_history

UNFINISHED = "CHUA-XONG.txt"
"""Stands in the directory of results while they are being written; still there when the work was stopped."""

UNFINISHED_TEXT = (
    "Kết quả trong thư mục này CHƯA ĐỦ: lần chạy đang ghi, hoặc đã bị dừng giữa chừng.\n"
    "Có thể lẫn tệp của lần chạy trước. Không dùng các tệp này; hãy chạy lại lệnh.\n\n"
    "The results in this directory are not complete: a run is writing them, or was stopped. Run the command again.\n"
)


def directory_wanted(_ctx: click.Context, _param: click.Parameter, value: Path) -> Path:
    """Callback of `--out`: results go to a directory, so the name of a file is refused before any work."""
    if value.exists() and not value.is_dir():
        raise click.BadParameter(
            f"“{value}” là một tệp; cần tên thư mục để ghi nhiều tệp kết quả / is a file, a directory is needed"
        )
    return value


def look_over(current: Path, previous: Path | None, history: Path | None, standard: str) -> None:
    """Say what cannot be meant: a round compared with itself, earlier years without a previous round.

    Raises `FaultsFoundError` for a history file that could not be used, also where nothing would read it.
    """
    if previous is not None and previous.resolve() == current.resolve():
        click.echo(
            "Lưu ý: --previous trùng với CURRENT, nên biểu biến động không có hộ nào thay đổi. "
            "/ Warning: --previous is CURRENT itself.",
            err=True,
        )
    if history is None:
        return
    read_history(read_text_table(history), standard)
    if previous is None:
        click.echo(
            "Lưu ý: không có --previous nên --history chưa dùng đến. / Warning: --history needs --previous.", err=True
        )


def begin_writing(out: Path) -> None:
    """Mark the results in `out` as not complete."""
    write_whole(out / UNFINISHED, UNFINISHED_TEXT.encode())


def end_writing(out: Path) -> None:
    """Everything is written: take the mark away."""
    (out / UNFINISHED).unlink(missing_ok=True)

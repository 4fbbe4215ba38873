"""What commands print to: UTF-8 whatever the locale, pure JSON for programs, tables for people."""

import json
import re
import sys
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from io import TextIOWrapper
from typing import IO, Any, cast

import click
from click.exceptions import NoArgsIsHelpError
from rich.console import Console
from rich.table import Table

from rasoat.cli.help_words import wrong_use

PLAIN_WIDTH = 160
"""Columns used when the output is a file or a pipe, where nothing tells the width."""


class Utf8Group(click.Group):
    """A group whose streams write UTF-8 from the first byte, also under `LANG=C` and for `--help`."""

    def main(self, *args: Any, **extra: Any) -> Any:
        """Make the streams UTF-8, then run as any click group."""
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(encoding="utf-8", errors="replace")
        return super().main(*args, **extra)

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        """Read the words before the name of the command; a wrong one is told in Vietnamese."""
        with _wrong_use_told():
            return super().make_context(info_name, args, parent, **extra)

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command; a wrong use of it is told in Vietnamese before click's own words."""
        try:
            with _wrong_use_told():
                return super().invoke(ctx)
        except KeyboardInterrupt:
            click.echo(
                "\nĐã dừng giữa chừng: kết quả chưa đủ, hãy chạy lại. / Stopped: the results are not complete.",
                err=True,
            )
            raise


@contextmanager
def _wrong_use_told() -> Iterator[None]:
    try:
        yield
    except NoArgsIsHelpError:
        raise
    except click.UsageError as error:
        click.echo(wrong_use(error), err=True)
        raise


class _Trimmed:
    """Writes to stdout without the blanks that tables leave at the end of lines."""

    def write(self, text: str) -> int:
        return sys.stdout.write(re.sub(r"[ \t]+(?=\n)", "", text))

    def flush(self) -> None:
        sys.stdout.flush()


def console() -> Console:
    """A console on the present stdout. Not a terminal: plain text of a fixed width, no colour."""
    if sys.stdout.isatty():
        return Console(file=sys.stdout, highlight=False, emoji=False, markup=False)
    plain = cast("IO[str]", _Trimmed())
    return Console(file=plain, width=PLAIN_WIDTH, color_system=None, highlight=False, emoji=False, markup=False)


def table(*columns: str, title: str = "", whole: Sequence[str] = ()) -> Table:
    """An empty table in the house form: words wrapped and never cut; columns in `whole` (codes) never broken."""
    made = Table(title=title or None, title_justify="left", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for name in columns:
        made.add_column(name, overflow="fold", no_wrap=name in whole)
    return made


def print_json(content: Any) -> None:
    """Plain data as JSON with Vietnamese letters as they are."""
    click.echo(json.dumps(content, ensure_ascii=False, indent=2))

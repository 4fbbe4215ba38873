"""What commands print to: UTF-8 whatever the locale, pure JSON for programs, tables for people."""

import json
import sys
from io import TextIOWrapper
from typing import Any

import click
from rich.console import Console
from rich.table import Table

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


def console() -> Console:
    """A console on the present stdout. Not a terminal: no colour, no boxes drawn with a guessed width."""
    terminal = sys.stdout.isatty()
    return Console(
        file=sys.stdout,
        width=None if terminal else PLAIN_WIDTH,
        color_system="auto" if terminal else None,
        highlight=False,
        emoji=False,
        markup=False,
        soft_wrap=not terminal,
    )


def table(*columns: str, title: str = "") -> Table:
    """An empty table in the house form: simple rules, words wrapped and never cut."""
    made = Table(title=title or None, title_justify="left", box=None, pad_edge=False, padding=(0, 2, 0, 0))
    for name in columns:
        made.add_column(name, overflow="fold")
    return made


def print_json(content: Any) -> None:
    """Plain data as JSON with Vietnamese letters as they are."""
    click.echo(json.dumps(content, ensure_ascii=False, indent=2))

"""Progress of long work: bars on a terminal, a line a step elsewhere."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager
from typing import TypeVar

import click
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from rasoat.cli.screen import console

T = TypeVar("T")


class Steps(AbstractContextManager["Steps"]):
    """Named steps, each shown when it starts and when it is done."""

    def __init__(self, total: int) -> None:
        self._terminal = console().is_terminal
        columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
        self._bar = Progress(*columns, console=console(), disable=not self._terminal)
        self._task = self._bar.add_task("", total=total)
        self._number, self._total = 0, total

    def __enter__(self) -> "Steps":
        self._bar.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._bar.stop()

    def run(self, name: str, work: Callable[[], T]) -> T:
        """Do one step under its name."""
        self._number += 1
        self._bar.update(self._task, description=name)
        if not self._terminal:
            click.echo(f"[{self._number}/{self._total}] {name}")
        result = work()
        self._bar.advance(self._task)
        return result

    def over(self, name: str, items: Iterable[T], total: int) -> Iterator[T]:
        """Go through items under a bar of their own."""
        task = self._bar.add_task(f"  {name}", total=total)
        for item in items:
            yield item
            self._bar.advance(task)
        self._bar.remove_task(task)

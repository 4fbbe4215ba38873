"""The one door by which faults leave the program: every fault on stderr, Vietnamese then English, exit code 1."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager

import click

from rasoat.law.faults import Fault, FaultsFoundError, Place, Severity, errors
from rasoat.tables.numbers_vi import count_text

WARNINGS_SHOWN = 5
"""Warnings of one kind printed on the screen; commands that write files put all of them there."""

EXIT_FAULTS = 1
"""Exit code of an input that was refused. Wrong use of the command itself exits with 2."""


@contextmanager
def faults_shown() -> Iterator[None]:
    """Run a command's body; print the faults that refuse it and exit with 1.

    Serves as `with faults_shown():` and as a decorator `@faults_shown()` under the click decorators. A file that the
    system will not open or write is told the same way.
    """
    try:
        yield
    except FaultsFoundError as error:
        print_faults(error.faults)
        raise click.exceptions.Exit(EXIT_FAULTS) from error
    except OSError as error:
        if isinstance(error, BrokenPipeError):
            raise
        print_faults([_system_fault(error)])
        raise click.exceptions.Exit(EXIT_FAULTS) from error


def print_faults(faults: Sequence[Fault]) -> None:
    """Print a heading with the numbers, then each fault: a Vietnamese line, an English line."""
    refused, noted = len(errors(faults)), len(faults) - len(errors(faults))
    if refused:
        said = count_text(refused)
        click.echo(f"Bị từ chối, có {said} lỗi / Refused, faults: {said}", err=True)
    if noted:
        click.echo(f"Lưu ý: {count_text(noted)} / Warnings: {count_text(noted)}", err=True)
    for line in fault_lines(_shown(faults)):
        click.echo(line, err=True)


def _shown(faults: Sequence[Fault]) -> list[Fault]:
    """Every error, and the first warnings of each kind: a hundred like warnings hide the one that differs."""
    seen: Counter[str] = Counter()
    shown = []
    for fault in faults:
        seen[fault.rule] += fault.severity is Severity.WARNING
        if seen[fault.rule] <= WARNINGS_SHOWN:
            shown.append(fault)
    hidden = len(faults) - len(shown)
    if hidden:
        said = count_text(hidden)
        click.echo(f"Không in {said} lưu ý giống các lưu ý dưới đây / {said} like warnings not printed", err=True)
    return shown


def fault_lines(faults: Iterable[Fault]) -> Iterator[str]:
    """Two lines a fault, numbered; errors before warnings, otherwise in the order given."""
    ordered = sorted(faults, key=lambda fault: fault.severity is Severity.WARNING)
    for number, fault in enumerate(ordered, start=1):
        head = f"{number}."
        yield f"{head} {fault.text_vi()}"
        yield f"{' ' * len(head)} {fault.text_en()}"


def _system_fault(error: OSError) -> Fault:
    return Fault(
        rule="file-system",
        vi="máy không mở hoặc không ghi được tệp này",
        en="the system cannot open or write this file",
        remedy_vi="kiểm tra đường dẫn, quyền ghi, chỗ trống trên đĩa; đóng tệp nếu đang mở ở phần mềm khác",
        remedy_en="check the path, permissions and disk space; close the file if another program holds it open",
        place=Place(file=str(error.filename or "")),
        value=error.strerror or str(error),
    )

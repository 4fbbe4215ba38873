"""Help pages and wrong uses of commands in Vietnamese, around the words of click."""

import re
from collections.abc import Iterable

import click

HEADINGS = {"Options": "Tùy chọn", "Commands": "Lệnh"}

SAID = {
    "Show this message and exit.": "Xem hướng dẫn này.",
    "Show the version and exit.": "In số phiên bản.",
    "[required]": "[bắt buộc]",
    "[default: ": "[mặc định: ",
}

HELP_OPTIONS = ["-h", "--help"]

VALUES = {
    "TEXT": "CHỮ", "INTEGER": "SỐ", "FLOAT": "SỐ", "FILE": "TỆP", "DIRECTORY": "THƯ_MỤC", "PATH": "ĐƯỜNG_DẪN",
}  # fmt: skip
"""The kind of value that stands behind an option."""

_VALUE = re.compile(rf"(?<= )({'|'.join(VALUES)})$")


class HelpPage(click.HelpFormatter):
    """A help page with Vietnamese headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:
        """The line of usage."""
        said = args.replace("[OPTIONS]", "[TÙY CHỌN]").replace("COMMAND [ARGS]...", "LỆNH [THAM SỐ]...")
        super().write_usage(prog, said, prefix or "Cách dùng: ")

    def write_heading(self, heading: str) -> None:
        """A heading over options or commands."""
        super().write_heading(HEADINGS.get(heading, heading))

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Options or commands with what they do."""
        super().write_dl([(_kind(name), _said(text)) for name, text in rows], col_max, col_spacing)


class HelpContext(click.Context):
    """The context of a command whose help is a `HelpPage`."""

    formatter_class = HelpPage


def in_vietnamese(command: click.Command) -> None:
    """Give a command, and all commands below it, Vietnamese help under `-h`, also when asked without those above it; in
    lists its first paragraph stands uncut.
    """
    command.context_class = HelpContext
    command.context_settings.setdefault("help_option_names", HELP_OPTIONS)
    if command.help and not command.short_help:
        command.short_help = " ".join(command.help.partition("\n\n")[0].split())
    if isinstance(command, click.Group):
        for child in command.commands.values():
            in_vietnamese(child)


def wrong_use(error: click.UsageError) -> str:
    """The Vietnamese line that goes before click's own words."""
    match error:
        case click.NoSuchOption():
            said = f"không có tùy chọn {error.option_name}"
        case click.NoSuchCommand():
            said = f"không có lệnh {error.command_name}"
        case click.MissingParameter():
            said = f"thiếu {_named(error)}"
        case click.BadOptionUsage():
            said = f"tùy chọn {error.option_name} cần một giá trị, hoặc viết chưa đúng"
        case click.BadParameter() if _is_absent(error):
            said = f"không có tệp hoặc thư mục của {_named(error)}"
        case click.BadParameter() if error.param is not None and isinstance(error.param.type, click.Choice):
            said = f"giá trị của {_named(error)} phải là một trong: {', '.join(map(str, error.param.type.choices))}"
        case click.BadParameter() if error.param is not None and error.param.type in (click.INT, click.FLOAT):
            said = f"giá trị của {_named(error)} phải là số"
        case click.BadParameter():
            said = f"giá trị của {_named(error)} không dùng được"
        case _ if "unexpected extra argument" in error.message:
            said = "thừa tham số (tên có dấu cách thì đặt trong dấu nháy kép)"
        case _:
            said = "lệnh viết chưa đúng"
    path = error.ctx.command_path if error.ctx else "rasoat"
    return f"Sai cách dùng: {said}. Xem: {path} -h"


def _kind(name: str) -> str:
    return _VALUE.sub(lambda found: VALUES[found[1]], name)


def _said(text: str) -> str:
    for english, vietnamese in SAID.items():
        text = text.replace(english, vietnamese)
    return text


def _is_absent(error: click.BadParameter) -> bool:
    """Whether click refuses a path because nothing is there."""
    return error.param is not None and isinstance(error.param.type, click.Path) and "does not exist" in error.message


def _named(error: click.BadParameter) -> str:
    if error.param and error.ctx:
        return error.param.get_error_hint(error.ctx)
    return str(error.param_hint or "tham số")

"""Every command, argument and option, in the words of `--help`."""

import inspect
from collections.abc import Iterator

import click

from rasoat.cli.main import main
from reference.markdown import code, page, table

HELP = {"--help": "Xem hướng dẫn của lệnh.", "--version": "In số phiên bản."}


def walk(command: click.Command, path: str = "rasoat") -> Iterator[tuple[str, click.Command]]:
    """All commands with their full names, parents before children."""
    yield path, command
    if isinstance(command, click.Group):
        for name in sorted(command.commands):
            yield from walk(command.commands[name], f"{path} {name}")


def commands_page() -> str:
    """The reference of the command line."""
    first = (
        "Mọi lệnh đều in hướng dẫn khi thêm `--help`. Mã thoát: 0 là xong; 1 là tệp có lỗi, bị từ chối; "
        "2 là gõ sai lệnh; 3 là chuẩn còn bị khóa, không xếp loại hộ nào."
    )
    parts = [_command(path, command) for path, command in walk(main)]
    return page("Các lệnh", first, *parts)


def _command(path: str, command: click.Command) -> str:
    with command.context_class(command, info_name=path, **command.context_settings) as context:
        pieces = " ".join(command.collect_usage_pieces(context))
        options = [_option(item) for item in command.get_params(context) if isinstance(item, click.Option)]
    children = ""
    if isinstance(command, click.Group):
        rows = [
            (code(f"{path} {name}"), item.get_short_help_str(200)) for name, item in sorted(command.commands.items())
        ]
        children = table(("Lệnh con", "Việc"), rows)
    said = inspect.cleandoc(command.help or "")
    parts = [f"## {path}", said, f"```text\n{path} {pieces}\n```", children, table(("Tùy chọn", "Ý nghĩa"), options)]
    return "\n\n".join(part for part in parts if part)


def _option(option: click.Option) -> tuple[str, str]:
    names = ", ".join(code(name) for name in option.opts)
    if isinstance(option.type, click.Choice):
        names += f" {' / '.join(map(str, option.type.choices))}"
    said = HELP.get(option.opts[-1]) or option.help or ""
    extra = []
    if option.required:
        extra.append("bắt buộc")
    if option.show_default and isinstance(option.default, str | int | float):
        extra.append(f"mặc định: {option.default}")
    return names, said + (f" ({'; '.join(extra)})" if extra else "")

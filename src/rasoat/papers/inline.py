"""The markup within a line: bold, italics, boxes, dots to write on."""

import re
from collections.abc import Iterator

from rasoat.papers.faults import TemplateFaultsError, fault
from rasoat.papers.filling import MARK, Line
from rasoat.papers.model import Check, Inline, Leader, Run

_TOKEN = re.compile(
    r"\\(?P<escaped>[\\*|\[\]#.-])"
    r"|\[(?P<box>[ xX]|\ue000\d+\ue001)\]"
    r"|(?P<stars>\*{1,3})"
    r"|(?P<value>\ue000\d+\ue001)"
    r"|(?P<dots>\.{6,})$"
)
_TICKS = {"x": True, "X": True, " ": False}


def inline(line: Line, *, bold: bool = False, italic: bool = False, leader: bool = True) -> tuple[Inline, ...]:
    """The words of a line. `bold` and `italic` are the style to begin with.

    Dots at the end of a line fill it, unless `leader` is false. Raises `TemplateFaultsError`.
    """
    style = [bold, italic]
    parts: list[Inline] = []
    for text, token in _tokens(line.text):
        words = text
        if token is not None:
            match token.lastgroup:
                case "escaped":
                    words += "\n" if token["escaped"] == "\\" else token["escaped"]
                case "value":
                    words += line.words(token["value"])
                case "box":
                    parts += [Run(words, *style)] if words else []
                    words = ""
                    parts.append(_box(token["box"], line, style))
                case "dots" if not leader:
                    words += token["dots"]
                case "dots":
                    parts += [Run(words, *style)] if words else []
                    words = ""
                    parts.append(Leader())
                case _ if _lonely(token):
                    words += token["stars"]
                case _:
                    parts += [Run(words, *style)] if words else []
                    words = ""
                    count = len(token["stars"])
                    style = [style[0] != (count > 1), style[1] != (count != 2)]
        if words:
            parts.append(Run(words, *style))
    if style != [bold, italic]:
        raise TemplateFaultsError([fault("mark-not-closed", line.number, line.words())])
    return tuple(_merged(parts))


def blank(words: tuple[Inline, ...]) -> bool:
    """Whether there is nothing to print."""
    return all(isinstance(part, Run) and not part.text.strip() for part in words)


def _tokens(text: str) -> Iterator[tuple[str, re.Match[str] | None]]:
    """The text before each token, and the token; at last what follows."""
    at = 0
    for token in _TOKEN.finditer(text):
        yield text[at : token.start()], token
        at = token.end()
    yield text[at:], None


def _box(inside: str, line: Line, style: list[bool]) -> Inline:
    mark = MARK.fullmatch(inside)
    if mark is None:
        return Check(_TICKS[inside])
    value = line.values[int(mark[1])]
    return Check(value) if isinstance(value, bool) else Run(f"[{value}]", *style)


def _lonely(token: re.Match[str]) -> bool:
    """A star between blanks is a star."""
    around = f" {token.string} "[token.start() : token.end() + 2]
    return around[0] == " " and around[-1] == " "


def _merged(parts: list[Inline]) -> Iterator[Inline]:
    """Neighbouring runs of one style as one."""
    waiting: Run | None = None
    for part in parts:
        if isinstance(part, Run):
            same = waiting is not None and (waiting.bold, waiting.italic) == (part.bold, part.italic)
            if waiting is not None and not same:
                yield waiting
            waiting = Run(waiting.text + part.text, part.bold, part.italic) if waiting and same else part
            continue
        if waiting is not None:
            yield waiting
            waiting = None
        yield part
    if waiting is not None:
        yield waiting

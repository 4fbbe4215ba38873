"""The state graphs of the review: drawn as arcs beside a column of states, with a table of the moves."""

from pathlib import Path
from typing import TYPE_CHECKING
from xml.sax.saxutils import escape

import rasoat.web
from reference.markdown import code, page, table
from reference.site_opened import open_site

if TYPE_CHECKING:
    from rasoat.web.flow.graph import Graph, Move

ROW, WIDE, HIGH, LEFT, MARGIN = 52, 270, 32, 215, 16
APART, LINE = 16, 11  # between the numbers of two arcs
WEB = Path(rasoat.web.__path__[0])


def graphs_page() -> str:
    """Every graph of every room, in the order of their files."""
    open_site()
    paths = sorted(WEB.glob("*/graphs/*.yaml"))
    return page(
        "Sơ đồ trạng thái",
        "Mỗi loại hồ sơ chỉ đi theo các mũi tên này, không bước nào bị nhảy qua trong im lặng. Mũi tên bên phải đi "
        "tới, bên trái quay lại; số trên mũi tên là dòng trong bảng. Ô viền đậm là điểm kết thúc.",
        *(_graph(path) for path in paths),
    )


def _graph(path: Path) -> str:
    from rasoat.web.flow.graph import load_graph

    graph = load_graph(path)
    numbered = list(enumerate(graph.moves.values(), 1))
    rows = [
        (str(at), move.vi, ", ".join(graph.states[name].vi for name in graph.states if name in move.sources),
         graph.states[move.target].vi, _need(move), "có" if move.why else "")
        for at, move in numbered
    ]  # fmt: skip
    head = ("Số", "Việc", "Từ", "Đến", "Quyền", "Phải ghi lý do")
    name = f"{path.parent.parent.name}/{path.stem}"
    return f"## {graph.name}\n\n{code(name)}\n\n{_drawing(graph, numbered)}\n\n{table(head, rows)}"


def _need(move: "Move") -> str:
    from rasoat.web.accounts.words import SCOPE_WORDS

    words = {str(capability): str(told) for capability, told in SCOPE_WORDS.items()}
    return f"{words.get(move.need, '')} {code(move.need)}".strip()


def _drawing(graph: "Graph", numbered: "list[tuple[int, Move]]") -> str:
    """An SVG without blank lines, which would end it in Markdown."""
    place = {name: MARGIN + at * ROW for at, name in enumerate(graph.states)}
    height = 2 * MARGIN + (len(place) - 1) * ROW + HIGH
    across = 2 * LEFT + WIDE
    opened = f'<svg viewBox="0 0 {across} {height}" width="{across}" role="img" aria-label="{escape(graph.name)}"'
    parts = [f'{opened} xmlns="http://www.w3.org/2000/svg" font-size="13" font-family="sans-serif">']
    for name, state in graph.states.items():
        stroke = 3 if state.end else 1
        parts.append(
            f'<rect x="{LEFT}" y="{place[name]}" width="{WIDE}" height="{HIGH}" rx="6" fill="none" '
            f'stroke="currentColor" stroke-width="{stroke}"/><text x="{LEFT + WIDE / 2:g}" y="{place[name] + 21}" '
            f'text-anchor="middle" fill="currentColor">{escape(state.vi)}</text>'
        )
    taken: list[tuple[float, float]] = []
    for at, move in numbered:
        sources = (name for name in graph.states if name in move.sources)
        parts.extend(_arc(at, place[source], place[move.target], taken) for source in sources)
    return "\n".join([*parts, "</svg>"])


def _arc(number: int, source: int, target: int, taken: list[tuple[float, float]]) -> str:
    """From one row to another: on the right when it leads down, on the left when it leads back up or stays.

    `taken`: where the numbers of other arcs stand; this one is added.
    """
    down = target > source
    side, sign = (LEFT + WIDE, 1) if down else (LEFT, -1)
    reach = min(LEFT - 24, 26 + abs(target - source) * 0.28 + number % 4 * 9)
    begin, end = source + HIGH / 2 + 5, target + HIGH / 2 - 5
    bend, middle = side + sign * reach, (begin + end) / 2
    tip = side + sign * 8
    x, y = _free(side + sign * (reach * 0.75 + 8), middle + 4, sign, taken)
    return (
        f'<path d="M{side} {begin:g} C{bend:g} {begin:g} {bend:g} {end:g} {tip} {end:g}" fill="none" '
        f'stroke="currentColor" stroke-opacity=".55"/>'
        f'<path d="M{side} {end:g} l{sign * 8} -4 v8 z" fill="currentColor"/>'
        f'<text x="{x:g}" y="{y:g}" text-anchor="middle" font-size="11" fill="currentColor">{number}</text>'
    )


def _free(x: float, y: float, sign: int, taken: list[tuple[float, float]]) -> tuple[float, float]:
    """The nearest place, outwards and then a line lower, at which no other number stands."""
    first, outside = x, (LEFT + WIDE + LEFT - 8 if sign > 0 else 8)
    while any(abs(x - other) < APART and abs(y - row) < LINE for other, row in taken):
        x += sign * APART
        if (x - outside) * sign > 0:
            x, y = first, y + LINE
    taken.append((x, y))
    return x, y

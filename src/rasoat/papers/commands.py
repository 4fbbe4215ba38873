"""The commands of a template: read, checked against what is allowed, and made ready to run under limits."""

import re
from collections.abc import Iterator
from functools import lru_cache

from jinja2 import Template as Compiled
from jinja2 import TemplateSyntaxError, nodes

from rasoat.papers.faults import TemplateFault, TemplateFaultsError, fault
from rasoat.papers.formats import FORMATS
from rasoat.papers.sandbox import TESTS, Sandbox
from rasoat.papers.values import clean

MOST_TEMPLATE_LETTERS = 200_000
LINE_OPEN, LINE_CLOSE = "\ue002", "\ue003"  # around the number of a line of the template
_RESERVED = re.compile("[\ue000-\ue003\ufffd]")
_LINE_START = re.compile(r"(?<=\n)")
_ALLOWED = (
    nodes.Template, nodes.Output, nodes.TemplateData, nodes.Const, nodes.Name, nodes.If, nodes.For, nodes.Assign,
    nodes.Getattr, nodes.Getitem, nodes.Slice, nodes.Filter, nodes.Test, nodes.Compare, nodes.Operand, nodes.And,
    nodes.Or, nodes.Not, nodes.Add, nodes.Sub, nodes.Mul, nodes.Div, nodes.FloorDiv, nodes.Mod, nodes.Neg, nodes.Pos,
    nodes.Concat, nodes.CondExpr, nodes.List, nodes.Tuple, nodes.Keyword, nodes.Call,
)  # fmt: skip
SANDBOX = Sandbox()


@lru_cache(maxsize=64)
def compiled(text: str) -> Compiled:
    """The template ready to be filled. Raises `TemplateFaultsError` with every fault of its commands."""
    if len(text) > MOST_TEMPLATE_LETTERS:
        raise TemplateFaultsError([fault("template-too-long", 1, f"{len(text)}")])
    lines = clean(text)
    odd = [fault("template-letter", at) for at, line in enumerate(lines.split("\n"), 1) if _RESERVED.search(line)]
    if odd:
        raise TemplateFaultsError(odd)
    try:
        tree = SANDBOX.parse(lines)
        faults = [found for node in tree.find_all(nodes.Node) for found in _faults_of(node)]
        if faults:
            raise TemplateFaultsError(faults)
        _count_loops(tree)
        _mark_lines(tree)
        return SANDBOX.from_string(tree)
    except TemplateSyntaxError as error:
        raise TemplateFaultsError([_syntax(error, lines)]) from None
    except (RecursionError, SyntaxError, MemoryError):
        raise TemplateFaultsError([fault("template-too-deep", 1)]) from None


def _faults_of(node: nodes.Node) -> Iterator[TemplateFault]:
    match node:
        case nodes.Call() if not (isinstance(node.node, nodes.Name) and node.node.name == "range"):
            yield fault("template-call", node.lineno)
        case nodes.For(recursive=True) | nodes.For(target=nodes.NSRef()):
            yield fault("template-command", node.lineno)
        case nodes.Assign(target=target) if not isinstance(target, nodes.Name):
            yield fault("template-command", node.lineno)
        case nodes.Filter(name=str(name)) if name not in FORMATS:
            yield fault("template-filter", node.lineno, name, ", ".join(sorted(FORMATS)))
        case nodes.Test(name=str(name)) if name not in TESTS:
            yield fault("template-test", node.lineno, name)
        case nodes.Name(name=str(name)) | nodes.Getattr(attr=str(name)) if name.startswith("_"):
            yield fault("template-hidden-name", node.lineno, name)
        case nodes.Getitem(arg=nodes.Const(value=str(name))) if name.startswith("_"):
            yield fault("template-hidden-name", node.lineno, name)
        case _ if not isinstance(node, _ALLOWED):
            yield fault("template-command", node.lineno, type(node).__name__.lower())


def _count_loops(tree: nodes.Template) -> None:
    """What every loop goes over passes by the counter; texts are joined by it too."""
    for loop in tree.find_all(nodes.For):
        weight = 1 + sum(1 for part in loop.body for _ in part.find_all(nodes.Node)) + len(loop.body)
        loop.iter = nodes.Filter(
            loop.iter, "_counted", [nodes.Const(weight)], [], None, None, lineno=loop.lineno, environment=SANDBOX
        )
    _replace_joins(tree)


def _replace_joins(node: nodes.Node) -> None:
    for child in list(node.iter_child_nodes()):
        _replace_joins(child)
    for name, value in list(node.iter_fields()):
        if isinstance(value, nodes.Concat):
            setattr(node, name, _join(value))
        elif isinstance(value, list):
            setattr(node, name, [_join(item) if isinstance(item, nodes.Concat) else item for item in value])


def _join(node: nodes.Concat) -> nodes.Filter:
    first, *rest = node.nodes
    return nodes.Filter(first, "_joined", rest, [], None, None, lineno=node.lineno, environment=SANDBOX)


def _mark_lines(tree: nodes.Template) -> None:
    """Write the number of its line before every line of text, and before every output."""
    for output in tree.find_all(nodes.Output):
        marked: list[nodes.Expr] = []
        for part in output.nodes:
            marked.append(_line_mark(part.lineno))
            if isinstance(part, nodes.TemplateData):
                part.data = _numbered(part.data, part.lineno)
            marked.append(part)
        output.nodes = marked


def _numbered(text: str, first: int) -> str:
    pieces = _LINE_START.split(text)
    return pieces[0] + "".join(f"{LINE_OPEN}{at}{LINE_CLOSE}{piece}" for at, piece in enumerate(pieces[1:], first + 1))


def _line_mark(line: int) -> nodes.TemplateData:
    return nodes.TemplateData(f"{LINE_OPEN}{line}{LINE_CLOSE}", lineno=line, environment=SANDBOX)


def _syntax(error: TemplateSyntaxError, text: str) -> TemplateFault:
    said = error.message or ""
    lines = text.split("\n")
    value = lines[error.lineno - 1].strip() if 0 < error.lineno <= len(lines) else ""
    if "unknown tag" in said and "end" not in said.split("'")[1]:
        return fault("template-command", error.lineno, value)
    not_closed = "Unexpected end of template" in said or "Missing end of" in said
    return fault("template-not-closed" if not_closed else "template-syntax", error.lineno, value)

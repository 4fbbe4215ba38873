"""Codes of what the site refuses, with their sentences, read from the source of the web rooms."""

import ast
from collections.abc import Iterator
from pathlib import Path

import rasoat.law
from reference.markdown import code, page, table

HOUSE = Path(rasoat.law.__file__).parents[1]


def refusals_page() -> str:
    """One line a code: the first sentence found with it."""
    rows = [(code(word), said) for word, said in sorted(refusals().items())]
    return page(
        "Mã từ chối của trang web",
        "Trang web nói câu này cạnh ô nhập hoặc trong lỗi của API (`reason`). Chỗ ghi … thay đổi theo trường hợp.",
        table(("Mã", "Câu"), rows),
    )


def refusals() -> dict[str, str]:
    """Every code with the sentence that stands beside it."""
    found: dict[str, str] = {}
    for path in sorted((HOUSE / "web").rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Call):
                for word, said in _of(node):
                    found.setdefault(word, said)
    return found


def _of(call: ast.Call) -> Iterator[tuple[str, str]]:
    """`RefusedError(sentence, code=...)` and `Fault(rule=..., vi=...)`."""
    name = call.func.id if isinstance(call.func, ast.Name) else ""
    named = {item.arg: item.value for item in call.keywords}
    if name == "RefusedError" and isinstance(word := named.get("code"), ast.Constant):
        yield str(word.value), _text(call.args[0]) if call.args else ""
    if name == "Fault":
        rule = named.get("rule") or (call.args[0] if call.args else None)
        said = named.get("vi") or (call.args[1] if len(call.args) > 1 else None)
        if isinstance(rule, ast.Constant):
            yield str(rule.value), _text(said) if said is not None else ""


def _text(node: ast.expr) -> str:
    """The words of a sentence; what is filled in becomes an ellipsis."""
    match node:
        case ast.Constant(value=str(text)):
            return " ".join(text.split())
        case ast.JoinedStr(values=parts):
            return "".join(_text(part) if isinstance(part, ast.Constant) else "…" for part in parts)
        case ast.Call(args=[first, *_]):
            return _text(first)
        case ast.BinOp(left=left):
            return _text(left)
        case _:
            return "…"

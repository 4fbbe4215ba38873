"""Every fault code with its words, read from the source: a code without words stops the making of the page."""

import ast
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import rasoat.law
from rasoat.scoring.faults import WORDS
from rasoat.survey.questionnaire_build import full_questionnaire
from reference.fault_words import ELSEWHERE, NOT_CODES
from reference.markdown import code, page, table

HOUSE = Path(rasoat.law.__file__).parents[1]
KEBAB = re.compile(r"[a-z]+(-[a-z0-9]+)+")
ROOMS = {"law": "Luật và bảng điểm", "survey": "Đọc tệp và câu trả lời", "scoring": "Phân loại", "tables": "Lập biểu",
         "audit": "Tìm số sai trong bảng đã in", "papers": "Giấy tờ", "demo": "Tỉnh mẫu", "cli": "Lệnh"}  # fmt: skip
Assigned = dict[str, list[ast.expr]]

AS_PRINTED = "làm theo cách sửa in kèm lỗi"


def faults_page() -> str:
    """All codes by room, in the order of the alphabet."""
    parts = []
    for room, name in ROOMS.items():
        rows = [(code(rule), vi, remedy) for rule, (vi, remedy) in sorted(faults_of(room).items())]
        parts += [f"## {name} (`{room}`)", table(("Mã", "Điều sai", "Cách sửa"), rows)]
    return page(
        "Mã lỗi",
        "Mỗi lỗi in: tệp, trang tính, dòng, cột, hộ, giá trị, mã trong ngoặc vuông và cách sửa. Chỗ ghi … là phần "
        "thay đổi theo từng trường hợp. Có lỗi thì cả tệp bị từ chối, không ghi gì; cảnh báo thì vẫn chạy.",
        *parts,
    )


def faults_of(room: str) -> dict[str, tuple[str, str]]:
    """Words of every code of a room. Raises `ValueError` naming the codes that have none."""
    words: dict[str, tuple[str, str]] = {}
    if room == "scoring":
        words = {rule: (_plain(item.vi), _plain(item.remedy_vi)) for rule, item in WORDS.items()}
    if room == "survey":
        words = {rule.code: (rule.message.vi, rule.remedy.vi) for rule in full_questionnaire().constraints}
    for path in sorted((HOUSE / room).rglob("*.py")):
        for rule, said in _found(ast.parse(path.read_text(encoding="utf-8"))):
            if rule not in NOT_CODES and not words.get(rule, ("",))[0]:
                words[rule] = ELSEWHERE.get(rule) or _ordered(said)
    silent = sorted(rule for rule, (vi, _) in words.items() if not vi and rule not in WORDS)
    if silent:
        raise ValueError(f"fault codes of {room} without words: {silent}; see scripts/reference/fault_words.py")
    return {rule: said for rule, said in words.items() if said[0]}


def _ordered(said: Sequence[str]) -> tuple[str, str]:
    """What is wrong and the remedy, out of (vi, en, remedy vi, remedy en); the remedy may be common to many."""
    return (_plain(said[0]) if said else ""), (_plain(said[2]) if len(said) > 2 else AS_PRINTED)


def _found(tree: ast.AST) -> Iterator[tuple[str, list[str]]]:
    """Each code of a module with the sentences that follow it."""
    seen: set[int] = set()
    scopes = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef)]
    for scope in [*scopes, tree]:
        known = _assigned(scope)
        for node in ast.walk(scope):
            for items in _rows(node):
                for at, item in enumerate(items):
                    if _is_code(item) and id(item) not in seen:
                        seen.add(id(item))
                        yield _text(item), [text for part in items[at + 1 :] for text in _texts(part, known)]
    for node in ast.walk(tree):
        if _is_code(node) and id(node) not in seen:
            yield _text(node), []


def _rows(node: ast.AST) -> Iterator[Sequence[ast.expr]]:
    """Arguments and tuples in which a code may stand before its words."""
    if isinstance(node, ast.Call):
        named = {item.arg: item.value for item in node.keywords if item.arg}
        if "rule" in named:
            yield [named[name] for name in ("rule", "vi", "en", "remedy_vi", "remedy_en") if name in named]
        yield node.args
    elif isinstance(node, ast.Tuple):
        yield node.elts


def _assigned(scope: ast.AST) -> Assigned:
    """Names of a function or module and what they are set to, in the order of the lines."""
    known: Assigned = {}
    for node in ast.walk(scope):
        match node:
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                known.setdefault(name, []).append(value)
            case ast.Assign(targets=[ast.Tuple(elts=names)], value=ast.Tuple(elts=values)):
                for name, value in zip(names, values, strict=False):
                    if isinstance(name, ast.Name):
                        known.setdefault(name.id, []).append(value)
    return known


def _texts(node: ast.expr, known: Assigned) -> list[str]:
    match node:
        case ast.Tuple(elts=parts):
            return [text for part in parts for text in _texts(part, known)]
        case ast.Starred(value=value):
            return _texts(value, known)
        case ast.IfExp(body=body):
            return _texts(body, known)
        case ast.Name(id=name, lineno=line) if name in known:
            before = [value for value in known[name] if value.lineno <= line] or known[name]
            last = max(before, key=lambda value: value.lineno)
            return _texts(last, {key: value for key, value in known.items() if key != name})
    return [said] if (said := _text(node)) else []


def _text(node: ast.AST | None) -> str:
    match node:
        case ast.Constant(value=str(value)):
            return value
        case ast.JoinedStr(values=values):
            return _plain("".join(_text(part) or "{…}" for part in values))
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return _text(left) + _text(right)
    return ""


def _plain(text: str) -> str:
    return re.sub(r"\{[^}]*\}", "…", text)


def _is_code(node: ast.AST | None) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str) and bool(KEBAB.fullmatch(node.value))

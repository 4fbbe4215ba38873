"""Rules as people write them: `total = poor + near_poor`, `poor_pct = pct(poor, households, 2)`.

Names are those of columns; a heading with blanks or signs stands in quotation marks: `"Tổng số hộ" >= 3 * "Hộ nghèo"`.
"""

import ast
import re
from collections import Counter
from dataclasses import dataclass

from rasoat.law.faults import Fault, FaultsFoundError
from rasoat.tables.cell_rules import Relation

_RELATION = re.compile(r"""("[^"]*"|'[^']*')|(<=|>=|==|=|≤|≥)""")
_RELATIONS: dict[str, Relation] = {"=": "=", "==": "=", "<=": "<=", "≤": "<=", ">=": ">=", "≥": ">="}
_QUOTES = str.maketrans("“”„’‘×–−", '"""\'\'*--')
_MOST_DECIMALS = 6


@dataclass(frozen=True, slots=True)
class RuleText:
    """The sum of `terms` (column, factor) must be equal to, at most, or at least `bound`."""

    text: str
    terms: tuple[tuple[str, int], ...]
    relation: Relation
    bound: int


@dataclass(frozen=True, slots=True)
class RateText:
    """`printed` is `numerator` (a sum of columns) per hundred of `base`, half up to `decimals` places."""

    text: str
    printed: str
    numerator: tuple[tuple[str, int], ...]
    base: tuple[tuple[str, int], ...]
    decimals: int


def parse_rule(text: str) -> RuleText:
    """Read a linear rule with whole factors. Raises `FaultsFoundError` with what cannot be read.

    >>> parse_rule("total = poor + near_poor").terms
    (('total', 1), ('poor', -1), ('near_poor', -1))
    >>> parse_rule('"Tổng thiếu hụt" >= 3 * poor - 1').bound
    -1
    """
    left, relation, right = _sides(text)
    terms, constant = _linear(left, text)
    taken, moved = _linear(right, text)
    terms.subtract(taken)
    kept = tuple((name, factor) for name, factor in terms.items() if factor)
    if not kept:
        raise _refused(text, "không có cột nào", "names no column")
    return RuleText(text, kept, relation, moved - constant)


def parse_rate(text: str) -> RateText:
    """Read `NAME = pct(NUMERATOR, BASE[, DECIMALS])`. Raises `FaultsFoundError` with what cannot be read.

    >>> parse_rate("poor_pct = pct(poor, households, 2)").decimals
    2
    """
    left, relation, right = _sides(text)
    call = _tree(right, text)
    printed = _name(_tree(left, text))
    if relation != "=" or printed is None or not isinstance(call, ast.Call) or call.keywords:
        raise _refused(text, "tỷ lệ viết chưa đúng", "is not a rate", _RATE_REMEDY)
    if not isinstance(call.func, ast.Name) or call.func.id != "pct" or len(call.args) not in (2, 3):
        raise _refused(text, "tỷ lệ viết chưa đúng", "is not a rate", _RATE_REMEDY)
    parts = [_combine(argument, text) for argument in call.args[:2]]
    decimals = call.args[2].value if len(call.args) == 3 and isinstance(call.args[2], ast.Constant) else 2
    if any(constant for _, constant in parts) or not all(terms for terms, _ in parts):
        raise _refused(text, "tử số, mẫu số phải là cột", "numerator and base must be columns", _RATE_REMEDY)
    if not isinstance(decimals, int) or not 0 <= decimals <= _MOST_DECIMALS or (
        len(call.args) == 3 and not isinstance(call.args[2], ast.Constant)
    ):  # fmt: skip
        raise _refused(text, f"số chữ số thập phân phải từ 0 đến {_MOST_DECIMALS}", "has no such number of decimals")
    (numerator, _), (base, _) = parts
    return RateText(text, printed, tuple(numerator.items()), tuple(base.items()), int(decimals))


_RULE_REMEDY = (
    'viết như "tong = ngheo + can_ngheo"; tên cột có dấu cách, dấu chấm thì đặt trong dấu nháy',
    ('write it like "total = poor + near_poor"; quote names that hold blanks or points'),
)
_RATE_REMEDY = 'viết như "ty_le = pct(ngheo, tong, 2)"', 'write it like "poor_pct = pct(poor, households, 2)"'


def _sides(text: str) -> tuple[str, Relation, str]:
    plain = text.translate(_QUOTES)
    found = [match for match in _RELATION.finditer(plain) if match[2]]
    if len(found) != 1:
        raise _refused(text, "cần đúng một dấu =, <= hoặc >=", "needs exactly one of =, <=, >=")
    sign = found[0]
    return plain[: sign.start()], _RELATIONS[sign[2]], plain[sign.end() :]


def _tree(side: str, text: str) -> ast.expr:
    try:
        return ast.parse(side.strip(), mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        raise _refused(text, f"không hiểu phần “{side.strip()}”", f"cannot read “{side.strip()}”") from None


def _linear(side: str, text: str) -> tuple[Counter[str], int]:
    return _combine(_tree(side, text), text)


def _combine(node: ast.expr, text: str) -> tuple[Counter[str], int]:
    """Columns with their factors, and the constant."""
    if (name := _name(node)) is not None:
        return Counter({name: 1}), 0
    match node:
        case ast.Constant(value=int(number)) if not isinstance(number, bool):
            return Counter(), number
        case ast.UnaryOp(op=ast.USub(), operand=inner):
            return _times(_combine(inner, text), -1)
        case ast.UnaryOp(op=ast.UAdd(), operand=inner):
            return _combine(inner, text)
        case ast.BinOp(left=left, op=ast.Add() | ast.Sub(), right=right):
            sign = 1 if isinstance(node.op, ast.Add) else -1
            terms, constant = _combine(left, text)
            more, other = _times(_combine(right, text), sign)
            for name, factor in more.items():
                terms[name] += factor
            return terms, constant + other
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            first, second = _combine(left, text), _combine(right, text)
            if not first[0]:
                return _times(second, first[1])
            if not second[0]:
                return _times(first, second[1])
    raise _refused(text, "chỉ dùng cột, số nguyên và các dấu + - *", "may hold only columns, integers and + - *")


def _times(part: tuple[Counter[str], int], factor: int) -> tuple[Counter[str], int]:
    return Counter({name: count * factor for name, count in part[0].items()}), part[1] * factor


def _name(node: ast.expr) -> str | None:
    match node:
        case ast.Name(id=name):
            return name
        case ast.Constant(value=str(name)) if name.strip():
            return name
    return None


def _refused(text: str, vi: str, en: str, remedy: tuple[str, str] = _RULE_REMEDY) -> FaultsFoundError:
    return FaultsFoundError([Fault("rule-text", f"quy tắc: {vi}", f"the rule {en}", *remedy, value=text)])

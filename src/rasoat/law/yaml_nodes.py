"""Read YAML 1.2 strictly, keeping the line of every value, so that each fault can name file and line.

Why nodes: a loader that builds objects at once loses the lines, accepts duplicate keys, or reads `no` as False.
"""

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import MarkedYAMLError
from ruamel.yaml.nodes import MappingNode, Node, ScalarNode, SequenceNode
from ruamel.yaml.reader import ReaderError

from rasoat.law.faults import Fault, Place
from rasoat.law.loading_words import MEND, yaml_words

Path = tuple[str | int, ...]


@dataclass(slots=True)
class YamlDocument:
    """Plain data plus the line (from 1) of every path in it."""

    data: Any
    lines: dict[Path, int]
    faults: list[Fault] = field(default_factory=list)

    def line_of(self, path: Path) -> int:
        """The line of a path, or of its nearest written ancestor."""
        while path and path not in self.lines:
            path = path[:-1]
        return self.lines.get(path, 1)


def read_yaml(text: str, file: str) -> YamlDocument:
    """Parse one document. Syntax faults and duplicate keys are collected in `faults`, never raised."""
    document = YamlDocument(data=None, lines={})
    try:
        root = YAML(typ="rt", pure=True).compose(text)
    except MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = mark.line + 1 if mark is not None else 1
        document.faults.append(
            _fault(
                "yaml-syntax",
                file,
                line,
                f"tệp viết sai cú pháp YAML: {yaml_words(error.problem or str(error))}",
                f"YAML syntax: {error.problem or error}",
            )
        )
        return document
    except ReaderError as error:
        line = text.count("\n", 0, error.position) + 1
        vi, en = "có ký tự điều khiển không được phép", "holds a control character that is not allowed"
        document.faults.append(_fault("yaml-syntax", file, line, f"tệp {vi}", f"the file {en}"))
        return document
    if root is not None:
        try:
            document.data = _build(root, (), document, file)
        except RecursionError:
            vi, en = "tệp tự nhắc lại chính mình (neo YAML)", "the file repeats itself (a YAML anchor)"
            document.faults.append(_fault("yaml-syntax", file, 1, vi, en))
    return document


def _build(node: Node, path: Path, document: YamlDocument, file: str) -> Any:
    document.lines.setdefault(path, node.start_mark.line + 1)
    if isinstance(node, MappingNode):
        return _build_mapping(node, path, document, file)
    if isinstance(node, SequenceNode):
        return [_build(child, (*path, index), document, file) for index, child in enumerate(node.value)]
    return _scalar(node, document, file)


def _build_mapping(node: MappingNode, path: Path, document: YamlDocument, file: str) -> dict[str, Any]:
    result: dict[str, Any] = {}
    for key_node, value_node in node.value:
        key = str(key_node.value)
        line = key_node.start_mark.line + 1
        if key in result:
            document.faults.append(
                _fault(
                    "yaml-duplicate-key",
                    file,
                    line,
                    f"khóa “{key}” viết hai lần",
                    f"key “{key}” appears twice",
                )
            )
            continue
        document.lines[(*path, key)] = line
        result[key] = _build(value_node, (*path, key), document, file)
    return result


def _scalar(node: Node, document: YamlDocument, file: str) -> Any:
    assert isinstance(node, ScalarNode)
    text: str = node.value
    kind = str(node.tag).rsplit(":", 1)[-1] if not node.style else "str"
    if kind == "null":
        return None
    if kind == "bool":
        return text.lower() == "true"
    if kind in {"int", "float"}:
        return _number(text, node.start_mark.line + 1, document, file)
    if kind == "timestamp":
        return _date(text, node.start_mark.line + 1, document, file)
    return text


def _number(text: str, line: int, document: YamlDocument, file: str) -> Any:
    try:
        return int(text.replace("_", ""))
    except ValueError:
        document.faults.append(
            _fault(
                "yaml-not-integer",
                file,
                line,
                f"“{text}” không phải số nguyên",
                f"“{text}” is not an integer (law data holds integers only)",
            )
        )
        return text


def _date(text: str, line: int, document: YamlDocument, file: str) -> Any:
    try:
        return date.fromisoformat(text)
    except ValueError:
        document.faults.append(
            _fault(
                "yaml-not-date",
                file,
                line,
                f"“{text}” không phải ngày năm-tháng-ngày",
                f"“{text}” is not a date YYYY-MM-DD",
            )
        )
        return text


def _fault(rule: str, file: str, line: int, vi: str, en: str) -> Fault:
    return Fault(
        rule=rule,
        vi=vi,
        en=en,
        remedy_vi=MEND[0],
        remedy_en=MEND[1],
        place=Place(file=file, row=line),
    )

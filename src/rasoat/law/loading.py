"""Load law files into typed models, collecting every fault of every file before refusing."""

from collections.abc import Iterable
from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from rasoat.law.faults import Fault, FaultsFoundError, Place
from rasoat.law.loading_words import MEND, NOT_UTF8, remedy_words, schema_words
from rasoat.law.problems import ProblemsError
from rasoat.law.yaml_nodes import YamlDocument, read_yaml

M = TypeVar("M", bound=BaseModel)


class LawModel(BaseModel):
    """Base of everything read from law files: immutable, no unknown keys, no silent conversion."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


def load_yaml(path: Path, model: type[M], faults: list[Fault]) -> M | None:
    """Read one file as `model`. Faults (file and line each) are appended; None when there is any."""
    try:
        text = path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        line = error.object[: error.start].count(b"\n") + 1
        faults.append(_fault(path, line, "file-not-utf8", *NOT_UTF8[0], remedy=NOT_UTF8[1]))
        return None
    except OSError as error:
        faults.append(_fault(path, 1, "file-unreadable", f"không đọc được tệp: {error}", f"cannot read: {error}"))
        return None
    return load_text(text, str(path), model, faults)


def load_text(text: str, file: str, model: type[M], faults: list[Fault]) -> M | None:
    """As `load_yaml`, from text already at hand."""
    document = read_yaml(text, file)
    if document.faults:
        faults.extend(document.faults)
    if document.data is None:
        if not document.faults:
            faults.append(_fault(Path(file), 1, "file-empty", "tệp trống", "the file is empty"))
        return None
    try:
        loaded = model.model_validate(document.data)
    except ValidationError as error:
        faults.extend(_pydantic_faults(error, document, file))
        return None
    return None if document.faults else loaded


def load_or_refuse(path: Path, model: type[M]) -> M:
    """Read one file or raise `FaultsFoundError` with everything wrong in it."""
    faults: list[Fault] = []
    loaded = load_yaml(path, model, faults)
    if loaded is None:
        raise FaultsFoundError(faults)
    return loaded


def _pydantic_faults(error: ValidationError, document: YamlDocument, file: str) -> Iterable[Fault]:
    told = {fault.place.row for fault in document.faults}
    found = error.errors()
    for item in found:
        path = _data_path(item["loc"], document)
        if _follows_from_another(item, found) or document.line_of(path) in told:
            continue
        context = item.get("ctx", {})
        raised = context.get("error")
        if isinstance(raised, ProblemsError):
            for problem in raised.problems:
                there = (*path, *problem.path)
                yield _placed(document, file, there, "law-does-not-fit", problem.vi, problem.en)
            continue
        kind = item["type"]
        vi, en = schema_words(kind, item["msg"], context)
        value = "" if kind in {"missing", "extra_forbidden"} else _short(item.get("input", ""))
        yield _placed(document, file, path, f"law-{kind.replace('_', '-')}", vi, en, value, remedy_words(kind))


def _follows_from_another(item: ErrorDetails, found: Iterable[ErrorDetails]) -> bool:
    """A list is "too short" to pydantic when an element of it is refused; only the element is at fault."""
    loc = item["loc"]
    return item["type"] == "too_short" and any(
        other["loc"][: len(loc)] == loc and len(other["loc"]) > len(loc) for other in found
    )


def _placed(
    document: YamlDocument,
    file: str,
    path: tuple[str | int, ...],
    rule: str,
    vi: str,
    en: str,
    value: str = "",
    remedy: tuple[str, str] = MEND,
) -> Fault:
    where = ".".join(str(part) for part in path)
    vi, en = (f"{where}: {vi}", f"{where}: {en}") if where else (vi, en)
    return _fault(Path(file), document.line_of(path), rule, vi, en, value, remedy)


def _short(value: object) -> str:
    """The value found, as far as it helps: groups of keys are not repeated."""
    return "" if isinstance(value, dict | list) else str(value)[:80]


def _data_path(loc: tuple[str | int, ...], document: YamlDocument) -> tuple[str | int, ...]:
    """Drop the union tags that pydantic puts between the real keys of the file."""
    path: tuple[str | int, ...] = ()
    data = document.data
    for part in loc:
        step = _step(data, part)
        if step is not _NOWHERE:
            data, path = step, (*path, part)
        elif part is loc[-1] and isinstance(data, dict):
            return (*path, part)
    return path


_NOWHERE = object()


def _step(data: object, part: str | int) -> object:
    if isinstance(data, dict):
        return data.get(part, _NOWHERE)
    if isinstance(data, list) and isinstance(part, int) and part < len(data):
        return data[part]
    return _NOWHERE


def _fault(
    path: Path, line: int, rule: str, vi: str, en: str, value: str = "", remedy: tuple[str, str] = MEND
) -> Fault:
    return Fault(
        rule=rule,
        vi=vi,
        en=en,
        value=value,
        remedy_vi=remedy[0],
        remedy_en=remedy[1],
        place=Place(file=str(path), row=line),
    )


def fault_at(path: Path, needle: str, rule: str, vi: str, en: str) -> Fault:
    """A fault in a file, at the first line that holds `needle` (line 1 when there is none)."""
    lines = path.read_text(encoding="utf-8").splitlines() if needle and path.is_file() else []
    line = next((number for number, text in enumerate(lines, start=1) if needle in text), 1)
    return _fault(path, line, rule, vi, en)

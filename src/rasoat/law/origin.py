"""Lead a fault in loaded law back to the file and line where it was written."""

from collections.abc import Mapping
from pathlib import Path as File

from pydantic import BaseModel

from rasoat.law.faults import Fault, Place, Severity
from rasoat.law.loading_words import MEND
from rasoat.law.problems import Path
from rasoat.law.yaml_nodes import YamlDocument, read_yaml


class LinesOfLaw:
    """Reads each file of a law book once, only when a fault needs a line of it. `origin` maps ids to files."""

    def __init__(self, origin: Mapping[str, File]) -> None:
        self._origin = origin
        self._read: dict[File, YamlDocument] = {}

    def fault(self, key: str, path: Path, rule: str, vi: str, en: str, severity: Severity = Severity.ERROR) -> Fault:
        """A fault at a path (list positions as numbers) of the file that holds that id."""
        file = self._origin[key]
        if file not in self._read:
            self._read[file] = read_yaml(file.read_text(encoding="utf-8"), str(file))
        where = ".".join(str(step) for step in path)
        place = Place(file=str(file), row=self._read[file].line_of(path))
        return Fault(rule, f"{where}: {vi}", f"{where}: {en}", MEND[0], MEND[1], place, severity=severity)


def written_path(law: BaseModel, path: Path) -> Path:
    """A path of `evidence_of` with list positions in place of codes, as the file has them."""
    steps: list[str | int] = []
    content: object = law
    for step in path:
        if isinstance(content, tuple) and isinstance(step, str):
            step = next(index for index, item in enumerate(content) if getattr(item, "code", None) == step)
        content = _part(content, step)
        steps.append(step)
    return tuple(steps)


def _part(content: object, step: str | int) -> object:
    if isinstance(content, tuple) and isinstance(step, int):
        return content[step]
    return content[step] if isinstance(content, dict) else getattr(content, str(step))

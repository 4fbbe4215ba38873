"""Find every piece of evidence inside a law model, with the path that leads to it."""

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel

from rasoat.law.cited import Evidence

Path = tuple[str | int, ...]


def evidence_of(model: Any, path: Path = ()) -> Iterator[tuple[Path, Evidence]]:
    """Yield (path, evidence) for every `Evidence` below `model`, in the order of the file."""
    if isinstance(model, Evidence):
        yield path, model
    if isinstance(model, BaseModel):
        for name in type(model).model_fields:
            yield from evidence_of(getattr(model, name), (*path, name))
    elif isinstance(model, dict):
        for key, value in model.items():
            yield from evidence_of(value, (*path, key))
    elif isinstance(model, tuple | list):
        for index, value in enumerate(model):
            label = getattr(value, "code", None) or getattr(value, "table_id", None) or index
            yield from evidence_of(value, (*path, label))

"""The examples that fix the meaning of every node, as typed data for tests of any interpreter."""

from datetime import date
from pathlib import Path

from pydantic import Field

from rasoat.law.expr.nodes import Expr, Scalar
from rasoat.law.loading import LawModel, load_or_refuse

Known = bool | int | date | str | None


class Vector(LawModel):
    """One example: with these facts the expression gives `result` (None = unknown)."""

    node: str
    expr: Expr
    fields: dict[str, Known] = Field(default_factory=dict)
    params: dict[str, Known] = Field(default_factory=dict)
    members: list[dict[str, Known]] | None = None
    result: Scalar | None


class _File(LawModel):
    vectors: tuple[Vector, ...]


def load_vectors() -> tuple[Vector, ...]:
    """All shipped examples."""
    return load_or_refuse(Path(__file__).parent / "vectors.yaml", _File).vectors

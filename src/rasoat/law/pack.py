"""The law pack: one content-addressed file with all the law that one classification needs.

Standard, point table (or none), questionnaire and operator version, as canonical JSON. Its SHA-256 is the pack's
name; every result carries it, and the same pack over the same input gives the same bytes again.
"""

import json
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path, PurePath
from typing import Any, Literal

from pydantic import ConfigDict, ValidationError

from rasoat.law.canonical import canonical_json, content_hash
from rasoat.law.faults import Fault, FaultsFoundError, Place
from rasoat.law.loading import LawModel
from rasoat.law.point_table.model import PointTable
from rasoat.law.standard import Standard
from rasoat.law.watermark import join_watermarks

OPERATOR_VERSION = "1"
"""Meaning of the expression nodes and of scoring. It changes only when an equal pack could give another result."""


class Pack(LawModel):
    """The law of one classification. `assumptions` names what a simulation took for granted; empty otherwise."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)

    format: Literal["rasoat-law-pack"] = "rasoat-law-pack"
    operator_version: str = OPERATOR_VERSION
    standard: Standard
    point_table: PointTable | None = None
    questionnaire: dict[str, Any]
    assumptions: tuple[str, ...] = ()

    def to_bytes(self) -> bytes:
        """The canonical bytes, written once for a pack: it never changes."""
        return self._bytes

    @property
    def hash(self) -> str:
        """The name of the pack: SHA-256 of its canonical bytes."""
        return content_hash(self._bytes)

    @cached_property
    def _bytes(self) -> bytes:
        return canonical_json(self)

    def model_copy(self, *, update: Mapping[str, Any] | None = None, deep: bool = False) -> "Pack":
        """A pack with other parts has other bytes."""
        made = super().model_copy(update=update, deep=deep)
        made.__dict__.pop("_bytes", None)
        return made

    @property
    def watermark(self) -> str:
        """What every output made with this pack must bear; empty for an official one."""
        return join_watermarks(self.point_table.watermark if self.point_table else "", *self.assumptions)


def read_pack(path: Path) -> Pack:
    """Read a pack file and verify that it is canonical (so that its hash is the hash of the file).

    Raises `FaultsFoundError` when it is not a pack, was edited, or was made for another operator version.
    """
    return parse_pack(path.read_bytes(), path)


def parse_pack(content: bytes, path: PurePath) -> Pack:
    """The pack of these bytes, wherever they were kept; `path` names them in faults. Raises as `read_pack`."""
    try:
        pack = Pack.model_validate(json.loads(content))
    except (ValueError, ValidationError) as error:
        raise FaultsFoundError(
            [_fault(path, "pack-unreadable", f"không đọc được gói luật: {error}", str(error))]
        ) from error
    if pack.to_bytes() != content:
        raise FaultsFoundError(
            [
                _fault(
                    path,
                    "pack-not-canonical",
                    "gói luật đã bị sửa hoặc ghi lại khác dạng chuẩn",
                    "the pack was edited or is not in canonical form",
                )
            ]
        )
    if pack.operator_version != OPERATOR_VERSION:
        raise FaultsFoundError(
            [
                _fault(
                    path,
                    "pack-operator-version",
                    f"gói luật dùng phép tính phiên bản {pack.operator_version}, phần mềm này dùng {OPERATOR_VERSION}",
                    f"made for operator version {pack.operator_version}, this is {OPERATOR_VERSION}",
                )
            ]
        )
    return pack


def _fault(path: PurePath, rule: str, vi: str, en: str) -> Fault:
    return Fault(
        rule=rule,
        vi=vi,
        en=en,
        remedy_vi="dùng đúng tệp gói luật đã lưu cùng kết quả",
        remedy_en="use the pack file stored with the result",
        place=Place(file=str(path)),
    )
